"""Small old workbooks of Excel for tests, record by record ([MS-XLS])."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from struct import pack

from tests.compound import compound

OF_97, OF_95 = 0x600, 0x500


def record(kind: int, data: bytes = b"") -> bytes:
    return pack("<HH", kind, len(data)) + data


def string(words: str, size: int = 2, wide: bool = False) -> bytes:
    """Return a string of Excel 97, the number of its characters in so many bytes."""
    return len(words).to_bytes(size, "little") + bytes([wide]) + words.encode("utf-16-le" if wide else "latin-1")


def cell(kind: int, row: int, column: int, rest: bytes, style: int = 0) -> bytes:
    """Return the record of a cell; row and column count from 1."""
    return record(kind, pack("<HHH", row - 1, column - 1, style) + rest)


def words(row: int, column: int, index: int, style: int = 0) -> bytes:
    return cell(0xFD, row, column, pack("<I", index), style)


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return cell(0x203, row, column, pack("<d", value), style)


def formula(row: int, column: int, held: bytes) -> bytes:
    return cell(0x06, row, column, held + bytes(8))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its records, and 1 or 2 where it is hidden."""

    name: str
    records: Sequence[bytes]
    hidden: int = 0


@dataclass(slots=True)
class Book:
    """What stands before the sheets of a workbook."""

    strings: Sequence[bytes] = ()
    formats: dict[int, str] = field(default_factory=dict)
    styles: Sequence[int] = (0,)
    above: bytes = b""
    version: int = OF_97
    strings_cut: int = 0  # bytes of the strings, behind which the record is continued


def xls(book: Book, *sheets: Sheet, name: str = "Workbook", cut: int = 0) -> bytes:
    """Return a workbook; `cut` bytes of its stream are missing."""
    is_97 = book.version == OF_97
    begin = record(0x809, pack("<HHHH", book.version, 5, 0, 0)) + book.above
    for index, code in book.formats.items():
        begin += record(
            0x41E, pack("<H", index) + (string(code) if is_97 else bytes([len(code)]) + code.encode("cp1252"))
        )
    begin += b"".join(record(0xE0, pack("<HH", 0, index) + bytes(16)) for index in book.styles)
    end = _strings(book) + record(0x0A)
    bodies = [
        record(0x809, pack("<HHHH", book.version, 16, 0, 0)) + b"".join(each.records) + record(0x0A) for each in sheets
    ]
    named = [string(each.name, 1) if is_97 else bytes([len(each.name)]) + each.name.encode("cp1252") for each in sheets]
    at = len(begin) + sum(4 + 6 + len(each) for each in named) + len(end)
    bound = b""
    for sheet, words_of, body in zip(sheets, named, bodies, strict=True):
        bound += record(0x85, pack("<IBB", at, sheet.hidden, 0) + words_of)
        at += len(body)
    stream = begin + bound + end + b"".join(bodies)
    return compound(
        {name: stream[: len(stream) - cut] + bytes(max(0, 4096 - len(stream)))}
        if not cut
        else {name: stream[: len(stream) - cut]}
    )


def _strings(book: Book) -> bytes:
    if not book.strings:
        return b""
    held = pack("<II", len(book.strings), len(book.strings)) + b"".join(book.strings)
    cut = book.strings_cut
    return record(0xFC, held[:cut]) + record(0x3C, held[cut:]) if cut else record(0xFC, held)


def box(row: int, column: int, said: str, index: int, kind: int = 25) -> Iterable[bytes]:
    """Yield the records of a comment on a cell, or of a box with words."""
    yield record(0x5D, pack("<HHHH", 0x15, 18, kind, index) + bytes(14))
    yield (
        record(0x1B6, pack("<HH6xHH4x", 0, 0, len(said), 16))
        + record(0x3C, b"\0" + said.encode("latin-1"))
        + record(0x3C, bytes(16))
    )
    if kind == 25:
        yield record(0x1C, pack("<HHHH", row - 1, column - 1, 0, index) + string("A"))
