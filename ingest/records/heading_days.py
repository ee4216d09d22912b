"""Days of date headings: which day each of them is, with the year, the century and the month that its own line leaves open.

Only what is certain is taken, and the basis says from where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.grammar.date_headings import DateHeading
from ingest.grammar.date_parts import BY_CONVENTION
from ingest.grammar.edtf import DateWords, complete
from ingest.records.parts import Given

# 1998, 2019
FULL_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
# 5/3/2019, 05.03.19: a date whose day and month could change places; never 2019-03-05
OF_NUMBERS = re.compile(r"(?<!\d)\d\d?[-/.]\d\d?[-/.]\d")
HALF_A_YEAR = 6  # months
STILL_TO_COME = 2069  # the first year that two digits never mean (POSIX, strptime): nobody has written in it
DECLARE_ORDER = "day and month could be either way round; declare hints: date_order"


@dataclass(frozen=True, slots=True)
class Heading:
    """A date heading and the index of its block; `date` (EDTF) is None where it is not certain, and `fault` says why.

    One that is no day, but a year or a month above days, has neither.
    """

    index: int
    line: DateHeading
    date: str | None = None
    basis: str = "date heading"
    fault: str | None = None

    @property
    def is_day(self) -> bool:
        return self.line.is_day


def resolved(found: list[Heading], basis: str, given: Given) -> Iterator[Heading]:
    """Yield each heading with its day, the year and the month from above where it prints none."""
    years = _full_years(found, given)
    turning = _turning(found)
    year = month = None
    near: str | None = None
    for each in found:
        date = each.line.date
        if not each.is_day:
            year, month = date.year or year, date.month if date.month else None
            yield each
            continue
        if date.flag and date.day is None:
            yield replace(each, fault=DECLARE_ORDER)
            continue
        made = replace(each, basis=basis if OF_NUMBERS.search(date.words) else "date heading")
        if date.year is None:
            made = _with_year(made, given.declaration.hints.year, year, month, near, each.index in turning)
        elif date.flag == BY_CONVENTION:
            made = _with_century(made, years)
        made = _checked(made)
        near = made.date or near
        yield made


def _with_year(
    each: Heading, declared: int | None, year: int | None, month: int | None, near: str | None, turns: bool
) -> Heading:
    date = each.line.date
    if date.month is None and month:
        date = replace(date, month=month)
    if declared or year:
        full = year or declared or 0
        last = (full, *date.last[1:]) if date.last else None
        date = replace(date, year=full, last=last)
        basis = "date heading, year from the heading above" if year else "date heading, year declared"
        if year and turns and date.weekday is None:
            fault = f"“{date.words}” does not follow on the days around it, so the year {full} above may not be its own"
            return replace(each, line=replace(each.line, date=date), fault=fault + "; declare it under hints: posts:")
        checked = ", checked against the weekday" if year and date.weekday is not None else ""
        return replace(each, line=replace(each.line, date=date), basis=basis + checked)
    edtf, _ = complete(date, near)
    if edtf is None or date.weekday is None:
        return replace(each, fault=f"“{date.words}” prints no year; declare it under hints: year:")
    return replace(each, date=edtf, basis="date heading, year from the date above, checked against the weekday")


def _with_century(each: Heading, years: set[int]) -> Heading:
    """Return a heading of a two-digit year with the century that its weekday, or a year printed in full, leaves."""
    date = each.line.date
    fits, basis = _by_weekday(date), "century checked against the weekday"
    if len(fits) != 1:
        fits = [full for full in _centuries(date) if full in years]
        basis = "century from the other years of the source"
    if not fits and date.weekday is None and len(_centuries(date)) == 1:
        fits, basis = _centuries(date), "the century in which such a year has been"
    if len(fits) != 1:
        fault = f"the year of “{date.words}” is printed with two digits; declare its century under hints: year:"
        return replace(each, fault=fault)
    line = replace(each.line, date=replace(date, year=fits[0], flag=None))
    return replace(each, line=line, basis=f"{each.basis}, {basis}")


def _centuries(date: DateWords) -> list[int]:
    """Return what a year of two digits may be in full, in the twentieth century or as far as the twenty-first has come."""
    return [full for by in (-100, 0, 100) if 1900 <= (full := (date.year or 0) + by) < STILL_TO_COME]


def _by_weekday(date: DateWords) -> list[int]:
    if date.weekday is None:
        return []
    return [full for full in _centuries(date) if replace(date, year=full, flag=None).consistent]


def _checked(each: Heading) -> Heading:
    date = each.line.date
    if each.fault or each.date:
        return each
    if date.edtf and date.consistent:
        return replace(each, date=date.edtf)
    fault = "the weekday is not that of the date" if date.edtf else "there is no such day as"
    return replace(each, fault=f"{fault} “{date.words}”; declare a correction, or the post has no date")


def _full_years(found: list[Heading], given: Given) -> set[int]:
    """Return the years that the source prints in full, or tells by a weekday, if a date of it has a year of two digits."""
    short = [each.line.date for each in found if each.line.date.flag == BY_CONVENTION]
    if not short:
        return set()
    if declared := given.declaration.hints.year:
        return set(range(declared // 100 * 100, declared // 100 * 100 + 100))
    told = [years[0] for date in short if len(years := _by_weekday(date)) == 1]
    return {*told, *(int(match.group()) for match in FULL_YEAR.finditer(given.text))}


def _turning(found: list[Heading]) -> set[int]:
    """Return the indexes of days without a year, below a year, that run both ways and leap: another year may have begun."""
    groups: list[list[Heading]] = [[]]
    for each in found:
        if not each.is_day and each.line.date.year and not each.line.date.month:
            groups.append([])
        elif each.is_day and each.line.date.month and each.line.date.year is None:
            groups[-1].append(each)
    turning: set[int] = set()
    for group in groups:
        days = [(each.line.date.month or 0, each.line.date.day or 0) for each in group]
        steps = [(a, b) for a, b in pairwise(days) if a != b]
        both_ways = any(a > b for a, b in steps) and any(a < b for a, b in steps)
        if both_ways and any(abs(a[0] - b[0]) >= HALF_A_YEAR for a, b in steps):
            turning |= {each.index for each in group}
    return turning
