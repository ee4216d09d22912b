"""Entries of calendars as events: those of a calendar file, and of a calendar that came with a message.

A day and a time are taken as the calendar keeps them. A moment of Greenwich is told by the clocks of the zone that the calendar names;
where it names none, its day is that of Greenwich and its time is left out. Of what comes again the first day is taken, and the rule told in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from ingest.formats.calendar_lines import Line, parameters
from ingest.grammar.calendar_times import LINE, Stamp, in_utc, later, read_stamp, told_in
from ingest.grammar.edtf import earliest_latest
from ingest.grammar.event_titles import LONGEST_TITLE, kind_of
from ingest.grammar.recurrences import in_words
from ingest.ids import join
from ingest.model import Problem, Reading
from ingest.records.calendar_parts import Calendar, Entry, entries_of
from ingest.records.events import Event

KINDS = ("calendar", "e-mail")
ANSWERS = ("REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER")  # methods by which somebody answers an invitation
UNTITLED = "Entry without a title"
BASIS, IN_UTC = "as the calendar has it", "as the calendar has it, in UTC"
IN_ZONE = "as the calendar has it in UTC, told by the clocks of {zone}"
OF_ZONE = "as the calendar has it, by the clocks of {zone}"
LEFT_OUT = "the calendar takes the first day of this entry out of its rule, or moves it, so that it has none here; see the entry for the others"
PRIVATE = "whoever kept this calendar marked the entry as {words}; withhold it unless it is meant to be published"
NO_DAY = "“{words}” is no day that a calendar can have"
ENDS_BEFORE = "it ends before it begins; its end is not taken"


def find(reading: Reading) -> Iterator[Event | Problem]:
    """Yield the events that the entries of a calendar are, in the order in which they stand."""
    if reading.document.kind not in KINDS or not any(each.kind == LINE for each in reading.passages):
        return
    number = sum(1 for _ in reading.found(Event))
    entries = list(entries_of(reading))
    moved = {each for _, entry in entries for each in _named(entry, "RECURRENCE-ID", reading.text)}
    for calendar, entry in entries:
        found = _Found(reading, calendar, entry, moved)
        yield from found.problems()
        event = None if calendar.method in ANSWERS else found.event(number + 1)
        if event:
            number += 1
            yield event


def _named(entry: Entry, name: str, text: str) -> set[tuple[str, Stamp]]:
    """Return the name of an entry with the moments that a property of it says: one of an entry that comes again is moved by both."""
    uid, at = (entry.properties.get(each) for each in ("UID", name))
    return {(text[uid.value : uid.end].strip(), each) for each in _moments(at, text)} if uid and at else set()


def _moments(line: Line, text: str) -> set[Stamp]:
    """Return the moments of a line as they stand, and told in Greenwich where its zone is known: two lines may say one in either way."""
    told = parameters(text, line)
    found: set[Stamp] = set()
    for words in text[line.value : line.end].split(","):
        stamp = read_stamp(words, told.get("VALUE", "").upper() == "DATE")
        found |= {each for each in (stamp, stamp and in_utc(stamp, told.get("TZID", ""))) if each}
    return found


@dataclass(slots=True)
class _Found:
    """One entry, for asking what event it is."""

    reading: Reading
    calendar: Calendar
    entry: Entry
    moved: set[tuple[str, Stamp]]  # the moments of entries that come again for which there are others

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
        if line is None or begins is None or not self.entry.told:
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
        start = self._stamp("DTSTART")
        if ends.is_utc and start and start.is_utc:
            ends = self._told(ends)[0]
        elif ends.is_utc:  # of a beginning by the clocks of its own zone, whatever that of the calendar is
            ends = told_in(ends, self._zone("DTSTART")) or ends
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
        if last > begins.day and ends and ends.time in (None, "00:00"):
            last -= timedelta(days=1)
        return f"{begins.day}/{last}" if last > begins.day else f"{begins.day}"

    def _is_left_out(self) -> bool:
        text, begins = self.reading.text, self.entry.properties.get("DTSTART")
        is_other = "RECURRENCE-ID" in self.entry.properties
        if begins is None or (not is_other and not self.moved.isdisjoint(_named(self.entry, "DTSTART", text))):
            return begins is not None
        moments = _moments(begins, text)
        return any(not moments.isdisjoint(_moments(line, text)) for line in self.entry.left_out)

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
