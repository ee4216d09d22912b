"""Workbooks by what they are: many a file called `.xls` is a newer one, a web page or separated values, and some called `.xlsx` are old."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module

from ingest.errors import DeclarationError, UnreadableError
from ingest.formats import Decode, compound
from ingest.formats.decode import Decoded
from ingest.formats.decode import decode as as_text
from ingest.formats.sheets import separated, xls_2003
from ingest.formats.sheets.sheet import decoded

NONE = "it is no workbook of Excel; give it the name of its format, or save it as .xlsx."
TOO_OLD = "it is of an Excel before 5.0; save it as .xlsx."
BEFORE_5 = (b"\x09\x00", b"\x09\x02", b"\x09\x04")
PAGE = b"<"
FRONT = 5_000  # bytes in which XML says what it is of
# how a file begins, and the module that reads it
READ_BY = {compound.MAGIC: "sheets.xls", b"PK\x03\x04": "sheets.xlsx", PAGE: "html.html"}


def decode(data: bytes, declared: str | None = None, include: Collection[str] = ()) -> Decoded:
    """Return the text of a workbook and its rows as blocks. Raises UnreadableError for a file that is none, or is locked."""
    head = data[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(PAGE) and xls_2003.SPREADSHEET.encode() in data[:FRONT] and b"Workbook" in data[:FRONT]:
        return xls_2003.decode(data)
    for begins, module in READ_BY.items():
        if head.startswith(begins):
            read: Decode = import_module(f"ingest.formats.{module}").decode
            return read(data, declared, include)
    if data.startswith(BEFORE_5):
        raise UnreadableError(TOO_OLD)
    return _separated(data, declared)


def _separated(data: bytes, declared: str | None) -> Decoded:
    """Read separated values that are called a workbook; of one column they could be anything."""
    try:
        read = as_text(data, declared)
        sheet, problems = separated.as_sheet(read.text)
    except DeclarationError:
        raise
    except UnreadableError:
        raise UnreadableError(NONE) from None
    if not any(len(row.cells) > 1 for row in sheet.rows):
        raise UnreadableError(NONE)
    guessed = [reason for reason, _, _ in read.split.problems] if read.split else []
    return decoded([sheet], problems=[*guessed, *problems])
