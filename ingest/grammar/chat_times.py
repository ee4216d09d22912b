"""Times of messages in a chat: the day and the clock in the head of each, as far as the chat leaves no doubt about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

# "04/11/2021", "2023-06-18", "3/8/22", "17.08.2023"
NUMBERS = re.compile(r"(?<!\d)(\d{1,4})([-/.])(\d{1,2})\2(\d{4}|\d\d)(?!\d)")
# "19:03:45", "8:15 AM", "7:02 p. m."
CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d))?(?!\d)"
    r"(?:[ \u202f\xa0]?(?P<half>[AaPp])\.?[ \u202f\xa0]?[Mm]\b)?"
)
# "Log opened Tue Sep 08 20:00:02 2009", "Day changed Wed Sep 09 2009", "Session Start: Tue Sep 08 20:00:02 2009"
DAY_LINE = re.compile(
    r"(?:--- )?(?:Log opened|Day changed(?: to)?|Session (?:Start|Time):) (?P<weekday>[A-Z][a-z]{2}) (?P<month>[A-Z][a-z]{2}) "
    r"{1,2}(?P<day>\d{1,2})(?: \d\d:\d\d(?::\d\d)?)? (?P<year>\d{4})\s*\Z"
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "dmy", "mdy", "ymd"
OF_HEAD, BY_OTHERS = "head of the message", "head of the message, order of day and month from other dates of the chat"
BY_HINT, BY_DAY_LINE = "head of the message, order of day and month as declared", "line above it that begins the day"
BACKWARDS = timedelta(days=2)  # a chat goes back in time no further: a clock was set, somebody travelled
MANY_YEARS = 3  # in which nobody writes on the same day of the month alone
NOON = 12
FIRST_YEAR = 88  # of two digits that is of the century before: IRC began in 1988


class Numbers(NamedTuple):
    """A date in three numbers, as printed."""

    first: int
    second: int
    third: int
    style: str  # "long" with a year of four digits at its end, "short" with two everywhere, "year first"


class Stamp(NamedTuple):
    """When a message was sent, as printed: its date in numbers, the clock, and the half of the day that stands behind that."""

    numbers: Numbers | None
    clock: tuple[int, str, str | None] | None
    half: str | None


class Orders(NamedTuple):
    """In which order the dates of a chat have day, month and year, by their style, and whether a person said so."""

    by_style: dict[str, str]
    declared: bool = False


def stamp(head: str) -> Stamp:
    """Return the date and the time in the head of a message, the name taken out of it."""
    found = NUMBERS.search(head)
    numbers = _numbers(found) if found else None
    clock = CLOCK.search(head[: found.start()] + " " + head[found.end() :] if found else head)
    if clock is None:
        return Stamp(numbers, None, None)
    half = clock["half"]
    return Stamp(numbers, (int(clock["hour"]), clock["minute"], clock["second"]), half.lower() if half else None)


def orders(dates: Iterable[Numbers], declared: str | None) -> Orders:
    """Return the order of day and month that the dates of one chat leave, each in its style; none where they leave two."""
    styles: dict[str, list[Numbers]] = {}
    for each in dates:
        styles.setdefault(each.style, []).append(each)
    if declared in (DAY_FIRST, MONTH_FIRST):
        return Orders(dict.fromkeys(("long", "short"), declared), declared=True)
    found = {"long": _of_long(styles.get("long", ())), "short": _of_short(styles.get("short", ()))}
    return Orders({style: order for style, order in found.items() if order})


def day_of(numbers: Numbers, known: Orders) -> tuple[str, str] | None:
    """Return the day that a date names, and what that rests on; None where it may be another, or there is no such day."""
    order = known.by_style.get(numbers.style)
    alone = {found for each in _possible(numbers.style) if (found := _day(numbers, each))}
    if order is None:
        return (alone.pop().isoformat(), OF_HEAD) if len(alone) == 1 else None
    found = _day(numbers, order)
    if found is None:
        return None
    return found.isoformat(), OF_HEAD if len(alone) == 1 else BY_HINT if known.declared else BY_OTHERS


def clock_of(stamp: Stamp, has_halves: bool) -> str | None:
    """Return the time in 24 hours, "08:15" or "19:03:45"; None where it may be in the morning or in the evening."""
    if stamp.clock is None:
        return None
    hour, minute, second = stamp.clock
    if stamp.half:
        if hour > NOON:
            return None
        hour = hour % NOON + NOON * (stamp.half == "p")
    elif has_halves:
        return None
    return ":".join([f"{hour:02}", minute, *([second] if second else [])]) if hour < 24 else None


def day_line(words: str) -> str | None:
    """Return the day that a line of a log begins; None where it begins none, or the weekday is not that of the day."""
    found = DAY_LINE.match(words)
    if found is None or found["month"] not in MONTHS:
        return None
    day = _real(int(found["year"]), MONTHS.index(found["month"]) + 1, int(found["day"]))
    return day.isoformat() if day and DAYS[day.weekday()] == found["weekday"] else None


def _numbers(found: re.Match[str]) -> Numbers | None:
    first, _, second, third = found.groups()
    sizes = len(first), len(third)
    if 3 in sizes or sizes == (4, 4):
        return None
    style = "year first" if sizes[0] == 4 else "long" if sizes[1] == 4 else "short"
    return Numbers(int(first), int(second), int(third), style)


def _of_long(dates: Sequence[Numbers]) -> str | None:
    """Return the order that the days behind the twelfth tell; None where there are none, or they contradict each other."""
    days_first = any(each.first > NOON for each in dates)
    days_second = any(each.second > NOON for each in dates)
    if days_first == days_second:
        return None
    return DAY_FIRST if days_first else MONTH_FIRST


def _of_short(dates: Sequence[Numbers]) -> str | None:
    """Return the only order in which every date is one, none goes back in time, and what is the year in it is no day."""
    fits = [order for order in (DAY_FIRST, MONTH_FIRST, YEAR_FIRST) if dates and _runs(dates, order)]
    return fits[0] if len(fits) == 1 else None


def _runs(dates: Sequence[Numbers], order: str) -> bool:
    years, days = ({each[order.index(part)] for each in dates} for part in "yd")
    if len(years) >= MANY_YEARS and len(days) == 1:
        return False
    latest: date | None = None
    for each, _ in groupby(dates):
        day = _day(each, order)
        if day is None or (latest and latest - day > BACKWARDS):
            return False
        latest = max(latest or day, day)
    return True


def _possible(style: str) -> tuple[str, ...]:
    if style == "year first":
        return (YEAR_FIRST,)
    return (DAY_FIRST, MONTH_FIRST) if style == "long" else (DAY_FIRST, MONTH_FIRST, YEAR_FIRST)


def _day(numbers: Numbers, order: str) -> date | None:
    a, b, c, style = numbers
    if style == "year first" or order == YEAR_FIRST:
        return _real(a if style == "year first" else _century(a), b, c)
    day, month = (a, b) if order == DAY_FIRST else (b, a)
    return _real(c if style == "long" else _century(c), month, day)


def _century(year: int) -> int:
    return year + (1900 if year >= FIRST_YEAR else 2000)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
