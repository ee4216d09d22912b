"""Pages of a text: where they end, what stands on them without being part of the text, and on which page a passage is.

A form feed ends a page. Without form feeds, and for running heads, page numbers and line numbers, several pages must agree;
where they do not, the text is left as it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import quantiles
from types import MappingProxyType

from ingest.formats import (
    browser_heads,
    hyphenation,
    line_numbers,
    margin_numbers,
    page_labels,
    page_marks,
    running_heads,
)
from ingest.formats.blocks import Cut, Pages
from ingest.formats.page_lines import LINE_END, Line, goes_on, lines_of
from ingest.formats.running_heads import Furniture

FEWEST_PAGES = 3  # before a text is cited by them: a single form feed may only part two sections
LONGEST_PAGE = 15_000  # characters
WITHIN = (running_heads.PULL_QUOTE, "page number")  # of a page: what a paragraph goes on behind

Sheets = list[list[Line]]


def find(text: str) -> Pages:
    """Return the page furniture of a plain text; nothing where it has no pages."""
    return paged(text, None)


def paged(text: str, labels: Sequence[str] | None, known: Mapping[int, Furniture] = MappingProxyType({})) -> Pages:
    """Return the page furniture of a text.

    `labels` are those of its pages where its format has pages: as the file states them, or none for those that are printed. `known` is
    the furniture that the format tells, by the place where a line begins.
    """
    text = text.replace("\r\n", " \n").replace("\r", "\n")  # places stay the same
    numbered = line_numbers.find(text)
    furniture: dict[int, Furniture] = {}
    foot: bool | None = False
    beside: list[Cut] = numbered.cuts if numbered else []
    if "\f" in text or labels is not None:
        lines = numbered.lines if numbered else list(lines_of(text))
        sheets = _fed(lines, text)
        if not numbered:
            sheets, beside = margin_numbers.without(sheets, text)
            lines = [line for sheet in sheets for line in sheet]
    elif numbered:
        lines, (sheets, foot) = numbered.lines, numbered.sheets()
    elif marked := page_marks.find(text):
        lines, sheets, furniture, foot = marked
    elif hyphenation.may_part(text):
        lines = list(lines_of(text))
        return Pages(list(_cuts(lines, [lines], {}, [], text, dense=False)))
    else:
        return Pages()
    furniture |= {start: Furniture("page number", each) for start, each in numbered.heads.items()} if numbered else {}
    if labels is not None:
        furniture |= browser_heads.find(sheets)
    furniture |= known
    furniture |= running_heads.find([[line for line in sheet if line.start not in furniture] for sheet in sheets])
    if labels is not None:
        furniture |= running_heads.counted(sheets, furniture)
    names = labels or page_labels.printed(sheets, furniture, numbered)
    if labels or any(each.number for each in furniture.values()):
        furniture |= running_heads.labelled(sheets, names, furniture)
    cuts = list(_cuts(lines, sheets, furniture, beside, text, dense=numbered is not None))
    if foot is None or (labels is None and not _are_pages(sheets)):
        return Pages(cuts)
    return Pages(cuts, list(_places(sheets, names, numbered.pages if numbered else {})))


def _fed(lines: Sequence[Line], text: str) -> Sheets:
    """Return the lines of each page of a text with form feeds, empty pages among them."""
    sheets: Sheets = [[]]
    feed = text.find("\f")
    for line in lines:
        while 0 <= feed < line.start:
            sheets.append([])
            feed = text.find("\f", feed + 1)
        sheets[-1].append(line)
    return sheets


def _are_pages(sheets: Sheets) -> bool:
    """Tell pages from the sections of a text, which some part by form feeds."""
    return len(sheets) >= FEWEST_PAGES and all(
        sheet[-1].end - sheet[0].begin < LONGEST_PAGE for sheet in sheets if sheet
    )


def _cuts(
    lines: Sequence[Line],
    sheets: Sheets,
    furniture: dict[int, Furniture],
    beside: Sequence[Cut],
    text: str,
    *,
    dense: bool,
) -> Iterator[Cut]:
    """Yield the furniture between each line of the text proper and the next; `beside` are the numbers of lines."""
    marks = [Cut(line.start, line.end, furniture[line.start].name) for line in lines if line.start in furniture]
    marks += beside
    marks += [Cut(at, at + 1, "page break") for at in _feeds(text)]
    marks.sort(key=attrgetter("start"))
    starts = [mark.start for mark in marks]
    body = [
        (index, line)
        for index, sheet in enumerate(sheets)
        for line in sheet
        if line.words and line.start not in furniture
    ]
    width = _width([line for _, line in body])
    empty = [line.begin for line in lines if not line.words]
    dense = dense or _is_dense(body, text)
    parted = hyphenation.parted((line for _, line in body), text)
    first = body[0][1].begin if body else len(text)
    yield from marks[: bisect_left(starts, first)]
    for (page, above), (next_page, below) in pairwise(body):
        between = marks[bisect_left(starts, above.end) : bisect_left(starts, below.begin)]
        if above.end in parted and (page != next_page or text.count("\n", above.end, below.begin) == 1):
            yield from _filled(above.end - 1, below.start, between)
        elif page == next_page and not any(mark.name in WITHIN for mark in between):
            yield from between
        elif (dense or goes_on(above, below, width)) and not _skips(above, below, empty):
            yield from _closed(above.end, below.begin, between, text)
        else:
            yield from _open(above.end, below.begin, between, text)
    if body:
        yield from marks[bisect_left(starts, body[-1][1].end) :]


def _is_dense(body: Sequence[tuple[int, Line]], text: str) -> bool:
    """Tell a text with hardly an empty line on its pages: there the lines themselves say where a paragraph ends."""
    pairs = [(a.end, b.begin) for (page, a), (next_page, b) in pairwise(body) if page == next_page]
    return sum(text.count("\n", start, end) > 1 for start, end in pairs) * 30 < len(pairs)


def _skips(above: Line, below: Line, empty: Sequence[int]) -> bool:
    """Tell whether a numbered line without words stands between two lines."""
    return bisect_left(empty, above.end) < bisect_left(empty, below.begin)


def _feeds(text: str) -> Iterator[int]:
    at = text.find("\f")
    while at >= 0:
        yield at
        at = text.find("\f", at + 1)


def _width(lines: Sequence[Line]) -> int:
    """Return the length of a full line."""
    lengths = [len(line.words) for line in lines]
    return int(quantiles(lengths, n=10)[-1]) if len(lengths) > 1 else 0


def _closed(start: int, end: int, marks: Sequence[Cut], text: str) -> Iterator[Cut]:
    """Yield cuts that leave one line end of all that lies between two lines: the paragraph goes on."""
    kept = LINE_END.search(text, start, end)
    here = kept.end() if kept else start
    yield from (mark for mark in marks if mark.name == "line number" and mark.end < here)
    marks = [mark for mark in marks if mark.start >= here] or [Cut(here, end, "page break")]
    for mark, after in zip(marks, [*(mark.start for mark in marks[1:]), end], strict=True):
        if here < after:
            yield Cut(here, after, mark.name)
        here = after


def _filled(start: int, end: int, marks: Sequence[Cut]) -> Iterator[Cut]:
    """Yield cuts that leave nothing between the two parts of a word."""
    for mark in marks:
        if start < mark.start:
            yield Cut(start, mark.start, hyphenation.NAME)
        yield mark
        start = mark.end
    if start < end:
        yield Cut(start, end, hyphenation.NAME)


def _open(start: int, end: int, marks: Sequence[Cut], text: str) -> Iterator[Cut]:
    """Yield the furniture alone, and leave at least two line ends: the paragraph ends. A form feed may be one of them."""
    kept = sum(
        not any(mark.start <= match.start() < mark.end for mark in marks)
        for match in LINE_END.finditer(text, start, end)
    )
    for mark in marks:
        if mark.name == "page break" and kept < 2:
            kept += 1
        else:
            yield mark


def _places(sheets: Sheets, names: Sequence[str], pages: Mapping[int, str]) -> Iterator[tuple[int, str, str | None]]:
    """Yield where each page, or each numbered line, begins; `pages` are the names of those that begin with a line, of which a sheet may hold several."""
    for sheet, of_sheet in zip(sheets, names, strict=False):
        name = of_sheet
        for index, line in enumerate(sheet if name else ()):
            name = pages.get(line.start, name)
            if line.number is not None:
                yield line.begin, name, str(line.number)
            elif index == 0:
                yield line.begin, name, None
