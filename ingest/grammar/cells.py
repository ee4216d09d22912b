"""Cells: where the words of each cell of a row stand, in a row between bars ("| a | b |") or in one of separated values (a;"b").

Separated values are read as programs of spreadsheets read them (RFC 4180): a cell that begins with a quotation mark ends at the next
one that is not doubled, however many lines are between them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

BARS = "| "  # what stands before each cell of a row that a format wrote
# what parts the cells of a file, and what the file is then called
MEDIA_TYPES = {
    ",": "text/csv",
    "\t": "text/tab-separated-values",
    ";": "text/csv; delimiter=semicolon",
    "|": "text/csv; delimiter=pipe",
}
SEPARATORS = {media_type: separator for separator, media_type in MEDIA_TYPES.items()}
QUOTE = '"'
SEPARATOR = "separator"  # under which a reading knows what parts the cells of its rows, where all of it is rows
# what parts the cells of "| a | b |"
EDGE = re.compile(r"(?<!\\)\|")
# what may stand around the words of a cell, and between its last mark and the next cell
BLANK = " \xa0\t"
Span = tuple[int, int]


class Record(NamedTuple):
    """The cells of one record, where it ends, and the place of a mark that nothing closes, if it has one."""

    cells: list[Span]
    end: int
    unclosed: int | None = None


def separator_of(text: str, media_type: str | None) -> str | None:
    """Return what parts the cells of a row of a table, or None where the text is no row that can be parted."""
    if text.startswith("|") and media_type not in SEPARATORS:
        return BARS
    return SEPARATORS.get(media_type or "")


def cells(text: str, start: int, end: int, separator: str) -> list[Span]:
    """Return where the words of each cell of the row `text[start:end]` stand, without the marks and the blanks around them."""
    if separator != BARS:
        return record(text, start, end, separator).cells
    inner = end - (end > start + 1 and text[end - 1] == "|" and text[end - 2] != "\\")
    edges = [each.start() for each in EDGE.finditer(text, start, inner)]
    if not edges or edges[0] > start:
        edges.insert(0, start - 1)
    return [_trimmed(text, here + 1, there) for here, there in zip(edges, [*edges[1:], inner], strict=True)]


def words(text: str, cell: Span, separator: str) -> str:
    """Return the words of a cell as they are meant: a mark that is doubled within marks is one, a bar that is escaped a bar."""
    found = text[slice(*cell)]
    if separator == BARS:
        return found.replace("\\|", "|")
    return found.replace('""', QUOTE) if cell[0] and '""' in found and _opens(text, cell[0], separator) else found


def _opens(text: str, start: int, separator: str) -> bool:
    """Tell whether the words that begin at a place stand within marks."""
    before = text[max(0, start - 100) : start].rstrip(BLANK.replace(separator, ""))
    return before.endswith(QUOTE)


def record(text: str, start: int, end: int, separator: str, quoted: bool = True) -> Record:
    """Return the record that begins at `start`: to the end of its line, or to `end`. Marks are signs like others unless `quoted`."""
    stops, found = _stops(separator), list[Span]()
    at, unclosed = start, None
    while True:
        stop = -1
        if quoted and text.startswith(QUOTE, at, end):
            close = _closing(text, at + 1, end)
            if close < 0:
                unclosed, quoted = (at if unclosed is None else unclosed), False
            else:
                stop = _next(stops, text, close + 1, end)
                is_whole = not text[close + 1 : stop].strip(BLANK)
                found.append(_trimmed(text, at + 1, close) if is_whole else _trimmed(text, at, stop))
        if stop < 0:
            stop = _next(stops, text, at, end)
            found.append(_trimmed(text, at, stop))
        if stop >= end or text[stop] != separator:
            return Record(found, stop, unclosed)
        at = stop + 1


@cache
def _stops(separator: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(separator)}\r\n]")


def _next(stops: re.Pattern[str], text: str, at: int, end: int) -> int:
    found = stops.search(text, at, end)
    return found.start() if found else end


def _closing(text: str, at: int, end: int) -> int:
    """Return the place of the next mark that is not doubled, or -1."""
    while True:
        at = text.find(QUOTE, at, end)
        if at < 0 or not text.startswith(QUOTE, at + 1, end):
            return at
        at += 2


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    bare = words.lstrip()
    start += len(words) - len(bare)
    return start, start + len(bare.rstrip())
