"""Dates of numbers: 2017-02-19, 19/02/2017, 19.02.17."""

from __future__ import annotations

import re

from ingest.grammar.date_parts import NUMBERED, WEEKDAY_BEFORE, weekday_of, year_of
from ingest.grammar.edtf import DateWords, possible

EITHER_WAY = "day and month could be either way round"

# 2017-02-19, 2017/02/19, 2017.02.19; never a version
ISO = re.compile(r"(?P<year>(?:1[5-9]|20)\d\d)([-/.])(?P<month>\d\d)\2(?P<day>\d\d)(?![\d/-]|\.\d)")
# 19/02/2017, 19.02.17, 19-2-2017
NUMBERS = re.compile(
    r"(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<year>(?:1[5-9]|20)\d\d|\d\d)(?![\d/%-]|\.\d)"
)
# "2017" or "19" before the first mark of a date of numbers
NUMBER_BEFORE = re.compile(r"(?<![\w£$€#/.,:-])\d{1,4}\Z")
# "dated 19.12.17": words before a date of dots without zeros
BEFORE_A_DATE = re.compile(r"(?i:\b(?:on|dated?))[\s:]+\Z")


def of_numbers(text: str, at: int, floor: int, end: int, date_order: str | None) -> DateWords | None:
    """Return the date of numbers whose first mark stands at `at`."""
    begin = NUMBER_BEFORE.search(text, max(floor, at - 5), at)
    if not begin:
        return None
    at = begin.start()
    named = WEEKDAY_BEFORE.search(text, max(floor, at - 24), at)
    start, weekday = (named.start(), weekday_of(named["weekday"])) if named else (at, None)
    found = ISO.match(text, at, end)
    if found and found[2] == "." and NUMBERED.search(text, max(floor, at - 16), at):
        return None
    if found:
        year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
        words = text[start : found.end()]
        return DateWords(start, found.end(), words, year, month, day, weekday) if possible(year, month, day) else None
    found = NUMBERS.match(text, at, end)
    if not found or not _is_date_of_dots(text, found):
        return None
    a, b, (year_, flag) = int(found["a"]), int(found["b"]), year_of(found["year"])
    readings = {(day, month) for day, month, order in ((a, b, "dmy"), (b, a, "mdy"))
                if date_order in (None, order) and possible(year_, month, day)}  # fmt: skip
    if not readings:
        return None
    day_, month_ = readings.pop() if len(readings) == 1 else (None, None)
    words, flag = text[start : found.end()], flag if day_ else EITHER_WAY
    return DateWords(start, found.end(), words, year_, month_, day_, weekday, flag=flag)


def _is_date_of_dots(text: str, found: re.Match[str]) -> bool:
    """Tell 19.02.17 from a clause or version number: by zeros, a four-digit year, the word before it, or hyphens alone on a line."""
    low = max(0, found.start() - 16)
    if NUMBERED.search(text, low, found.start()):
        return False
    if found["mark"] == "/" or len(found["year"]) == 4:
        return True
    if found["mark"] == "-" and found.end() - found.start() == len(text):
        return True
    padded = "0" in (found["a"][0], found["b"][0])
    return padded or BEFORE_A_DATE.search(text, low, found.start()) is not None
