"""The entries of a calendar, each with its own properties and the passages that say what, when and where; parts within it are none of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import merge
from operator import attrgetter

from ingest.formats.blocks import Block
from ingest.formats.calendar_lines import Line, Parts, line_at
from ingest.grammar.calendar_times import LINE, MARKUP, PROPERTY
from ingest.model import Passage, Reading

ENTRY = "VEVENT"  # the part of a calendar that an event is
TOLD = ("DTSTART", "DTEND", "DURATION", "LOCATION")
WITHHELD = "withheld"  # the kind of a passage that is kept back


@dataclass(slots=True)
class Entry:
    """An entry while it is read: its properties by name, the first of each, its title, and the passages that say what, when and where."""

    properties: dict[str, Line] = field(default_factory=dict)
    title: Passage | None = None
    left_out: list[Line] = field(default_factory=list)  # the days that its rule leaves out, in any number of lines
    told: list[Passage] = field(default_factory=list)
    withheld: list[Passage] = field(default_factory=list)  # since the last of these
    last: str = ""  # the property of which the passage above is


@dataclass(slots=True)
class Calendar:
    """What is said of a calendar above its entries."""

    zone: str = ""
    method: str = ""


def entries_of(reading: Reading) -> Iterator[tuple[Calendar, Entry]]:
    """Yield the entries of a calendar in the order in which they end, each with what is said of its calendar."""
    text, calendar, parts = reading.text, Calendar(), Parts()
    entry: Entry | None = None
    lines: list[Block | Passage] = list(merge(reading.passages, reading.discards, key=attrgetter("start")))
    for each in lines:
        if isinstance(each, Passage):
            if entry is not None and parts.here == ENTRY:
                _take(entry, each, text)
            continue
        if each.kind not in (MARKUP, PROPERTY):
            continue
        line = line_at(text, each.start, each.end)
        words = text[line.value : line.end].strip()
        if line.name == "BEGIN":
            parts.begin(words.upper())
            calendar = Calendar() if words.upper() == "VCALENDAR" else calendar
            entry = Entry() if words.upper() == ENTRY else entry
        elif line.name == "END":
            ended = parts.end(words.upper())
            if entry is not None and words.upper() == ENTRY:
                yield calendar, entry
            entry = None if ENTRY in ended else entry
        elif entry is not None and parts.here == ENTRY:
            entry.properties.setdefault(line.name, line)
        elif entry is not None:  # of a part within it, as an alarm is
            continue
        elif line.name == "X-WR-TIMEZONE":
            calendar.zone = words
        elif line.name == "METHOD":
            calendar.method = words.upper()


def _take(entry: Entry, passage: Passage, text: str) -> None:
    """Add a passage to its entry; one of a deeper level goes on with the property above, as the second line of an address does."""
    if passage.kind == WITHHELD:
        entry.withheld.append(passage)
    if passage.kind == "heading" and entry.title is None:
        entry.title = passage
        _tell(entry, passage)
    if passage.kind != LINE:
        return
    if passage.level and entry.last:
        entry.properties[entry.last] = entry.properties[entry.last]._replace(end=passage.end)
    elif not passage.level:
        line = line_at(text, passage.start, passage.end)
        entry.last = "" if line.name in entry.properties else line.name
        entry.properties.setdefault(line.name, line)
        if line.name == "EXDATE":
            entry.left_out.append(line)
    if entry.last in TOLD:
        _tell(entry, passage)


def _tell(entry: Entry, passage: Passage) -> None:
    """Add a passage that says what, when or where; what is withheld above it stays between, so that the event keeps its place."""
    entry.told += [*entry.withheld, passage]
    entry.withheld.clear()
