"""Entries of calendars as events: those of a calendar file, and of a calendar that came with a message.

A day and a time are taken as the calendar keeps them. A moment of Greenwich is told by the clocks of the zone that the calendar names;
where it names none, its day is that of Greenwich and its time is left out. Of what comes again the first day is taken, and the rule told in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from heapq import merge
from operator import attrgetter

from ingest.formats.blocks import Block
from ingest.formats.calendar_lines import Line, line_at, parameters
from ingest.grammar.calendar_times import LINE, MARKUP, PROPERTY, Stamp, later, read_stamp, told_in
from ingest.grammar.edtf import earliest_latest
from ingest.grammar.event_titles import LONGEST_TITLE, kind_of
from ingest.grammar.recurrences import in_words
from ingest.ids import join
from ingest.model import Passage, Problem, Reading
from ingest.records.events import Event

KINDS = ("calendar", "e-mail")
TOLD = ("DTSTART", "DTEND", "DURATION", "LOCATION")
ANSWERS = ("REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER")  # methods by which somebody answers an invitation
WITHHELD = "withheld"  # the kind of a passage that is kept back
UNTITLED = "Entry without a title"
BASIS, IN_UTC = "as the calendar has it", "as the calendar has it, in UTC"
IN_ZONE = "as the calendar has it in UTC, told by the clocks of {zone}"
OF_ZONE = "as the calendar has it, by the clocks of {zone}"
LEFT_OUT = "the calendar takes the first day of this entry out of its rule, or moves it, so that it has none here; see the entry for the others"
PRIVATE = "whoever kept this calendar marked the entry as {words}; withhold it unless it is meant to be published"
NO_DAY = "“{words}” is no day that a calendar can have"
ENDS_BEFORE = "it ends before it begins; its end is not taken"


@dataclass(slots=True)
class Entry:
    """An entry while it is read: its properties by name, the first of each, its title, and the passages that say what, when and where."""

    properties: dict[str, Line] = field(default_factory=dict)
    title: Passage | None = None
    told: list[Passage] = field(default_factory=list)
    withheld: list[Passage] = field(default_factory=list)  # since the last of these
    last: str = ""  # the property of which the passage above is


@dataclass(slots=True)
class Calendar:
    """What is said of a calendar above its entries."""

    zone: str = ""
    method: str = ""


def find(reading: Reading) -> Iterator[Event | Problem]:
    """Yield the events that the entries of a calendar are, in the order in which they stand."""
    if reading.document.kind not in KINDS or not any(each.kind == LINE for each in reading.passages):
        return
    number = sum(1 for _ in reading.found(Event))
    entries = list(_entries(reading))
    moved = {_named(entry, "RECURRENCE-ID", reading.text) for _, entry in entries} - {("", "")}
    for calendar, entry in entries:
        found = _Found(reading, calendar, entry, moved)
        yield from found.problems()
        event = None if calendar.method in ANSWERS else found.event(number + 1)
        if event:
            number += 1
            yield event


def _named(entry: Entry, name: str, text: str) -> tuple[str, str]:
    """Return the name of an entry, and the moment that a property of it says: one of an entry that comes again is moved by both."""
    uid, at = (entry.properties.get(each) for each in ("UID", name))
    return (text[uid.value : uid.end].strip(), text[at.value : at.end].strip()) if uid and at else ("", "")


def _entries(reading: Reading) -> Iterator[tuple[Calendar, Entry]]:
    text, calendar = reading.text, Calendar()
    entry: Entry | None = None
    lines: list[Block | Passage] = list(merge(reading.passages, reading.discards, key=attrgetter("start")))
    for each in lines:
        if isinstance(each, Passage):
            if entry is not None:
                _take(entry, each, text)
            continue
        if each.kind not in (MARKUP, PROPERTY):
            continue
        line = line_at(text, each.start, each.end)
        words = text[line.value : line.end].strip()
        if line.name == "BEGIN":
            calendar = Calendar() if words.upper() == "VCALENDAR" else calendar
            entry = Entry() if words.upper() == "VEVENT" else entry
        elif line.name == "END" and words.upper() == "VEVENT" and entry is not None:
            yield calendar, entry
            entry = None
        elif entry is not None:
            entry.properties.setdefault(line.name, line)
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
    if entry.last in TOLD:
        _tell(entry, passage)


def _tell(entry: Entry, passage: Passage) -> None:
    """Add a passage that says what, when or where; what is withheld above it stays between, so that the event keeps its place."""
    entry.told += [*entry.withheld, passage]
    entry.withheld.clear()


@dataclass(slots=True)
class _Found:
    """One entry, for asking what event it is."""

    reading: Reading
    calendar: Calendar
    entry: Entry
    moved: set[tuple[str, str]]  # the moments of entries that come again for which there are others

    def problems(self) -> Iterator[Problem]:
        kept = self.entry.properties.get("CLASS")
        words = self._words("CLASS").strip().casefold()
        place = next(iter(self.entry.told), None)
        if kept and words in ("private", "confidential") and place:
            yield self.reading.problem(PRIVATE.format(words=words), place.start, place.end)
        begins = self.entry.properties.get("DTSTART")
        if begins and self._stamp("DTSTART") is None:
            yield self.reading.problem(NO_DAY.format(words=self._words("DTSTART")[:40]), begins.start, begins.end)
        elif begins and self._is_left_out():
            yield self.reading.problem(LEFT_OUT, begins.start, begins.end)
        elif begins and self._ends_before():
            yield self.reading.problem(ENDS_BEFORE, begins.start, begins.end)

    def event(self, number: int) -> Event | None:
        """Return the event of an entry that has a day."""
        line, begins = self.entry.properties.get("DTSTART"), self._stamp("DTSTART")
        if line is None or begins is None:
            return None
        begins, basis = self._told(begins)
        ends = self._ending(begins)
        date = self._date(begins, ends)
        earliest, latest = earliest_latest(date)
        start, end = self.entry.told[0].start, self.entry.told[-1].end
        document, title = self.reading.document, self._title()
        passage = self.entry.told[0]
        is_timed = begins.time is not None and not begins.is_utc
        return Event(
            join(document.id, "event", number), document.id, title, kind_of(title), date, earliest, latest, self._words("DTSTART"), basis,
            begins.time if is_timed else None, ends.time if ends and is_timed else None, None, self._place(), passage.id,
            start, end, self.reading.text[start:end], self._status(), self._repeats(),
        )  # fmt: skip

    def _words(self, name: str) -> str:
        line = self.entry.properties.get(name)
        return self.reading.text[line.value : line.end] if line else ""

    def _stamp(self, name: str) -> Stamp | None:
        line = self.entry.properties.get(name)
        if line is None:
            return None
        return read_stamp(self._words(name), parameters(self.reading.text, line).get("VALUE", "").upper() == "DATE")

    def _zone(self, name: str) -> str:
        line = self.entry.properties.get(name)
        return parameters(self.reading.text, line).get("TZID", "") if line else ""

    def _told(self, stamp: Stamp) -> tuple[Stamp, str]:
        """Return a moment as it is told where the calendar is kept, and on what that rests."""
        if not stamp.is_utc:
            zone = self._zone("DTSTART") if stamp.time else ""
            return stamp, OF_ZONE.format(zone=zone) if zone else BASIS
        told = told_in(stamp, self.calendar.zone) if self.calendar.zone else None
        return (told, IN_ZONE.format(zone=self.calendar.zone)) if told else (stamp, IN_UTC)

    def _ending(self, begins: Stamp) -> Stamp | None:
        """Return when an entry ends, told as its beginning is; None where that is not certain, or before it begins."""
        ends = self._stamp("DTEND")
        if ends is None and "DURATION" in self.entry.properties:
            return later(begins, self._words("DURATION"))
        if ends is None or (ends.time is None) != (begins.time is None):
            return None
        if ends.is_utc:
            ends = self._told(ends)[0]
        elif self._zone("DTEND") != self._zone("DTSTART"):
            return None
        return ends if ends.is_utc == begins.is_utc and ends.moment >= begins.moment else None

    def _ends_before(self) -> bool:
        begins, ends = self._stamp("DTSTART"), self._stamp("DTEND")
        if begins is None or ends is None or self._zone("DTSTART") != self._zone("DTEND"):
            return False
        return begins.is_utc == ends.is_utc and ends.moment < begins.moment

    def _date(self, begins: Stamp, ends: Stamp | None) -> str | None:
        """Return the day, or the days from the first to the last: that of an end is none of them, nor that which begins when it ends."""
        if self._is_left_out():
            return None
        last = ends.day if ends else begins.day
        if ends and (ends.time is None or ends.time == "00:00"):
            last -= timedelta(days=1)
        return f"{begins.day}/{last}" if last > begins.day else f"{begins.day}"

    def _is_left_out(self) -> bool:
        words = self._words("DTSTART").strip()
        is_other = "RECURRENCE-ID" in self.entry.properties
        is_moved = not is_other and _named(self.entry, "DTSTART", self.reading.text) in self.moved
        return is_moved or (bool(words) and words in map(str.strip, self._words("EXDATE").split(",")))

    def _title(self) -> str:
        """Return the title of an entry in one line, cut at a word."""
        line = self.entry.title
        title = " ".join(line.text.split()) if line else self.reading.document.title or UNTITLED
        return title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rpartition(" ")[0] + " …"

    def _place(self) -> str | None:
        return self._words("LOCATION").replace("\u2028", "\n").strip() or None

    def _status(self) -> str | None:
        status = self._words("STATUS").strip().casefold()
        if self.calendar.method == "CANCEL" or status == "cancelled":
            return "cancelled"
        return "tentative" if status == "tentative" else None

    def _repeats(self) -> str | None:
        rule = self._words("RRULE")
        if rule:
            return in_words(rule)
        return "on further days that the entry lists" if "RDATE" in self.entry.properties else None
