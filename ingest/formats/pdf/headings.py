"""Headings of a PDF: lines of their own in letters that are larger or heavier than those of the text, and lines that bookmarks
or tags name.

Where it is not sure that a line is a heading it stays a paragraph. The same letters have the same level on all pages.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from ingest.formats.blocks import Block, Cut
from ingest.formats.page_lines import lines_of
from ingest.formats.pdf.body import Standing, body_of
from ingest.formats.pdf.bookmarks import Bookmark, named
from ingest.formats.pdf.faces import Drawn
from ingest.formats.pdf.heads import MOST_LINES, heads
from ingest.formats.pdf.levels import levels
from ingest.formats.pdf.lines import clean

# "3.2    ", "II.   ": far before the words of a heading
NUMBER = re.compile(r"(?=\S{0,7}[\dIVXA-H])[\w.()§]{1,8} +(?=\S)")
# "∗", "†", "1" behind the words of a title: the mark of a note, which stands higher
NOTE = re.compile(r"\s*(?:[∗*†‡¶]{1,2}|(?<=[^\W\d_])\d)\Z")

SIGNS = re.compile(r"[\W_]+")
SHORTEST_TITLE = 12  # letters
MANY = 3  # headings that tags call so: then other lines are none, unless they are larger, as the title


def find(
    lined: Sequence[str], drawn: Sequence[Sequence[Drawn]], cuts: Sequence[Cut], marks: Sequence[Bookmark]
) -> Iterator[Block]:
    """Yield the headings of a text, each with its level, in places of the text: its pages, parted by two signs.

    `drawn` are the lines of each page as they are drawn, `cuts` what stands on the pages without being part of the text.
    """
    lines = list(_standing(lined, drawn, cuts))
    said = _tagged(lines)
    least = 0.0 if len(said) < MANY else max(row.height for row in _rows(lines, said))
    taken = {n for first, (last, _) in said.items() for n in range(first, last + 1)}
    for first, (last, level) in named(lines, marks).items():
        if taken.isdisjoint(range(first, last + 1)):
            said[first] = last, level
    found = heads(lines, body_of(lines), said, least)
    for head, level in zip(found, levels(found), strict=True):
        yield Block("heading", lines[head.first].start, lines[head.last].end, level)


def below_site(headings: Sequence[Block], text: str, title: str | None) -> tuple[Block, ...]:
    """Return the headings of a web page that says what it is called, without those above the one that says so: the name of its site."""
    called = SIGNS.sub("", title or "").casefold()
    for n, heading in enumerate(headings if called else ()):
        words = SIGNS.sub("", text[heading.start : heading.end]).casefold()
        if len(words) >= SHORTEST_TITLE and called.startswith(words):
            return tuple(headings[n:])
    return tuple(headings)


def _tagged(lines: Sequence[Standing]) -> dict[int, tuple[int, int]]:
    """Return the lines that tags call headings: the last one and the level, by the first one; none where most of a text has such tags."""
    found: dict[int, tuple[int, int]] = {}
    first, above, count = -1, None, 0
    for n, line in enumerate(lines):
        tag = line.drawn.tag if line.drawn else None
        if tag is None:
            first = -1
            continue
        count += 1
        if first < 0 or (line.page, tag) != above:
            first = n
        above = line.page, tag
        found[first] = n, tag.level
    if count * 2 > len(lines):
        return {}
    return {first: each for first, each in found.items() if each[0] - first < MOST_LINES}


def _rows(lines: Sequence[Standing], said: Iterable[int]) -> Iterator[Drawn]:
    return (row for first in said if (row := lines[first].drawn))


def _standing(lined: Sequence[str], drawn: Sequence[Sequence[Drawn]], cuts: Sequence[Cut]) -> Iterator[Standing]:
    """Yield the lines of a text that are no furniture, each as it is drawn where it is drawn by itself."""
    start = 0
    for number, (text, rows) in enumerate(zip(lined, drawn, strict=True)):
        by_words: dict[str, deque[Drawn]] = defaultdict(deque)
        for row in sorted(rows, key=lambda each: -each.line):
            by_words[clean(row.words)].append(row)
        for line in lines_of(text):
            begin = _behind(start + line.start, cuts) - start
            if begin < line.end:
                words = text[begin : line.end].lstrip()
                yield Standing(start + line.end - len(words), start + line.end, words, number, _drawn(words, by_words))
        start += len(text) + 2


def _behind(start: int, cuts: Sequence[Cut]) -> int:
    """Return where the text of a line begins: behind its number."""
    at = bisect_right(cuts, start, key=attrgetter("start")) - 1
    return max(start, cuts[at].end) if at >= 0 else start


def _drawn(words: str, by_words: dict[str, deque[Drawn]]) -> Drawn | None:
    """Return how a line is drawn, or all of it but the number of a heading or the mark of a note, if nothing else stands in it."""
    here = by_words.get("".join(words.split()))
    if here is None and (number := NUMBER.match(words)):
        here = by_words.get("".join(words[number.end() :].split()))
    if here is None and (note := NOTE.search(words)):
        here = by_words.get("".join(words[: note.start()].split()))
    return here.popleft() if here else None
