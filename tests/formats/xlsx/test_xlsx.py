"""Workbooks of Excel: sheets in order, each cell as it is shown, and what is not shown kept beside it."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UnreadableError
from ingest.formats.sheets import sheet as sheet_format
from ingest.formats.sheets import workbook
from ingest.formats.sheets import xlsx as xlsx_format
from ingest.verify import verify
from tests.archives import built, rows
from tests.formats.docx.writer import OFFICE, RELATIONS, package
from tests.formats.mutated import mutated
from tests.formats.shown import as_fixtures
from tests.formats.xlsx.writer import NAMES, Sheet, comments, drawing, xlsx
from tests.growth import assert_linear

VOTES = (("Branch", "Votes", "Share"), ("Leith", 340, 0.125), ("Humber", 1200, 0.875))


def read(data: bytes) -> tuple[list[dict[str, str]], list[str]]:
    """Return the blocks of a workbook as text fixtures show them, and its problems."""
    return as_fixtures(workbook.decode(data))


def places(data: bytes) -> list[str | None]:
    split = workbook.decode(data).split
    assert split
    return [each.locator for each in split.blocks if not each.discard]


def test_rows() -> None:
    """A sheet stands under its name, its rows between bars, the line above them by itself, and each is pointed at by its number."""
    data = xlsx(
        Sheet(
            "Votes",
            (("Votes by branch, 2018",), (), *VOTES, (), ("Spoilt papers are left out.",)),
            {2: "#,##0", 3: "0.0%"},
        ),
        Sheet("Notes", (("a | b", "  c\nd "), ("e",))),
    )
    assert read(data) == (
        [
            {"heading 1": "Votes"}, {"paragraph": "Votes by branch, 2018"}, {"table 1": "| Branch | Votes | Share |"},
            {"table": "| Leith | 340 | 12.5% |"}, {"table": "| Humber | 1,200 | 87.5% |"}, {"paragraph": "Spoilt papers are left out."},
            {"heading 1": "Notes"}, {"table": "| a \\| b | c d |"}, {"paragraph": "e"},
        ],
        [],
    )  # fmt: skip
    rows_of = [f"sheet “Votes”, row {n}" for n in (1, 3, 4, 5, 7)]
    assert places(data) == ["sheet “Votes”", *rows_of, "sheet “Notes”", "sheet “Notes”, row 1", "sheet “Notes”, row 2"]


def test_names_that_nobody_gave() -> None:
    """The name that a program gives to the only sheet is no heading."""
    for name in ("Sheet1", "Tabelle1", "Feuil1"):
        assert read(xlsx(Sheet(name, VOTES)))[0][0] == {"(sheet name)": name}
    assert read(xlsx(Sheet("Sheet1", VOTES), Sheet("Sheet2")))[0][0] == {"(sheet name)": "Sheet1"}
    assert read(xlsx(Sheet("Sheet1", VOTES), Sheet("Sheet2", VOTES)))[0][0] == {"heading 1": "Sheet1"}


def test_cells() -> None:
    """Words, numbers, dates, truths, faults and results of formulas are shown as Excel shows them; what begins with noughts keeps them."""
    cells = (
        "007", "<v>7</v>", '<c r="C1" t="b"><v>1</v></c>', '<c r="D1" t="e"><v>#N/A</v></c>', '<c r="E1" t="str"><f>A1&amp;"x"</f><v>007x</v></c>',
        '<c r="F1" t="inlineStr"><is><r><t>in</t></r><r><t xml:space="preserve"> line</t></r></is></c>', '<c r="G1" t="d"><v>2019-03-03T00:00:00</v></c>',
        "a_x000D_b",
        -12.5,
    )  # fmt: skip
    blocks, problems = read(xlsx(Sheet("One", (cells,), {2: "000", 9: "[$£-809]#,##0.00"})))
    assert blocks[1:] == [
        {"table": "| 007 | 007 | TRUE | #N/A | 007x | in line | 2019-03-03 | a b | -£12.50 |"}, {"(formula)": 'E1: =A1&"x"'}
    ]  # fmt: skip
    assert problems == []


def test_dates() -> None:
    """Days are counted from 1900 on or, where the workbook says so, from 1904 on."""
    data = ("a", "b"), ("x", 42065)
    one = Sheet("One", data, {2: "d mmm yyyy"})
    assert read(xlsx(one))[0][2] == {"table": "| x | 2 Mar 2015 |"}
    assert read(xlsx(one, setting='<workbookPr date1904="1"/>'))[0][2] == {"table": "| x | 3 Mar 2019 |"}


def test_what_is_not_shown() -> None:
    """Hidden sheets, rows and columns, what a merged cell covers and what its format shows nothing of stay under names, and are told."""
    hidden = Sheet("Gone", (("secret", 1),), state="veryHidden")
    wide = Sheet(
        "Votes",
        (("Branch", "Votes", "Why"), ("Leith", 340, "rain"), ("Hull", 1, "wind"), ("Both", "covered", 2), ("x", 5, 6)),
        hidden=(3,),
        hidden_columns=(3,),
        below='<mergeCells><mergeCell ref="A4:B4"/></mergeCells>',
    )
    assert read(xlsx(wide, hidden, Sheet("Odd", (("a", 5),), {2: ";;;"}))) == (
        [
            {"heading 1": "Votes"}, {"table 1": "| Branch | Votes |"}, {"(hidden column)": "Why"}, {"table": "| Leith | 340 |"},
            {"(hidden column)": "rain"}, {"(hidden row)": "Hull | 1\nwind"}, {"table": "| Both |"},
            {"(hidden column)": "2"}, {"(covered cell)": "covered"}, {"table": "| x | 5 |"}, {"(hidden column)": "6"},
            {"(hidden sheet)": "Gone\nsecret | 1"}, {"heading 1": "Odd"}, {"paragraph": "a"}, {"(hidden cell)": "5"},
        ],
        [sheet_format.HIDDEN.format("1 sheet, 1 row, 5 cells")],
    )  # fmt: skip


def test_what_has_no_room() -> None:
    """What a cell holds, and its format or another value in the file stands in place of, stays under a name; in a hidden sheet too."""
    cells = (("Rejected", 5, '<c r="C1" t="inlineStr"><is><t>one</t></is><v>two</v></c>'),)
    sheets = [
        Sheet("A", cells, {1: '0;0;"@";"Approved"', 2: '"Paid"'}),
        Sheet("B", (("a", "b"),), hidden_columns=(2,), state="hidden"),
    ]
    assert read(xlsx(*sheets))[0] == [
        {"heading 1": "A"}, {"table": "| Approved | Paid | two |"}, {"(hidden cell)": "Rejected"}, {"(hidden cell)": "5"},
        {"(hidden cell)": "one"}, {"(hidden sheet)": "B\na\nb"},
    ]  # fmt: skip


def test_results_that_are_not_known() -> None:
    """Where a program wrote some result for each formula, and leaves the computing to another, that is told."""
    setting = '<calcPr calcId="1" fullCalcOnLoad="1"/>'
    assert read(xlsx(Sheet("A", (("a", "<f>1+1</f><v>0</v>"),)), setting=setting))[1] == [xlsx_format.NOT_YET]
    assert read(xlsx(Sheet("A", (("a", 1),)), setting=setting))[1] == []
    assert read(xlsx(Sheet("A", (("a", "<f>1+1</f><v>2</v>"),))))[1] == []


def test_what_stands_beside() -> None:
    """Boxes are read; comments, headers, links, names, charts and formulas stay under names, each with its cell."""
    data = xlsx(
        Sheet(
            "Votes",
            (*VOTES, ("All", "<f>SUM(B2:B3)</f><v>1540</v>", "<f t=\"shared\" ref=\"C4:C9\" si=\"0\">B4*2</f><v>1</v>")),
            below='<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12Draft &amp;&amp; more&amp;RPage &amp;P</oddHeader></headerFooter>',
            parts={
                "comments": comments(("B2", "Ask Leith.")), "drawing": drawing("A box"),
                "threadedComment": "<a><threadedComment ref='B3'><text>Why?</text></threadedComment></a>",
            },
            links=("https://branch.example/votes",),
        ),
        names='<definedName name="Total">Votes!$B$4</definedName><definedName name="_xlnm.Print_Area">Votes!$A$1</definedName>',
    )  # fmt: skip
    assert read(data)[0][4:] == [
        {"table": "| All | 1540 | 1 |"}, {"paragraph": "A box"}, {"(page header)": "Draft & more Page"}, {"(comment of the file)": "B2: Ask Leith."},
        {"(comment of the file)": "B3: Why?"}, {"(link of the file)": "https://branch.example/votes"},
        {"(formula)": "B4: =SUM(B2:B3)\nC4:C9: =B4*2"}, {"(defined name)": "Total = Votes!$B$4"},
    ]  # fmt: skip


def test_results_that_are_not_there() -> None:
    """A formula is not computed: where the file holds no result that is told."""
    blocks, problems = read(xlsx(Sheet("One", (("a", "b", "<f>1+1</f>"),))))
    assert (blocks[1], problems) == ({"table": "| a | b |"}, [sheet_format.UNCOMPUTED.format(1)])


@pytest.mark.parametrize(
    ("below", "names", "expected"),
    [
        ("", "", 1),
        ('<autoFilter ref="A2:C4"/>', "", 2),
        ("", '<definedName name="_xlnm.Print_Titles" localSheetId="0">One!$A:$A,One!$2:$2</definedName>', 2),
    ],
)
def test_header_that_is_told(below: str, names: str, expected: int) -> None:
    """The row that the file says names the columns does so, whatever it looks like."""
    data = xlsx(Sheet("One", (("a", "b", "c"), (1, 2, 3), (4, 5, 6)), below=below), names=names)
    assert [n for n, each in enumerate(read(data)[0]) if "table 1" in each] == [expected]


def test_table_that_is_marked() -> None:
    """A table that is marked as one says which row names its columns."""
    table = f'<table {NAMES} ref="A2:C4"/>'
    assert [*read(xlsx(Sheet("One", (("a", "b"), ("c", "d"), ("e", "f")), parts={"table": table})))[0][2]] == [
        "table 1"
    ]


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
ENTITY = '<!DOCTYPE sst [<!ENTITY a "kettle"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"kettle", "it is no workbook of Excel", id="no package"),
        pytest.param(package({"a.xml": "<a/>"}), "it holds no sheets", id="another package"),
        pytest.param(LOCKED, "it is a damaged compound file", id="locked and damaged"),
        pytest.param(xlsx(Sheet("One")), "its sheets hold no words", id="empty"),
        pytest.param(xlsx(Sheet("One", (("a", 1),), state="hidden")), "its sheets hold no words", id="all hidden"),
        pytest.param(xlsx(Sheet("One", (("a", 1),)))[:-400], "it is no package of XML", id="cut off"),
        pytest.param(
            package({"_rels/.rels": f'<Relationships {RELATIONS}><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="a.bin"/></Relationships>'}),
            "it is a binary workbook", id="binary",
        ),
    ],
)  # fmt: skip
def test_refused(data: bytes, words: str) -> None:
    """A file that cannot be read says why, in a sentence."""
    with pytest.raises(UnreadableError) as raised:
        workbook.decode(data)
    assert str(raised.value).startswith(words), raised.value


def test_strings_that_are_not_there() -> None:
    """A cell that points at words beyond the end is empty, and told."""
    data = xlsx(Sheet("One", (("a", "b", 5), ("c", "d", 6))), strings="<si><t>only</t></si>")
    assert read(data) == (
        [{"heading 1": "One"}, {"table": "| only | 5 |"}, {"paragraph": "6"}],
        [xlsx_format.LOST.format(3)],
    )


def test_far_away() -> None:
    """What says that it reaches to the last cell there is takes no room for what is empty, and odd places are no fault."""
    far = '<c r="XFD1"><v>2</v></c>'
    data = xlsx(
        Sheet(
            "One",
            ((1, far), ('<c r="ZZZZ9"><v>3</v></c>', '<c r="A0"><v>4</v></c>')),
            below='<dimension ref="A1:XFD1048576"/>',
        )
    )
    assert read(data)[0][1:] == [{"table": "| 1 | 2 |"}, {"paragraph": "4"}, {"(cell of the same name)": "3"}]
    assert len(workbook.decode(data).text) < 200


def test_no_entity_is_expanded() -> None:
    """What a file declares as an abbreviation is not written out."""
    whole = _with(xlsx(Sheet("One", (("a", 1),))), {"xl/sharedStrings.xml": ENTITY})
    assert "kettle" not in workbook.decode(whole).text


def _with(data: bytes, parts: dict[str, str]) -> bytes:
    """Return a package with some parts replaced."""
    with ZipFile(BytesIO(data)) as held:
        return package({name: held.read(name) for name in held.namelist()} | parts)


def test_a_sheet_named_twice() -> None:
    """A sheet that is named many times stands once."""
    data = xlsx(Sheet("One", (("a", 1),)))
    many = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, 500))
    whole = _with(data, {"xl/workbook.xml": f"<workbook {NAMES}><sheets>{many}</sheets></workbook>"})
    assert len(read(whole)[0]) == 2


def test_bombs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet that unpacks to more than a part may have, or has more cells than are read, is refused."""
    monkeypatch.setattr("ingest.formats.sheets.xlsx_sheet.MOST_CELLS", 10)
    rows_of = tuple((n, n) for n in range(20))
    data = xlsx(Sheet("One", rows_of), packed=ZIP_DEFLATED)
    monkeypatch.setattr("ingest.formats.package.MOST_IN_A_PART", 900)
    with pytest.raises(UnreadableError, match="larger than 900 bytes"):
        workbook.decode(data)


