"""Heads of memoranda in two columns, as the Internet prints its rules: whose series and number, by whom and when, and the title centred below.

"Network Working Group            A. Quill, Ed." above "Request for Comments: 3777          June 2004" (RFC 7322, section 4.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from ingest.grammar.dates import read_date
from ingest.records.page_days import Head

SERIES = (
    "Request for Comments: ",
    "Request for Comments (RFC): ",
    "Internet-Draft",
    "INTERNET-DRAFT",
    "Internet Draft",
)
# "A. Quill", "J. C. Klensin, Ed.", "E. Huizer, Editor": in the column at the right
AUTHOR = re.compile(
    r"(?P<name>(?:[A-Z]\.(?:-[A-Z]\.)?\s?){1,3}[^\W\d_][\w'’-]+(?:\s[^\W\d_][\w'’-]+){0,2})(?:,?\s\(?(?:Eds?\.?|Editors?)\)?)?\Z"
)
GAP = re.compile(r"\s{3,}")
TOP = 4_000  # characters in which all of it stands
MOST_LINES = 25  # of the head
MOST_TITLE = 5  # lines of a title
INDENT = 3  # blanks before each of them, at the least, but before one that fills the width of the page
WIDE = 60  # characters of such a line
BASIS = "head of the memorandum"


def memo_head(text: str, start: int) -> Head | None:
    """Return the title, the authors and the date at the head of a memorandum that begins at `start`; None where there is no such head."""
    top = text[start : start + TOP]
    if not any(series in top[: TOP // 4] for series in SERIES):
        return None
    lines = iter(top.splitlines())
    above = list(takewhile(str.strip, lines))
    if not any(line.startswith(SERIES) for line in above) or len(above) > MOST_LINES:
        return None
    right = [part for line in above if (part := _right(line))]
    authors = [found["name"] for part in right if (found := AUTHOR.match(part))]
    dates = {date.edtf for part in right if part[-1].isdigit() and (date := read_date(part)) and date.edtf}
    return Head(_title(lines), ", ".join(authors) or None, dates.pop() if len(dates) == 1 else None, BASIS, True)


def _right(line: str) -> str | None:
    """Return what stands in the right one of two columns."""
    parts = GAP.split(line.strip())
    return parts[-1] if len(parts) > 1 or len(line) - len(line.lstrip()) > 2 * len(parts[0]) else None


def _title(lines: Iterator[str]) -> str | None:
    """Return the lines below the head that are centred, as one, if what follows them stands at the margin."""
    first = next((line for line in lines if line.strip()), "")
    rest = [first, *takewhile(str.strip, lines)]
    below = next((line for line in lines if line.strip()), "")
    centred = all(each.startswith(" " * INDENT) or len(each.rstrip()) >= WIDE for each in rest)
    title = " ".join(" ".join(rest).split())
    if len(rest) > MOST_TITLE or below.startswith(" " * INDENT) or not centred or title.endswith("."):
        return None
    return title or None
