"""Days of feeds: the day that a feed prints, in the zone in which it prints it.

The day is never moved to another zone: what a reader saw above a post that was published at half past eleven at night is
the author's day, and it is the one that others cite.
"""

from __future__ import annotations

import re
from datetime import date

from ingest.grammar.dates import DateWords, read_date

# "2019-03-12T09:30:00+01:00", "2019-03-12 09:30:00", "2019-03", "20190312T093000"
ISO = re.compile(r"(\d{4})(?:-?(\d\d)(?:-?(\d\d)(?=\D|\Z))?)?(?=[T\s]|\Z)", re.ASCII)
# "Tue, 12 Mar 2019 09:30:00 GMT", "12 March 19": RFC 822 section 5, RFC 2822 section 4.3
RFC_822 = re.compile(
    r"(?:(?P<weekday>[A-Za-z]{3})[a-z]{0,6}\.?,?\s+)?(?P<day>\d{1,2})[\s-]+(?P<month>[A-Za-z]{3})[a-z]{0,6}\.?[\s-]+"
    r"(?P<year>\d{4}|\d\d)(?!\d)",
    re.ASCII,
)
LONGEST = 60  # characters; a date is no longer
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def day_of(words: str) -> str | None:
    """Return the ISO day, or the month or year, that a feed prints; None for what is no date or no such day.

    A day that contradicts its own weekday is none: no one knows which of the two is right. Where only a person can tell
    the day from the month, what is printed is returned: a declaration may say so.
    """
    words = words.strip()[:LONGEST]
    iso = ISO.match(words)
    if iso:
        return _iso(*(int(part) if part else None for part in iso.groups()))
    match = RFC_822.match(words)
    if match is None:
        found = read_date(words)
        return _as_printed(found) if found and found.consistent else None
    month, year = match["month"].lower(), int(match["year"])
    if month not in MONTHS:
        return None
    if len(match["year"]) == 2:
        year += 2000 if year < 50 else 1900
    made = _iso(year, MONTHS.index(month) + 1, int(match["day"]))
    weekday = (match["weekday"] or "").lower()
    if made is None or weekday not in ("", WEEKDAYS[date.fromisoformat(made).weekday()]):
        return None
    return made


def _as_printed(found: DateWords) -> str | None:
    return found.edtf if found.month else found.words


def _iso(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """Return a date as far as it is known; WordPress prints 0000-00-00 for none."""
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if month == 0 or day == 0:
        return None
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