INNER = st.lists(
    st.sampled_from(
        [
            '<row r="2">',
            "</row>",
            '<c r="B2" t="s">',
            "</c>",
            "<v>",
            "</v>",
            "0",
            "1",
            "-5",
            "<f>",
            "</f>",
            "<is><t>x</t></is>",
            '<mergeCell ref="A1:XFD9"/>',
        ]
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(INNER)
def test_any_sheet(pieces: list[str]) -> None:
    """Whatever stands in a sheet, it is read, or refused in a sentence."""
    data = _with(
        xlsx(Sheet("One", VOTES)),
        {"xl/worksheets/sheet1.xml": f"<worksheet {NAMES}><sheetData>{''.join(pieces)}</sheetData></worksheet>"},
    )
    with suppress(UnreadableError):
        read(data)


WHOLE = xlsx(
    Sheet("Votes", VOTES, {2: "#,##0"}, parts={"comments": comments(("B2", "Why?")), "drawing": drawing("A box")}),
    Sheet("Two", (("a", "b"),)),
)


@settings(max_examples=60)
@given(mutated(WHOLE))
def test_mutated(data: bytes) -> None:
    """A workbook of which bytes have changed is read, or refused in a sentence."""
    with suppress(UnreadableError):
        read(data)


def test_archive(tmp_path: Path) -> None:
    """A workbook is one document, titled by the line above its first table; each row is a passage, and nothing is lost."""
    sheet = Sheet("Votes", (("Votes by branch",), *VOTES), {2: "#,##0", 3: "0.0%"}, hidden=(4,))
    db = built(tmp_path, votes__xlsx=xlsx(sheet, Sheet("Notes", (("Of the count", 2018), ("in the hall", 2019)))))
    assert rows(db, "select kind, title, id from documents") == [("spreadsheet", "Votes by branch", "votes")]
    assert rows(db, "select locator, level, text from passages where kind = 'table' and text like '%Leith%' or level = 1 and kind = 'table'") == [
        ("sheet “Votes”, row 2", 1, "| Branch | Votes | Share |"), ("sheet “Votes”, row 3", 0, "| Leith | 340 | 12.5% |"),
    ]  # fmt: skip
    assert rows(db, "select text from segments where discard = 'hidden row'") == [("Humber | 1,200 | 87.5%",)]
    assert verify(db, tmp_path / "sources").faults == []


@pytest.mark.alone
@pytest.mark.parametrize(
    "what", ["rows", "columns", "merged", "strings", "hidden columns", "formulas", "comments", "bare rows", "far cells"]
)
def test_growth(what: str) -> None:
    """Whatever there is more and more of, the time grows with it and no faster."""

    def made(size: int) -> bytes:
        many = range(size)
        return xlsx(
            {
                "rows": Sheet("A", tuple((f"word {n}", n, "again") for n in many)),
                "columns": Sheet("A", (tuple(many[:9000]), tuple(many[:9000]))),
                "merged": Sheet(
                    "A", tuple((n, n) for n in many), below="".join(f'<mergeCell ref="A1:B{size}"/>' for _ in many)
                ),
                "strings": Sheet("A", (("a", 1),), parts={"comments": comments(*(("A1", "x" * 20) for _ in many))}),
                "hidden columns": Sheet("A", (("a", 1),), hidden_columns=tuple(1 + n % 9 for n in many)),
                "formulas": Sheet("A", tuple(("<f>A1</f><v>1</v>", 2) for _ in many)),
                "comments": Sheet(
                    "A", tuple((n, 1) for n in many), parts={"comments": comments(*((f"A{n}", "x") for n in many))}
                ),
                "bare rows": Sheet("A", (("a", 1),), below='<row/><row r="5"/>' * size),
                "far cells": Sheet(
                    "A", tuple((f'<c r="{chr(65 + n % 26)}{chr(65 + n % 23)}{n + 1}"><v>1</v></c>',) for n in many)
                ),
            }[what],
            packed=ZIP_DEFLATED,
        )

    held = {size: made(size) for size in (500, 2000)}
    assert_linear(lambda size: workbook.decode(held[size]), 500)
