"""The parts of printed dates: days, months, years and weekdays, as patterns and as numbers."""

from __future__ import annotations

import re

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS = [name[:3] for name in MONTH_NAMES]
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

BY_CONVENTION = "century by convention"

# a gap inside a date: stray and no-break spaces, at most one line break
GAP = r"[^\S\r\n]{0,4}(?:\r?\n[^\S\r\n]{0,80}|[^\S\r\n]{0,4})"
# "February", "FEBRUARY", "Feb", "Feb.", "Sept"; never "february", nor "Mar" in "Margate"
NAMES = sorted({form for name in (*MONTH_NAMES, *SHORT_MONTHS, "Sept") for form in (name, name.upper())})
MONTH = rf"(?<!\w)(?:{'|'.join(NAMES[::-1])})(?![A-Za-z])(?:\.(?=,?[^\S\r\n]{{0,4}}['’\d]))?"
# "Sunday", "Sun", "Sun.", "Tues", "THURSDAY"
WEEKDAY = r"(?i:\b(?:mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?)"
# "9", "09", "9th", "31 st"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?![\d])(?:[ \xa0]?(?:st|nd|rd|th|ST|ND|RD|TH)\b)?"
# "2017", "’17"
YEAR = r"(?:(?:1[5-9]|20)\d\d(?!\d|[.,]\d)|['’‘]\d\d\b)"
# not inside a number, a price, a word, a path
APART = r"(?<![\w£$€#/])(?<!\d[.,:–-])"

# "Sunday, " before a month or a date of numbers
WEEKDAY_BEFORE = re.compile(rf"(?P<weekday>{WEEKDAY}),?{GAP}\Z")
# "Section 4 March …": the number is not a day
NUMBERED = re.compile(
    r"(?i:\b(?:week|section|clause|rule|article|paragraph|para|page|pp?|chapter|part|schedule|regulation|item|no|number|"
    r"version|v|release|volume|vol|day|room|appendix|annex|figure|table|question|motion|issue)s?\b\.?\s?)\Z"
)


def is_numbered(text: str, low: int, at: int) -> bool:
    """Tell a number that a word such as "Section" stands before, within the places given, from a day."""
    near = text[low:at].rstrip()[-1:]
    return (near.isalpha() or near == ".") and NUMBERED.search(text, low, at) is not None


def year_of(words: str | None) -> tuple[int | None, str | None]:
    """Return a year; of two digits, 69-99 are of the twentieth century, as in POSIX strptime."""
    digits = (words or "").strip("'’‘")
    if len(digits) != 2:
        return (int(digits) if digits else None), None
    return int(digits) + (1900 if int(digits) >= 69 else 2000), BY_CONVENTION


def month_of(words: str) -> int:
    return SHORT_MONTHS.index(words[:3].capitalize()) + 1


def day_of(words: str) -> int:
    return int(words[: 2 if words[1:2].isdecimal() else 1])


def weekday_of(words: str | None) -> int | None:
    return WEEKDAYS.index(words[:3].lower()) if words else None
