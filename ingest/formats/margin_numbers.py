"""Every fifth line numbered, in the margin: 5, 10, 15 … from the top of each page, as bills and critical editions are printed.

The numbers stand in one column, beyond all other words of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median_low
from typing import NamedTuple

from ingest.formats.blocks import Cut
from ingest.formats.page_lines import SENTENCE_END, Line

NAME = "line number"
STEP = 5
LAST = 60  # no page has more lines
NEAR = 6  # columns
FEWEST = 3  # numbers of a page that tell it
FEWEST_PAGES = 2
MOST_BEYOND = 2  # lines of a page that reach as far: its head, its foot
# "the person of          5", "          5"
BEHIND = re.compile(r"(?:\S[ \t\xa0]{2,})?(?P<number>\d{1,2})\Z")
# "5       the person of"
BEFORE = re.compile(r"(?P<number>\d{1,2})(?:[ \t\xa0]{2,}(?=\S)|\Z)")
# the smallest that a page with such numbers has at the end of a line
MAY_BE = re.compile(r"(?:^|[ \t\xa0])10[ \t]*$|^[ \t]*10[ \t]", re.MULTILINE)


class Numbered(NamedTuple):
    """A line with a number in its margin: its place among those of the page, the number, the places of it, and the column in which it stands."""

    place: int
    number: int
    start: int
    end: int
    column: int


def without(sheets: Sequence[Sequence[Line]], text: str) -> tuple[list[list[Line]], list[Cut]]:
    """Return the lines of each page without the numbers in its margin, and the stretches that these take."""
    if not MAY_BE.search(text):
        return [list(sheet) for sheet in sheets], []
    for shape in (BEHIND, BEFORE):
        found = [_numbers(sheet, shape) for sheet in sheets]
        sure = [each for each in found if len(each) >= FEWEST]
        if len(sure) >= FEWEST_PAGES:
            columns = [each[0].column for each in sure]
            pages = [each if each and _is_near(each[0].column, columns) else [] for each in found]
            cut = [_cut(sheet, numbers, text) for sheet, numbers in zip(sheets, pages, strict=True)]
            return [lines for lines, _ in cut], [each for _, cuts in cut for each in cuts]
    return [list(sheet) for sheet in sheets], []


def _numbers(sheet: Sequence[Line], shape: re.Pattern[str]) -> list[Numbered]:
    """Return the numbers of a page from 5 on, if they stand in one column, beyond what else stands on the page."""
    found: list[Numbered] = []
    likely = list(_candidates(sheet, shape))
    middle = median_low([each.column for each in likely]) if likely else 0  # the number of the page may be one of them
    for each in likely:
        if each.number == STEP * (len(found) + 1) and abs(each.column - middle) <= NEAR:
            found.append(each)
    if not found:
        return []
    numbered = {each.place for each in found}
    others = [line for n, line in enumerate(sheet) if n not in numbered]
    column = median_low([each.column for each in found])
    beyond = (
        sum(line.end - line.begin >= column for line in others)
        if shape is BEHIND
        else sum(line.start - line.begin <= column for line in others)
    )
    return found if beyond <= MOST_BEYOND else []


def _candidates(sheet: Sequence[Line], shape: re.Pattern[str]) -> Iterator[Numbered]:
    for index, line in enumerate(sheet):
        edge = line.words[-1:] if shape is BEHIND else line.words[:2]
        match = shape.search(line.words) if shape is BEHIND and edge in ("0", "5") else None
        match = shape.match(line.words) if shape is BEFORE and edge[:1].isdigit() else match
        number = int(match["number"]) if match else 0
        if match and number and number <= LAST and number % STEP == 0:
            start = line.start + match.start("number")
            end = line.start + match.end("number")
            yield Numbered(index, number, start, end, (end if shape is BEHIND else start) - line.begin)


def _is_near(column: int, columns: Sequence[int]) -> bool:
    return any(abs(column - each) <= NEAR for each in columns)


def _cut(sheet: Sequence[Line], numbers: Sequence[Numbered], text: str) -> tuple[list[Line], list[Cut]]:
    """Return the lines of a page without the numbers, and the cuts: a line that is nothing else goes with its end inside a sentence.

    Numbers on the left go with their whole column, which is blank beside the other lines: what is left begins at one place.
    """
    lines: list[Line] = []
    cuts: list[Cut] = []
    by_index = {each.place: each for each in numbers}
    width = _width(sheet, by_index)
    for index, line in enumerate(sheet):
        each = by_index.get(index)
        if each and each.end - each.start == len(line.words):
            ends = index == 0 or SENTENCE_END.search(sheet[index - 1].words)  # its line is that between two paragraphs
            until = each.end + 1 if text[each.end : each.end + 1] == "\n" and not ends else each.end
            cuts.append(Cut(line.begin, until, NAME))
        elif each and each.end == line.end:
            words = line.words[: each.start - line.start].rstrip()
            cuts.append(Cut(line.start + len(words), each.end, NAME))
            lines.append(line._replace(end=line.start + len(words), words=words))
        elif width:
            begin = line.begin + width
            start = max(begin, line.start) if each is None else line.end - len(_behind(line, each))
            cuts.append(Cut(line.begin, begin, NAME))
            lines.append(line._replace(begin=begin, start=start, words=line.words[start - line.start :]))
        else:
            lines.append(line)
    return lines, cuts


def _width(sheet: Sequence[Line], numbers: dict[int, Numbered]) -> int:
    """Return how wide the column of numbers on the left is: all that stands left of any words."""
    widths = [line.start - line.begin for n, line in enumerate(sheet) if n not in numbers]
    before = [(sheet[n], each) for n, each in numbers.items() if each.end < sheet[n].end]
    widths += [line.end - len(_behind(line, each)) - line.begin for line, each in before if each.start == line.start]
    return min(widths, default=0)


def _behind(line: Line, number: Numbered) -> str:
    return line.words[number.end - line.start :].lstrip()
