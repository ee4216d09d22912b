"""Old workbooks of Excel (XLS, of Excel 5.0 to 2003): the sheets in their order, each cell as it is shown, as those of new ones are read.

Formulas are kept in codes that are not read; what is shown is their results. [MS-XLS]; [MS-CFB].
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from ingest.errors import UnreadableError
from ingest.formats.compound import Compound
from ingest.formats.decode import Decoded
from ingest.formats.sheets.number_formats import BUILT_IN
from ingest.formats.sheets.sheet import Sheet, decoded
from ingest.formats.sheets.xls_records import Record, Strings, records
from ingest.formats.sheets.xls_sheet import Book, read_sheet

STREAMS, LOCKED_NEW = ("workbook", "book"), "encryptedpackage"
OTHER = "it is a file of another old program of Office; give it the name of its format, or save it as .xlsx."
LOCKED = "it is locked with a password; save it without one."
CUT_OFF = "it breaks off, and what follows is not read; get the whole"
FORMULAS = "{} of its cells hold formulas, which this old format keeps in codes that are not read; what is shown is their results"
BOF, EOF, SHEET, PASSWORD, CODE_PAGE, FROM_1904, FORMAT, STYLE, STRINGS = (
    0x809,
    0x0A,
    0x85,
    0x2F,
    0x42,
    0x22,
    0x41E,
    0xE0,
    0xFC,
)
OF_97 = 0x600  # the version of Excel 97 and later
SHEET_KIND = 0  # of cells; others are charts and programs


@dataclass(slots=True)
class _Globals:
    """What stands in a workbook before its sheets: where each of these begins, and what they share."""

    book: Book
    sheets: list[tuple[int, Sheet]] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    is_whole: bool = False


def decode(data: bytes, declared: str | None = None, include: Collection[str] = ()) -> Decoded:  # noqa: ARG001
    """Return the text of an old workbook and its rows as blocks. Raises UnreadableError for a file that is none, or is locked."""
    file = Compound(data)
    streams = file.within(file.root)
    if LOCKED_NEW in streams:
        raise UnreadableError(LOCKED)
    name = next((name for name in STREAMS if name in streams), None)
    if name is None:
        raise UnreadableError(OTHER)
    stream = file.bytes_of(streams[name])
    found = _globals(stream, declared)
    read: set[int] = set()
    for at, sheet in found.sheets:
        if at not in read:  # named many times, a small file would have no end
            found.is_whole &= read_sheet(sheet, stream, at, found.book)
        read.add(at)
    problems = [] if found.is_whole and not file.is_cut else [CUT_OFF]
    problems += [FORMULAS.format(f"{found.book.formulas:,}")] if found.book.formulas else []
    return decoded([sheet for _, sheet in found.sheets], problems=problems)


def _globals(stream: bytes, declared: str | None) -> _Globals:
    found = _Globals(Book(encoding=declared or "cp1252"))
    found.formats |= BUILT_IN
    for each in records(stream):
        if each.kind == EOF:
            found.is_whole = True
            break
        _global(each, found, declared)
    found.book.codes = [found.formats.get(number, "General") for number in found.styles]
    return found


def _global(each: Record, found: _Globals, declared: str | None) -> None:
    data, book = each.data, found.book
    number = int.from_bytes(data[:2], "little")
    if each.kind == BOF:
        book.is_97 = number >= OF_97
    elif each.kind == PASSWORD:
        raise UnreadableError(LOCKED)
    elif each.kind == CODE_PAGE and not declared:
        book.set_encoding(number)
    elif each.kind == FROM_1904:
        book.from_1904 = number == 1
    elif each.kind == FORMAT and len(data) > 2:
        found.formats[number] = book.words(data[2:], 2 if book.is_97 else 1)
    elif each.kind == STYLE:
        found.styles.append(int.from_bytes(data[2:4], "little"))
    elif each.kind == STRINGS:
        strings = Strings([data[8:], *each.more])
        while not strings.is_over:
            book.strings.append(strings.next())
    elif each.kind == SHEET and len(data) > 6 and data[5] == SHEET_KIND:
        name = " ".join(book.words(data[6:], 1).split()) or f"{len(found.sheets) + 1}"
        found.sheets.append((int.from_bytes(data[:4], "little"), Sheet(name, is_hidden=bool(data[4] & 3))))
