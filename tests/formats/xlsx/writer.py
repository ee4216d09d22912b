"""Small workbooks of Excel for tests, written part by part."""

from __future__ import annotations

from dataclasses import dataclass, field
from zipfile import ZIP_STORED

from ingest.formats.sheets.sheet import name_of
from tests.formats.docx.writer import OFFICE, RELATIONS, package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NAMES = f'xmlns="{MAIN}" xmlns:r="{OFFICE}"'
DRAWN = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows from the first on, a value for each cell; `formats` are those of columns by number, `hidden` rows and columns.

    What begins with `<` is written as it is. `below` stands behind the rows, `parts` are further parts by what they are.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...] = ()
    formats: dict[int, str] = field(default_factory=dict)
    hidden: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    below: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    state: str = ""


def xlsx(
    *sheets: Sheet, names: str = "", setting: str = "", strings: str | None = None, packed: int = ZIP_STORED
) -> bytes:
    """Return a workbook; `names` are those it defines, `strings` the words that its cells share, where they are not those of the rows."""
    codes = ["General", *dict.fromkeys(code for sheet in sheets for code in sheet.formats.values())]
    shared: dict[str, int] = {}
    files: dict[str, str | bytes] = {
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml", False)),
        "xl/workbook.xml": f"<workbook {NAMES}>{setting}<sheets>"
        + "".join(
            f'<sheet name="{sheet.name}" sheetId="{n}" r:id="r{n}"{_state(sheet)}/>'
            for n, sheet in enumerate(sheets, 1)
        )
        + f"</sheets>{f'<definedNames>{names}</definedNames>' if names else ''}</workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            *(("worksheet", f"worksheets/sheet{n}.xml", False) for n in range(1, len(sheets) + 1)),
            ("styles", "styles.xml", False),
            ("sharedStrings", "sharedStrings.xml", False),
        ),
        "xl/styles.xml": _styles(codes),
    }
    for n, sheet in enumerate(sheets, 1):
        files[f"xl/worksheets/sheet{n}.xml"] = _sheet(sheet, codes, shared)
        related = [(kind.rstrip("0123456789"), f"/xl/{kind}-{n}.xml", False) for kind in sheet.parts]
        related += [("hyperlink", address, True) for address in sheet.links]
        files[f"xl/worksheets/_rels/sheet{n}.xml.rels"] = _relations(*related)
        files |= {f"xl/{kind}-{n}.xml": inner for kind, inner in sheet.parts.items()}
    held = "".join(f'<si><t xml:space="preserve">{words}</t></si>' for words in shared)
    files["xl/sharedStrings.xml"] = f"<sst {NAMES}>{held if strings is None else strings}</sst>"
    return package(files, packed)


def comments(*said: tuple[str, str]) -> str:
    """Return the part with comments on cells, each with the name of its cell."""
    inner = "".join(
        f'<comment ref="{place}" authorId="0"><text><r><t>{words}</t></r></text></comment>' for place, words in said
    )
    return f"<comments {NAMES}><commentList>{inner}</commentList></comments>"


def drawing(*boxes: str) -> str:
    """Return the part with boxes on a sheet."""
    inner = "".join(
        f"<xdr:sp><xdr:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></xdr:txBody></xdr:sp>" for words in boxes
    )
    return f"<xdr:wsDr {DRAWN}>{inner}</xdr:wsDr>"


def _state(sheet: Sheet) -> str:
    return f' state="{sheet.state}"' if sheet.state else ""


def _styles(codes: list[str]) -> str:
    own = "".join(f'<numFmt numFmtId="{163 + n}" formatCode="{_escaped(code)}"/>' for n, code in enumerate(codes) if n)
    styles = "".join(f'<xf numFmtId="{163 + n if n else 0}"/>' for n in range(len(codes)))
    return f"<styleSheet {NAMES}><numFmts>{own}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>"


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _sheet(sheet: Sheet, codes: list[str], shared: dict[str, int]) -> str:
    columns = "".join(f'<col min="{n}" max="{n}" hidden="1"/>' for n in sheet.hidden_columns)
    rows = ""
    for number, row in enumerate(sheet.rows, 1):
        cells = "".join(
            _cell(value, f"{name_of(n)}{number}", codes.index(sheet.formats.get(n, codes[0])), shared)
            for n, value in enumerate(row, 1)
        )
        gone = ' hidden="1"' if number in sheet.hidden else ""
        rows += f'<row r="{number}"{gone}>{cells}</row>' if cells else ""
    above = f"<cols>{columns}</cols>" if columns else ""
    return f"<worksheet {NAMES}>{above}<sheetData>{rows}</sheetData>{sheet.below}</worksheet>"


def _cell(value: Value, place: str, style: int, shared: dict[str, int]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, int | float):
        return f'<c r="{place}" s="{style}"><v>{value!r}</v></c>'
    if value.startswith("<"):  # the inside of a cell, or all of it
        return value if value.startswith("<c ") else f'<c r="{place}" s="{style}">{value}</c>'
    number = shared.setdefault(value, len(shared))
    return f'<c r="{place}" s="{style}" t="s"><v>{number}</v></c>'


def _relations(*related: tuple[str, str, bool]) -> str:
    inner = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"{" TargetMode=" + chr(34) + "External" + chr(34) if out else ""}/>'
        for n, (kind, target, out) in enumerate(related, 1)
    )
    return f"<Relationships {RELATIONS}>{inner}</Relationships>"
