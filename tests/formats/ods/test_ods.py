"""Spreadsheets of OpenDocument: sheets in order, each cell with the words that its program showed."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UnreadableError
from ingest.formats.sheets import ods as ods_format
from ingest.formats.sheets import sheet as sheet_format
from tests.formats.docx.writer import package
from tests.formats.mutated import mutated
from tests.formats.odt.writer import NAMES, p
from tests.formats.shown import as_fixtures
from tests.growth import assert_linear

GONE = (
    '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def ods(*tables: str, behind: str = "", masters: str = "") -> bytes:
    """Return a spreadsheet with these sheets; what stands `behind` them is of all of them."""
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {NAMES}><office:automatic-styles>{GONE}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{''.join(tables)}{behind}</office:spreadsheet></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {NAMES}><office:master-styles>{masters}</office:master-styles></office:document-styles>",
        }
    )


def fods(*tables: str) -> bytes:
    """Return the same in one file of XML."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMES}><office:body><office:spreadsheet>{"".join(tables)}</office:spreadsheet>'
        "</office:body></office:document>"
    ).encode()


def table(name: str, *rows: str, more: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{"".join(rows)}</table:table>'


def row(*cells: str, more: str = "") -> str:
    """Return a row; a cell that begins with `<` is written as it is."""
    inner = "".join(
        each if each.startswith("<") else f"<table:table-cell>{p(each)}</table:table-cell>" for each in cells
    )
    return f"<table:table-row {more}>{inner}</table:table-row>"


def cell(words: str = "", more: str = "", times: int = 1) -> str:
    return f'<table:table-cell table:number-columns-repeated="{times}" {more}>{words}</table:table-cell>'


def read(data: bytes) -> tuple[list[dict[str, str]], list[str]]:
    """Return the blocks of a spreadsheet as text fixtures show them, and its problems."""
    return as_fixtures(ods_format.decode(data))


def test_rows() -> None:
    """Rows stand between bars, repeated ones as often as they are shown, and empty tails nowhere; each is pointed at by its number."""
    tables = (
        table(
            "Votes", row("Branch", "Votes"), row("Leith", cell(p("340"), 'office:value-type="float" office:value="340"')),
            row(cell(times=16384), more='table:number-rows-repeated="3"'), row("Hull", "12", cell(times=16382), more='table:number-rows-repeated="2"'),
            row(cell(times=16384), more='table:number-rows-repeated="1048569"'),
        ),
    )  # fmt: skip
    for data in (ods(*tables), fods(*tables)):
        assert read(data) == (
            [
                {"heading 1": "Votes"}, {"table 1": "| Branch | Votes |"}, {"table": "| Leith | 340 |"}, {"table": "| Hull | 12 |"}, {"table": "| Hull | 12 |"},
            ],
            [],
        )  # fmt: skip
        split = ods_format.decode(data).split
        assert split
        assert [each.locator for each in split.blocks] == [
            "sheet “Votes”",
            *(f"sheet “Votes”, row {n}" for n in (1, 2, 6, 7)),
        ]


def test_cells() -> None:
    """A cell says what its program showed, in several paragraphs too; where a program wrote no words it says its value."""
    line = row(
        "a<text:span>b</text:span>  c", cell(p("one") + p("two")), cell("", 'office:value-type="percentage" office:value="0.12"'),
        cell("", 'office:value-type="date" office:date-value="2019-03-03"'), cell(p("x"), times=2), cell(p('<text:a xlink:href="https://a.example/">link</text:a>')),
    )  # fmt: skip
    assert read(ods(table("Sheet1", line)))[0][1:] == [
        {"table": "| ab c | one two | 0.12 | 2019-03-03 | x | x | link |"}, {"(link of the file)": "https://a.example/"}
    ]  # fmt: skip


def test_what_is_not_shown() -> None:
    """Hidden sheets, rows and columns, covered cells, comments, formulas, names and what stood there before stay under names."""
    note = f"<office:annotation>{p('Why?')}</office:annotation>"
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    tables = (
        table(
            "Votes", columns, row("Branch", "secret", "Votes"), row("Hull", "x", "1", more='table:visibility="filter"'),
            row(cell(p("All") + note, 'table:formula="of:=&quot;A&quot;"'), f"<table:covered-table-cell>{p('below')}</table:covered-table-cell>", "2"),
        ),
        table("Gone", row("a", "b"), more='table:style-name="gone"'),
    )  # fmt: skip
    names = '<table:named-expressions><table:named-range table:name="Total" table:cell-range-address="$Votes.$C$3"/></table:named-expressions>'
    before = (
        "<table:tracked-changes><table:cell-content-change><table:previous>"
        f"<table:change-track-table-cell>{p('41')}</table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>"
    )
    footer = f"<style:master-page><style:footer>{p('Draft')}</style:footer></style:master-page>"
    assert read(ods(before, *tables, behind=names, masters=footer)) == (
        [
            {"heading 1": "Votes"}, {"table 1": "| Branch | Votes |"}, {"(hidden column)": "secret"}, {"(hidden row)": "Hull | 1\nx"},
            {"table": "| All | 2 |"}, {"(covered cell)": "below"}, {"(comment of the file)": "A3: Why?"}, {"(formula)": 'A3: ="A"'},
            {"(hidden sheet)": "Gone\na | b"}, {"(defined name)": "Total = $Votes.$C$3"}, {"(deleted text)": "41"}, {"(page footer)": "Draft"},
        ],
        [sheet_format.HIDDEN.format("1 sheet, 1 row, 1 cell")],
    )  # fmt: skip


def test_what_else_stands_in_cells() -> None:
    """Lists and tables in a cell are read; charts and other documents are told."""
    inner = (
        f"<text:list><text:list-item>{p('one')}</text:list-item><text:list-item>{p('two')}</text:list-item></text:list>"
    )
    data = ods(table("A", row("a", cell(inner)), row("b", cell(f"<draw:frame><draw:object/></draw:frame>{p('c')}"))))
    assert read(data) == (
        [{"heading 1": "A"}, {"table": "| a | one two |"}, {"table": "| b | c |"}], [sheet_format.OBJECTS.format(1)],
    )  # fmt: skip


def test_what_stands_beside_the_words_of_a_cell() -> None:
    """What a cell holds and its format shows nothing of, hidden words and notes in it stay under names."""
    inner = (
        'a<text:hidden-text text:string-value="gone"/><text:note><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{p('Why?')}</text:note-body></text:note>"
    )
    held = cell(p(""), 'office:value-type="float" office:value="5"')
    assert read(ods(table("A", row("x", "y"), row(cell(p(inner)), "b", held))))[0][1:] == [
        {"table": "| x | y |"}, {"table": "| a[1] | b |"}, {"(hidden text)": "gone"}, {"(note)": "Why?"}, {"(hidden cell)": "5"},
    ]  # fmt: skip


def test_header_that_is_told() -> None:
    """Rows that are repeated on each page, and the first of a range that is filtered, name the columns."""
    numbers = [row("1", "2"), row("3", "4"), row("5", "6")]
    titled = table("One", f"<table:table-header-rows>{numbers[0]}</table:table-header-rows>", *numbers[1:])
    assert read(ods(titled))[0][1] == {"table 1": "| 1 | 2 |"}
    filtered = (
        '<table:database-ranges><table:database-range table:target-range-address="One.A2:One.B3" table:display-filter-buttons="true"/>'
        "</table:database-ranges>"
    )
    assert read(ods(table("One", *numbers), behind=filtered))[0][2] == {"table 1": "| 3 | 4 |"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"kettle", "it holds no spreadsheet of OpenDocument", id="no package"),
        pytest.param(package({"content.xml": "<a/>"}), "it holds no spreadsheet of OpenDocument", id="another package"),
        pytest.param(ods(table("One", row(cell(times=5)))), "its sheets hold no words", id="empty"),
        pytest.param(
            ods(table("One", row(cell(p("x"), times=16384), more='table:number-rows-repeated="1048576"'))),
            "it says of cells that they are repeated",
            id="bomb",
        ),
        pytest.param(
            ods(table("One", row("x", more='table:number-rows-repeated="1048576"'))),
            "it says of cells that they are repeated",
            id="column",
        ),
    ],
)
def test_refused(data: bytes, words: str) -> None:
    """A file that cannot be read says why, in a sentence."""
    with pytest.raises(UnreadableError) as raised:
        ods_format.decode(data)
    assert str(raised.value).startswith(words), raised.value


