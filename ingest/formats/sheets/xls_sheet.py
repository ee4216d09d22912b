"""One sheet of an old workbook of Excel: its rows and cells, read from the records of its stream ([MS-XLS] 2.4)."""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from ingest.errors import UnreadableError
from ingest.formats.sheets.merged_cells import Merged, cover
from ingest.formats.sheets.number_formats import bare, hides, hides_words, shown, text_shown
from ingest.formats.sheets.sheet import (
    COMMENT,
    HIDDEN_COLUMN,
    INVISIBLE,
    LAST_COLUMN,
    MOST_CELLS,
    TOO_MANY,
    TWICE,
    Row,
    Sheet,
    place_of,
)
from ingest.formats.sheets.xls_records import Record, Strings, records
from ingest.formats.sheets.xlsx_words import CODE

BOF, EOF, ROW, COLUMNS, MERGED, NOTE, OBJECT, TEXT, HEADER, FOOTER, STRING = (
    0x809, 0x0A, 0x208, 0x7D, 0xE5, 0x1C, 0x5D, 0x1B6, 0x14, 0x15, 0x207,
)  # fmt: skip
SHARED, LABEL, RICH_LABEL, RK, MANY_RK, NUMBER, FORMULA, BOOLEAN = 0xFD, 0x204, 0xD6, 0x27E, 0xBD, 0x203, 0x06, 0x205
CELL = struct.Struct("<HHH")
HIDDEN_ROW_BIT, HIDDEN_COLUMN_BIT = 0x20, 0x01
TEXT_BOX, COMMENT_BOX = 6, 25
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
MAC_ROMAN, WIDE_PAGE = (10000, 32768), 1200


@dataclass(slots=True)
class Book:
    """What the sheets of a workbook share; `left` is how many more cells are read, `formulas` how many cells have one."""

    encoding: str = "cp1252"
    is_97: bool = True
    from_1904: bool = False
    strings: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    left: int = MOST_CELLS
    formulas: int = 0

    def set_encoding(self, page: int) -> None:
        name = "mac-roman" if page in MAC_ROMAN else f"cp{page}"
        with suppress(LookupError):
            self.encoding = codecs.lookup(name).name if page != WIDE_PAGE else self.encoding

    def words(self, data: bytes, length_size: int = 2) -> str:
        """Return the string with which bytes begin, its number of characters given in so many bytes."""
        if self.is_97:
            return Strings([data]).next(length_size)
        count = int.from_bytes(data[:length_size], "little")
        return data[length_size : length_size + count].decode(self.encoding, "replace")

    def code(self, style: int) -> str:
        return self.codes[style] if style < len(self.codes) else "General"


@dataclass(slots=True)
class _State:
    """A sheet while it is read: its cells by row, what is hidden, the texts of boxes by the number of their object."""

    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden: bytearray = field(default_factory=lambda: bytearray(LAST_COLUMN + 2))
    merged: list[Merged] = field(default_factory=list)
    boxes: dict[int, str] = field(default_factory=dict)
    notes: list[tuple[int, int, int]] = field(default_factory=list)
    box: tuple[int, int] = (0, 0)  # the kind and the number of the last object
    twice: list[tuple[str, str]] = field(default_factory=list)
    unshown: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    awaits: tuple[int, int, int] | None = None  # a formula whose string follows


def read_sheet(sheet: Sheet, stream: bytes, at: int, book: Book) -> bool:
    """Read the sheet that begins at a place of the stream; tell whether its end was reached."""
    state, depth, is_whole = _State(), 0, False
    for each in records(stream, at):
        depth += each.kind == BOF
        if each.kind == EOF:
            depth -= 1
            if depth <= 0:
                is_whole = True
                break
        elif depth == 1:
            _record(each, sheet, state, book)
            if book.left < 0:
                raise UnreadableError(TOO_MANY)
    _finish(sheet, state)
    return is_whole


