"""Chats kept as text: each paragraph of a message is a block, the name and the time in front of the words as they stand."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.formats.blocks import BOM, Block, Split
from ingest.formats.margins import Line, is_adjacent
from ingest.formats.paragraphs import lines_of, top_of
from ingest.grammar.chats import (
    ABOVE_WORDS,
    FRONT,
    FURNITURE,
    HAS_TIME,
    HEADED,
    Sender,
    channel,
    goes_on,
    is_chat,
    sender,
    shape_of,
)

FRONT_LENGTH = 4_000  # characters of the lines at the top
MOST_ABOVE = 5  # lines above the first message
LONGEST_HEAD = 100  # characters of a line with a name
LONGEST_FURNITURE = 60
FEWEST_LINES = 2  # of a message below its head
BEGINS = "[-S\u200e\u200f\u202a"  # the first sign of a head that is no digit
PROGRAM = "\u200e"  # in front of words that WhatsApp puts itself
# what it puts first in a chat; old versions without that sign
ENCRYPTED = (
    "Messages and calls are end-to-end encrypted", "Messages to this chat and calls are now secured", "Messages to this group are now secured",
    "Messages you send to this", "Nachrichten und Anrufe sind Ende-zu-Ende", "Los mensajes y las llamadas están cifrados",
    "Les messages et les appels sont chiffrés", "As mensagens e as chamadas são protegidas", "I messaggi e le chiamate sono crittografati",
)  # fmt: skip
MESSAGE, NOTICE = "message", "notice"
REPEATED = "quote"  # "@ada Where is it?" above the head of an answer


def find(text: str) -> Split | None:
    """Return the messages of a chat, which is one document; None where the text is none."""
    begins = int(text.startswith(BOM))
    shape = shape_of(top_of(text, FRONT_LENGTH, FRONT))
    if shape is None:
        return None
    lines = list(lines_of(text, begins))
    heads = {n: head for n, _ in enumerate(lines) if (head := _head(lines, n, shape, text))}
    if not is_chat(heads.values(), shape) or min(heads) > MOST_ABOVE:
        return None
    if shape in ABOVE_WORDS and any(b - a < FEWEST_LINES for a, b in pairwise([*heads, len(lines)])):
        return None
    name = _own_name(lines, heads)
    blocks = [Block("byte order mark", 0, 1, discard=True)] if begins else []
    blocks += _above(lines[: min(heads)])
    is_dated = any(
        "/" in lines[n][2] or " at " in lines[n][2] for n in heads
    )  # as in Discord, which prints no times alone
    blocks += _blocks(lines, heads, text, None if is_dated else shape)
    title = name if 0 in heads else _topic(lines[: min(heads)])
    title = title or channel(lines[n][2] for n, head in heads.items() if not head.is_message)
    return Split(blocks, {"kind": "chat", "title": title} if title else {"kind": "chat"})


def _topic(above: list[Line]) -> str | None:
    """Return what the lines above a chat call it: the channel that a program names there, or else the first line."""
    words = [each[2] for each in above]
    return channel(words) or words[0]


def _own_name(lines: list[Line], heads: dict[int, Sender]) -> str | None:
    """Return the name of a chat, under which its program speaks first, and note that nobody else does; None where none is said.

    A chat of two has the name of the other, who also writes.
    """
    first = min(heads)
    if not _is_of_program(lines[first], heads[first]):
        return None
    same = [n for n, head in heads.items() if head.name == heads[first].name]
    for n in same if all(_is_of_program(lines[n], heads[n]) for n in same) else [first]:
        heads[n] = heads[n]._replace(is_message=False)
    return heads[first].name


def _is_of_program(line: Line, head: Sender) -> bool:
    return head.is_message and line[2][head.words :].lstrip(" ").startswith((PROGRAM, *ENCRYPTED))


def _head(lines: list[Line], n: int, shape: re.Pattern[str], text: str) -> Sender | None:
    """Return the head of the message that begins with a line; that of Slack may stand on two lines."""
    words = lines[n][2]
    if shape is not HEADED:
        return sender(words, shape) if words[0].isdigit() or words[0] in BEGINS else None
    found = sender(words, shape) if HAS_TIME.search(words[:LONGEST_HEAD]) else None
    if found or len(words) > LONGEST_HEAD:
        return found
    below = lines[n + 1] if n + 1 < len(lines) else None
    if below and below[2][0].isdigit() and len(below[2]) < 12 and is_adjacent(lines[n], below, text):
        return sender(f"{words}\n{below[2]}", shape)
    return None


def _above(lines: list[Line]) -> list[Block]:
    return [Block("page head", start, end, discard=True) for start, end, *_ in lines]


def _blocks(lines: list[Line], heads: dict[int, Sender], text: str, shape: re.Pattern[str] | None) -> list[Block]:
    """Return the paragraphs of the messages, and what programs print among them."""
    found: list[Block] = []
    kind = NOTICE
    first = min(heads)
    for n in range(first, len(lines)):
        start, end, words, _ = lines[n]
        head = heads.get(n)
        if len(words) < LONGEST_FURNITURE and FURNITURE.match(words):
            found.append(Block("chat furniture", start, end, discard=True))
            continue
        is_near = n > first and not found[-1].discard and is_adjacent(lines[n - 1], lines[n], text)
        is_next = kind == MESSAGE and goes_on(words, shape) == len(words) and not _is_below_name(lines, heads, n)
        if head:
            kind = MESSAGE if head.is_message else NOTICE
        elif words[0] == "@" and n + 1 in heads and not is_near:
            kind = REPEATED
        if head or is_next or not is_near:
            found.append(Block(kind, start, end))
        else:
            found[-1] = Block(kind, found[-1].start, end)
    return found


def _is_below_name(lines: list[Line], heads: dict[int, Sender], n: int) -> bool:
    """Tell the second line of a head, the time below the name."""
    above = heads.get(n - 1)
    return above is not None and above.words > len(lines[n - 1][2])
