"""Chats kept as text: each paragraph of a message is a block, the name and the time in front of the words as they stand."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.formats.blocks import BOM, Block, Split
from ingest.formats.paragraphs import Line, is_adjacent, lines_of, top_of
from ingest.grammar.chats import ABOVE_WORDS, FRONT, FURNITURE, HAS_TIME, HEADED, Sender, is_chat, sender, shape_of

FRONT_LENGTH = 4_000  # characters of the lines at the top
MOST_ABOVE = 5  # lines above the first message
LONGEST_HEAD = 100  # characters of a line with a name
LONGEST_FURNITURE = 60
FEWEST_LINES = 2  # of a message below its head
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
    blocks = [Block("byte order mark", 0, 1, discard=True)] if begins else []
    blocks += _above(lines[: min(heads)])
    blocks += _blocks(lines, heads, text)
    title = {"title": lines[0][2]} if 0 not in heads else {}
    return Split(blocks, {"kind": "chat", **title})


def _head(lines: list[Line], n: int, shape: re.Pattern[str], text: str) -> Sender | None:
    """Return the head of the message that begins with a line; that of Slack may stand on two lines."""
    words = lines[n][2]
    if shape is not HEADED:
        return sender(words, shape) if words[0].isdigit() or words[0] in "[-\u200e\u200f\u202a" else None
    found = sender(words, shape) if HAS_TIME.search(words[:LONGEST_HEAD]) else None
    if found or len(words) > LONGEST_HEAD:
        return found
    below = lines[n + 1] if n + 1 < len(lines) else None
    if below and below[2][0].isdigit() and len(below[2]) < 12 and is_adjacent(lines[n], below, text):
        return sender(f"{words}\n{below[2]}", shape)
    return None


def _above(lines: list[Line]) -> list[Block]:
    return [Block("page head", start, end, discard=True) for start, end, *_ in lines]


def _blocks(lines: list[Line], heads: dict[int, Sender], text: str) -> list[Block]:
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
        goes_on = n > first and not found[-1].discard and is_adjacent(lines[n - 1], lines[n], text)
        if head:
            kind = MESSAGE if head.is_message else NOTICE
        elif words[0] == "@" and n + 1 in heads and not goes_on:
            kind = REPEATED
        if head or not goes_on:
            found.append(Block(kind, start, end))
        else:
            found[-1] = Block(kind, found[-1].start, end)
    return found
