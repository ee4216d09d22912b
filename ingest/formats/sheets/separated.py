"""Separated values (CSV, TSV): the rows of a file as they stand in it, each the slice from its first cell to its last.

What parts the cells is not said in a file but for a line "sep=;" that some programs write (and all that read it leave out): it is
what parts most lines into the same number of cells. RFC 4180; tab-separated values as registered by IANA.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from ingest.formats import Format
from ingest.formats.blocks import BOM, Block, Split
from ingest.formats.sheets.sheet import KIND, Row, Sheet
from ingest.formats.sheets.sheet_rows import Layout, layout
from ingest.grammar.cells import MEDIA_TYPES, QUOTE, Span, record, words

SAMPLE = 200_000  # characters that are looked at to see what parts the cells
MOST_TRIED = 300  # rows of them
TELLING = "\t;|,"  # of two that part the rows into as many cells the first is meant: commas stand in numbers and sentences too
SAME = 0.8  # of the rows have as many cells as most have
MOST_LINES = 200  # of one cell: where more stand between two marks, one is missing
COMMA = re.compile(",")
DECIMAL = re.compile(r"(?<=\d),\d")  # "1,5"
UNCLOSED = "nothing closes the quotation mark in row {}; from there on such marks are read as signs like others"
TOO_LONG = "a cell of row {} has more than {} lines; see whether a quotation mark is missing there"


class Line(NamedTuple):
    """A row: its place, how many of its cells have words, and its number, counted as programs of spreadsheets do.

    `quoted` says that quotation marks stand around cells in it.
    """

    start: int
    end: int
    filled: int
    number: int
    quoted: bool = True


def read_as(format: Format, text: str) -> Format:
    """Return a format that reads a text by what parts its cells, and is called so."""
    separator = separator_in(text)
    return format._replace(media_type=MEDIA_TYPES[separator], split=partial(split, separator=separator))


def split(text: str, _include: Collection[str] = (), separator: str = "") -> Split:
    """Return the rows of a text as blocks; what parts its cells is looked for unless it is given."""
    separator = separator or separator_in(text)
    begins = _begins(text)
    problems: list[tuple[str, int, int]] = []
    rows = list(_rows(text, begins[-1], separator, problems))
    blocks = (
        [Block("separator line", begins[0], begins[1], discard=True)]
        if len(begins) > 1 and begins[0] < begins[1]
        else []
    )
    found = _layout(text, rows, separator)
    for n, row in enumerate(rows):
        blocks += _blocks(text, row, n, found, separator)
    return Split(blocks, dict(KIND) if blocks else {}, problems, separator=separator)


def separator_in(text: str) -> str:
    """Return what parts the cells of a text: as its first line says, or by how alike it parts the rows."""
    start, *_ = begins = _begins(text)
    if len(begins) > 1 and start < begins[1]:
        return text[begins[1] - 1]
    sample = text[start : start + SAMPLE]
    tried = {sign: _fit(sample, sign) for sign in TELLING if sign in sample}
    if len(tried) > 1 and "," in tried and all(DECIMAL.match(sample, each.start()) for each in COMMA.finditer(sample)):
        del tried[","]
    alike = {sign: width for sign, (share, width) in tried.items() if share >= SAME}
    if alike:
        return max(alike, key=lambda sign: alike[sign])
    return max(tried, key=lambda sign: tried[sign], default=",")


def _fit(sample: str, separator: str) -> tuple[float, int]:
    """Return which share of the rows has as many cells as most of those with several have, and how many that are."""
    counts: list[int] = []
    at, end = 0, len(sample)
    while at < end and len(counts) < MOST_TRIED:
        found = record(sample, at, end, separator)
        if found.unclosed is not None:
            found = record(sample, at, end, separator, quoted=False)
        counts.append(len(found.cells) if sample[at : found.end].strip(separator + " ") else 0)
        at = _behind(sample, found.end)
    if at >= end and len(counts) > 1 and len(sample) == SAMPLE:
        counts.pop()  # cut off in its middle
    wide = [count for count in counts if count > 1]
    held = len([count for count in counts if count]) or 1
    width, usual = Counter(wide).most_common(1)[0] if wide else (1, 0)
    return usual / held, width


def _begins(text: str) -> tuple[int, ...]:
    """Return where the rows begin, or where a line stands that says what parts them, where that ends, and where the rows begin."""
    start = len(BOM) if text.startswith(BOM) else 0
    end = start + len("sep=;")
    if (
        text[start:end].lower().startswith("sep=")
        and text[end - 1 : end] in MEDIA_TYPES
        and text[end : end + 1] in ("", "\r", "\n")
    ):
        return start, end, _behind(text, end)
    return (start,)


def _behind(text: str, end: int) -> int:
    """Return where the line behind one begins that ends at `end`."""
    return end + 2 if text.startswith("\r\n", end) else end + 1


def _rows(text: str, at: int, separator: str, problems: list[tuple[str, int, int]]) -> Iterator[Line]:
    number, end, quoted, told = 0, len(text), True, False
    while at < end:
        number += 1
        found = record(text, at, end, separator, quoted)
        if found.unclosed is not None:
            problems.append((UNCLOSED.format(f"{number:,}"), found.unclosed, found.unclosed + 1))
            quoted, found = False, record(text, at, end, separator, quoted=False)
        if not told and text.count("\n", at, found.end) > MOST_LINES:
            told = True
            problems.append((TOO_LONG.format(f"{number:,}", MOST_LINES), at, at + 1))
        yield Line(at, found.end, sum(1 for start, stop in found.cells if start < stop), number, quoted)
        at = _behind(text, found.end)


def as_sheet(text: str) -> tuple[Sheet, list[str]]:
    """Return the rows of a text as those of a sheet, for a file that bears the name of a workbook, and what is wrong with them."""
    separator, begins = separator_in(text), _begins(text)
    sheet, problems = Sheet("Sheet1"), list[tuple[str, int, int]]()
    for row in _rows(text, begins[-1], separator, problems):
        held = {n: said for n, said in enumerate(_words(text, row, separator), 1) if said}
        sheet.rows += [Row(row.number, held)] if held else []
    return sheet, [reason for reason, _, _ in problems]


def _layout(text: str, rows: list[Line], separator: str) -> Layout | None:
    @lru_cache(maxsize=512)
    def words_of(n: int) -> list[str]:
        return _words(text, rows[n], separator)

    return layout([row.filled for row in rows], words_of)


def _cells(text: str, row: Line, separator: str) -> list[Span]:
    return record(text, row.start, row.end, separator, row.quoted).cells


def _words(text: str, row: Line, separator: str) -> list[str]:
    return [words(text, cell, separator) for cell in _cells(text, row, separator)]


def _blocks(text: str, row: Line, n: int, found: Layout | None, separator: str) -> Iterator[Block]:
    """Yield a row of a table; a row with one cell above or below it is a paragraph, and one without words a discard."""
    place = f"row {row.number:,}"
    if not row.filled:
        if text[row.start : row.end].strip():
            yield Block("empty row", row.start, row.end, discard=True)
    elif found and found.first <= n <= found.last:
        held = text[row.start : row.end]
        bare = held.lstrip(" ") if separator == "\t" else held.lstrip()  # a tab in front is the end of an empty cell
        start, end = row.end - len(bare), row.start + len(held.rstrip())
        yield Block("table", start, end, int(n == found.header), locator=place)
    else:
        cell = next(span for span in _cells(text, row, separator) if span[0] < span[1])
        yield from _around(text, row, cell)
        yield Block("paragraph", *cell, locator=place)
        yield from _around(text, row, cell, behind=True)


def _around(text: str, row: Line, cell: Span, behind: bool = False) -> Iterator[Block]:
    """Yield the marks and empty cells before or behind the only cell of a row."""
    start, end = (cell[1], row.end) if behind else (row.start, cell[0])
    marks = text[start:end]
    if marks.strip():
        begin = start + len(marks) - len(marks.lstrip())
        yield Block(
            "empty cells" if marks.strip().strip(QUOTE) else "quotation mark",
            begin,
            begin + len(marks.strip()),
            discard=True,
        )
