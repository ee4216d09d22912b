"""Date headings: a line that says when an entry was written, alone, with its title, or with its author.

"Tuesday, 12 March 2019", "------ 12/Mar/2019 ------", "12 March 2019 — The kettle is back", "The kettle is back (12 March 2019)",
"Posted by Ada on 12 March 2019", "2019", and "Tuesday 12" below "March 2019".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from ingest.grammar import abroad
from ingest.grammar.bylines import read_byline
from ingest.grammar.date_parts import MONTH_NAMES, WEEKDAY, WEEKDAYS
from ingest.grammar.date_writers import BY, BY_AFTER, COUNTED_AFTER, KEPT_UNDER, NAMED, POSTED_AFTER, WROTE
from ingest.grammar.dates import A_DIGIT, ANCHOR, first_date, may_date
from ingest.grammar.edtf import DateWords
from ingest.grammar.foreign_dates import FOREIGN_MONTHS
from ingest.grammar.titles import title_like

Style = Literal["plain", "marked", "labelled", "ended"]

LONGEST = 200  # characters of the line with its title
LONGEST_ALONE = 60  # characters of a line without one
MOST_SEAMS = 3  # before a date, its weekday in brackets, its time

# "------ ", "=== ", "**", "[", "• ": what stands around a date to set it off
AROUND = " \t\xa0*_#=~+|•·<>[]()-–—‐‑"
# "Date: ", "Posted on ", "Published: ", "Entry for ", "Ada Q's .plan for "
LABEL = re.compile(
    r"(?:(?:\S+ ){0,4}(?:\.plan|diary|journal|log|blog|entry|notes?|update|post|hearing|proceeding|sitting)s?(?: entry)? (?:for|of|from):?\s+"
    r"|(?:the |transcript of (?:the )?)?(?:hearing|proceedings?|sitting) on:?\s+"
    r"|(?:date|day(?!\s\d\d?\b(?!\s[A-Z]))|entry|(?:dated|posted|published|written|submitted|added|entered|filed|created|uploaded)(?: on)?)(?::\s*|\s+)"
    rf"|{abroad.POSTED_ON}\s+)",
    re.IGNORECASE,
)
# "4", "four", "fourth"
NUMBER = (
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|"
    r"first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|(?:thir|four|fif|six|seven|eigh|nine)teen|twentie)th)"
)
# "Day 2 – ", "DAY TWO OF FIVE: ", "Session 4, ", "Hearing day 12   "
COUNTED = rf"(?:hearing\s+)?(?:day|session|sitting)\s+(?:no\.?\s*)?{NUMBER}(?:\s+of\s+{NUMBER})?"
SESSION = re.compile(rf"{COUNTED}(?:\s*[,:;|]\s*|\s+[–—-]\s+|\s+)(?=\S)", re.IGNORECASE)
# "Day 5 – 6 March": the sixth, or the fifth and the sixth
FROM_TO = re.compile(r"(?:hearing\s+)?(?:day|session|sitting)\s+(\d\d?)\s+[–—-]\s+(\d\d?)(?!\d|/|-\d)", re.IGNORECASE)
# " (Day 2)", "    Day 2", ", day two of five"
SESSION_AFTER = re.compile(rf"(?:\s+\(?|[,;|]\s*){COUNTED}\)?\s*\Z", re.IGNORECASE)
# ", 10:15 am", " at 10.15am GMT", "T10:15:00Z", " 10:15:00 +0000"
TIME = re.compile(
    r"(?:T|[,;]?\s*(?:at|@|à|um|om|alle|a las|[-–—|·])?\s*)(?:(?:[01]?\d|2[0-4])\s?[:.h]\s?[0-5]\d"
    r"(?:[:.][0-5]\d(?:\.\d{1,9})?)?(?:\s?[ap]\.?m\b\.?)?|(?:1[0-2]|0?[1-9])\s?[ap]\.?m\b\.?)"
    r"(?:\s?(?:Z\b|\(?(?:GMT|UTC|BST|CET|CEST|E[SD]T|P[SD]T|C[SD]T|M[SD]T)\b\)?|[+-]\d\d:?\d\d\b))?(?:\s?(?:hrs|uhr|uur)\b)?",
    re.IGNORECASE,
)
# " (Tuesday)", ", Tue"
WEEKDAY_AFTER = re.compile(rf",?\s*\(?(?P<weekday>{WEEKDAY})\)?(?!\w)")
# " — ", ": ", " | ", "] ", " === ": what stands between a date and a title
BEFORE_TITLE = re.compile(
    r"\s*(?:[–—|]|[:,\]](?=\s)|-{1,3}(?=\s)|(?<=\s)-{1,3}|(?<=\s)(?:={2,9}|\*{2,9}|~{2,9})(?=\s))\s*(?=[^\W_]|[“‘\"'¿¡£$#(])"
)
# " - ", " | ", " === ", " (": what stands between a title and the date at the end of its line
BEFORE_DATE = re.compile(r"\s+(?:[-–—|·•]|-{2,3}|={2,9}|~{2,9})\s+(?=[\w(\[])|\s+[(\[](?=\w)")
# "Tuesday 12", "Tue the 12th": below a month
DAY = re.compile(rf"(?P<weekday>{WEEKDAY}),?\s+(?:the\s)?(?P<day>\d\d?)(?:st|nd|rd|th)?\Z", re.IGNORECASE)
# "2019", "Diary 2019", "My journal for 2019"
YEAR = re.compile(r"(?:(?:my |the )?(?:diary|journal)(?: (?:for|of))? )?(?P<year>(?:1[5-9]|20)\d\d)\Z", re.IGNORECASE)

MONTHS = {name.casefold(): number for number, name in enumerate(MONTH_NAMES, 1)} | FOREIGN_MONTHS


@dataclass(frozen=True, slots=True)
class DateHeading:
    """A line that is a date; places are places of the line. `title` is where the title on it stands.

    The date of a line that is "ended" stands behind its title.
    """

    date: DateWords
    style: Style
    title: tuple[int, int] | None = None
    author: str | None = None

    @property
    def is_day(self) -> bool:
        """Tell a day, known or not quite, from a year or a month that stands above days."""
        return self.date.day is not None or self.date.flag is not None


def behind_time(words: str, at: int) -> int:
    """Return where a line goes on behind a time of day that may stand at a place."""
    time = TIME.match(words, at)
    return time.end() if time else at


def may_be(text: str, start: int, end: int) -> bool:
    """Tell in a moment most lines that are no date headings."""
    if end - start > LONGEST:
        return False
    if end - start < 16 or A_DIGIT.search(text, start, min(end, start + 80)):
        return True
    return may_date(text[end - 16 : end])


def read_date_heading(words: str, date_order: str | None = None, titled: bool = False) -> DateHeading | None:
    """Return the date, and title or author, that a whole line says; `titled` lines need no mark before the title."""
    return _read(words, date_order, titled)


@lru_cache(maxsize=1024)
def _read(words: str, date_order: str | None, titled: bool) -> DateHeading | None:
    """Several finders ask of a line, each in its own way of calling: so that all are told from memory, it is the same one here."""
    if "\n" in words or "\r" in words:
        return _of_lines(words, date_order)
    begins = len(words) - len(words.lstrip(AROUND))
    bare = words.strip(AROUND)
    if not bare:
        return None
    style: Style = "marked" if begins else "plain"
    part = _part(bare)
    if part:
        return DateHeading(_moved(part, begins), style) if len(words) <= LONGEST_ALONE + 2 * begins else None
    if not may_date(bare):
        return None
    label, author = _label(bare)
    date = first_date(bare[label:], date_order)
    if date is None or (date.flag is None and date.day is None and (label or date.month is None)):
        return None if label else _ended(bare, begins, date_order)
    date = _moved(date, label)
    rest, date = _after(bare, date)
    found = DateHeading(_moved(date, begins), "labelled" if label else style, author=author)
    if (
        not bare[rest:].strip(AROUND + ".,:;")
        or SESSION_AFTER.match(bare, rest)
        or (author and KEPT_UNDER.match(bare, rest))
    ):
        return found
    by = (
        None
        if author
        else BY_AFTER.match(bare, rest) or POSTED_AFTER.match(bare, rest) or COUNTED_AFTER.match(bare, rest)
    )
    if by:
        writer = by["writer"] or by.groupdict().get("name")
        return replace(found, style="labelled" if found.style == "plain" else found.style, author=writer)
    return None if label else _titled(found, bare, rest, begins, titled)


def _of_lines(words: str, date_order: str | None) -> DateHeading | None:
    """Return a date and a byline that stand on two lines of one paragraph, in either order."""
    lines = words.splitlines()
    if len(lines) != 2:
        return None
    wrote = WROTE.match(lines[0])
    if wrote and lines[1].startswith("@ ") and (found := read_date_heading(lines[1][2:], date_order)) and found.is_day:
        date = _moved(found.date, words.index(lines[1]) + 2)
        return replace(found, date=date, style="labelled", author=wrote["name"])
    for date_line, other in ((lines[0], lines[1]), (lines[1], lines[0])):
        byline = read_byline(other.strip(AROUND))
        found = read_date_heading(date_line, date_order) if byline else None
        if byline and found and found.is_day and not found.title:
            moved = _moved(found.date, words.index(date_line))
            return replace(found, date=moved, author=found.author or byline.author)
    return None


def _part(bare: str) -> DateWords | None:
    """Return a year alone, a month alone, or a weekday with the number of a day."""
    if year := YEAR.match(bare):
        return DateWords(0, len(bare), bare, year=int(year["year"]))
    if bare.casefold() in MONTHS and not bare.islower():
        return DateWords(0, len(bare), bare, month=MONTHS[bare.casefold()])
    found = DAY.match(bare)
    if found and 1 <= int(found["day"]) <= 31:
        weekday = WEEKDAYS.index(found["weekday"][:3].lower())
        return DateWords(0, len(bare), bare, day=int(found["day"]), weekday=weekday)
    return None


def _label(bare: str) -> tuple[int, str | None]:
    """Return where the date may begin behind a label, and the author that the label names."""
    days = FROM_TO.match(bare)
    if days and 0 < int(days[1]) < int(days[2]):
        return 0, None
    for shape in (BY, SESSION, LABEL, NAMED):
        found = shape.match(bare)
        if found:
            author = next((words for words in found.groupdict().values() if words), None)
            return found.end(), author
    return 0, None


def _after(bare: str, date: DateWords) -> tuple[int, DateWords]:
    """Return where a line goes on behind the date, its time and its weekday; the weekday belongs to the date."""
    rest = date.end
    for _ in range(2):
        rest = behind_time(bare, rest)
        named = WEEKDAY_AFTER.match(bare, rest) if date.weekday is None else None
        if named:
            date = replace(date, weekday=WEEKDAYS.index(named["weekday"][:3].lower()))
            rest = named.end()
    return rest, date


def _titled(found: DateHeading, bare: str, rest: int, begins: int, titled: bool) -> DateHeading | None:
    mark = BEFORE_TITLE.match(bare, rest)
    start = mark.end() if mark else rest + len(bare[rest:]) - len(bare[rest:].lstrip())
    if not (mark or (titled and start > rest)) or not any(sign.isalpha() for sign in bare[start:]):
        return None
    if bare[rest : rest + 1] == "," and bare[start].islower() and bare[-1] == ".":
        return None  # "5 October 2009, the tenant appealed." goes on with a story
    return replace(found, title=(begins + start, begins + len(bare)))


def _ended(bare: str, begins: int, date_order: str | None) -> DateHeading | None:
    """Return the date at the end of a line, behind its title."""
    if not ANCHOR.search(bare):
        return None
    for seam in list(BEFORE_DATE.finditer(bare))[-MOST_SEAMS:]:
        title = bare[: seam.start()]
        if len(bare) - seam.end() > LONGEST_ALONE or not title_like(title) or title[-1].isdigit():
            continue  # "Day 5 – 6 March" may be two days
        found = read_date_heading(bare[seam.end() :].rstrip("])"), date_order)
        if found and found.is_day and found.style == "plain" and not found.title and not found.author:
            return DateHeading(_moved(found.date, begins + seam.end()), "ended", (begins, begins + seam.start()))
    return None


def _moved(date: DateWords, by: int) -> DateWords:
    return replace(date, start=date.start + by, end=date.end + by) if by else date
