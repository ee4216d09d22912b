"""Heads of posts in a thread: a line that says who wrote what stands below it, the day, and the time to the minute.

"**ada_q** · 14 May 2018, 09:12", "### @ada — 3 Sep 2022 · 7:14 pm", "Ada Quill 3 July 2019 at 17:02", "Posted by: Ada | Date: 3 Feb 2012 20:15 | #1".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.grammar.date_headings import behind_time
from ingest.grammar.dates import find_dates
from ingest.grammar.edtf import DateWords

LONGEST = 120  # characters of such a line
# "Posted by: ", "From ", "**", "### "
BEFORE_NAME = re.compile(
    r"[\s*_#>\[(]*(?:(?i:(?:post(?:ed)?\s?|written |comment )?by|from|author|user(?:name)?|name)(?::\s*|\s+))?[*_@\[]*"
)
# " · ", "** — ", ", ", " (", " | Date: ", " wrote on ", " "
BEFORE_DATE = re.compile(
    r"[*_\]]*(?:\s*[·•|,:;(\[»–—-]+\s*|\s+)(?:(?i:wrote|writes|said|says|posted|commented|replied)[\s,:]*)?(?:(?i:date|posted|on|at)\b:?\s*)?[*_(\[]*\Z"
)
# "ada_q", "Ada Quill", "Mo (steward)", "O. Harper 2", "A. Nonymous"
NAME = re.compile(r"[^\W_]\w*(?:[.'’ _-]{1,2}\w+){0,4}\.?(?: \([\w ]{2,20}\))?\Z")
# " · " between the day and the time
BETWEEN = re.compile(r"\s*[·•|]\s*(?=\d)")
# "| #1", "(edited)", "#12", "UTC", ")"
BEHIND = re.compile(
    r"[\s)\]*_:|·•,–—-]*(?:#\d{1,6}|(?i:post|reply|comment) #?\d{1,6}|\(?(?i:edited)\)?|[A-Z]{3,4}|\d{1,4} (?i:likes?|points?|votes?))?"
    r"[\s)\]*_:|·•]*\Z"
)
# "Last edited by ada on ": below the words of a post
CHANGED = re.compile(r"\b(?:edited|updated|modified|changed|last|joined|published|started|created)\b", re.IGNORECASE)
MINUTE = re.compile(r":(\d\d)")
LONGEST_NAME = 40


class PostHead(NamedTuple):
    """Who wrote a post, None where that is no name, when, and at which minute of the hour."""

    author: str | None
    date: DateWords
    minute: int


def read_post_head(line: str, date_order: str | None = None) -> PostHead | None:
    """Return what a whole line says as the head of a post, or None."""
    if len(line) > LONGEST or MINUTE.search(line) is None:
        return None
    date = next(find_dates(line, date_order=date_order), None)
    if date is None or date.last or not (date.day or date.flag) or not date.start:
        return None
    between = BETWEEN.match(line, date.end)
    at = between.end() if between else date.end
    ends = behind_time(line if not between else line[: date.end] + " " * (at - date.end) + line[at:], date.end)
    minute = MINUTE.search(line, date.end, ends)
    if ends <= date.end or minute is None or not BEHIND.match(line, ends):
        return None
    before = line[: date.start]
    return None if CHANGED.search(before) else PostHead(_name(before), date, int(minute[1]))


def _name(before: str) -> str | None:
    """Return the name in front of a date, without the marks around it."""
    begins = BEFORE_NAME.match(before)
    ends = BEFORE_DATE.search(before)
    words = before[begins.end() if begins else 0 : ends.start() if ends else 0].rstrip(" *_")
    fits = words and len(words) <= LONGEST_NAME and NAME.match(words) and any(map(str.isalpha, words))
    return words if fits else None
