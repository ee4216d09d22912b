"""Workbooks of Excel (XLSX, XLSM): the sheets in their order, each cell as it is shown, and beside them what is not shown.

Nothing is taken from the properties of the file, and no formula is computed: what is shown is the result that the file holds. ECMA-376, part 1, 18.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ingest.errors import UnreadableError
from ingest.formats.decode import Decoded
from ingest.formats.package import Element, Package, elements
from ingest.formats.sheets.sheet import DEFINED_NAME, Sheet, decoded
from ingest.formats.sheets.xlsx_sheet import Book, read_sheet
from ingest.formats.sheets.xlsx_styles import codes_of
from ingest.formats.sheets.xlsx_words import plain, runs
from ingest.formats.slides.pptx_shapes import attribute, inside, name_of
from ingest.formats.written import TOO_DEEP

MAIN = "xl/workbook.xml"
HIDDEN = ("hidden", "veryHidden")
NO_SHEETS = "it holds no sheets; save it again as .xlsx."
BINARY = "it is a binary workbook of Excel; save it as .xlsx."
LOCKED = "it is locked with a password; save it without one."
NOT_THERE = "{} is named in it, and not there; save it again"
LOST = "{} of its cells point at words that are not in the file; save it again"
NOT_YET = "the results of its formulas are to be worked out when it is opened; what is shown may not be them; open it, save it, and give that"
BUILT_IN_NAME = "_xlnm."
TITLES = "_xlnm.Print_Titles"


def decode(data: bytes, declared: str | None = None, include: Collection[str] = ()) -> Decoded:  # noqa: ARG001
    """Return the text of a workbook and its rows as blocks. Raises UnreadableError for a file that is none, or is locked."""
    package = Package(data, ".xlsx")
    main = next(iter(package.related("", "officeDocument")), MAIN)
    if main.endswith(".bin"):
        raise UnreadableError(BINARY)
    root = package.part(main)
    if root is None or name_of(root) != "workbook":
        raise UnreadableError(NO_SHEETS)
    try:
        return _decoded(package, root, main)
    except RecursionError:
        raise UnreadableError(TOO_DEEP) from None


def _decoded(package: Package, root: Element, main: str) -> Decoded:
    strings = _strings(package, main)
    styles = next((package.part(name) for name in package.related(main, "styles")), None)
    setting = next(inside(root, "workbookPr"), None)
    book = Book(package, strings, codes_of(styles), setting is not None and setting.get("date1904") in ("1", "true"))
    names = list(_names(root))
    targets, sheets, gone = package.targets(main), list[Sheet](), list[str]()
    read: set[str] = set()
    for number, each in enumerate(inside(root, "sheets", "sheet")):
        part = targets.get(attribute(each, "id", relation=True), "")
        name = " ".join(plain(each.get("name", "")).split()) or f"{number + 1}"
        if part in read:  # a sheet stands once; named many times, a small file would have no end
            continue
        read.add(part)
        if part not in package.names:
            gone.append(f"the sheet “{name}”")
            continue
        sheet = Sheet(name, is_hidden=each.get("state") in HIDDEN)
        read_sheet(sheet, part, book, _titles(names, number))
        sheets.append(sheet)
    behind = [(DEFINED_NAME, f"{name} = {words}") for name, _, words in names if not name.startswith(BUILT_IN_NAME)]
    behind += [("link of the file", address) for address in _other_books(package, main)]
    problems = [NOT_THERE.format(", ".join(gone))] if gone else []
    problems += [LOST.format(f"{book.lost:,}")] if book.lost else []
    # programs that compute nothing write 0 as the result of each formula
    is_awaited = any(each.get("fullCalcOnLoad") in ("1", "true") for each in inside(root, "calcPr"))
    problems += [NOT_YET] if is_awaited and book.computed else []
    return decoded(sheets, behind, problems)


def _strings(package: Package, main: str) -> list[str]:
    """Return the words that cells share, by their number."""
    found: list[str] = []
    for part in package.related(main, "sharedStrings")[:1]:
        if part in package.names:
            found += ["".join(runs(each)) for each in elements(package.bytes_of(part), part, ("si",))]
    return found


def _names(root: Element) -> Iterator[tuple[str, int | None, str]]:
    """Yield each name that is defined, the number of the sheet that it is of, and what it stands for."""
    for each in inside(root, "definedNames", "definedName"):
        of = each.get("localSheetId", "")
        yield (
            plain(each.get("name", "")),
            int(of) if of.isdecimal() and len(of) < 6 else None,
            (each.text or "").strip(),
        )


def _titles(names: list[tuple[str, int | None, str]], number: int) -> int | None:
    """Return the row that is printed on each page of a sheet: "Votes!$A:$A,Votes!$3:$3"."""
    for name, of, words in names:
        if name == TITLES and of == number:
            first, _, last = words.rpartition("!")[2].replace("$", "").partition(":")
            if first == last and first.isdecimal() and len(first) < 8:
                return int(first)
    return None


def _other_books(package: Package, main: str) -> Iterator[str]:
    """Yield the addresses of other workbooks whose cells this one repeats."""
    told: dict[str, None] = {}
    for part in package.related(main, "externalLink"):
        for kind in ("externalLinkPath", "xlPathMissing"):
            told |= {" ".join(address.split()): None for address in package.related(part, kind)}
    yield from (address for address in told if address)
