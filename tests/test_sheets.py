"""What is made of the rows of sheets: titles, events of chronologies, and tables to read."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED

import pytest

from ingest.build import build
from ingest.exports.folder import export
from ingest.pages import laid_out
from ingest.records.sheets import name_of_file
from ingest.verify import verify
from tests.archives import DUMP, built, folder, rows
from tests.compound import compound
from tests.formats.ods.test_ods import ods, table
from tests.formats.ods.test_ods import row as one_row
from tests.formats.xlsx.writer import Sheet, xlsx

EVENTS = "select event_date, start_time, title, place_words, date_basis from events order by passage_id, id"
DATED = (
    "Date,Time,Place,What happened\n7 November 2018,04:15,Number Two Shed,Leaflets were given out.\n"
    '2018-12-03,,,"The votes were counted, twice"\n,10:00,,Nothing.\n'
)


def test_chronology(tmp_path: Path) -> None:
    """Each row with a day in the column of days is an event; its time and place are those of their columns."""
    db = built(tmp_path, dates__csv=DATED)
    assert rows(db, EVENTS) == [
        ("2018-11-07", "04:15", "Leaflets were given out", "Number Two Shed", "as printed"),
        ("2018-12-03", None, "The votes were counted, twice", None, "as printed"),
    ]  # fmt: skip
    assert rows(db, "select text from events where event_date = '2018-12-03'") == [
        ('2018-12-03,,,"The votes were counted, twice',)
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Date;Event\n03/04/2015;a\n25/04/2015;b\n", ["2015-04-03", "2015-04-25"]),
        ("Date;Event\n04/03/2015;a\n04/25/2015;b\n", ["2015-04-03", "2015-04-25"]),
        ("Date;Event\n03/04/2015;a\n05/04/2015;b\n", ["2015", "2015"]),
        ("Date;Event\n1997;a\nMarch 1998;b\n", ["1997", "1998-03"]),
        ("Chronology of the dispute;\n;\nDate;Description\n3 March 2015;a\n", ["2015-03-03"]),
        ("Date;Description\n3 March 2015;a\n4 March 2015;b\n", []),
        ("Date;Event;Amount\n3 March 2015;dinner;12.50\n", []),
        ("Date;Event;Date\n3 March 2015;a;4 March 2015\n", []),
        ("Date;Event\nsome day;a\nno;b\n", []),
        ("Date;Event\n2015-03-03T00:00:00;a\n2015-03-04 10:30:00;b\n", ["2015-03-03", "2015-03-04"]),
        ("Date;Event\n2015-03-03 14:30;a\n2015-03-04 or so;b\n", ["2015-03-03"]),
    ],
)
def test_days(tmp_path: Path, text: str, days: list[str | None]) -> None:
    """A day that could be either way round is known where the others of its column tell; accounts and other lists are no chronologies."""
    assert [
        day for (day,) in rows(built(tmp_path, dates__csv=text), "select event_date from events order by passage_id")
    ] == days


def test_time_behind_a_day(tmp_path: Path) -> None:
    """The time of day that stands in the column of days is that of the event, and midnight none."""
    db = built(tmp_path, dates__csv="Date;Event\n2015-03-03 00:00:00;a\n2015-03-04 10:30:00;b\n")
    assert rows(db, "select event_date, start_time from events order by 1") == [
        ("2015-03-03", None),
        ("2015-03-04", "10:30"),
    ]


def test_chronology_in_a_workbook(tmp_path: Path) -> None:
    """A sheet that is called a chronology is one, and the others of its workbook are not."""
    dated = (("Date", "Details"), (43411, "Leaflets were given out."))
    book = xlsx(Sheet("Chronology", dated, {1: "d mmmm yyyy"}), Sheet("Costs", dated, {1: "d mmmm yyyy"}))
    assert rows(built(tmp_path, book__xlsx=book), EVENTS) == [
        ("2018-11-07", None, "Leaflets were given out", None, "as printed")
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a/Votes 2018.csv", "Votes 2018"), ("2018.csv", None), ("████.csv", None), ("votes", "votes")],
)
def test_name_of_file(path: str, expected: str | None) -> None:
    """A sheet without a title is called by its file, unless that says nothing or says what is withheld."""
    assert name_of_file(path) == expected


def test_names_of_sheets_are_withheld(tmp_path: Path) -> None:
    """A name that is withheld stands in no place of a row either."""
    book = xlsx(Sheet("Ada Quill", (("a", "b"), ("c", 1))), Sheet("Two", (("x", 1), ("y", 2))))
    db = built(tmp_path, book__xlsx=book, book__yml="withhold: [{name: Ada Quill, reason: privacy}]\n")
    assert b"Quill" not in db.read_bytes()
    assert [place for (place,) in rows(db, "select locator from passages")][1] == "sheet “█████████”, row 1"


def test_a_name_in_cells_with_blanks(tmp_path: Path) -> None:
    """In separated values a comma parts two cells with a blank behind it too, and is not withheld with them."""
    text = "First, Last, Votes\nAda, Quill, 12\nSam, Lark, 9\n"
    db = built(tmp_path, book__csv=text, book__yml="withhold: [{name: Ada Quill, reason: privacy}]\n")
    assert [words for (words,) in rows(db, "select text from passages order by position")][1] == "███, █████, 12"


def test_names_of_sheets_with_a_comma(tmp_path: Path) -> None:
    """A comma in the name of a sheet parts no row from it, and a long name is not cut within a word."""
    long = f"{'k' * 52} Ada Quill"
    sheets = [Sheet(name, (("Kettle " + name[:1], None), ("a", "b"))) for name in ("Quill, Ada", long)]
    db = built(tmp_path, book__xlsx=xlsx(*sheets), book__yml="withhold: [{name: Ada Quill, reason: privacy}]\n")
    assert b"Quil" not in db.read_bytes()
    assert b"Quil" not in "".join(str(place) for (place,) in rows(db, "select locator from passages")).encode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "No.,Motion,Mover,Seconder,Outcome\n1,The kettle,Leith,Hull,Carried as amended\n2,\"Tea, and when\",Hull,,\n",
            [("The kettle", "Leith", "Hull", "Carried as amended"), ("Tea, and when", "Hull", None, None)],
        ),
        (
            "Motion,Result\nThe kettle,Lost\nThe tea,carried\nThe cat,6\n",
            [("The kettle", None, None, "Lost"), ("The tea", None, None, "carried"), ("The cat", None, None, "6")],
        ),
        ("Resolution,Result\n600 dpi,sharp\n1200 dpi,sharper\n", []),
        ("Motion,Amount\nThe kettle,12\n", []),
        ("Issue,Proposed by,Resolution,Date\nIt drips,Ada Quill,New washer,2019-05-03\nIt sticks,Bo Pike,Duplicate,2019-05-04\n", []),
    ],
)  # fmt: skip
def test_motions(tmp_path: Path, text: str, expected: list[tuple[str | None, ...]]) -> None:
    """Each row of a list of motions is one, with who moved it and what became of it; a list of something else has none."""
    db = built(tmp_path, list__csv=text)
    assert rows(db, "select title, mover, seconder, outcome from motions order by id") == expected


def test_what_stands_in_a_cell_ends_there(tmp_path: Path) -> None:
    """An address ends with its cell, and what announces an event is a sentence of its cell."""
    text = "No.,Where,What\n1,https://branch.example/a,The picket takes place on 14 March 2019 at the dock gate.\n2,https://branch.example/b,Tea\n"
    db = built(tmp_path, told__csv=text)
    assert rows(db, "select url from links") == [("https://branch.example/a",), ("https://branch.example/b",)]
    assert rows(db, "select title, text from events") == [
        ("Picket", "The picket takes place on 14 March 2019 at the dock gate.")
    ]


def test_nothing_runs_in_what_is_downloaded(tmp_path: Path) -> None:
    """A row that a spreadsheet would take for a formula is guarded in the CSV for spreadsheets, and faithful in the other."""
    db = built(tmp_path, calls__csv="Name,Said\n=cmd|'/C calc'!A0,hello\n@SUM(A1),+1\n")
    export(db, tmp_path / "out", ["csv", "spreadsheet.csv"])
    faithful, safe = (
        (tmp_path / "out" / f"archive-passages.{name}").read_text() for name in ("csv", "spreadsheet.csv")
    )
    assert ("\"=cmd|'/C calc'!A0,hello\"" in faithful, '"@SUM(A1),+1"' in faithful) == (True, True)
    assert ("\"'=cmd|'/C calc'!A0,hello\"" in safe, '"\'@SUM(A1),+1"' in safe, '"=cmd' in safe) == (True, True, False)


ZEROS = "<row>" + "<c><v>0</v></c>" * 5_000_000 + "</row>"
HOSTILE = {
    "a bomb": ("x.xlsx", lambda: xlsx(Sheet("A", (("a", "b"),), below=ZEROS), packed=ZIP_DEFLATED), "its part xl/worksheets/sheet1.xml is larger"),
    "an endless column": ("x.ods", lambda: ods(table("A", one_row("x", more=f'table:number-rows-repeated="{1 << 20}"'))), "it says of cells that they are"),
    "locked": ("x.xlsx", lambda: compound({"EncryptedPackage": bytes(5000)}), "it is locked with a password; save it without one"),
    "no text": ("x.csv", lambda: b"a,b\n1,\0002\n" * 99, "it holds control characters and is not text"),
    "one endless line": ("x.csv", lambda: b"a,b\n" + b"x," * 33_000_000, "its text has more than 64,000,000 characters"),
    "half a workbook": ("x.xlsx", lambda: xlsx(Sheet("A", (("a", "b"),)))[:-300], "it is no package of XML"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile(tmp_path: Path, case: str) -> None:
    """What is made to harm, or broken on its way, is told in a sentence, and everything else is built."""
    name, made, expected = HOSTILE[case]
    sources = folder(tmp_path / "sources", day__txt=DUMP, **{name.replace(".", "__"): made()})
    db = tmp_path / "archive.db"
    assert build(sources, db).faults == []
    assert [
        reason[: len(expected)] for (reason,) in rows(db, "select reason from problems where source_id is null")
    ] == [expected]
    assert verify(db, sources).faults == []


def row(position: int, text: str, level: int = 0, kind: str = "table") -> dict[str, Any]:
    return {"position": position, "kind": kind, "text": text, "level": level}


@pytest.mark.parametrize(
    ("passages", "above", "expected"),
    [
        ([row(1, "a;b", 1), row(2, "1;2")], None, [(1, None)]),
        ([row(7, "1;2"), row(8, "3;4")], "a;b", [(None, ["a", "b"])]),
        ([row(7, "1;2"), row(8, "Two", 1, "heading"), row(9, "3;4")], "a;b", [(None, ["a", "b"]), (None, None)]),
        ([row(1, "a;b", 1), row(2, "note", 0, "paragraph"), row(3, "1;2")], None, [(1, None), (None, ["a", "b"])]),
        ([row(1, "1;2")], None, [(None, None)]),
    ],
)
def test_names_of_columns(
    passages: list[dict[str, Any]], above: str | None, expected: list[tuple[int | None, list[str] | None]]
) -> None:
    """Rows are read under the names of their columns: those in the table, or those of the row above the page, down to the next sheet."""
    found = list(laid_out.stretches(passages, True, "text/csv; delimiter=semicolon"))
    laid_out.name_columns(found, above, "text/csv; delimiter=semicolon")
    assert [(each.get("head"), each.get("columns")) for each in found if each["form"] == "table"] == expected
