"""Chats: each message of a conversation, with who sent it and when, as far as it is printed there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar, NamedTuple

from ingest.grammar.chat_times import BY_DAY_LINE, Numbers, Stamp, clock_of, day_line, day_of, orders, stamp
from ingest.grammar.chats import FRONT, LOGGED, goes_on, head_of, sender, shape_of
from ingest.grammar.edtf import earliest_latest
from ingest.ids import join
from ingest.model import Passage, Problem, Reading
from ingest.records.heading_days import DECLARE_ORDER
from ingest.withholding.withhold import MASK

HEAD = "message head"  # the discard in which an export states who sent a message, and when
# "from: Ada Quill", "date: 2023-05-06T14:03:11+01:00"
FROM = re.compile(r"^from: (?P<name>[^\r\n]+)$", re.MULTILINE)
DATE = re.compile(
    r"^date: (?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<time>(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)(?:\.\d+)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?$",
    re.MULTILINE | re.ASCII,
)
OF_EXPORT = "export"
OF_MESSAGES = "days of its messages"
# what a line of a log that begins a day has in it
BEGINS_DAY = ("Log opened", "Day changed", "Session Start", "Session Time")


@dataclass(slots=True)
class ChatMessage:
    """A message of a chat: `text` is its words without the head, or the head where it has no words.

    `sent_date` is empty where day and month may be either way round, `sent_time` where the half of the day is not known.
    """

    table: ClassVar[str] = "chat_messages"
    id: str
    document_id: str
    position: int
    author: str | None
    sent_date: str | None
    sent_time: str | None
    date_basis: str | None
    first_passage_id: str
    last_passage_id: str
    start: int
    end: int
    text: str


class Sent(NamedTuple):
    """When a message was sent: the day, what that rests on, and the time."""

    day: str | None = None
    basis: str | None = None
    time: str | None = None


UNSENT = Sent()


@dataclass(slots=True)
class _Message:
    """A message while the passages of it are gathered: where its words begin, and who sent it when."""

    author: str | None
    words: int
    passages: list[Passage]
    sent: Sent = UNSENT
    stamp: Stamp | None = None
    day: str | None = None


def find(reading: Reading) -> Iterator[ChatMessage | Problem]:
    """Yield the messages of a chat and name their speakers; a paragraph without a name of its own is of the message above it."""
    if reading.document.kind != "chat":
        return
    is_export = any(each.kind == HEAD for each in reading.discards)
    stamps: list[Stamp] = []
    found = list(_stated(reading) if is_export else _printed(reading, stamps))
    either = None if is_export else _date(found, stamps, reading.hints.date_order)
    if either:
        yield reading.problem(DECLARE_ORDER, either.passages[0].start, either.passages[0].end)
    if reading.document.published_date is None and (days := _days([each.sent.day for each in found])):
        reading.document.published_date, reading.document.date_basis = days, OF_MESSAGES
    for position, each in enumerate(found, 1):
        first, last = each.passages[0], each.passages[-1]
        start = each.words if each.words < last.end else first.start
        yield ChatMessage(
            join(reading.document.id, "message", position), reading.document.id, position, each.author, each.sent.day,
            each.sent.time, each.sent.basis, first.id, last.id, start, last.end, reading.text[start : last.end],
        )  # fmt: skip


def _days(days: list[str | None]) -> str | None:
    """Return the days on which a chat was written, from that of its first message to that of its last; None where these are not certain.

    A message without a day was sent between those above and below it, if the others stand in their order.
    """
    known = [day for day in days if day]
    if not known or days[0] is None or days[-1] is None or known != sorted(known):
        return None
    return known[0] if known[0] == known[-1] else f"{known[0]}/{known[-1]}"


def _stated(reading: Reading) -> Iterator[_Message]:
    """Yield the messages of an export: above the words of each stands a discard that says who sent it, and when."""
    heads = [each for each in reading.discards if each.kind == HEAD]
    message: _Message | None = None
    at = 0
    for passage in reading.passages:
        begins = at
        while at < len(heads) and heads[at].start < passage.start:
            at += 1
        if at > begins:
            if message and message.passages:
                yield message
            message = _stated_head(reading.text[heads[at - 1].start : heads[at - 1].end], passage)
        if message and passage.kind in ("message", "withheld"):
            passage.speaker = message.author if passage.kind == "message" else None
            message.passages.append(passage)
        elif message and message.passages:
            yield message
            message = None
    if message and message.passages:
        yield message


def _stated_head(words: str, passage: Passage) -> _Message:
    name, date = FROM.search(words), DATE.search(words)
    author = name["name"].strip() if name and MASK not in name["name"] else None
    if date and earliest_latest(date["day"])[0] is None:
        date = None
    time = f"{date['time']}{date['zone'] or ''}" if date and date["time"] else None
    return _Message(author, passage.start, [], Sent(date["day"], OF_EXPORT, time) if date else UNSENT)


def _printed(reading: Reading, stamps: list[Stamp]) -> Iterator[_Message]:
    """Yield the messages of a chat kept as text, with the date and the time that are printed in front of each.

    All of these, also in front of what the program says, go into `stamps`.
    """
    rows = (row for passage in reading.passages for row in passage.text.splitlines() if row.strip())
    shape = shape_of(list(islice(rows, FRONT)))
    message: _Message | None = None
    days = _Days(reading) if shape is LOGGED else None
    for passage in reading.passages if shape else ():
        head = sender(passage.text, shape) if shape else None
        begins = goes_on(passage.text, shape) if message and not head and passage.kind == "message" else 0
        if head or begins or passage.kind != "message":
            author = message.author if message and begins else None
            if message:
                yield message
            at = passage.start + begins + _blank(passage.text, begins)
            message = _Message(author, at, [], stamp=stamp(passage.text[:begins])) if begins else None
        if head and shape:
            stamps.append(stamp(head_of(passage.text, head, shape)))
            if head.is_message and passage.kind != "notice":
                at = passage.start + head.words + _blank(passage.text, head.words)
                message = _Message(head.name, at, [], stamp=stamps[-1])
        if days:
            days.read(passage, message if head else None)
        passage.speaker = message.author if message else None
        if message:
            message.passages.append(passage)
    if message:
        yield message


def _blank(text: str, at: int) -> int:
    return len(text) - at - len(text[at:].lstrip())


class _Days:
    """The day in a log that prints one only where it begins: that of the line above, until the clock goes back without one."""

    def __init__(self, reading: Reading) -> None:
        self.day: str | None = None
        self.last = (0, "")
        for each in reading.discards:
            if each.kind == "page head":
                self._line(reading.text[each.start : each.end])

    def read(self, passage: Passage, message: _Message | None) -> None:
        """Take the day from the lines of a passage, and date the message that begins with it."""
        if message and message.stamp and message.stamp.clock:
            hour, minute, _ = message.stamp.clock
            self.day = self.day if (hour, minute) >= self.last else None
            self.last = (hour, minute)
            message.day = self.day
        if any(each in passage.text for each in BEGINS_DAY):
            for line in passage.text.splitlines():
                self._line(line)

    def _line(self, words: str) -> None:
        if words.removeprefix("--- ").startswith(BEGINS_DAY):
            self.day, self.last = day_line(words), (0, "")


def _date(messages: list[_Message], stamps: list[Stamp], declared: str | None) -> _Message | None:
    """Date messages by what stands in the head of each, and by what all heads together tell of the order of day and month.

    Return the first that has a date which may be two days.
    """
    known = orders((each.numbers for each in stamps if each.numbers), declared)
    has_halves = any(each.half for each in stamps)
    days = {each: day_of(each, known) for each in {each.numbers for each in stamps} if each}
    for each in messages:
        each.sent = _sent(each, days, has_halves)
    return next((each for each in messages if each.stamp and each.stamp.numbers and not each.sent.day), None)


def _sent(message: _Message, days: dict[Numbers, tuple[str, str] | None], has_halves: bool) -> Sent:
    printed = message.stamp
    if printed is None:
        return UNSENT
    found = days.get(printed.numbers) if printed.numbers else None
    if found is None and printed.numbers is None and message.day:
        found = message.day, BY_DAY_LINE
    day, basis = found or (None, None)
    return Sent(day, basis, clock_of(printed, has_halves))
