"""Workbooks that Excel 2002 and 2003, and many programs since, write as one file of XML with the name of an old one (XML Spreadsheet)."""

from __future__ import annotations

from datetime import datetime

from ingest.errors import UnreadableError
from ingest.formats.decode import Decoded
from ingest.formats.package import MOST_IN_A_PART, Element, root_of
from ingest.formats.sheets.merged_cells import Merged, cover
from ingest.formats.sheets.number_formats import LOCAL_DATE, LOCAL_MOMENT, hides, hides_words, shown, text_shown
from ingest.formats.sheets.sheet import (
    COMMENT,
    HIDDEN_COLUMN,
    INVISIBLE,
    LAST_COLUMN,
    LAST_ROW,
    MOST_CELLS,
    TOO_MANY,
    TWICE,
    Row,
    Sheet,
    decoded,
    place_of,
)
from ingest.formats.slides.pptx_shapes import inside

SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
SS = f"{{{SPREADSHEET}}}"
TOO_LARGE = f"it is larger than {MOST_IN_A_PART:,} bytes; save it as .xlsx."
# formats that go by names; those of a currency are those of the place of a user, and not known
NAMED = {
    "Short Date": LOCAL_DATE, "Long Date": LOCAL_DATE, "General Date": LOCAL_MOMENT, "Medium Date": "d-mmm-yy", "Short Time": "h:mm",
    "Medium Time": "h:mm AM/PM", "Long Time": "h:mm:ss", "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%", "Scientific": "0.00E+00",
    "General Number": "General", "Currency": "General", "Euro Currency": "General",
}  # fmt: skip
FIRST_DAY = datetime(1899, 12, 30)
# before it a day more is counted, 29 February 1900; times without a day are those of the day before 1900
MARCH, OF_TIMES = datetime(1900, 3, 1), datetime(1899, 12, 31)
SECONDS = 86_400


def decode(data: bytes) -> Decoded:
    """Return the text of a workbook in XML. Raises UnreadableError for a file that is none."""
    if len(data) > MOST_IN_A_PART:
        raise UnreadableError(TOO_LARGE)
    root = root_of(data.lstrip(), "the whole file")
    codes = {
        style.get(f"{SS}ID", ""): NAMED.get(code, code)
        for style in inside(root, "Styles", "Style")
        for each in inside(style, "NumberFormat")
        if (code := each.get(f"{SS}Format", ""))
    }
    left = MOST_CELLS
    sheets: list[Sheet] = []
    for each in inside(root, "Worksheet"):
        sheets.append(_sheet(each, codes))
        left -= sum(len(row.cells) + len(row.apart) for row in sheets[-1].rows)
        if left < 0:
            raise UnreadableError(TOO_MANY)
    return decoded(sheets)


def _sheet(element: Element, codes: dict[str, str]) -> Sheet:
    visible = "".join(each.text or "" for each in inside(element, "WorksheetOptions", "Visible")).strip()
    sheet = Sheet(" ".join(element.get(f"{SS}Name", "").split()), is_hidden=visible.startswith("Sheet"))
    merged: list[Merged] = []
    for table in inside(element, "Table"):
        hidden = _hidden(table)
        number = 0
        for each in inside(table, "Row"):
            number = min(_number(each, "Index") or number + 1, LAST_ROW)
            _row(sheet, each, Row(number, is_hidden=each.get(f"{SS}Hidden") == "1"), codes, merged, hidden)
            number += _number(each, "Span") or 0
    sheet.rows.sort(key=lambda row: row.number)
    cover(sheet, merged)
    return sheet


def _hidden(table: Element) -> bytearray:
    """Return for each column whether it is hidden."""
    hidden, column = bytearray(LAST_COLUMN + 2), 0
    for each in inside(table, "Column"):
        column = min(_number(each, "Index") or column + 1, LAST_COLUMN)
        last = min(column + (_number(each, "Span") or 0), LAST_COLUMN)
        if each.get(f"{SS}Hidden") == "1":
            hidden[column : last + 1] = b"\1" * (last + 1 - column)
        column = last
    return hidden


def _number(element: Element, name: str) -> int | None:
    said = element.get(f"{SS}{name}", "")
    return int(said) if said.isdecimal() and len(said) < 8 else None


def _row(
    sheet: Sheet, element: Element, row: Row, codes: dict[str, str], merged: list[Merged], hidden: bytearray
) -> None:
    column = 0
    for cell in inside(element, "Cell"):
        column = min(_number(cell, "Index") or column + 1, LAST_COLUMN)
        code = codes.get(cell.get(f"{SS}StyleID") or element.get(f"{SS}StyleID", ""), "General")
        words = "".join(_words(each, code) for each in inside(cell, "Data"))
        row.apart += [(INVISIBLE, held) for each in inside(cell, "Data") if (held := _held(each, code))]
        if words.strip():
            row.hide(column, TWICE)
            row.cells[column] = words
            if hidden[column]:
                row.hide(column, HIDDEN_COLUMN)
        said = "\n".join("".join(each.itertext()).strip() for each in inside(cell, "Comment", "Data"))
        sheet.behind += [(COMMENT, f"{place_of(row.number, column)}: {said}")] if said else []
        if formula := cell.get(f"{SS}Formula"):
            sheet.formulas.append(f"{place_of(row.number, column)}: {' '.join(formula.split())}")
        across, down = _number(cell, "MergeAcross") or 0, _number(cell, "MergeDown") or 0
        if across or down:
            merged.append(Merged(row.number, column, row.number + down, column + across))
        column += across
    if row.cells or row.apart:
        sheet.rows.append(row)


def _words(data: Element, code: str) -> str:
    """Return what a cell shows of its value."""
    value, kind = "".join(data.itertext()), data.get(f"{SS}Type", "String")
    if kind == "Number":
        return shown(value, code)
    if kind == "Boolean":
        return "TRUE" if value.strip() == "1" else "FALSE"
    if kind == "DateTime":
        number = _moment(value.strip())
        return value.strip() if number is None else shown(number, LOCAL_MOMENT if code == "General" else code)
    return text_shown(value, code)


def _held(data: Element, code: str) -> str:
    """Return what a cell holds that its format has no room for."""
    value, kind = "".join(data.itertext()).strip(), data.get(f"{SS}Type", "String")
    number = value if kind == "Number" else _moment(value) if kind == "DateTime" else None
    is_hidden = hides(number, code) if number is not None else kind == "String" and hides_words(code)
    return value if is_hidden else ""


def _moment(value: str) -> str | None:
    """Return a moment as the number that a program keeps for it; None for what is none, or before all that it counts."""
    try:
        return _number_of(datetime.fromisoformat(value))
    except (TypeError, ValueError):  # with a zone, or none at all
        return None


def _number_of(moment: datetime) -> str | None:
    passed = moment - (FIRST_DAY if moment >= MARCH else OF_TIMES)
    return repr(passed.days + passed.seconds / SECONDS) if passed.days >= 0 else None