def _record(each: Record, sheet: Sheet, state: _State, book: Book) -> None:
    data = each.data
    if each.kind == ROW and len(data) >= 16 and data[12] & HIDDEN_ROW_BIT:
        state.hidden_rows.add(int.from_bytes(data[:2], "little") + 1)
    elif each.kind == COLUMNS and len(data) >= 10 and data[8] & HIDDEN_COLUMN_BIT:
        first, last = struct.unpack_from("<HH", data)
        here, there = first + 1, min(last + 1, LAST_COLUMN)
        state.hidden[here : there + 1] = b"\1" * max(there + 1 - here, 0)
    elif each.kind == MERGED:
        state.merged += [
            Merged(top + 1, left + 1, bottom + 1, right + 1)
            for top, bottom, left, right in struct.iter_unpack("<4H", data[2 : 2 + (len(data) - 2) // 8 * 8])
        ]
    elif each.kind == NOTE and len(data) >= 8:
        row, column, _, number = struct.unpack_from("<4H", data)
        state.notes.append((row + 1, column + 1, number))
    elif each.kind == OBJECT and len(data) >= 8:
        state.box = struct.unpack_from("<HH", data, 4)
    elif each.kind == TEXT and len(data) >= 12:
        _box(each, sheet, state)
    elif each.kind in (HEADER, FOOTER) and len(data) > 2:
        words = " ".join(CODE.sub(" ", book.words(data, 2 if book.is_97 else 1)).split())
        sheet.behind += [("page header" if each.kind == HEADER else "page footer", words)] if words else []
    else:
        _cells(each, state, book)


def _box(each: Record, sheet: Sheet, state: _State) -> None:
    """Read the words of a box or of a comment: they stand in the records that continue it."""
    count = int.from_bytes(each.data[10:12], "little")
    blocks = [count.to_bytes(2, "little"), *each.more]
    words = Strings(blocks).next() if count and each.more else ""
    kind, number = state.box
    if kind == COMMENT_BOX:
        state.boxes[number] = words.strip()
    elif words.strip():
        sheet.texts.append(words.strip().replace("\r", "\n"))


def _cells(each: Record, state: _State, book: Book) -> None:
    if each.kind == STRING and state.awaits:
        row, column, style = state.awaits
        _set(state, book, row, column, _text(book.words(each.whole), book.code(style), state, row))
        state.awaits = None
        return
    if (
        each.kind not in (SHARED, LABEL, RICH_LABEL, RK, MANY_RK, NUMBER, FORMULA, BOOLEAN)
        or len(each.data) < CELL.size + 2
    ):
        return
    row, column, style = CELL.unpack_from(each.data)
    if each.kind == MANY_RK:
        for n, (inner, packed) in enumerate(
            struct.iter_unpack("<HI", each.data[4 : 4 + (len(each.data) - 6) // 6 * 6])
        ):
            _set(state, book, row, column + n, _number(_rk(packed), inner, state, book, row))
    else:
        _set(state, book, row, column, "".join(_words(each, state, book, (row, column, style))))


def _words(each: Record, state: _State, book: Book, cell: tuple[int, int, int]) -> Iterator[str]:
    """Yield what a cell shows, if it is known."""
    held, (row, _, style) = each.data[CELL.size :], cell
    code = book.code(style)
    if each.kind == SHARED and len(held) >= 4:
        index = int.from_bytes(held[:4], "little")
        yield _text(book.strings[index], code, state, row) if index < len(book.strings) else ""
    elif each.kind in (LABEL, RICH_LABEL):
        yield _text(book.words(b"".join([held, *each.more])), code, state, row)
    elif each.kind == RK and len(held) >= 4:
        yield _number(_rk(int.from_bytes(held[:4], "little")), style, state, book, row)
    elif each.kind == NUMBER and len(held) >= 8:
        yield _number(repr(struct.unpack_from("<d", held)[0]), style, state, book, row)
    elif each.kind == BOOLEAN:
        yield _truth(held[0], bool(held[1]))
    elif each.kind == FORMULA and len(held) >= 8:
        book.formulas += 1
        if held[6:8] != b"\xff\xff":
            yield _number(repr(struct.unpack_from("<d", held)[0]), style, state, book, row)
        elif held[0] == 0:
            state.awaits = cell
        elif held[0] in (1, 2):
            yield _truth(held[2], held[0] == 2)


def _number(number: str, style: int, state: _State, book: Book, row: int) -> str:
    """Return what a number is shown as; where its format has no room for it, it is kept apart."""
    words, code = shown(number, book.code(style), book.from_1904), book.code(style)
    if not words or hides(number, code):
        state.unshown.setdefault(row + 1, []).append((INVISIBLE, bare(number)))
        book.left -= 1
    return words


def _text(words: str, code: str, state: _State, row: int) -> str:
    """Return what words are shown as; where their format has no room for them, they are kept apart."""
    if words.strip() and hides_words(code):
        state.unshown.setdefault(row + 1, []).append((INVISIBLE, words))
    return text_shown(words, code)


def _truth(value: int, is_error: bool) -> str:
    return ERRORS.get(value, "#N/A") if is_error else "TRUE" if value else "FALSE"


def _rk(packed: int) -> str:
    """Return a number that is packed into four bytes ([MS-XLS] 2.5.217)."""
    if packed & 2:
        whole = packed >> 2
        number = float(whole - (1 << 30) if whole & (1 << 29) else whole)
    else:
        number = struct.unpack("<d", bytes(4) + (packed & 0xFFFFFFFC).to_bytes(4, "little"))[0]
    return repr(number / 100 if packed & 1 else number)


def _set(state: _State, book: Book, row: int, column: int, words: str) -> None:
    if words.strip():
        cells = state.cells.setdefault(row + 1, {})
        if column + 1 in cells:
            state.twice.append((TWICE, cells[column + 1]))
        cells[column + 1] = words
        book.left -= 1


def _finish(sheet: Sheet, state: _State) -> None:
    for number in sorted({*state.cells, *state.unshown}):
        cells, is_hidden = state.cells.get(number, {}), number in state.hidden_rows
        row = Row(number, {column: cells[column] for column in sorted(cells)}, state.unshown.get(number, []), is_hidden)
        for column in [column for column in row.cells if column <= LAST_COLUMN and state.hidden[column]]:
            row.hide(column, HIDDEN_COLUMN)
        sheet.rows.append(row)
    cover(sheet, state.merged)
    sheet.behind += state.twice
    for number, column, box in state.notes:
        words = state.boxes.get(box)
        if words:
            sheet.behind.append((COMMENT, f"{place_of(number, column)}: {words}"))
