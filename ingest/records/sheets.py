"""Spreadsheets: what one is called, and the rows of its sheets with the names of their columns."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.formats.blocks import Block
from ingest.grammar.cells import BARS, SEPARATOR, Span, cells, words
from ingest.grammar.titles import title_like
from ingest.model import Passage, Reading

SPREADSHEET = "spreadsheet"
MASK = "█"
LONGEST_TITLE = 160


@dataclass(slots=True)
class Named:
    """The rows of one sheet below the one that names its columns; `above` are the titles over them: of the sheet, of the table."""

    columns: list[str]
    above: list[str]
    rows: list[Passage] = field(default_factory=list)


def sheet_title(blocks: list[Block], text: str) -> str | None:
    """Return the line that stands above the table of the first sheet, or the name of the only sheet."""
    headings = [block for block in blocks if block.kind == "heading"]
    first = next((n for n, block in enumerate(blocks) if block.kind != "heading"), len(blocks))
    below = next((block.kind for block in blocks[first:] if block.kind != "paragraph"), None)
    if below == "table" and blocks[first].kind == "paragraph":
        title = text[blocks[first].start : blocks[first].end]
        if title_like(title) and len(title) <= LONGEST_TITLE:
            return title
    return text[headings[0].start : headings[0].end] if len(headings) == 1 else None


def name_of_file(path: str) -> str | None:
    """Return the name of a file without its ending, if it says something."""
    name = os.path.splitext(os.path.basename(path))[0].strip()
    return name if MASK not in name and any(map(str.isalpha, name)) else None


def named_rows(reading: Reading) -> list[Named]:
    """Return the rows whose columns have names, sheet by sheet; they are worked out once."""
    found: list[Named] | None = reading.known.get(named_rows)
    if found is None:
        found = reading.known[named_rows] = list(_named(reading)) if SEPARATOR in reading.known else []
    return found


def _named(reading: Reading) -> Iterator[Named]:
    above: list[str] = []
    current: Named | None = None
    for passage in reading.passages:
        if passage.kind == "heading":
            above, current = [passage.text], None
        elif passage.kind == "paragraph" and current is None:
            above.append(passage.text)
        elif passage.kind == "table" and passage.level:
            separator = separator_in(reading)
            current = Named([words(passage.text, cell, separator) for cell in _cells(reading, passage)], above)
            yield current
        elif passage.kind == "table" and current is not None:
            current.rows.append(passage)


def cells_of(reading: Reading, passage: Passage) -> list[Span]:
    """Return where the words of each cell of a row of a sheet stand in the text of its source; nothing for what is none."""
    if passage.kind != "table" or SEPARATOR not in reading.known:
        return []
    return cells(reading.text, passage.start, passage.end, separator_in(reading))


def cell_at(reading: Reading, passage: Passage, offset: int) -> Span:
    """Return the place of the cell of a row in which something stands; of what is no row, that of the whole passage."""
    found = (cell for cell in cells_of(reading, passage) if cell[0] <= offset < cell[1])
    return next(found, (passage.start, passage.end))


def only(shape: re.Pattern[str], columns: Sequence[str]) -> int | None:
    """Return the number of the only column of a name."""
    found = [n for n, name in enumerate(columns) if shape.match(name.strip())]
    return found[0] if len(found) == 1 else None


def separator_in(reading: Reading) -> str:
    return str(reading.known.get(SEPARATOR, BARS))


def _cells(reading: Reading, passage: Passage) -> list[Span]:
    return cells(passage.text, 0, len(passage.text), separator_in(reading))
