"""Bookmarks of a PDF: what its outline calls the places to which it leads, and which lines these are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, repeat
from typing import NamedTuple

from pypdfium2 import PdfDocument

from ingest.formats.pdf.body import Standing
from ingest.formats.pdf.heads import LONGEST, MOST_LINES
from ingest.formats.pdf.lines import clean

MOST = 20_000
DEEPEST = 6
MOST_READ = 100_000_000  # characters of pages in which bookmarks are looked for
SPREAD = 2  # times the letters of a bookmark: those of its line with the blanks between them, at the most
LONGEST_NUMBER = 30  # letters before them
# what is no part of the words, by which lines and bookmarks are compared
SIGNS = re.compile(r"[\W_]+")
# "3.5.7 ", "A.1 ", "Chapter 2: ", "IV. ": before the words of a heading, which a bookmark may leave out
NUMBER = re.compile(
    r"(?:(?i:chapter|section|appendix|part)\s+)?(?:[A-Z]\.?|[A-Z]?\d{0,3}(?:\.\d{1,3}){0,6}|[IVXLC]{1,7})[.:)]?\s+(?=\w)"
)


class Bookmark(NamedTuple):
    """Words of an outline: the number of the page to which they lead, from 0, and their level, from 1."""

    page: int
    level: int
    words: str


def bookmarks(document: PdfDocument) -> list[Bookmark]:
    """Return the bookmarks of a file, in order; those that lead nowhere are left out."""
    found = []
    for mark in islice(document.get_toc(max_depth=DEEPEST), MOST):
        destination = mark.get_dest()
        page = destination.get_index() if destination else None
        if page is not None and page >= 0:
            found.append(Bookmark(page, mark.level + 1, mark.get_title()))
    return found


def first_pages(marks: Sequence[Bookmark]) -> tuple[int, ...]:
    """Return the numbers of the pages, from 1, to which the bookmarks above all others lead."""
    return tuple(sorted({mark.page + 1 for mark in marks if mark.level == 1}))


def unseen(marks: Sequence[Bookmark], lined: Sequence[str]) -> Iterator[str]:
    """Yield what bookmarks say that does not stand on the page to which they lead, each once for a page."""
    folded: dict[int, str] = {}
    seen: set[tuple[int, str]] = set()
    left = MOST_READ
    for mark in marks:
        words = _folded(mark.words)
        if not words or mark.page >= len(lined) or (mark.page, words) in seen:
            continue
        seen.add((mark.page, words))
        left -= len(lined[mark.page])
        if left < 0:  # too many to be looked for are kept
            yield clean(mark.words).strip()
            continue
        if mark.words in lined[mark.page]:  # as most
            continue
        if mark.page not in folded:
            folded[mark.page] = _folded(lined[mark.page])
        if not any(_folded(each) in folded[mark.page] for each in (mark.words, _bare(mark.words))):
            yield clean(mark.words).strip()


def _bare(words: str) -> str:
    """Return words without the number before them."""
    number = NUMBER.match(words)
    return words[number.end() :] if number else words


def named(lines: Sequence[Standing], marks: Sequence[Bookmark]) -> dict[int, tuple[int, int]]:
    """Return the lines that bookmarks name: the last one and the level, by the first one, each a place in `lines`.

    Of lines of one page with the same words, as a running head has, those in the largest letters are meant.
    """
    by_page: dict[int, dict[str, int]] = defaultdict(dict)
    for mark in marks:
        if words := _folded(mark.words):
            by_page[mark.page].setdefault(words, mark.level)
    longest = {page: max(map(len, here)) * SPREAD + LONGEST_NUMBER for page, here in by_page.items()}
    ordered = {page: sorted(here) for page, here in by_page.items()}
    best: dict[tuple[int, str], tuple[float, int, int]] = {}
    for first, line in enumerate(lines):
        if len(line.words) > longest.get(line.page, 0):
            continue
        for key, last in _candidates(lines, first, ordered[line.page]):
            if key in by_page[line.page]:
                height = line.drawn.height if line.drawn else 0.0
                best[line.page, key] = max(best.get((line.page, key), (-1.0, 0, 0)), (height, -first, -last))
    found: dict[int, tuple[int, int]] = {}
    until = 0
    for (page, key), (_, first, last) in sorted(best.items(), key=lambda each: -each[1][1]):
        if -first >= until:
            found[-first], until = (-last, by_page[page][key]), 1 - last
    return found


def _candidates(lines: Sequence[Standing], first: int, ordered: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield what a bookmark for a line may say, alone and with those below it, each with the last line."""
    words = ""
    for last in range(first, min(first + MOST_LINES, len(lines))):
        if lines[last].page != lines[first].page or len(words) > LONGEST:
            return
        words += f" {lines[last].words}"
        keys = _keys(words.strip())
        for key in keys:
            yield key, last
        if not any(map(_begins, keys, repeat(ordered))):
            return


def _begins(words: str, ordered: Sequence[str]) -> bool:
    """Tell whether a bookmark begins with some words and goes on."""
    at = bisect_right(ordered, words)
    return at < len(ordered) and ordered[at].startswith(words)


def _keys(words: str) -> tuple[str, ...]:
    number = NUMBER.match(words)
    return (_folded(words), _folded(words[number.end() :])) if number else (_folded(words),)


def _folded(words: str) -> str:
    return SIGNS.sub("", words).casefold()
