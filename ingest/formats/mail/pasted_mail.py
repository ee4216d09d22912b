"""E-mails kept as text: one, or several in one file, each under the lines that a mail program prints above it.

What a message repeats of others stands below the same lines. It is told from another message by time: nobody repeats what was written
later, or is about something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.formats.blocks import BOM, Block, Item, Split
from ingest.formats.mail.bodies import plain_blocks
from ingest.formats.mail.threads import REPLY, Sending, tell
from ingest.formats.paragraphs import paragraphs, top_of
from ingest.grammar.mail_fields import SUBJECT
from ingest.grammar.mail_heads import MailHead, may_be_head, read_head
from ingest.grammar.names import is_name
from ingest.grammar.replies import REPEATS, Line, lines_of

MOST_ABOVE = 4  # lines above the first message: "Gmail", what the conversation is about, "2 messages"
LONGEST_ABOVE = 160  # characters of such a line
# "E-mail 3", "Message 2 of 5:", "Document 12", "======": what stands between messages that somebody put together
LABEL = re.compile(
    r"(?:(?:e-?mail|message|document|exhibit|item|no\.?)\s?(?:no\.?\s?)?\d{1,4}\b.{0,20}|[=*#~]{3,})\Z", re.IGNORECASE
)
FRONT = 4_000  # characters in which the head of the first message stands

Place = tuple[int, MailHead]  # the line with which a message begins, and its head


def find(text: str, split: Callable[[str], Split] = paragraphs) -> Split | None:
    """Return the messages of a text that begins with one, each a document; None where it does not.

    `split` tells the paragraphs of each.
    """
    if not any(map(may_be_head, top_of(text, FRONT, MOST_ABOVE + 1))):
        return None
    bom = int(text.startswith(BOM))
    top = list(lines_of(text[bom:FRONT], bom))
    begins = next((n for n in range(min(MOST_ABOVE + 1, len(top))) if read_head(top, n)), None)
    if begins is None or any(len(line.words) > LONGEST_ABOVE for line in top[:begins]):
        return None
    lines = list(lines_of(text[bom:], bom))
    owner = _owner(lines, begins)
    places = _messages(lines, begins, owner)
    printed = _is_printed(lines, places)
    if begins and not (printed or owner or all(LABEL.match(line.words) for line in lines[:begins])):
        return None  # a heading, or words of somebody who quotes the message
    found = Split([Block("byte order mark", 0, 1, discard=True)] if bom else [])
    found.blocks.extend(Block("page head", line.start, line.end, discard=True) for line in lines[:begins])
    counted = begins > 1 and lines[begins - 1].words.endswith((" messages", " message"))
    title = lines[begins - 1 - counted].words if printed and begins > 1 else None
    _write(text, lines, places, found, title, owner, split)
    return found


def _owner(lines: Sequence[Line], begins: int) -> str:
    """Return whose mailbox it is, where Outlook prints that and no more above each message: "Ada Quill"."""
    return lines[0].words if begins == 1 and is_name(lines[0].words) and lines[1].words.startswith("From:") else ""


def _is_label(line: Line, owner: str) -> bool:
    return line.words == owner or LABEL.match(line.words) is not None


def _messages(lines: Sequence[Line], begins: int, owner: str) -> list[Place]:
    """Return where each message of the text begins: the first, and those that it cannot repeat."""
    found: list[Place] = []
    n = begins
    while n < len(lines):
        head = read_head(lines, n)
        if head and (not found or _is_another(head, found[-1][1], lines, n, owner)):
            found.append((n, head))
        n += head.line_count if head else 1
    return found


def _is_another(head: MailHead, above: MailHead, lines: Sequence[Line], at: int, owner: str) -> bool:
    """Tell another message from what the one above it repeats."""
    if _is_label(lines[at - 1], owner):
        return True
    if REPEATS.match(lines[at - 1].words) or lines[at - 1].words.endswith(":"):
        return False
    subjects = {_subject(each) for each in (head, above)} - {""}
    if len(subjects) > 1:
        return True
    return bool(head.sent and above.sent and head.sent.stamp > above.sent.stamp)


def _subject(head: MailHead) -> str:
    subject = next(iter(head.fields.get(SUBJECT, [])), "").casefold().strip()
    while match := REPLY.match(subject):
        subject = subject[match.end() :]
    return subject.removeprefix("fw: ").removeprefix("fwd: ").removeprefix("tr: ").removeprefix("wg: ").strip()


def _is_printed(lines: Sequence[Line], places: list[Place]) -> bool:
    """Tell what Gmail prints: the sender and the time on one line above each message."""
    return all("<" in lines[n].words and ": " not in lines[n].words.partition("<")[0] for n, _ in places)


def _write(
    text: str,
    lines: Sequence[Line],
    places: list[Place],
    found: Split,
    title: str | None,
    owner: str,
    split: Callable[[str], Split],
) -> None:
    """Write the blocks of each message, and what is told of it."""
    sendings: list[Sending] = []
    items: list[Item] = []
    ends = [*(n for n, _ in places[1:]), len(lines)]
    for (n, head), end in zip(places, ends, strict=True):
        begin, last = lines[n].start, lines[n + head.line_count - 1].end
        labelled = end < len(lines) and _is_label(lines[end - 1], owner)
        stop = lines[end - labelled].start if end < len(lines) else len(text)
        found.blocks.append(Block("header", begin, last))
        blocks, problems = plain_blocks(text[last:stop], split)
        found.blocks.extend(replace(each, start=each.start + last, end=each.end + last) for each in blocks)
        if labelled:
            found.blocks.append(Block("page head", stop, lines[end - 1].end, discard=True))
        found.problems.extend((reason, start + last, to + last) for reason, start, to in problems)
        subject = next(iter(head.fields.get(SUBJECT, [])), title or "")
        sendings.append(Sending(None, [], [], subject, head.sent, text[begin:stop]))
        items.append(Item(begin, stop))
    tell(sendings)
    named = {"title": title} if title else {}
    found.items.extend(
        replace(item, said={"kind": "e-mail", **named, **each.said}) for item, each in zip(items, sendings, strict=True)
    )
