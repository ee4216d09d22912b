"""The day of an event: as printed, with the year that is certain where none is printed."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.grammar.dates import DateWords, complete, find_dates
from ingest.grammar.event_sightings import Sighting
from ingest.model import Reading

# "will be held", "takes place", "is to open", "meets": what is announced, and is of the time of its document
ANNOUNCED = re.compile(
    r"\b(?:will|tak(?:es?|ing)\s+place|(?:is|are)\s+(?:to|due|being|now|held|on)|to\s+be|join\s+us|come\s+to|meets|opens|starts|begins|resumes)\b",
    re.IGNORECASE,
)
TALE = re.compile(r"\b(?:was|were|had|voted|held|met|took|led|walked|began|ended|\w{3,}ed)\b", re.IGNORECASE)
REACH = 2_000  # characters above a date in which another year is looked for


def day_of(reading: Reading, seen: Sighting, date: DateWords) -> tuple[str | None, str]:
    """Return the day as EDTF and its basis.

    A year that is not printed comes from the date beside it ("3 and 17 May 2017"), from the date of the document, or
    from what a person declared for the source. What is told of the past below a day of another year may be of that year.
    """
    last = seen.dates[-1]
    if date.year is None and last.year and (date.month or 0, date.day or 0) < (last.month or 0, last.day or 0):
        return complete(replace(date, year=last.year), None)[0], "year from the date beside it"
    day, basis = complete(date, reading.document.published_date)
    declared = reading.hints.year
    if day is None and date.year is None and declared is not None:
        day, _ = complete(replace(date, year=declared), None)
        basis = "year from the declaration" if day else basis
    if (
        day
        and date.year is None
        and date.weekday is None
        and declared is None
        and _may_be_of_another(reading, seen, date, day)
    ):
        return None, "no year printed, and the day above it is of another"
    return day, basis


def _may_be_of_another(reading: Reading, seen: Sighting, date: DateWords, day: str) -> bool:
    """Tell what is told of the past where the last whole date above it is of another year."""
    words = reading.text[seen.start : seen.end]
    if ANNOUNCED.search(words) or not TALE.search(words):
        return False
    start = max(reading.document.start, date.start - REACH)
    above = [each.year for each in find_dates(reading.text, start, date.start, reading.hints.date_order) if each.year]
    return bool(above) and above[-1] != int(day[:4])
