"""One sheet of a workbook of Excel: its rows and cells, as they are shown, read one after the other (ECMA-376, part 1, 18.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.errors import UnreadableError
from ingest.formats.package import Element, Package, elements
from ingest.formats.sheets.merged_cells import Merged, cover
from ingest.formats.sheets.number_formats import hides, hides_words, shown, text_shown
from ingest.formats.sheets.sheet import (
    HIDDEN_COLUMN,
    INVISIBLE,
    LAST_COLUMN,
    LAST_ROW,
    MOST_CELLS,
    TOO_MANY,
    TWICE,
    Row,
    Sheet,
    column_of,
    place_of,
)
from ingest.formats.sheets.xlsx_styles import GENERAL
from ingest.formats.sheets.xlsx_words import beside, plain, running, runs
from ingest.formats.slides.pptx_shapes import name_of

WANTED = ("row", "col", "mergeCell", "headerFooter", "autoFilter")
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
ON = ("1", "true")


@dataclass(slots=True)
class Book:
    """What the sheets of a workbook share; `left` is how many more cells are read, `lost` how many point at words that are not there."""

    package: Package
    strings: list[str]
    codes: list[str]
    from_1904: bool = False
    left: int = MOST_CELLS
    lost: int = 0
    computed: int = 0  # results of formulas
    known: dict[tuple[str, str], str] = field(default_factory=dict)

    def shown(self, number: str, code: str) -> str:
        """Return what a number is shown as; the same ones stand in many cells."""
        found = self.known.get((number, code))
        if found is None:
            found = shown(number, code, self.from_1904)
            if len(self.known) < MOST_CELLS // 10:
                self.known[number, code] = found
        return found


def read_sheet(sheet: Sheet, part: str, book: Book, titles: int | None) -> None:
    """Read a sheet from its part of the package; `titles` is the row that is printed on each page."""
    hidden, merged, filtered = bytearray(LAST_COLUMN + 2), list[Merged](), None
    for each in elements(book.package.bytes_of(part), part, WANTED):
        name = name_of(each)
        if name == "row":
            _row(sheet, each, book, hidden)
        elif name == "col":
            _columns(each, hidden)
        elif name == "mergeCell":
            merged += _merged(each.get("ref", ""))
        elif name == "autoFilter":
            filtered = filtered or _merged(each.get("ref", ""))
        else:
            sheet.behind += running(each)
    cover(sheet, merged)
    sheet.header = _header(part, book.package) or (filtered[0].top if filtered else None) or titles
    beside(sheet, part, book.package)


def _row(sheet: Sheet, element: Element, book: Book, hidden: bytearray) -> None:
    above = sheet.rows[-1].number if sheet.rows else 0
    said = element.get("r", "")
    number = int(said) if said.isdecimal() and len(said) < 8 else above + 1
    row = Row(min(max(number, above + 1), LAST_ROW), is_hidden=element.get("hidden") in ON or element.get("ht") == "0")
    column = 0
    for cell in element:
        found = PLACE.match(cell.get("r", ""))
        column = column_of(found[1]) if found else column + 1
        words = _cell(cell, sheet, book, (row.number, column), row)
        if words.strip():
            row.hide(column, TWICE)
            row.cells[column] = words
            book.left -= 1
            if column <= LAST_COLUMN and hidden[column]:
                row.hide(column, HIDDEN_COLUMN)
    if book.left < 0:
        raise UnreadableError(TOO_MANY)
    if row.cells or row.apart:
        sheet.rows.append(row)
        book.left -= 1  # it takes as much room as a cell


def _cell(cell: Element, sheet: Sheet, book: Book, place: tuple[int, int], row: Row) -> str:
    """Return what a cell shows."""
    value, inline, has_formula = None, "", False
    for each in cell:
        name = name_of(each)
        if name == "v":
            value = each.text
        elif name == "is":
            inline = "".join(runs(each))
        elif name == "f":
            has_formula = True
            if each.text:
                sheet.formulas.append(f"{each.get('ref') or place_of(*place)}: ={' '.join(plain(each.text).split())}")
    kind = cell.get("t", "n")
    if value is None:
        sheet.uncomputed += has_formula and kind != "str"
        return inline
    style = cell.get("s", "0")
    code = book.codes[int(style)] if style.isdecimal() and len(style) < 7 and int(style) < len(book.codes) else GENERAL
    book.computed += has_formula
    words = _words(value, kind, code, book)
    held = _held(value, kind, code, book)
    row.apart += [(INVISIBLE, each) for each in (held.strip(), inline.strip()) if each and each != words.strip()]
    return words


def _held(value: str, kind: str, code: str, book: Book) -> str:
    """Return what a cell holds that its format has no room for."""
    if kind == "n":
        return value if code != GENERAL and (hides(value, code) or not book.shown(value, code)) else ""
    return _words(value, kind, GENERAL, book) if kind in ("s", "str", "inlineStr") and hides_words(code) else ""


def _words(value: str, kind: str, code: str, book: Book) -> str:
    if kind == "s":
        index = value.strip()
        if not index.isdecimal() or len(index) > 9 or int(index) >= len(book.strings):
            book.lost += 1
            return ""
        return text_shown(book.strings[int(index)], code)
    if kind == "b":
        return "TRUE" if value.strip() in ON else "FALSE"
    if kind in ("str", "inlineStr"):
        return text_shown(plain(value), code)
    if kind == "n":
        return value if code == GENERAL and value.isdecimal() and len(value) < 16 else book.shown(value, code)
    return plain(value).removesuffix("T00:00:00").replace("T", " ") if kind == "d" else plain(value)


def _columns(element: Element, hidden: bytearray) -> None:
    """Note which columns are hidden."""
    first, last = element.get("min", ""), element.get("max", "")
    is_hidden = element.get("hidden") in ON or element.get("width") == "0"
    if is_hidden and first.isdecimal() and last.isdecimal() and len(first) < 6 and len(last) < 9:
        here, there = max(int(first), 1), min(int(last), LAST_COLUMN)
        hidden[here : there + 1] = b"\1" * max(there + 1 - here, 0)


def _merged(words: str) -> list[Merged]:
    """Return what "A1:C3" reaches over, as a list of one; nothing for what is no range."""
    first, _, last = words.partition(":")
    here, there = PLACE.match(first), PLACE.match(last or first)
    if not here or not there:
        return []
    return [Merged(int(here[2]), column_of(here[1]), int(there[2]), column_of(there[1]))]


def _header(part: str, package: Package) -> int | None:
    """Return the row that names the columns of the first table that is marked as one on a sheet."""
    found = []
    for name in package.related(part, "table"):
        root = package.part(name)
        if root is not None and root.get("headerRowCount", "1") != "0":
            found += [each.top for each in _merged(root.get("ref", ""))]
    return min(found, default=None)
