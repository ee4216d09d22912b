"""Old workbooks of Excel (XLS, of Excel 5.0 to 2003): the sheets in their order, each cell as it is shown, as those of new ones are read.

Formulas are kept in codes that are not read; what is shown is their results. Many a file of this name is another: a web page, a newer
workbook or separated values, and is read as what it is. [MS-XLS]; [MS-CFB].
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from ingest.errors import DeclarationError, UnreadableError
from ingest.formats import Decode
from ingest.formats.compound import Compound, is_compound
from ingest.formats.decode import Decoded
from ingest.formats.decode import decode as as_text
from ingest.formats.number_formats import BUILT_IN
from ingest.formats.sheet import Sheet, decoded
from ingest.formats.xls_records import Record, Strings, records
from ingest.formats.xls_sheet import Book, read_sheet

STREAMS, LOCKED_NEW = ("workbook", "book"), "encryptedpackage"
ZIPPED, PAGE = b"PK\x03\x04", b"<"
NONE = "it is no workbook of Excel; give it the name of its format, or save it as .xlsx."
OTHER = "it is a file of another old program of Office; give it the name of its format, or save it as .xlsx."
LOCKED = "it is locked with a password; save it without one."
TOO_OLD = "it is of an Excel before 5.0; save it as .xlsx."
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


def decode(data: bytes, declared: str | None = None, include: Collection[str] = ()) -> Decoded:
    """Return the text of an old workbook and its rows as blocks. Raises UnreadableError for a file that is none, or is locked."""
    if not is_compound(data):
        return _other(data, declared, include)
    file = Compound(data)
    streams = file.within(file.root)
    if LOCKED_NEW in streams:
        raise UnreadableError(LOCKED)
    name = next((name for name in STREAMS if name in streams), None)
    if name is None:
        raise UnreadableError(OTHER)
    stream = file.bytes_of(streams[name])
    found = _globals(stream, declared)
    for at, sheet in found.sheets:
        found.is_whole &= read_sheet(sheet, stream, at, found.book)
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


def _other(data: bytes, declared: str | None, include: Collection[str]) -> Decoded:
    """Read a file that only bears the name of an old workbook."""
    from ingest.formats import html, separated, xls_2003, xlsx  # noqa: PLC0415 # few files are

    head = data[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if xls_2003.SPREADSHEET.encode() in data[:5_000] and b"Workbook" in data[:5_000] and head.startswith(PAGE):
        return xls_2003.decode(data)
    decoders: tuple[tuple[bytes, Decode], ...] = ((ZIPPED, xlsx.decode), (PAGE, html.decode))
    for magic, decoder in decoders:
        if head.startswith(magic):
            return decoder(data, declared, include)
    if data[:2] in (b"\x09\x00", b"\x09\x02", b"\x09\x04"):
        raise UnreadableError(TOO_OLD)
    try:
        sheet = separated.as_sheet(as_text(data, declared).text)
    except DeclarationError:
        raise
    except UnreadableError:
        raise UnreadableError(NONE) from None
    if not any(len(row.cells) > 1 for row in sheet.rows):
        raise UnreadableError(NONE)
    return decoded([sheet])
