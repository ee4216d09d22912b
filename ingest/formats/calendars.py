"""Calendars (`.ics`, RFC 5545; `.vcs` before it): each a document, each entry a heading with when, where and what is said of it.

The text is the file as received: folds and escape signs are named discards, so that every passage is a slice of it. What is kept for
programs, time zones, alarms and who was invited are discards too.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from ingest.errors import UnreadableError
from ingest.formats.blocks import Block, Item, Pages, Split
from ingest.formats.calendar_lines import BARE, LINE_END, Line, Parts, cuts, lines
from ingest.formats.decode import Decoded
from ingest.formats.decode import decode as as_text
from ingest.grammar.calendar_times import LINE, MARKUP, PROPERTY, read_stamp

ENTRIES = ("VEVENT", "VTODO", "VJOURNAL")
# what of an entry is a line of its own, and what is words
SHOWN = frozenset(
    ("DTSTART", "DTEND", "DURATION", "DUE", "COMPLETED", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID", "LOCATION", "STATUS",
     "ORGANIZER", "CONTACT", "CATEGORIES", "URL")
)  # fmt: skip
TITLES, PROSE = ("X-WR-CALNAME", "NAME"), ("DESCRIPTION", "COMMENT", "X-WR-CALDESC")
# discards by the part of a calendar in which they stand
ASIDES = {
    "VTIMEZONE": "calendar time zone",
    "STANDARD": "calendar time zone",
    "DAYLIGHT": "calendar time zone",
    "VALARM": "calendar alarm",
}
ATTENDEE = "calendar attendee"
WORDS = re.compile(rf"[^{LINE_END}]+")
BEGINS = re.compile(rb"BEGIN:VCALENDAR\b", re.IGNORECASE)
FOLD = re.compile(rb"\r?\n[ \t]")
# "DESCRIPTION;ENCODING=QUOTED-PRINTABLE:Bring=0D=0A=", and the lines that it goes on in
PRINTABLE = re.compile(
    rb"^(?P<head>[A-Z-]{1,40}(?:;[^:\r\n]{0,200})?;ENCODING=QUOTED-PRINTABLE[^:\r\n]{0,200}:)(?P<value>(?:[^\r\n]*(?:=\r?\n|\r?\n[ \t]))*[^\r\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
# in such words a fold is one only where no "=" stands at the end of its line: behind that, a blank is one of the words
WORDS_FOLD = re.compile(rb"(?<![=\r])\r?\n[ \t]")
NONE = "it is no calendar: it does not begin with BEGIN:VCALENDAR; export it again, or give it the name of its format."
NO_LINE = "{count} of its lines {are} no property of a calendar, nor the second half of one; {they} read as words of what stands above"
CUT_OFF = "the calendar breaks off: what begins with BEGIN:{name} is never ended; if there is more of it, get the whole"
NO_BEGINNING = "END:{name} stands where nothing of that name has begun"
MORE = "; so it is with {count} more of its lines"


def decode(data: bytes, declared: str | None = None, _: Collection[str] = ()) -> Decoded:
    """Return the text of a calendar. Raises UnreadableError where it is none.

    Words that are parted within a letter, or written in quoted-printable, are put together first; the text is then not that of the bytes.
    """
    if not data.strip():
        return as_text(data, declared)
    if declared is None and not _begins(data) and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError(NONE)
    made = data
    if b"QUOTED-PRINTABLE" in data.upper():
        made = FOLD.sub(b"", PRINTABLE.sub(_printed, data))
    elif not _is_utf_8(data) and _is_utf_8(unfolded := FOLD.sub(b"", data)):
        made = unfolded
    found = as_text(made, declared)
    return found if made is data else replace(found, encoding=None)


def find(text: str) -> Pages:
    """Return what of a calendar is not read."""
    return Pages([*cuts(text)])


def split(text: str, _: Collection[str] = ()) -> Split:
    """Return the calendars of a text, which has no folds in it."""
    reader = _Reader(text)
    for line in lines(text):
        reader.read(line)
    return reader.split()


def of_words(words: str) -> tuple[str, list[Block], list[tuple[str, int, int]]]:
    """Return the text of a calendar that came with a message, its blocks, and what is wrong with it."""
    parts, here = list[str](), 0
    for cut in cuts(words):
        parts += [words[here : cut.start], cut.reads]
        here = cut.end
    text = "".join([*parts, words[here:]]).rstrip()
    made = split(text)
    return text.replace(LINE_END, "\n"), made.blocks, made.problems


def _begins(data: bytes) -> bool:
    return BEGINS.match(data.lstrip().removeprefix(b"\xef\xbb\xbf").lstrip()) is not None


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _printed(match: re.Match[bytes]) -> bytes:
    words = (
        quopri.decodestring(WORDS_FOLD.sub(b"", match["value"]))
        .replace(b"\\", b"\\\\")
        .replace(b"\r\n", b"\n")
        .rstrip(b"\n")
    )
    return match["head"] + words.replace(b"\n", b"\\n")


@dataclass(slots=True)
class _Reader:
    """A calendar while it is read line by line: `within` are the parts that have begun."""

    text: str
    blocks: list[Block] = field(default_factory=list)
    within: Parts = field(default_factory=Parts)
    items: list[Item] = field(default_factory=list)
    problems: list[tuple[str, int, int]] = field(default_factory=list)
    strays: list[Line] = field(default_factory=list)
    ends: list[Line] = field(default_factory=list)  # of what has never begun
    said: dict[str, str] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)
    began: int = 0  # where the calendar begins
    entry: int = 0  # the first block of the entry
    at: str | None = None  # when the entry begins

    def read(self, line: Line) -> None:
        part = self.within.here
        if line.name in ("BEGIN", "END"):
            name = self.text[line.value : line.end].strip().upper()
            (self._begin if line.name == "BEGIN" else self._end)(name, line)
        elif not line.name:
            self.strays.append(line)
            is_prose = part in ENTRIES and self.blocks and self.blocks[-1].kind == "paragraph"
            self._add(Block("paragraph", line.start, line.end) if is_prose else _aside(PROPERTY, line))
        elif part in ENTRIES:
            self._of_entry(line)
        elif part == "VCALENDAR" and line.name in TITLES and line.value < line.end and "title" not in self.said:
            self.said["title"] = self.text[line.value : line.end].replace(LINE_END, " ").strip()
            self._words(line, "heading", 1)
        elif part == "VCALENDAR" and line.name in PROSE:
            self._words(line, "paragraph")
        else:
            self._add(_aside(ASIDES.get(part, PROPERTY), line))

    def split(self) -> Split:
        if self.within.names:
            self.problems.append((CUT_OFF.format(name=self.within.here[:40]), 0, 0))
            self._close_entry()
            self._close_calendar(len(self.text))
        if self.ends:
            first, more = self.ends[0], len(self.ends) - 1
            words = NO_BEGINNING.format(name=self.text[first.value : first.end].strip().upper()[:40])
            self.problems.append((words + (MORE.format(count=more) if more else ""), first.start, first.end))
        if self.strays:
            count, first = len(self.strays), self.strays[0]
            are, they = ("is", "it is") if count == 1 else ("are", "they are")
            self.problems.append((NO_LINE.format(count=count, are=are, they=they), first.start, first.end))
        return Split(self.blocks, problems=self.problems, items=self.items)

    def _begin(self, name: str, line: Line) -> None:
        if name == "VCALENDAR":
            self.began, self.said, self.headings = line.start, {}, []
        if name in ENTRIES:
            self.entry, self.at = len(self.blocks), None
        self.within.begin(name)
        self._add(_aside(MARKUP, line))

    def _end(self, name: str, line: Line) -> None:
        self._add(_aside(MARKUP, line))
        ended = self.within.end(name)
        if not ended:
            self.ends.append(line)
        if not set(ended).isdisjoint(ENTRIES):
            self._close_entry()
        if ended and name == "VCALENDAR":
            self._close_calendar(line.end)

    def _close_entry(self) -> None:
        """Give the passages of an entry the time at which it begins."""
        if self.at:
            for n in range(self.entry, len(self.blocks)):
                if not self.blocks[n].discard:
                    self.blocks[n] = replace(self.blocks[n], locator=self.at)
        self.at = None

    def _close_calendar(self, end: int) -> None:
        if "title" not in self.said and len(self.headings) == 1:
            self.said["title"] = self.headings[0]
        self.items.append(Item(self.began, end, {"kind": "calendar", "name": "calendar", **self.said}))
        self.said, self.headings = {}, []

    def _of_entry(self, line: Line) -> None:
        if line.name == "DTSTART" and self.at is None:
            stamp = read_stamp(self.text[line.value : line.end])
            self.at = stamp.words if stamp else None
        if not BARE.search(self.text, line.value, line.end):
            self._add(_aside(PROPERTY, line))
        elif line.name == "SUMMARY":
            self.headings.append(self.text[line.value : line.end].replace(LINE_END, " ").strip())
            self._words(line, "heading", 2)
        elif line.name in PROSE:
            self._words(line, "paragraph")
        elif line.name in SHOWN:
            self._words(line, LINE)
        else:
            self._add(_aside(ATTENDEE if line.name == "ATTENDEE" else PROPERTY, line))

    def _words(self, line: Line, kind: str, level: int = 0) -> None:
        """Add words, each of their lines a block; of a line with a name of its own that name is part of the first."""
        begins = line.start if kind == LINE else line.value
        if begins > line.start:
            self._add(Block(MARKUP, line.start, begins, discard=True))
        for each in WORDS.finditer(self.text, begins, line.end):
            if found := BARE.search(self.text, *each.span()):
                self._add(Block(kind, *found.span(), level))
                kind, level = (kind, 1) if kind == LINE else ("paragraph", 0)

    def _add(self, block: Block) -> None:
        self.blocks.append(block)


def _aside(kind: str, line: Line) -> Block:
    return Block(kind, line.start, line.end, discard=True)