PIECES = [
    p("x"), "<table:table-row>", "</table:table-row>", "<table:table-cell>", "</table:table-cell>", '<table:table-cell table:number-columns-repeated="-5">',
    '<table:table-row table:number-rows-repeated="99999999999">', "<table:covered-table-cell/>", "<office:annotation>", "</office:annotation>", "<draw:frame/>",
]  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_sheet(pieces: list[str]) -> None:
    """Whatever stands in a sheet, it is read, or refused in a sentence."""
    with suppress(UnreadableError):
        read(ods(table("One", *pieces), table("Two", row("a", "b"))))


WHOLE = ods(table("Votes", row("Branch", "Votes"), row("Leith", "340")), table("Notes", row("a", "b")))


@settings(max_examples=60)
@given(mutated(WHOLE))
def test_mutated(data: bytes) -> None:
    """A spreadsheet of which bytes have changed is read, or refused in a sentence."""
    with suppress(UnreadableError):
        read(data)


@pytest.mark.alone
@pytest.mark.parametrize("what", ["rows", "cells", "empty rows", "groups", "comments"])
def test_growth(what: str) -> None:
    """Whatever there is more and more of, the time grows with it and no faster."""

    def made(size: int) -> bytes:
        note = cell(p("x") + f"<office:annotation>{p('Why?')}</office:annotation>")
        return ods(
            {
                "rows": table("A", row("a", "b", "c") * size),
                "cells": table("A", row(*["a"] * size)),
                "empty rows": table(
                    "A", row("a", "b"), row(cell(times=9), more='table:number-rows-repeated="9"') * size
                ),
                "groups": table("A", f"<table:table-row-group>{row('a', 'b')}</table:table-row-group>" * size),
                "comments": table("A", row(note, "b") * size),
            }[what]
        )

    held = {size: made(size) for size in (500, 2000)}
    assert_linear(lambda size: ods_format.decode(held[size]), 500)
