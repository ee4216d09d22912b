"""The day of a page of no other kind: "Tuesday, 3 March 2015" above its title or its words, or the line that says when it was posted.

A day at the top may as well be that of a rally to come, of an examination, or of the shipwreck that is told: it is that of the page
where somebody signs beside it, where it is called the date, or where the words below it speak of it as theirs.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.formats.blocks import Block
from ingest.grammar.date_headings import DateHeading, may_be, read_date_heading
from ingest.grammar.day_of_what import HELD, TO_BE_HELD, is_of_another_day, is_of_this_day
from ingest.grammar.titles import title_like
from ingest.records.date_series import is_prose
from ingest.records.parts import Given

# "Date: 3 March 2015", "Dated 3 March 2015"
LABEL = re.compile(r"[*_]*dated?[*_]*:?[*_\s]*", re.IGNORECASE)
# "Minutes of the meeting", "Agenda": the day is that of a meeting
OF_A_MEETING = re.compile(r"\b(?:minutes|agenda|meeting)\b", re.IGNORECASE)
# "Posted: 6th February 2021", "First published on 6 February 2021", "Volume 892: debated on 22 May 1975": above the words of a page or below
POSTED = re.compile(
    r"[*_]*(?:first )?(?:posted|published|(?:volume \d{1,4}: )?debated)(?: on)?[*_]*:?[*_ ]+(?=\S)", re.IGNORECASE
)
# "Quay Press, 212 pages", "The Harbour, by Ada Quill": a book is published too
OF_A_BOOK = re.compile(r"\b(?:ISBN|paperback|hardback|\d+ ?pp|pages|press|publishers?)\b|\w, by [A-Z]", re.IGNORECASE)
ABOVE_DATE = 3  # blocks above the day of a page: the name of the site, a motto
FEWEST_WRITTEN = 2  # paragraphs below the day of a page
SPEAKING = 4  # paragraphs that may tell of which day they speak
HEAD = 8  # lines of a memorandum, a newsletter or a page
LONGEST = 120  # characters of a line


class Head(NamedTuple):
    """What the lines above a text say of it; the basis of the date; whether the first line is the site's, so that the title is not in it."""

    title: str | None
    author: str | None
    date: str | None
    basis: str
    of_page: bool = False


def page_head(blocks: list[Block], given: Given, is_post: bool = False) -> Head | None:
    """Return the day and the title that a page has at its top, or the day on which it says that it was posted; of a post the day is its own."""
    return _page(blocks, given, is_post) or _posted(blocks, given)


def day_of(words: str, given: Given) -> str | None:
    """Return the day that a line says, and no more than that and its time."""
    label = LABEL.match(words)
    line = read_date_heading(words[label.end() :] if label else words, given.declaration.hints.date_order)
    return _certain(line) if line and not line.author else None


def _page(blocks: list[Block], given: Given, is_post: bool) -> Head | None:
    """Return the only day of a page that stands at its top, a weekday or behind "Date:" or with who wrote it, and the title below it."""
    days = [(n, found) for n, block in enumerate(blocks[: ABOVE_DATE + 1]) if (found := _whole_day(block, given))]
    if len(days) != 1 or len(blocks) < days[0][0] + 1 + FEWEST_WRITTEN:
        return None
    if any(_whole_day(block, given) for block in blocks[ABOVE_DATE + 1 :]):
        return None
    (at, (day, author, named)), below = days[0], blocks[days[0][0] + 1 :]
    first = given.words(below[0])
    titled = below[0].kind == "heading" or (
        title_like(first) and not (is_prose(below[0]) and first.endswith(("?", "!")))
    )
    lines = [given.words(block) for block in [*blocks[:at], *below[: HEAD if titled else 2]]]
    lines = [words for words in lines if len(words) <= LONGEST]
    prose = [given.words(block) for block in below if is_prose(block)]
    meeting = any(map(OF_A_MEETING.search, lines[: at + 2]))
    if len(prose) < FEWEST_WRITTEN or meeting or any(map(TO_BE_HELD.search, lines)):
        return None
    if not (author or is_post) and not _is_of_page([*lines[: at + 1], *prose[:SPEAKING]], at + 1, named, below, given):
        return None
    return Head(first if titled else None, author, day, "date line above the text", of_page=True)


def _is_of_page(words: list[str], near: int, named: bool, below: list[Block], given: Given) -> bool:
    """Tell whether a day is that of a page: by what is called so, or by what speaks of the day; neither where it is one of an event."""
    if any(map(HELD.search, words[:near])) or not (named or any(map(is_of_this_day, words))):
        return False
    return not any(map(is_of_another_day, {*words, *(given.words(block) for block in below[:HEAD])}))


def _posted(blocks: list[Block], given: Given) -> Head | None:
    """Return the only day behind "Posted:" on a line of its own, above all words of a page or below them."""
    said = {
        n: match
        for n, block in enumerate(blocks)
        if block.end - block.start <= LONGEST / 2 and (match := POSTED.match(given.text, block.start, block.end))
    }
    if not said:
        return None
    prose = [
        n for n, block in enumerate(blocks) if is_prose(block) and (n > ABOVE_DATE or given.text[block.end - 1] == ".")
    ]
    days = set()
    for n, match in said.items():
        days.add(day_of(given.text[match.end() : blocks[n].end], given))
        near = [given.words(each) for each in blocks[max(0, n - 1) : n + 2] if not is_prose(each)]
        if (prose and prose[0] < n < prose[-1]) or any(map(OF_A_BOOK.search, near)):
            return None
    return Head(None, None, days.pop(), "line that says when it was posted") if len(days) == 1 else None


def _whole_day(block: Block, given: Given) -> tuple[str, str | None, bool] | None:
    """Return the day of a line that is a weekday with its date, a date behind "Date:", or one with who wrote it, and nothing else.

    The last value tells whether the line calls it the date.
    """
    if block.end - block.start > LONGEST / 2 or not may_be(given.text, block.start, block.end):
        return None
    if block.kind not in ("paragraph", "heading", "list item"):
        return None
    words = given.words(block).lstrip("• ")
    label = LABEL.match(words)
    line = read_date_heading(words[label.end() :] if label else words, given.declaration.hints.date_order)
    if line is None or not (label or line.author or line.date.weekday is not None):
        return None
    day = _certain(line)
    return (day, line.author, label is not None) if day else None


def _certain(line: DateHeading) -> str | None:
    """Return the day of a line that says nothing else but who wrote, if it is certain."""
    date = line.date
    return date.edtf if date.day and date.consistent and not (line.title or date.flag) else None
