"""Calendars as pages show them: each entry under its own heading, its lines in words beside what the file says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ingest.grammar.calendar_times import DURATION, LINE, read_stamp
from ingest.grammar.recurrences import in_words, listed
from ingest.pages.date_words import date_words

__all__ = ["CALENDAR", "LINE", "under_headings", "without_invited", "words_of"]

CALENDAR = "calendar"
PROPERTY = re.compile(r"(?P<name>[A-Z-]{1,40})(?P<said>(?:;[^:]{0,400})?):(?P<value>.*)", re.IGNORECASE | re.DOTALL)
ZONE = re.compile(r";TZID=\"?([^\";:]+)", re.IGNORECASE)
TIMES = {
    "DTSTART": "Begins", "DTEND": "Ends", "DUE": "Due by", "COMPLETED": "Done", "RECURRENCE-ID": "In place of the one that was to begin",
    "RDATE": "Also begins", "EXDATE": "Not",
}  # fmt: skip
WORDS = {"LOCATION": "Where:", "ORGANIZER": "Called by:", "CONTACT": "Contact:", "CATEGORIES": "About:", "URL": "See"}
STATES = {
    "CANCELLED": "Cancelled", "CONFIRMED": "Confirmed", "TENTATIVE": "Not certain yet", "NEEDS-ACTION": "To be done",
    "COMPLETED": "Done", "IN-PROCESS": "Being done",
}  # fmt: skip
# "ATTENDEE;CN=Ada Quill:mailto:…": a line that is set aside, and stands between those that tell of an event
INVITED = re.compile(r"^ATTENDEE[;:][^\n]*\n?", re.IGNORECASE | re.MULTILINE)
BEGINNINGS = ("DTSTART", "DUE")
UNITS = (("weeks", "week"), ("days", "day"), ("hours", "hour"), ("minutes", "minute"))


def words_of(line: str) -> str | None:
    """Return what a line of an entry says, "Begins 3 May 2019, 10:00 UTC" of `DTSTART:20190503T100000Z`; None where it is not understood."""
    found = PROPERTY.fullmatch(line.strip())
    if found is None:
        return None
    name, value = found["name"].upper(), found["value"].strip()
    if name in TIMES:
        return _times(name, found["said"], value)
    if name == "RRULE":
        return f"Comes again {in_words(value)}"
    if name == "STATUS":
        return STATES.get(value.upper())
    if name == "DURATION":
        return _lasting(value)
    return f"{WORDS[name]} {value}" if name in WORDS and value else None


def without_invited(text: str) -> str:
    """Return the text of an event without the lines that say who was invited to it."""
    is_of_calendar = all(name in text.upper() for name in ("ATTENDEE", "DTSTART"))
    return INVITED.sub("", text) if is_of_calendar else text


def under_headings(passages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the passages of a calendar with the heading of each entry first, wherever in the entry its title stands."""
    found: list[dict[str, Any]] = []
    for entry in _entries(passages):
        found += sorted(entry, key=lambda passage: passage["kind"] != "heading")
    return found


def _times(name: str, said: str, value: str) -> str | None:
    stamps = [read_stamp(each) for each in value.split(",")]
    if not all(stamps):
        return None
    zone = ZONE.search(said)
    days = []
    for each in filter(None, stamps):
        days.append(
            date_words(f"{each.day}") + (f", {each.time}" if each.time else "") + (" UTC" if each.is_utc else "")
        )
    is_timed = any(each.time for each in stamps if each)
    where = f" (time of {zone[1]})" if zone and is_timed else ""
    # of whole days a calendar names the first that is not one of them any more (RFC 5545, 3.6.1)
    before = " before" if name == "DTEND" and not is_timed else ""
    return f"{TIMES[name]}{before} {listed(days)}{where}"


def _lasting(value: str) -> str | None:
    found = DURATION.fullmatch(value)
    told = [(int(found[part] or 0), unit) for part, unit in UNITS] if found else []
    words = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in told if count]
    return f"Lasts {' '.join(words)}" if words else None


def _entries(passages: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield the passages of each entry: it has one time, one title, and one line that says when it begins."""
    entry: list[dict[str, Any]] = []
    seen: set[str] = set()
    at: str | None = None
    for passage in passages:
        when = passage["locator"] if read_stamp(passage["locator"].removesuffix(" UTC")) else None
        key = _key(passage)
        if entry and (when != at or key in seen):
            yield entry
            entry, seen = [], set()
        entry.append(passage)
        seen |= {key} if key else set()
        at = when
    if entry:
        yield entry


def _key(passage: dict[str, Any]) -> str:
    if passage["kind"] == "heading":
        return "heading"
    name = re.split("[;:]", passage["text"], maxsplit=1)[0].upper() if passage["kind"] == LINE else ""
    return name if name in BEGINNINGS else ""
