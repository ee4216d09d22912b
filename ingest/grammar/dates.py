"""Dates as people print them in English: found in prose, and read from headings.

What a date means is in `ingest.grammar.edtf`, times of day in `ingest.grammar.times`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest.grammar.date_parts import (
    APART,
    DAY,
    GAP,
    MONTH,
    WEEKDAY,
    WEEKDAY_BEFORE,
    YEAR,
    day_of,
    is_numbered,
    month_of,
    weekday_of,
    year_of,
)
from ingest.grammar.date_ranges import range_of
from ingest.grammar.digits import DIGIT
from ingest.grammar.eastern_dates import counts_years
from ingest.grammar.edtf import DateWords, Part, complete, earliest_latest
from ingest.grammar.foreign_dates import leading_date
from ingest.grammar.number_dates import of_numbers

__all__ = ["DateWords", "complete", "earliest_latest", "find_dates", "first_date", "read_date"]

AFTER = " \t\r\n\xa0.,:;-–—"  # what may stand behind a date that is all a line says
LONGEST = 250  # characters of such a line: the longest range of two dates has fewer

# what joins the two ends of a range
TO = rf"{GAP}(?:[-‐‑‒–—]|\b(?:to|until|till|through)\b){GAP}"
# "between " before "3 and 5 March"
BETWEEN = re.compile(r"(?i:\bbetween\s(?:the\s)?)\Z")
# "Sunday, the 19th day of ", "27-28 ", "Monday 3 to Wednesday 5 ", "19-": what stands before the month
BEFORE = re.compile(  # the look ahead, for a digit or the letter of a weekday, is for speed alone
    rf"(?=\d|(?i:[mtwfs]))(?:(?P<weekday>{WEEKDAY}),?{GAP}(?:the\s)?)?"
    rf"{APART}(?:(?P<first>{DAY})(?P<join>{TO}|{GAP}(?:and|&){GAP})(?:{WEEKDAY},?{GAP})?(?:the\s)?)?"
    rf"(?P<day>{DAY})(?:-|,?{GAP}(?:day\s)?(?:of{GAP})?)\Z"
)
# "January to " before a month
MONTH_BEFORE = re.compile(rf"\b(?P<month>{MONTH}){TO}\Z")
# "February, 2017", "FEBRUARY 2017", "Feb-2017" after a day
MONTH_YEAR = re.compile(rf"(?P<month>{MONTH})(?:(?:-|,?{GAP}(?:of\s)?)(?P<year>{YEAR}))?")
# "February 19th, 2017", "March 3-5, 2017", "Feb 19"
MONTH_DAY = re.compile(
    rf"(?P<month>{MONTH}){GAP}(?:the\s)?(?P<day>{DAY})(?![:/]\d|[.,]\d|%)(?:{TO}(?P<last>{DAY})(?![:/.]\d|%))?"
    rf"(?:{GAP},?{GAP}(?P<year>{YEAR}))?"
)
# "Feb", "SEP", "Jan" of "Janet", "-02-19", ".02.17": where a date may be, to be looked at again; a regex that begins with
# one set of characters is looked for several times as fast as one that begins with a choice
ANCHOR = re.compile(
    r"[JFMASOND/.-](?:(?<=[JFMASOND])(?:an|AN|eb|EB|a[ry]|A[RY]|pr|PR|u[nlg]|U[NLG]|ep|EP|ct|CT|ov|OV|ec|EC)|"
    r"(?<=[/.-])\d\d?[-/.]\d\d)"
)
A_MONTH = re.compile(MONTH)
A_DIGIT = re.compile(DIGIT)
# words that may follow "March 10" or "May 5" when they are dates
AFTER_A_DATE = re.compile(
    r"\s*(?:[^\w\s%]|\Z|[A-Z]|(?:a[stn]?|and|are|at|before|after|between|but|by|during|for|from|had|has|he|her|his|i[nst]|it|"
    r"its|next|of|off|on|or|our|she|that|the|their|there|they|this|through|till|to|until|was|we|were|when|where|which|"
    r"while|who|will|with|would|you)\b)"
)


def find_dates(text: str, start: int = 0, end: int | None = None, date_order: str | None = None) -> Iterator[DateWords]:
    """Yield the dates of `text[start:end]` in order: days and months, never bare years or bare weekdays.

    `date_order` ("dmy" or "mdy") reads the dates of numbers that could be either.
    """
    end = len(text) if end is None else end
    held: DateWords | None = None
    for found in _single(text, start, end, date_order):
        merged = held and range_of(text, held, found)
        if held and not merged:
            yield held
        held = merged or found
    if held:
        yield held


def read_date(words: str, date_order: str | None = None) -> DateWords | None:
    """Return the date that is all `words` say, but for white space around it and punctuation after it."""
    if not may_date(words) or len(" ".join(words.split()).rstrip(AFTER)) > LONGEST:
        return None
    found = first_date(words, date_order)
    return None if found is None or words[found.end :].strip(AFTER) else found


def may_date(words: str) -> bool:
    """Tell in a moment most words that hold no date."""
    return A_DIGIT.search(words) is not None or counts_years(words)


@lru_cache(maxsize=1024)
def first_date(words: str, date_order: str | None = None) -> DateWords | None:
    """Return the date with which `words` begin, in any of the shapes of a heading."""
    found = next(find_dates(words, date_order=date_order), None)
    if found is None or words[: found.start].strip():
        return leading_date(words)
    longer = None if found.year else leading_date(words)  # "Tue Mar 12 10:15:00 2019"
    return longer if longer and longer.end > found.end else found


def _single(text: str, start: int, end: int, date_order: str | None) -> Iterator[DateWords]:
    floor = start
    for anchor in ANCHOR.finditer(text, start, end):
        at = anchor.start()
        if at < floor:
            continue
        numbers = text[at] in "-/."
        found = of_numbers(text, at, floor, end, date_order) if numbers else _named(text, at, floor, end)
        if found:
            yield found
            floor = found.end


def _named(text: str, at: int, floor: int, end: int) -> DateWords | None:
    """Return the date around a month that stands at `at`."""
    if not A_MONTH.match(text, at, end) or not A_DIGIT.search(text, max(floor, at - 16), min(end, at + 24)):
        return None
    low = max(floor, at - 64)
    before = BEFORE.search(text, low, at)
    if before and is_numbered(text, max(floor, before.start("day") - 16), before.start("day")):
        before = None
    if before:
        return _day_first(text, before, MONTH_YEAR.match(text, at, end), low)
    weekday = WEEKDAY_BEFORE.search(text, low, at)
    found = MONTH_DAY.match(text, at, end)
    if found and (found["year"] or _is_day_after(text, found, end)):
        return _month_first(text, weekday, found)
    found = MONTH_YEAR.match(text, at, end)
    if not found or not found["year"]:
        return None
    return _month_alone(text, MONTH_BEFORE.search(text, low, at), found)


def _day_first(text: str, before: re.Match[str], found: re.Match[str] | None, low: int) -> DateWords | None:
    if not found:
        return None
    year, flag = year_of(found["year"])
    month, day, weekday, start = (
        month_of(found["month"]),
        day_of(before["day"]),
        before["weekday"],
        before.start(),
    )
    last: Part | None = None
    if before["first"]:
        first, joined = day_of(before["first"]), before["join"].strip() in ("and", "&")
        numbered = is_numbered(text, max(low, before.start("first") - 16), before.start("first"))
        apart = joined and first + 1 != day and not BETWEEN.search(text, low, start)
        if first >= day or apart or numbered:
            start, weekday = before.start("day"), None
        else:
            last, day = (year, month, day), first
    return DateWords(start, found.end(), text[start : found.end()], year, month, day, weekday_of(weekday), last, flag)


def _month_first(text: str, weekday: re.Match[str] | None, found: re.Match[str]) -> DateWords:
    year, flag = year_of(found["year"])
    month, day, start, end = month_of(found["month"]), day_of(found["day"]), found.start(), found.end()
    last = (year, month, day_of(found["last"])) if found["last"] else None
    if last and day_of(found["last"]) <= day:
        last, end, year = None, found.end("day"), None
    start = weekday.start() if weekday else start
    return DateWords(
        start,
        end,
        text[start:end],
        year,
        month,
        day,
        weekday_of(weekday["weekday"]) if weekday else None,
        last,
        flag,
    )


def _is_day_after(text: str, found: re.Match[str], end: int) -> bool:
    """Tell a day after a month from a number of things: "March 10 miles", "May 5 people"."""
    verb = found["month"].lower() in ("march", "may")
    return not verb or AFTER_A_DATE.match(text, found.end(), end) is not None


def _month_alone(text: str, before: re.Match[str] | None, found: re.Match[str]) -> DateWords:
    year, flag = year_of(found["year"])
    month, start, last = month_of(found["month"]), found.start(), None
    if before and month_of(before["month"]) < month:
        last, month, start = (year, month, None), month_of(before["month"]), before.start()
    return DateWords(start, found.end(), text[start : found.end()], year, month, last=last, flag=flag)
