"""Separated values: each row is the slice of the file in which it stands, whatever parts its cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats.blocks import Split
from ingest.formats.sheets import separated
from ingest.grammar.cells import BARS, MEDIA_TYPES, cells, words
from ingest.verify import verify
from tests.archives import built, rows
from tests.growth import assert_linear
from tests.test_markdown import described

HEADED = "Branch,Votes,Share\nLeith,340,12%\nHumber,1200,88%\n"


def split(text: str) -> Split:
    found = separated.split(text)
    here = 0
    for block in found.blocks:
        assert here <= block.start < block.end <= len(text)
        assert not text[here : block.start].strip("\ufeff").strip()
        here = block.end
    assert not text[here:].strip("\ufeff").strip()
    return found


def read(text: str) -> list[dict[str, str]]:
    """Return the blocks of a text as text fixtures show them."""
    return [described(block, text) for block in split(text).blocks]


def parted(row: str, separator: str) -> list[str]:
    return [words(row, cell, separator) for cell in cells(row, 0, len(row), separator)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEADED, ","), ("a;b;c\nLeith;1,5;2,5\nHull;3,5;4,5\n", ";"), ("1,5;2,5\n3,5;4,5\n", ";"), ("a\tb\nx, y\tz\nu, v\tw\n", "\t"), ("a|b|c\n1|2|3\n", "|"),
        ("Bee; Ann,Leith,12\nCee; Bo,Hull,13\n", ","), ("sep=;\na,b;c\n", ";"), ("\ufeffsep=,\r\na;b,c\r\n", ","), ("one\ntwo\n", ","), ("", ","),
        ('"a;b";"c"\n"d;e";"f"\n', ";"), ("Votes by branch, 2018\n\nBranch;Votes\nLeith;1\nHull;2\nTyne;3\n", ";"), ("a,b\n1,2,3\nx\n", ","),
        ('Name,Said\nAnn,"one; two; three"\nBo,"four; five"\n', ","), ("date;time;what\n1;2;3\n", ";"),
    ],
)  # fmt: skip
def test_separator(text: str, expected: str) -> None:
    """What parts the cells is what parts most rows alike, or what the first line says."""
    assert separated.separator_in(text) == expected


@pytest.mark.parametrize(
    ("row", "separator", "expected"),
    [
        ("a,b,c", ",", ["a", "b", "c"]), ('"a,b","c ""d"" e",', ",", ["a,b", 'c "d" e', ""]), (" a ; b", ";", ["a", "b"]), ("\ta\t", "\t", ["", "a", ""]),
        ('"a\nb",c', ",", ["a\nb", "c"]), ('5" pipe,"6"" pipe"', ",", ['5" pipe', '6" pipe']),
        ('"a" b,c', ",", ['"a" b', "c"]), ('"a,b', ",", ['"a', "b"]), ("", ",", [""]),
        ("| a | b |", BARS, ["a", "b"]), ("| a \\| b |  |", BARS, ["a | b", ""]), ("| |", BARS, [""]), ("|", BARS, [""]),
        ("| a", BARS, ["a"]), ("| a \\|", BARS, ["a |"]),
        ("=1+1,-2,@x", ",", ["=1+1", "-2", "@x"]), ("007,+44", ",", ["007", "+44"]),
    ],
)  # fmt: skip
def test_cells(row: str, separator: str, expected: list[str]) -> None:
    """The cells of a row are what a program of spreadsheets would show, and nothing is computed."""
    assert parted(row, separator) == expected


def test_rows() -> None:
    """Rows are slices of the file; the one that names the columns is known, a line above or below the table stands by itself."""
    text = '\ufeff"Votes by branch",,\r\n\r\nBranch,Votes,Share\r\nLeith,340,"12,5 %"\r\n"Hull\r\nand Goole",1200,\r\n,,\r\n\r\nSource: Fairlead,,\r\n'
    assert read(text) == [
        {"(quotation mark)": '"'}, {"paragraph": "Votes by branch"}, {"(empty cells)": '",,'},
        {"table 1": "Branch,Votes,Share"}, {"table": 'Leith,340,"12,5 %"'},
        {"table": '"Hull\r\nand Goole",1200,'}, {"(empty row)": ",,"}, {"paragraph": "Source: Fairlead"}, {"(empty cells)": ",,"},
    ]  # fmt: skip
    assert [each.locator for each in split(text).blocks if not each.discard] == [f"row {n}" for n in (1, 3, 4, 5, 8)]


def test_line_that_says_what_parts() -> None:
    """The line in which a file says what parts its cells is no row."""
    assert read("sep=;\r\na;b\r\n1;2\r\n")[:2] == [{"(separator line)": "sep=;"}, {"table 1": "a;b"}]


@pytest.mark.parametrize(
    ("text", "header"),
    [
        (HEADED, 0), ("Leith,340\nHumber,1200\n", None), ("Ann Bee,Leith\nBo Cee,Hull\nCy Dee,Leith\nDi Eff,Leith\nEd Gee,Leith\n", None),
        ("Name,Branch\nAnn,Leith\nBo,Hull\n", 0), ("2019,2020\n1,2\n", None), ("Area,2019,2020\nLeith,1,2\nHull,3,4\n", 0), ("a,a\n1,2\n", None),
        ("Votes by branch\n\nBranch,Votes\nLeith,1\n", 1), ("Report,2019\nTitle of the whole,x,y\nNo.,Date,What\n1,2,3\n4,5,6\n7,8,9\n", 2),
        ("Timestamp,What is your branch?,Why did you not vote?\n1,Leith,Rain\n2,Hull,Wind\n", 0), ("only,one\n", None),
        ("Leith,n/a\nHull,340\nTyne,200\n", None), ("Leith,Rain\nHull,It was the wind that did it and nothing else at all.\n", None), ("A,B,C\n1,2,3\n", 0),
    ],
)  # fmt: skip
def test_header(text: str, header: int | None) -> None:
    """The row that names the columns is told where it is certain; else no row is."""
    levels = [block.level for block in split(text).blocks if not block.discard]
    assert (levels.index(1) if 1 in levels else None) == header


def test_list() -> None:
    """A file with one cell in each line is lines of a text."""
    assert read('one\n"two, and more"\n') == [
        {"paragraph": "one"},
        {"(quotation mark)": '"'},
        {"paragraph": "two, and more"},
        {"(quotation mark)": '"'},
    ]


def test_mark_that_nothing_closes() -> None:
    """A mark that nothing closes is told, and swallows nothing."""
    found = split('a,b\n"c,d\ne,f\n')
    assert [reason for reason, _, _ in found.problems] == [separated.UNCLOSED.format(2)]
    assert len(found.blocks) == 3
    lines = "\n".join("x" for _ in range(300))
    assert [reason for reason, _, _ in split(f'a,b\n"{lines}",c\n').problems] == [
        separated.TOO_LONG.format(2, separated.MOST_LINES)
    ]


@given(st.text(alphabet='ab,;\t|"\n\r =0', max_size=60))
def test_any_text(text: str) -> None:
    """Whatever a file holds, each of its characters is in one row or one discard; the cells of a row read back alike."""
    found = split(text)
    for block in found.blocks:
        if block.kind == "table":
            inside = cells(text, block.start, block.end, found.separator)
            assert all(block.start <= start <= end <= block.end for start, end in inside)


FILES = {
    "comma.csv": HEADED.encode(), "semicolon.csv": "Stra\xdfe;Wert\nWeg;1,5\nGasse;2,5\n".encode("cp1252"), "tab.tsv": "a\tb\n\tc\n1\t2\n".encode("utf-16"),
    "pipe.tab": b"Branch|Votes\nLeith|1\nHull|2\n",
}  # fmt: skip


def test_archive(tmp_path: Path) -> None:
    """A file is a spreadsheet whose rows are passages, called by what parts its cells and titled by its name; its bytes come back."""
    db = built(tmp_path, **{name.replace(".", "__"): data for name, data in FILES.items()})
    assert rows(db, "select file_name, media_type, documents.kind, documents.title from sources join documents on source_id = sources.id order by 1") == [
        ("comma.csv", MEDIA_TYPES[","], "spreadsheet", "comma"), ("pipe.tab", MEDIA_TYPES["|"], "spreadsheet", "pipe"),
        ("semicolon.csv", MEDIA_TYPES[";"], "spreadsheet", "semicolon"), ("tab.tsv", MEDIA_TYPES["\t"], "spreadsheet", "tab"),
    ]  # fmt: skip
    assert rows(db, "select text, locator from passages where document_id = 'semicolon' order by position") == [
        ("Straße;Wert", "row 1"), ("Weg;1,5", "row 2"), ("Gasse;2,5", "row 3"),
    ]  # fmt: skip
    assert rows(db, "select count(*) from quotations union all select count(*) from problems") == [(0,), (0,)] or rows(
        db, "select reason from problems"
    )
    assert verify(db, tmp_path / "sources").faults == []


def test_marks_around_cells_quote_nobody(tmp_path: Path) -> None:
    """The marks around cells are no quotations; those that people write in them are."""
    db = built(
        tmp_path,
        said__csv='Name,Said\nAnn,"I was there, and said so"\nBo,"He told me: “The kettle is mine.”"\n'.encode(),
    )
    assert rows(db, "select text from quotations") == [("The kettle is mine.",)]


def test_addresses_are_withheld(tmp_path: Path) -> None:
    """Addresses and telephone numbers in cells are withheld as anywhere, and the cells around them stay."""
    db = built(
        tmp_path,
        people__csv=b"Name,E-mail,Telephone,Branch\nAnn,ann@post.example,07700 900417,Leith\nBo,bo@post.example,0131 496 0012,Hull\n",
    )
    assert rows(db, "select text from passages where position = 2") == [("Ann,████████████████,████████████,Leith",)]


@pytest.mark.alone
@pytest.mark.parametrize("piece", ["a,b,c\n", '"', '"a', '"a"', '""', ",", '"\n', '",', "a", "\n", '"a""b",', '1,"x\n'])
def test_growth(piece: str) -> None:
    """Whatever is repeated, the time grows with the text and no faster."""
    assert_linear(lambda size: separated.split(piece * size), 20_000)
