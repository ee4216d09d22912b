"""Dates as people print them in English: found in prose, and read from headings.

What a date means is in `ingest.grammar.edtf`, times of day in `ingest.grammar.times`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.grammar.digits import DIGIT
from ingest.grammar.edtf import DateWords, Part, complete, earliest_latest, possible
from ingest.grammar.foreign_dates import leading_date

__all__ = ["DateWords", "complete", "earliest_latest", "find_dates", "first_date", "read_date"]

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS = [name[:3] for name in MONTH_NAMES]
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

AFTER = " \t\r\n\xa0.,:;-–—"  # what may stand behind a date that is all a line says
LONGEST = 250  # characters of such a line: the longest range of two dates has fewer

EITHER_WAY = "day and month could be either way round"
BY_CONVENTION = "century by convention"

# a gap inside a date: stray and no-break spaces, at most one line break
GAP = r"[^\S\r\n]{0,4}(?:\r?\n)?[^\S\r\n]{0,4}"
# "February", "FEBRUARY", "Feb", "Feb.", "Sept"; never "february", nor "Mar" in "Margate"
NAMES = sorted({form for name in (*MONTH_NAMES, *SHORT_MONTHS, "Sept") for form in (name, name.upper())})
MONTH = rf"(?<!\w)(?:{'|'.join(NAMES[::-1])})(?![A-Za-z])(?:\.(?=,?[^\S\r\n]{{0,4}}['’\d]))?"
# "Sunday", "Sun", "Sun.", "Tues", "THURSDAY"
WEEKDAY = r"(?i:\b(?:mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?)"
# "9", "09", "9th", "31 st"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?![\d])(?:[ \xa0]?(?:st|nd|rd|th|ST|ND|RD|TH)\b)?"
# "2017", "’17"
YEAR = r"(?:(?:1[5-9]|20)\d\d(?!\d|[.,]\d)|['’‘]\d\d\b)"
# what joins the two ends of a range
TO = rf"{GAP}(?:[-‐‑‒–—]|\b(?:to|until|till|through)\b){GAP}"
# "between " before "3 and 5 March"
BETWEEN = re.compile(r"(?i:\bbetween\s(?:the\s)?)\Z")
# what stands between two dates that are the ends of a range; `word` is "to" and the like
JOIN = re.compile(rf",?(?:{GAP}[-‐‑‒–—]{GAP}|{GAP}\b(?P<word>to|until|till|through)\b{GAP})(?:the\s)?")
# not inside a number, a price, a word, a path
APART = r"(?<![\w£$€#/])(?<!\d[.,:–-])"

# "Sunday, the 19th day of ", "27-28 ", "Monday 3 to Wednesday 5 ", "19-": what stands before the month
BEFORE = re.compile(  # the look ahead, for a digit or the letter of a weekday, is for speed alone
    rf"(?=\d|(?i:[mtwfs]))(?:(?P<weekday>{WEEKDAY}),?{GAP}(?:the\s)?)?"
    rf"{APART}(?:(?P<first>{DAY})(?P<join>{TO}|{GAP}(?:and|&){GAP})(?:{WEEKDAY},?{GAP})?(?:the\s)?)?"
    rf"(?P<day>{DAY})(?:-|,?{GAP}(?:day\s)?(?:of{GAP})?)\Z"
)
# "Sunday, " before a month or a date of numbers
WEEKDAY_BEFORE = re.compile(rf"(?P<weekday>{WEEKDAY}),?{GAP}\Z")
# "January to " before a month
MONTH_BEFORE = re.compile(rf"\b(?P<month>{MONTH}){TO}\Z")
# "February, 2017", "FEBRUARY 2017", "Feb-2017" after a day
MONTH_YEAR = re.compile(rf"(?P<month>{MONTH})(?:(?:-|,?{GAP}(?:of\s)?)(?P<year>{YEAR}))?")
# "February 19th, 2017", "March 3-5, 2017", "Feb 19"
MONTH_DAY = re.compile(
    rf"(?P<month>{MONTH}){GAP}(?:the\s)?(?P<day>{DAY})(?![:/]\d|[.,]\d|%)(?:{TO}(?P<last>{DAY})(?![:/.]\d|%))?"
    rf"(?:{GAP},?{GAP}(?P<year>{YEAR}))?"
)
# 2017-02-19, 2017/02/19, 2017.02.19; never a version
ISO = re.compile(r"(?P<year>(?:1[5-9]|20)\d\d)([-/.])(?P<month>\d\d)\2(?P<day>\d\d)(?![\d/-]|\.\d)")
# 19/02/2017, 19.02.17, 19-2-2017
NUMBERS = re.compile(
    r"(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<year>(?:1[5-9]|20)\d\d|\d\d)(?![\d/%-]|\.\d)"
)
# "Feb", "SEP", "Jan" of "Janet", "-02-19", ".02.17": where a date may be, to be looked at again; a regex that begins with
# one set of characters is looked for several times as fast as one that begins with a choice
ANCHOR = re.compile(
    r"[JFMASOND/.-](?:(?<=[JFMASOND])(?:an|AN|eb|EB|a[ry]|A[RY]|pr|PR|u[nlg]|U[NLG]|ep|EP|ct|CT|ov|OV|ec|EC)|"
    r"(?<=[/.-])\d\d?[-/.]\d\d)"
)
# "2017" or "19" before the first mark of a date of numbers
NUMBER_BEFORE = re.compile(r"(?<![\w£$€#/.,:-])\d{1,4}\Z")
A_MONTH = re.compile(MONTH)
A_DIGIT = re.compile(DIGIT)
# "Section 4 March …": the number is not a day
NUMBERED = re.compile(
    r"(?i:\b(?:section|clause|rule|article|paragraph|para|page|pp?|chapter|part|schedule|regulation|item|no|number|"
    r"version|v|release|volume|vol|day|room|appendix|annex|figure|table|question|motion|issue)s?\b\.?\s?)\Z"
)
# words that may follow "March 10" or "May 5" when they are dates
AFTER_A_DATE = re.compile(
    r"\s*(?:[^\w\s%]|\Z|[A-Z]|(?:a[stn]?|and|are|at|before|after|between|but|by|during|for|from|had|has|he|her|his|i[nst]|it|"
    r"its|next|of|off|on|or|our|she|that|the|their|there|they|this|through|till|to|until|was|we|were|when|where|which|"
    r"while|who|will|with|would|you)\b)"
)
# "dated 19.12.17": words before a date of dots without zeros
BEFORE_A_DATE = re.compile(r"(?i:\b(?:on|dated?))[\s:]+\Z")


def find_dates(text: str, start: int = 0, end: int | None = None, date_order: str | None = None) -> Iterator[DateWords]:
    """Yield the dates of `text[start:end]` in order: days and months, never bare years or bare weekdays.

    `date_order` ("dmy" or "mdy") reads the dates of numbers that could be either.
    """
    end = len(text) if end is None else end
    held: DateWords | None = None
    for found in _single(text, start, end, date_order):
        merged = held and _range(text, held, found)
        if held and not merged:
            yield held
        held = merged or found
    if held:
        yield held


def read_date(words: str, date_order: str | None = None) -> DateWords | None:
    """Return the date that is all `words` say, but for white space around it and punctuation after it."""
    if not A_DIGIT.search(words) or len(" ".join(words.split()).rstrip(AFTER)) > LONGEST:
        return None
    found = first_date(words, date_order)
    return None if found is None or words[found.end :].strip(AFTER) else found


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
        found = _numbers(text, at, floor, end, date_order) if numbers else _named(text, at, floor, end)
        if found:
            yield found
            floor = found.end


def _named(text: str, at: int, floor: int, end: int) -> DateWords | None:
    """Return the date around a month that stands at `at`."""
    if not A_MONTH.match(text, at, end) or not A_DIGIT.search(text, max(floor, at - 16), min(end, at + 24)):
        return None
    low = max(floor, at - 64)
    before = BEFORE.search(text, low, at)
    if before and _is_numbered(text, max(floor, before.start("day") - 16), before.start("day")):
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
    year, flag = _year(found["year"])
    month, day, weekday, start = (
        _month(found["month"]),
        _day(before["day"]),
        before["weekday"],
        before.start(),
    )
    last: Part | None = None
    if before["first"]:
        first, joined = _day(before["first"]), before["join"].strip() in ("and", "&")
        numbered = _is_numbered(text, max(low, before.start("first") - 16), before.start("first"))
        apart = joined and first + 1 != day and not BETWEEN.search(text, low, start)
        if first >= day or apart or numbered:
            start, weekday = before.start("day"), None
        else:
            last, day = (year, month, day), first
    return DateWords(start, found.end(), text[start : found.end()], year, month, day, _weekday(weekday), last, flag)


def _is_numbered(text: str, low: int, at: int) -> bool:
    """Tell a number that a word such as "Section" stands before, within the places given, from a day."""
    near = text[low:at].rstrip()[-1:]
    return (near.isalpha() or near == ".") and NUMBERED.search(text, low, at) is not None


def _month_first(text: str, weekday: re.Match[str] | None, found: re.Match[str]) -> DateWords:
    year, flag = _year(found["year"])
    month, day, start, end = _month(found["month"]), _day(found["day"]), found.start(), found.end()
    last = (year, month, _day(found["last"])) if found["last"] else None
    if last and _day(found["last"]) <= day:
        last, end, year = None, found.end("day"), None
    start = weekday.start() if weekday else start
    return DateWords(
        start,
        end,
        text[start:end],
        year,
        month,
        day,
        _weekday(weekday["weekday"]) if weekday else None,
        last,
        flag,
    )


def _is_day_after(text: str, found: re.Match[str], end: int) -> bool:
    """Tell a day after a month from a number of things: "March 10 miles", "May 5 people"."""
    verb = found["month"].lower() in ("march", "may")
    return not verb or AFTER_A_DATE.match(text, found.end(), end) is not None


def _month_alone(text: str, before: re.Match[str] | None, found: re.Match[str]) -> DateWords:
    year, flag = _year(found["year"])
    month, start, last = _month(found["month"]), found.start(), None
    if before and _month(before["month"]) < month:
        last, month, start = (year, month, None), _month(before["month"]), before.start()
    return DateWords(start, found.end(), text[start : found.end()], year, month, last=last, flag=flag)


def _numbers(text: str, at: int, floor: int, end: int, date_order: str | None) -> DateWords | None:
    """Return the date of numbers whose first mark stands at `at`."""
    begin = NUMBER_BEFORE.search(text, max(floor, at - 5), at)
    if not begin:
        return None
    at = begin.start()
    named = WEEKDAY_BEFORE.search(text, max(floor, at - 24), at)
    start, weekday = (named.start(), _weekday(named["weekday"])) if named else (at, None)
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
    a, b, (year_, flag) = int(found["a"]), int(found["b"]), _year(found["year"])
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


def _range(text: str, first: DateWords, last: DateWords) -> DateWords | None:
    """Return two dates as one range if only a dash or "to" stands between them and it runs forwards."""
    join = JOIN.fullmatch(text, first.end, last.start) if last.start - first.end < 24 else None
    if not join or first.last or last.last or first.flag or last.flag:
        return None
    if (first.day is None) != (last.day is None) or first.month is None or last.month is None:
        return None
    if first.year and not last.year and not join["word"]:
        return None
    start, end = _ends(first, last)
    over_new_year = start[0] is None and first.month >= 10 and last.month <= 3
    if not over_new_year and tuple(number or 0 for number in start) >= tuple(number or 0 for number in end):
        return None
    return replace(first, end=last.end, words=text[first.start : last.end], year=start[0], last=end)


def _ends(first: DateWords, last: DateWords) -> tuple[Part, Part]:
    """Return both ends of a range; a year printed once holds for both, unless the range crosses New Year."""
    wraps = (first.month or 0, first.day or 0) > (last.month or 0, last.day or 0)
    begins, ends = first.year, last.year
    if begins is None and ends is not None:
        begins = ends - wraps
    elif ends is None and begins is not None:
        ends = begins + wraps
    return (begins, first.month, first.day), (ends, last.month, last.day)


def _year(words: str | None) -> tuple[int | None, str | None]:
    """Return a year; of two digits, 69-99 are of the twentieth century, as in POSIX strptime."""
    digits = (words or "").strip("'’‘")
    if len(digits) != 2:
        return (int(digits) if digits else None), None
    return int(digits) + (1900 if int(digits) >= 69 else 2000), BY_CONVENTION


def _month(words: str) -> int:
    return SHORT_MONTHS.index(words[:3].capitalize()) + 1


def _day(words: str) -> int:
    return int(words[: 2 if words[1:2].isdecimal() else 1])


def _weekday(words: str | None) -> int | None:
    return WEEKDAYS.index(words[:3].lower()) if words else None
