"""Spreadsheets of OpenDocument (ODS, FODS): the sheets in their order, each cell as its program showed it, which the file holds beside the value.

OpenDocument 1.3, part 3, 9. What is not shown, and what is kept beside the cells, stays as named discards, as of a workbook of Excel.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from ingest.errors import UnreadableError
from ingest.formats.decode import Decoded
from ingest.formats.package import Element
from ingest.formats.sheets.sheet import (
    COVERED,
    DEFINED_NAME,
    HIDDEN_COLUMN,
    INVISIBLE,
    LAST_COLUMN,
    LAST_ROW,
    MOST_CELLS,
    TOO_MANY,
    Row,
    Sheet,
    decoded,
    place_of,
)
from ingest.formats.word.odt import COMMENT, DELETED, RUNNING, plain
from ingest.formats.word.odt_flow import PARAGRAPHS, rows_of
from ingest.formats.word.odt_parts import Parts, parts_of
from ingest.formats.word.odt_styles import styles_in
from ingest.formats.word.odt_text import DRAW, OFFICE, STYLE, TABLE, XLINK, T, Words, words_of
from ingest.formats.written import TOO_DEEP

HIDDEN = ("collapse", "filter")
MOST_REPEATED = 200_000  # cells that a file fills by saying how often one is repeated
REPEATED = f"it says of cells that they are repeated, more than {MOST_REPEATED:,} times; delete those that are not needed, and save it again."
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
# values of cells that a program wrote without what it shows
VALUES = ("string-value", "date-value", "time-value", "boolean-value", "value")
# "of:=SUM([.B2:.B9])", "oooc:=…", "msoxl:=…"
FORMULA_KIND = re.compile(r"[a-z]{1,8}:(?==)")
COLUMNS = ("table-column-group", "table-header-columns", "table-columns")
# "$Votes.$A$3:.$F$40", "Votes.A3:Votes.F40": the rows of a range
RANGE = re.compile(r"\$?(?P<sheet>'(?:[^']|'')*'|[^.':$]+)\.\$?[A-Z]{1,3}\$?(?P<row>\d{1,7})(?::.*)?\Z")


@dataclass(slots=True)
class Reading:
    """What is known of the whole while its sheets are read: the styles of sheets that are not shown, the rows that ranges begin with."""

    gone: set[str]
    headers: dict[str, int]
    left: int = MOST_CELLS
    again: int = MOST_REPEATED
    links: dict[str, None] = field(default_factory=dict)


def decode(data: bytes, declared: str | None = None, include: Collection[str] = ()) -> Decoded:  # noqa: ARG001
    """Return the text of a spreadsheet and its rows as blocks. Raises UnreadableError for a file that is none, or is locked."""
    parts = parts_of(data, "spreadsheet")
    try:
        return _decoded(parts)
    except RecursionError:
        raise UnreadableError(TOO_DEEP) from None


def _decoded(parts: Parts) -> Decoded:
    reading = Reading(set(_hidden(parts)), dict(_headers(parts.body)))
    sheets = [_sheet(each, reading) for each in parts.body.iter(f"{TABLE}table") if each.getparent() is parts.body]
    behind = [*_defined(parts.body), *_deleted(parts.body), *_running(parts)]
    behind += [("link of the file", address) for address in reading.links if address and not address.startswith("#")]
    return decoded(sheets, behind)


def _hidden(parts: Parts) -> Iterator[str]:
    """Yield the styles of sheets that are not shown."""
    for (family, name), style in styles_in(parts.roots).items():
        if family == "table" and any(
            each.get(f"{TABLE}display") == "false" for each in style.iter(f"{STYLE}table-properties")
        ):
            yield name


def _headers(body: Element) -> Iterator[tuple[str, int]]:
    """Yield the names of sheets with the row that names the columns of a range which is filtered or sorted."""
    for each in body.iter(f"{TABLE}database-range"):
        found = RANGE.match(each.get(f"{TABLE}target-range-address", ""))
        if (
            found
            and each.get(f"{TABLE}contains-header", "true") == "true"
            and each.get(f"{TABLE}display-filter-buttons") == "true"
        ):
            yield found["sheet"].strip("'").replace("''", "'"), int(found["row"])


def _sheet(table: Element, reading: Reading) -> Sheet:
    name = " ".join(table.get(f"{TABLE}name", "").split())
    of_other = next(table.iterchildren(f"{TABLE}table-source"), None) is not None  # cells of another file, repeated
    sheet = Sheet(
        name, is_hidden=of_other or table.get(f"{TABLE}style-name") in reading.gone, header=reading.headers.get(name)
    )
    hidden = bytearray(LAST_COLUMN + 2)
    at = 1
    for column in _columns(table):
        count = _repeated(column, "columns", LAST_COLUMN)
        if column.get(f"{TABLE}visibility") in HIDDEN:
            hidden[at : min(at + count, LAST_COLUMN + 1)] = b"\1" * max(min(count, LAST_COLUMN + 1 - at), 0)
        at += count
    number = 0
    for element in rows_of(table):
        number = _row(sheet, element, number + 1, reading, hidden)
        if element.getparent().tag == f"{TABLE}table-header-rows":
            sheet.header = sheet.header or number
    for shapes in table.iterchildren(f"{TABLE}shapes"):
        _drawn(shapes, sheet)
    return sheet


def _columns(root: Element) -> Iterator[Element]:
    for each in root:
        if each.tag == f"{TABLE}table-column":
            yield each
        elif each.tag in [f"{TABLE}{name}" for name in COLUMNS]:
            yield from _columns(each)


def _repeated(element: Element, what: str, most: int) -> int:
    said = element.get(f"{TABLE}number-{what}-repeated", "1")
    return max(min(int(said), most), 1) if said.isdecimal() and len(said) < 10 else 1


def _row(sheet: Sheet, element: Element, number: int, reading: Reading, hidden: bytearray) -> int:
    """Read a row as often as it is repeated; return the number of the last."""
    reading.left -= 1  # it takes as much room as a cell
    row, column = Row(number, is_hidden=element.get(f"{TABLE}visibility") in HIDDEN), 1
    for cell in element:
        if cell.tag not in CELLS:
            continue
        count = _repeated(cell, "columns", LAST_COLUMN)
        words = _cell(cell, sheet, reading, column, row)
        if words:
            _fill(row, words, range(column, min(column + count, LAST_COLUMN + 1)), cell, hidden)
            reading.left -= 1
            reading.again -= count - 1
        column += count
    times = min(_repeated(element, "rows", LAST_ROW), LAST_ROW + 1 - number)
    if not row.cells and not row.apart:
        return number + max(times, 1) - 1
    reading.again -= (len(row.cells) + len(row.apart)) * (times - 1)
    if reading.left < 0 or reading.again < 0:
        raise UnreadableError(TOO_MANY if reading.left < 0 else REPEATED)
    sheet.rows.append(row)
    sheet.rows += [Row(number + n, dict(row.cells), list(row.apart), row.is_hidden) for n in range(1, times)]
    return number + max(times, 1) - 1


def _fill(row: Row, words: str, columns: range, cell: Element, hidden: bytearray) -> None:
    for column in columns:
        row.cells[column] = words
        if cell.tag == CELLS[1]:
            row.hide(column, COVERED)
        elif hidden[column]:
            row.hide(column, HIDDEN_COLUMN)


def _cell(cell: Element, sheet: Sheet, reading: Reading, column: int, row: Row) -> str:
    """Return what a cell shows: the words that its program wrote, or else the value."""
    lines, place = list[str](), (row.number, column)
    for each in cell:
        if each.tag in PARAGRAPHS:
            words = words_of(each, ()) if len(each) else None
            lines.append("".join(words.shown).strip() if words else " ".join((each.text or "").split()))
            if words:
                reading.links |= {link.get(XLINK, "").strip(): None for link in each.iter(f"{T}a")}
                _beside(words, sheet, row, place)
        elif each.tag == f"{OFFICE}annotation":
            said = plain(each)
            sheet.behind += [(COMMENT, f"{place_of(*place)}: {said}")] if said else []
        elif isinstance(each.tag, str) and each.tag.startswith(DRAW):
            _drawn(each, sheet)
        elif isinstance(each.tag, str) and (words_of_all := plain(each)):  # a list, or a table in a cell
            lines.append(words_of_all)
    formula = cell.get(f"{TABLE}formula")
    if formula:
        sheet.formulas.append(f"{place_of(*place)}: {' '.join(FORMULA_KIND.sub('', formula, count=1).split())}")
    shown = "\n".join(lines).strip()
    found = next((value for name in VALUES if (value := cell.get(f"{OFFICE}{name}"))), "")
    if shown or lines:
        row.apart += [(INVISIBLE, " ".join(found.split()))] if found.strip() and not shown else []
        return shown
    sheet.uncomputed += bool(formula) and not found and cell.get(f"{OFFICE}value-type") is None
    return " ".join(found.split())


def _beside(words: Words, sheet: Sheet, row: Row, place: tuple[int, int]) -> None:
    """Keep what stands in a paragraph of a cell and is not shown there: hidden words, notes, comments, boxes."""
    row.apart += [(name, "".join(parts)) for name, parts in words.apart.items() if "".join(parts).strip()]
    row.apart += [("note", said) for note in words.notes if (said := plain(note))]
    sheet.behind += [(COMMENT, f"{place_of(*place)}: {said}") for note in words.comments if (said := plain(note))]
    for box in words.boxes:
        _drawn(box, sheet)


def _drawn(root: Element, sheet: Sheet) -> None:
    """Add to a sheet the words in boxes, and count pictures."""
    sheet.pictures += sum(1 for _ in root.iter(f"{DRAW}image"))
    sheet.objects += sum(1 for _ in root.iter(f"{DRAW}object", f"{DRAW}object-ole"))
    words = plain(root)
    if words:
        sheet.texts.append(words)


def _defined(body: Element) -> Iterator[tuple[str, str]]:
    for each in body.iter(f"{TABLE}named-range", f"{TABLE}named-expression"):
        words = each.get(f"{TABLE}cell-range-address") or each.get(f"{TABLE}expression") or ""
        yield DEFINED_NAME, f"{each.get(f'{TABLE}name', '')} = {words}"


def _deleted(body: Element) -> Iterator[tuple[str, str]]:
    """Yield what cells held before changes that are kept in the file."""
    for each in body.iter(f"{TABLE}tracked-changes"):
        words = plain(each)
        if words:
            yield DELETED, words


def _running(parts: Parts) -> Iterator[tuple[str, str]]:
    """Yield what stands above and below the pages, each once."""
    told: dict[tuple[str, str], None] = {}
    for root in parts.roots:
        for page in root.iter(f"{STYLE}master-page"):
            for each in page:
                kind = each.tag.removeprefix(STYLE).partition("-")[0] if isinstance(each.tag, str) else ""
                words = plain(each) if kind in RUNNING else ""
                if words:
                    told[RUNNING[kind], words] = None
    yield from told
