"""Dates of e-mails: what a `Date:` header says (RFC 5322), in the zone that it prints."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

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
