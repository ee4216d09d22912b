"""Periods: the part of the calendar that a timeline shows, cut into columns of ten years, a year, a month or a day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ingest.grammar.date_parts import MONTH_NAMES

# 2010s, 2016, 2016-12, 2016-12-05 for the month of that day
ASKED = re.compile(
    r"(?P<decade>\d{3})0s|(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII
)
MOST_YEARS_BY_MONTH, MOST_YEARS = 6, 100
LABELS = 12  # under the columns, at most


@dataclass(frozen=True, slots=True)
class Bin:
    """A column: the beginning that its dates share (`2016-12`), and its name in the address and in words.

    `label` stands under some of the columns, and leads to the period `leads_to`; `minor` are those that a narrow screen
    has no room for.
    """

    prefix: str
    name: str
    words: str
    label: str = ""
    minor: bool = False
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """What is shown: dates that begin with `prefix`, in `bins`; `first` and `last` are its days, counted from year 1."""

    prefix: str
    name: str
    words: str
    bins: tuple[Bin, ...]
    unit: str
    first: int
    last: int

    @property
    def letters(self) -> int:
        """How many letters of a date tell its column."""
        return len(self.bins[0].prefix)

    def percent(self, day: int) -> float:
        """Return where the beginning of a day lies between the left and the right edge, from 0 to 100."""
        share = (day - self.first) / (self.last + 1 - self.first)
        return round(100 * min(1.0, max(0.0, share)), 3)


def period(asked: str | None, first_year: int, last_year: int, only: str | None = None) -> Period:
    """Return the period that is asked for (`2010s`, `2016`, `2016-12`), or, of anything else, all the years there are.

    Where everything lies in one month, `only`, all the years are the days of that.
    """
    match = ASKED.fullmatch(asked or "")
    if match and match["decade"] and int(match["decade"]):
        start = int(match["decade"]) * 10
        return _years(match["decade"], f"{start}s", f"the {start}s", start, start + 9)
    if match and match["month"] and int(match["year"]):
        return _month(int(match["year"]), int(match["month"]))
    if match and match["year"] and int(match["year"]):
        year = int(match["year"])
        return _months(match["year"], match["year"], match["year"], year, year)
    month = ASKED.fullmatch(only or "")
    if month and month["month"] and int(month["year"]):
        return replace(_month(int(month["year"]), int(month["month"])), prefix="", name="")
    if last_year - first_year < MOST_YEARS_BY_MONTH:
        return _months("", "", _from_to(first_year, last_year), first_year, last_year)
    if last_year - first_year < MOST_YEARS:
        return _years("", "", _from_to(first_year, last_year), first_year, last_year)
    return _decades(first_year, last_year)


def _from_to(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"


def _decades(first: int, last: int) -> Period:
    starts = range(first // 10 * 10, last // 10 * 10 + 1, 10)
    bins = tuple(Bin(f"{start // 10:03}", f"{start}s", f"the {start}s", f"{start}s") for start in starts)
    return Period("", "", _from_to(first, last), _labelled(bins), "ten years", *_days(starts[0] or 1, starts[-1] + 9))


def _years(prefix: str, name: str, words: str, first: int, last: int) -> Period:
    bins = tuple(Bin(f"{year:04}", f"{year:04}", str(year), str(year)) for year in range(first, last + 1))
    return Period(prefix, name, words, _labelled(bins), "year", *_days(first, last))


def _months(prefix: str, name: str, words: str, first: int, last: int) -> Period:
    bins = []
    for year in range(first, last + 1):
        for number, month in enumerate(MONTH_NAMES, 1):
            label = month[:3] if first == last else (str(year) if number == 1 else "")
            key = f"{year:04}-{number:02}"
            leads_to = key if first == last else f"{year:04}"
            bins.append(Bin(key, key, f"{month} {year}", label, first == last and number % 3 != 1, leads_to))
    return Period(prefix, name, words, tuple(bins), "month", *_days(first, last))


def _month(year: int, month: int) -> Period:
    key, days = f"{year:04}-{month:02}", monthrange(year, month)[1]
    bins = tuple(
        Bin(f"{key}-{day:02}", "", f"{day} {MONTH_NAMES[month - 1]} {year}", str(day), day % 7 != 1)
        for day in range(1, days + 1)
    )
    first = date(year, month, 1).toordinal()
    return Period(key, key, f"{MONTH_NAMES[month - 1]} {year}", bins, "day", first, first + days - 1)


def _days(first_year: int, last_year: int) -> tuple[int, int]:
    return date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal()


def _labelled(bins: tuple[Bin, ...]) -> tuple[Bin, ...]:
    """Leave out the labels that there is no room for: every nth stays, and every second of these on a narrow screen."""
    every = -(-len(bins) // LABELS)
    few = len(bins) <= 6
    return tuple(
        replace(
            each,
            label=each.label if n % every == 0 else "",
            minor=not few and n // every % 2 == 1,
            leads_to=each.name,
        )
        for n, each in enumerate(bins)
    )


def neighbours(seen: Period, years: Mapping[str, int]) -> dict[str, str | None]:
    """Return the names of the period before and after, and of the one around it; None where there is none."""
    if not seen.name:
        return {}
    if seen.name.endswith("s"):
        start = int(seen.name[:-1])
        before, after, around = f"{start - 10}s", f"{start + 10}s", ""
        edges = start > years["first"], start + 10 <= years["last"]
    elif len(seen.name) == 4:
        year = int(seen.name)
        before, after = f"{year - 1:04}", f"{year + 1:04}"
        around = f"{year // 10}0s" if years["last"] - years["first"] >= 100 else ""
        edges = year > years["first"], year < years["last"]
    else:
        year, month = (int(part) for part in seen.name.split("-"))
        before = f"{year - (month == 1):04}-{(month - 2) % 12 + 1:02}"
        after, around = f"{year + (month == 12):04}-{month % 12 + 1:02}", f"{year:04}"
        edges = before >= f"{years['first']:04}", after < f"{years['last'] + 1:04}"
    return {"before": before if edges[0] else None, "after": after if edges[1] else None, "around": around}


def month_of(dates: Mapping[str, str]) -> str | None:
    """Return the month in which all dates begin, given the `earliest` and the `latest` of them, None where there is no such month."""
    return dates["earliest"][:7] if dates["earliest"][:7] == dates["latest"][:7] else None


def within_a_column(date: str, seen: Period) -> bool:
    """Tell whether a date, or a range of dates, lies in one column of a period."""
    first, _, last = date.partition("/")
    return first[: seen.letters] == last[: seen.letters]
