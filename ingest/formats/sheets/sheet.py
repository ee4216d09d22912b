"""Sheets of a workbook, whatever program wrote it, made a text: each under its name, a row on each line between bars.

What is not shown (hidden sheets, rows and columns, what a merged cell covers), and what is kept beside the cells (comments, formulas, names),
stays as named discards. A row is pointed at by the number that it has in its program.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.errors import UnreadableError
from ingest.formats.blocks import Split
from ingest.formats.decode import Decoded
from ingest.formats.sheets.sheet_rows import layout
from ingest.formats.written import PICTURES, Written
from ingest.grammar.cells import BARS

MOST_CELLS = 2_000_000
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
LONGEST_NAME = 60  # characters of the name of a sheet in the place of a row
KIND = {"kind": "spreadsheet"}
TOO_MANY = f"it has more than {MOST_CELLS:,} cells with words; part it."
EMPTY = "its sheets hold no words."
HIDDEN_SHEET, HIDDEN_ROW, HIDDEN_COLUMN, COVERED = "hidden sheet", "hidden row", "hidden column", "covered cell"
COMMENT, FORMULA, SHEET_NAME, DEFINED_NAME = "comment of the file", "formula", "sheet name", "defined name"
INVISIBLE = "hidden cell"  # its format shows nothing of it (;;;), or other words in its place
TWICE = "cell of the same name"  # that a file has twice: the last is shown
HIDDEN = "parts of it are not shown by its program, and are kept as discards: {}; ask whoever published it whether they were meant to be"
UNCOMPUTED = "the results of formulas are not in the file ({} of them), and are not computed here; open it in its program and save it again"
OBJECTS = "charts or other documents in it are not read ({} of them); save them as files of their own"
# what programs call a sheet that nobody named, in their languages: "Sheet1", "Tabelle 2", "Feuil1"
UNNAMED = re.compile(
    r"(?:sheet|worksheet|table|tabelle(?:nblatt)?|feuil(?:le)?|hoja|foglio|planilha|folha|blad|ark|taul(?:ukko)?|arkusz|list|лист|"
    r"munka(?:lap)?|工作表|シート) ?\d{0,3}\Z",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Row:
    """A row by its number: what its cells show, by column from 1, and what they hold that is not shown, under names of discards."""

    number: int
    cells: dict[int, str] = field(default_factory=dict)
    apart: list[tuple[str, str]] = field(default_factory=list)
    is_hidden: bool = False

    def hide(self, column: int, name: str) -> None:
        """Set what a cell shows apart under the name of a discard."""
        words = self.cells.pop(column, None)
        if words:
            self.apart.append((name, words))


@dataclass(slots=True)
class Sheet:
    """A sheet: its rows in order; `header` is the number of the row that the file says names the columns, `texts` stand in boxes on it.

    `behind` is what is kept beside the cells, under names of discards.
    """

    name: str
    rows: list[Row] = field(default_factory=list)
    is_hidden: bool = False
    header: int | None = None
    texts: list[str] = field(default_factory=list)
    behind: list[tuple[str, str]] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    uncomputed: int = 0
    pictures: int = 0
    objects: int = 0


def decoded(sheets: Sequence[Sheet], behind: Sequence[tuple[str, str]] = (), problems: Sequence[str] = ()) -> Decoded:
    """Return the text of sheets; `behind` is what is kept of the whole file. Raises UnreadableError where nothing is shown."""
    written = Written()
    shown = [each for each in sheets if not each.is_hidden and (each.rows or each.texts)]
    for each in sheets:
        _sheet(each, written, alone=len(shown) < 2)
    if not any(not each.discard for each in written.blocks):
        raise UnreadableError(PICTURES if any(each.pictures for each in sheets) else EMPTY)
    written.page = None
    for name, words in behind:
        written.add(name, words, discard=True)
    found = [*problems, *_problems(sheets)]
    return Decoded(
        written.text, None, Split(written.blocks, dict(KIND), [(reason, 0, 0) for reason in found], separator=BARS)
    )


def _sheet(sheet: Sheet, written: Written, alone: bool) -> None:
    if sheet.is_hidden:
        written.add(HIDDEN_SHEET, "\n".join([sheet.name, *map(_all_of, sheet.rows), *sheet.texts]), discard=True)
    else:
        place = f"sheet “{_short(sheet.name)}”"
        written.page = place
        is_named = not (alone and UNNAMED.match(sheet.name)) and bool(sheet.rows or sheet.texts)
        written.add("heading" if is_named else SHEET_NAME, sheet.name, int(is_named), discard=not is_named)
        _rows(sheet, place, written)
        written.page = place
        for words in sheet.texts:
            written.add("paragraph", words)
    for name, words in [*sheet.behind, *([(FORMULA, "\n".join(sheet.formulas))] if sheet.formulas else [])]:
        written.add(name, words, discard=True)


def _short(name: str) -> str:
    """Return the name of a sheet for the place of a row; cut at a blank: no pattern would find what is withheld in a part of a word."""
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME].rpartition(' ')[0]}…"


def _rows(sheet: Sheet, place: str, written: Written) -> None:
    rows = [row for row in sheet.rows if not row.is_hidden]
    columns = sorted({column for row in rows for column in row.cells})  # one without words in any row is left out
    told = next((n for n, row in enumerate(rows) if row.number == sheet.header), None)
    found = layout([len(row.cells) for row in rows], lambda n: _words(rows[n], columns), told)
    at, above = 0, -1
    for row in sheet.rows:
        if row.is_hidden:
            written.add(HIDDEN_ROW, _all_of(row), discard=True)
            continue
        written.page = f"{place}, row {row.number:,}"
        is_row = found is not None and found.first <= at <= found.last
        if is_row and row.cells:
            gap = "\n" if above == row.number - 1 else "\n\n"
            _add_row(written, _words(row, columns), gap, is_header=found is not None and at == found.header)
        else:
            for words in row.cells.values():
                written.add("paragraph", words)
        above = row.number
        for name, words in row.apart:
            written.add(name, words, discard=True)
        at += 1


def _add_row(written: Written, words: list[str], gap: str, is_header: bool) -> None:
    line = f"| {' | '.join(_in_one_line(each) for each in words)} |"
    written.add("table", line, int(is_header), gap=gap)


def _in_one_line(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


def _words(row: Row, columns: Sequence[int]) -> list[str]:
    """Return the words of the cells of a row, from the first column of its sheet to its own last."""
    last = bisect_right(columns, max(row.cells, default=0))
    return [row.cells.get(column, "") for column in columns[:last]]


def _line(row: Row) -> str:
    return " | ".join(_in_one_line(words) for words in row.cells.values())


def _all_of(row: Row) -> str:
    """Return the words of a row that is not shown, those of its hidden cells too."""
    return "\n".join([_line(row), *(words for _, words in row.apart)]).strip("\n")


def _problems(sheets: Sequence[Sheet]) -> list[str]:
    hidden = Counter[str]()
    for each in sheets:
        hidden["sheet"] += each.is_hidden
        for row in () if each.is_hidden else each.rows:
            hidden["row"] += row.is_hidden
            hidden["cell"] += sum(1 for name, _ in row.apart if name != COVERED and not row.is_hidden)
    counted = [f"{count:,} {name}{'s' * (count > 1)}" for name, count in hidden.items() if count]
    uncomputed, objects = sum(each.uncomputed for each in sheets), sum(each.objects for each in sheets)
    return [
        *([HIDDEN.format(", ".join(counted))] if counted else []),
        *([UNCOMPUTED.format(f"{uncomputed:,}")] if uncomputed else []),
        *([OBJECTS.format(objects)] if objects else []),
    ]


def column_of(letters: str) -> int:
    """Return the number of a column by its letters: 1 for A, 28 for AB."""
    number = 0
    for sign in letters:
        number = number * 26 + ord(sign) - 64
    return number


def name_of(column: int) -> str:
    """Return the letters of a column by its number."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place_of(row: int, column: int) -> str:
    """Return what a cell is called: B12."""
    return f"{name_of(column)}{row}"
