"""Dates of e-mails: what a `Date:` header says (RFC 5322), in the zone that it prints; or what a mail program prints for it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

from ingest.grammar.dates import find_dates, first_date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TIME = r"(?P<time>(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?)"
ZONE = r"(?P<zone>[+-]\d{4}|[A-Z]{1,5}\b)?"
# "Tue, 2 Oct 2018 14:14:05 +0100 (BST)", "2 Oct 18 14:14 GMT"
WRITTEN = re.compile(
    rf"(?:(?P<weekday>[A-Za-z]{{3}})[a-z]*,?\s+)?(?P<day>\d{{1,2}})[\s-]+(?P<month>[A-Za-z]{{3}})[a-z]*[\s-]+(?P<year>\d{{2,4}}),?\s+{TIME}\s*{ZONE}"
)
# "Tue Oct  2 14:14:05 2018", "Tue Oct 2 14:14:05 +0100 2018"
OF_A_MACHINE = re.compile(
    rf"(?P<weekday>[A-Za-z]{{3}}),?\s+(?P<month>[A-Za-z]{{3}})\s+(?P<day>\d{{1,2}}),?\s+{TIME}\s+(?:{ZONE}\s*)(?P<year>\d{{4}})"
)
# "16:52", "9:14 AM", "21:40:02 BST", "18h07" behind the day
CLOCK = re.compile(
    r"\D{0,12}?(?P<time>(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d))?(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\b\.?)?)"
    r"(?:\s?(?P<zone>[+-]\d{4}|[A-Z]{2,5}\b))?"
)
LONGEST = 80  # characters of a printed date
ZONES = {
    "UT": 0,
    "UTC": 0,
    "GMT": 0,
    "Z": 0,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
}  # RFC 5322


class Sent(NamedTuple):
    """When a message was sent: the day, the time as printed with its zone, and whether the weekday is that of the day.

    `stamp` is day and time in digits, as printed; `instant` the same moment in UTC, if the zone is known.
    """

    day: str
    time: str
    consistent: bool
    stamp: str
    instant: datetime | None


def read_sent(words: str) -> Sent | None:
    """Return what a `Date:` header says, or None if it is not understood. Years of two digits are those of RFC 5322."""
    match = WRITTEN.match(words.strip()) or OF_A_MACHINE.match(words.strip())
    if match is None or match["month"].casefold() not in MONTHS:
        return None
    try:
        day = date(_year(match["year"]), MONTHS.index(match["month"].casefold()) + 1, int(match["day"]))
        at = datetime(
            day.year, day.month, day.day, int(match["hour"]), int(match["minute"]), min(int(match["second"] or 0), 59)
        )
    except ValueError:
        return None
    weekday = (match["weekday"] or DAYS[day.weekday()]).casefold()
    if weekday not in DAYS:
        return None
    printed = f"{match['time']} {match['zone'] or ''}".strip()
    stamp = f"{day.isoformat()}-{at:%H%M%S}"
    return Sent(day.isoformat(), printed, weekday == DAYS[day.weekday()], stamp, _instant(at, match["zone"]))


def read_printed(words: str, date_order: str | None = None) -> Sent | None:
    """Return the day, and the time if there is one, that a mail program prints above a message in the language of its reader.

    None where there is no such day, or day and month could be either way round.
    """
    if len(words) > LONGEST:
        return None
    found = first_date(words, date_order) or next(find_dates(words, date_order=date_order), None)
    if found is None or not found.edtf or not found.day or found.flag or found.last or found.start > LONGEST // 4:
        return None
    clock = CLOCK.match(words, found.end)
    if clock is None:
        return Sent(found.edtf, "", found.consistent, found.edtf, None)
    hour = int(clock["hour"])
    if clock["half"] and hour <= 12:
        hour = hour % 12 + 12 * (clock["half"] in "pP")
    printed = f"{clock['time']} {clock['zone'] or ''}".strip()
    stamp = f"{found.edtf}-{hour:02}{clock['minute']}{clock['second'] or '00'}"
    return Sent(found.edtf, printed, found.consistent, stamp, None)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 2:
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if len(digits) == 3 else year


def _instant(at: datetime, zone: str | None) -> datetime | None:
    if zone and zone[0] in "+-":
        minutes = int(zone[1:3]) * 60 + int(zone[3:])
    elif zone in ZONES:
        minutes = abs(ZONES[zone]) * 60
    else:
        return None
    if minutes >= 24 * 60:
        return None
    ahead = timedelta(minutes=-minutes if zone.startswith("-") or ZONES.get(zone, 0) < 0 else minutes)
    try:
        return at.replace(tzinfo=timezone(ahead)).astimezone(UTC)
    except OverflowError:
        return None
