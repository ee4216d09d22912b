"""What dates as printed are in EDTF, no more precisely than printed, and which missing years are certain.

EDTF is the Extended Date/Time Format (ISO 8601-2:2019), levels 0 and 1.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

Part = tuple[int | None, int | None, int | None]

# 2017, 2017-02, 2017-02-19
DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
SHORTEST_MONTH = 28  # days


@dataclass(frozen=True, slots=True)
class DateWords:
    """A date as printed: `words` is the slice `start:end`; what the words do not say is None.

    `weekday` counts from 0, Monday. `last` is the year, month and day of the end of a range. `flag` says why
    a date of numbers is not certain.
    """

    start: int
    end: int
    words: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    last: Part | None = None
    flag: str | None = None

    @property
    def edtf(self) -> str | None:
        """The date as EDTF: `2017-02-19`, `2017-02`, `2017`, `a/b`; None without a year, or if impossible."""
        first, last = _edtf(self.year, self.month, self.day), _edtf(*self.last) if self.last else None
        return f"{first}/{last}" if first and last else first if not self.last else None

    @property
    def consistent(self) -> bool:
        """Tell whether there is such a day, and whether it falls on the weekday printed."""
        if not possible(self.year, self.month, self.day) or (self.last and not possible(*self.last)):
            return False
        if self.weekday is None or self.year is None or self.month is None or self.day is None:
            return True
        return date(self.year, self.month, self.day).weekday() == self.weekday


def complete(words: DateWords, near: str | None) -> tuple[str | None, str]:
    """Return the date as EDTF, and its basis in words; `near` is the EDTF date to take a missing year from.

    The year is derived only if certain: the printed weekday fits one year around `near` alone; or, without a
    weekday, the day is within four months of `near` and in the same year.
    """
    if not words.consistent:
        return (words.edtf, "as printed, but the weekday is another") if words.edtf else (None, "no such day")
    if words.year is not None:
        return words.edtf, f"as printed, {words.flag}" if words.flag else "as printed"
    low, high = earliest_latest(near)
    if low is None or high is None or low < "0002" or high > "9998":
        return None, "no year printed"
    years = [year for year in range(int(low[:4]) - 1, int(high[:4]) + 2) if _fits(words, year, low, high)]
    if len(years) != 1:
        return None, "no year printed, and none certain from the date of the document"
    checked = ", checked against the weekday" if words.weekday is not None else ""
    return _in_year(words, years[0]).edtf, f"year from the date of the document{checked}"


def earliest_latest(edtf: str | None) -> tuple[str, str] | tuple[None, None]:
    """Return the first and last day of an EDTF date as ISO days: `2016-12` is 2016-12-01 to 2016-12-31."""
    parts = [_part(words) for words in (edtf or "").split("/")]
    if len(parts) > 2 or not all(parts):
        return None, None
    year, month, day = (*parts[0], 0, 0)[:3]
    first = date(year, month or 1, day or 1)
    year, month, day = (*parts[-1], 0, 0)[:3]
    month = month or 12
    return first.isoformat(), date(year, month, day or monthrange(year, month)[1]).isoformat()


def possible(year: int | None, month: int | None, day: int | None) -> bool:
    """Tell whether there is such a day, as far as it is known; without a year, in a leap year."""
    if month is None:
        return True
    if not 1 <= month <= 12:
        return False
    return day is None or 1 <= day <= SHORTEST_MONTH or 1 <= day <= monthrange(2000 if year is None else year, month)[1]


def _fits(words: DateWords, year: int, low: str, high: str) -> bool:
    """Tell whether `words` may be of that year in a document of the days `low` to `high`."""
    placed = _in_year(words, year)
    if not placed.consistent or placed.edtf is None:
        return False
    first, last = date.fromisoformat(low), date.fromisoformat(high)
    days = timedelta(days=183 if words.weekday is not None else 120)
    day = date.fromisoformat(earliest_latest(placed.edtf)[0] or low)
    if not first - days <= day <= last + days:
        return False
    return words.weekday is not None or (first.year == last.year == year and (last - first).days <= 31)


def _in_year(words: DateWords, year: int) -> DateWords:
    if words.last is None:
        return replace(words, year=year)
    _, month, day = words.last
    wraps = (words.month or 0, words.day or 0) > (month or 0, day or 0)
    return replace(words, year=year, last=(year + wraps, month, day))


def _edtf(year: int | None, month: int | None, day: int | None) -> str | None:
    if year is None or not possible(year, month, day):
        return None
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


def _part(words: str) -> list[int]:
    """Return the numbers of one EDTF date, none if it is no date."""
    match = DATE.fullmatch(words)
    numbers = [int(number) for number in match.groups() if number] if match else []
    return numbers if numbers and numbers[0] and possible(*[*numbers, None, None][:3]) else []
