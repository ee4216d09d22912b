"""Old workbooks of Excel: each cell as it is shown, as in new ones; and what only bears the name of one."""

from __future__ import annotations

from contextlib import suppress
from struct import pack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UnreadableError
from ingest.formats.decode import Decoded
from ingest.formats.sheets import separated, workbook
from ingest.formats.sheets import sheet as sheet_format
from ingest.formats.sheets import xls as xls_format
from ingest.formats.sheets.xls_records import Strings, records
from tests.compound import compound
from tests.formats.mutated import mutated
from tests.formats.shown import as_fixtures
from tests.formats.xls.writer import OF_95, Book, Sheet, box, cell, formula, number, record, string, words, xls
from tests.formats.xlsx import writer as new
from tests.growth import assert_linear

SAID = (string("Branch"), string("Votes"), string("Leith"), string("Hull", wide=True))
VOTES = [words(1, 1, 0), words(1, 2, 1), words(2, 1, 2), number(2, 2, 1200, 1), words(3, 1, 3), number(3, 2, 340, 1)]
BOOK = Book(SAID, {164: "#,##0"}, (0, 164))


def read(data: bytes) -> tuple[list[dict[str, str]], list[str]]:
    """Return the blocks of a workbook as text fixtures show them, and its problems."""
    return as_fixtures(workbook.decode(data))


def test_rows() -> None:
    """A sheet stands under its name, its rows between bars, each pointed at by its number."""
    data = xls(BOOK, Sheet("Votes", VOTES))
    assert read(data) == (
        [
            {"heading 1": "Votes"},
            {"table 1": "| Branch | Votes |"},
            {"table": "| Leith | 1,200 |"},
            {"table": "| Hull | 340 |"},
        ],
        [],
    )
    split = workbook.decode(data).split
    assert split
    assert [each.locator for each in split.blocks][-1] == "sheet “Votes”, row 3"


def test_cells() -> None:
    """Numbers in all their packings, words, results of formulas, truths and faults are shown as Excel shows them."""
    cells = [
        cell(0x27E, 1, 1, pack("<I", 7 << 2 | 2)), cell(0x27E, 1, 2, pack("<I", (1234 << 2) | 3)), cell(0x27E, 1, 3, pack("<I", 0x3FF00000)),
        record(0xBD, pack("<HHHIHIH", 0, 3, 0, 5 << 2 | 2, 2, 43527 << 2 | 2, 4)),
        cell(0x204, 1, 6, string("said")), cell(0x205, 1, 7, b"\1\0"), cell(0x205, 1, 8, b"\x2a\1"), formula(1, 9, pack("<d", 2.5)),
        formula(1, 10, b"\0\0\0\0\0\0\xff\xff"), record(0x207, string("result")), formula(1, 11, b"\1\0\1\0\0\0\xff\xff"),
        formula(1, 12, b"\2\0\7\0\0\0\xff\xff"),
        cell(0x27E, 1, 13, pack("<I", 0xFFFFFFE2)),
    ]  # fmt: skip
    book = Book(formats={165: "d mmmm yyyy"}, styles=(0, 0, 165))
    assert read(xls(book, Sheet("One", cells))) == (
        [
            {"heading 1": "One"},
            {"table": "| 7 | 12.34 | 1 | 5 | 3 March 2019 | said | TRUE | #N/A | 2.5 | result | TRUE | #DIV/0! | -8 |"},
        ],
        [xls_format.FORMULAS.format(4)],
    )


def test_what_is_not_shown() -> None:
    """Hidden sheets, rows and columns, covered cells, comments and headers stay under names; boxes are read."""
    gone = record(0x208, pack("<HHHHHHI", 2, 0, 2, 0, 0, 0, 0x20))
    narrow = record(0x7D, pack("<HHHHHH", 2, 2, 0, 0, 1, 0))
    merged = record(0xE5, pack("<H4H", 1, 3, 3, 0, 1))
    rest = [number(1, 3, 5), words(4, 1, 2), words(4, 2, 3), number(4, 4, 9), record(0x14, string("&LDraft &P"))]
    noted = [*box(2, 1, "Ask Leith.", 1), *box(0, 0, "A box", 2, kind=6)]
    data = xls(BOOK, Sheet("Votes", [gone, narrow, *VOTES, *rest, merged, *noted]), Sheet("Gone", [words(1, 1, 0)], 1))
    assert read(data) == (
        [
            {"heading 1": "Votes"}, {"table 1": "| Branch | Votes |"}, {"(hidden column)": "5"}, {"table": "| Leith | 1,200 |"},
            {"(hidden row)": "Hull | 340"}, {"table": "| Leith |  | 9 |"}, {"(covered cell)": "Hull"}, {"paragraph": "A box"}, {"(page header)": "Draft"},
            {"(comment of the file)": "A2: Ask Leith."}, {"(hidden sheet)": "Gone\nBranch"},
        ],
        [sheet_format.HIDDEN.format("1 sheet, 1 row, 1 cell")],
    )  # fmt: skip


def test_what_has_no_room() -> None:
    """What a cell holds and its format shows nothing of, or other words in place of, stays under a name."""
    book = Book(BOOK.strings, {165: ";;;", 166: '0;0;"@";"Approved"'}, (0, 165, 166))
    cells = [
        words(1, 1, 0),
        words(1, 2, 1, 2),
        number(2, 1, 5.5, 1),
        record(0xBD, pack("<HHHIH", 2, 0, 1, 7 << 2 | 2, 0)),
    ]
    held = ["Votes", "5.5", "7"]
    blocks, _ = read(xls(book, Sheet("One", cells)))
    assert [each["(hidden cell)"] for each in blocks if "(hidden cell)" in each] == held
    assert "Approved" in str(blocks)


def test_sheets_in_one_place() -> None:
    """Sheets that a file says begin at one place are read once."""
    data = xls(BOOK, Sheet("One", VOTES), Sheet("Two", VOTES))
    starts = [data.index(name) - 8 for name in (b"One", b"Two")]
    first = data[starts[0] : starts[0] + 4]
    again = data[: starts[1]] + first + data[starts[1] + 4 :]
    assert as_words(workbook.decode(data)).count("| Hull | 340 |") == 2
    assert as_words(workbook.decode(again)).count("| Hull | 340 |") == 1


@pytest.mark.parametrize(
    ("moment", "code", "expected"),
    [
        ("1899-12-31T09:30:00.000", "[h]:mm", "9:30"), ("1900-01-01T00:00:00.000", "yyyy\\-mm\\-dd", "1900-01-01"),
        ("1900-03-01T00:00:00.000", "yyyy\\-mm\\-dd", "1900-03-01"), ("1890-05-01T00:00:00.000", "0", "1890-05-01T00:00:00.000"),
        ("2019-03-03T00:00:00.000", ";;;", ""),
    ],
)  # fmt: skip
def test_moments_of_2003(moment: str, code: str, expected: str) -> None:
    """Days are counted as Excel counts them, times from the last day before 1900 on; what is before all that stands as it is."""
    said = XML.replace(b"d\\ mmmm\\ yyyy", code.encode()).replace(b"2019-03-03T00:00:00.000", moment.encode())
    blocks = read(said)[0]
    assert {"table": f"| {expected} | 12.50% |"} in blocks if expected else {"(hidden cell)": moment} in blocks


def test_what_is_wrong_with_separated_values() -> None:
    """What is told of separated values is told of them under the name of a workbook too."""
    problems = read(b'Branch;Votes\n"Leith;340\nHull;12\n')[1]
    assert problems == [separated.UNCLOSED.format("2")]


def test_excel_95() -> None:
    """Words of Excel 5 and 95 stand in the alphabet that the workbook names."""
    book = Book(above=record(0x42, pack("<H", 1251)), version=OF_95)
    cells = [cell(0x204, 1, n, pack("<H", 4) + "Урна".encode("cp1251")) for n in (1, 2)]
    assert read(xls(book, Sheet("One", cells), name="Book"))[0][1] == {"table": "| Урна | Урна |"}


@pytest.mark.parametrize("cut", range(8, 50))
def test_strings_that_go_on(cut: int) -> None:
    """Words go on in the next record wherever the one before it ends, in characters of any width."""
    said = [string("kettle"), string("Kübel", wide=True), string("tea")]
    whole = pack("<II", 3, 3) + b"".join(said)
    inside, at = None, 8
    for each in said:
        if at + 3 <= cut < at + len(each):
            inside = each[2]
        at += len(each)
    first, second = whole[:cut], (bytes([inside]) if inside is not None else b"") + whole[cut:]
    if inside and (cut - 8 - len(said[0]) - 3) % 2:
        return  # a character is never parted
    strings = Strings([first[8:], second])
    assert [strings.next() for _ in said] == ["kettle", "Kübel", "tea"]


def test_cut_off() -> None:
    """Of a workbook that breaks off what is there is read, and that is told."""
    data = xls(BOOK, Sheet("Votes", [*VOTES, *(number(n, 1, n) for n in range(4, 400))]), cut=60)
    blocks, problems = read(data)
    assert (len(blocks) > 300, problems) == (True, [xls_format.CUT_OFF])


def as_words(decoded: Decoded) -> list[str]:
    assert decoded.split
    return [decoded.text[each.start : each.end] for each in decoded.split.blocks if not each.discard]


XML = (
    b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><Styles><Style ss:ID="d"><NumberFormat ss:Format="d\\ mmmm\\ yyyy"/></Style><Style ss:ID="p">'
    b'<NumberFormat ss:Format="Percent"/></Style></Styles><Worksheet ss:Name="Votes"><Table><Column/><Column ss:Hidden="1"/><Row>'
    b'<Cell><Data ss:Type="String">Day</Data></Cell><Cell><Data ss:Type="String">secret</Data></Cell><Cell><Data ss:Type="String">Share</Data></Cell></Row>'
    b'<Row ss:Index="4"><Cell ss:StyleID="d"><Data ss:Type="DateTime">2019-03-03T00:00:00.000</Data></Cell>'
    b'<Cell ss:Index="3" ss:StyleID="p" ss:Formula="=1/8"><Data ss:Type="Number">0.125</Data><Comment><Data>Why?</Data></Comment></Cell>'
    b"</Row></Table></Worksheet>"
    b'<Worksheet ss:Name="Gone"><Table><Row><Cell><Data ss:Type="Boolean">1</Data></Cell></Row></Table>'
    b"<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>"
)


def test_xml_of_2003() -> None:
    """A workbook in one file of XML is read under the name that most programs give it."""
    assert read(XML) == (
        [
            {"heading 1": "Votes"}, {"table 1": "| Day | Share |"}, {"(hidden column)": "secret"}, {"table": "| 3 March 2019 | 12.50% |"},
            {"(comment of the file)": "C4: Why?"}, {"(formula)": "C4: =1/8"}, {"(hidden sheet)": "Gone\nTRUE"},
        ],
        [sheet_format.HIDDEN.format("1 sheet, 1 cell")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(new.xlsx(new.Sheet("Two", (("a", "b"),))), ["Two", "| a | b |"], id="new"),
        pytest.param(b"Branch\tVotes\nLeith\t340\n", ["| Branch | Votes |", "| Leith | 340 |"], id="separated"),
        pytest.param(
            b"<html><body><table><tr><td>a</td><td>b</td></tr></table></body></html>", ["| a | b |"], id="page"
        ),
    ],
)
def test_other_files(data: bytes, expected: list[str]) -> None:
    """A file that only bears the name of an old workbook is read as what it is."""
    assert as_words(workbook.decode(data)) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"kettle", workbook.NONE, id="words"),
        pytest.param(bytes(range(256)) * 9, workbook.NONE, id="bytes"),
        pytest.param(compound({"WordDocument": bytes(5000)}), xls_format.OTHER, id="a letter"),
        pytest.param(compound({"EncryptedPackage": bytes(5000)}), xls_format.LOCKED, id="a new one, locked"),
        pytest.param(xls(Book(above=record(0x2F, bytes(6))), Sheet("One", VOTES)), xls_format.LOCKED, id="locked"),
        pytest.param(b"\x09\x04\x06\0\0\0\x10\0\0\0" + bytes(99), workbook.TOO_OLD, id="too old"),
        pytest.param(xls(BOOK, Sheet("One", [])), sheet_format.EMPTY, id="empty"),
    ],
)
def test_refused(data: bytes, expected: str) -> None:
    """A file that cannot be read says why, in a sentence."""
    with pytest.raises(UnreadableError) as raised:
        workbook.decode(data)
    assert str(raised.value) == expected


WHOLE = xls(
    BOOK, Sheet("Votes", [*VOTES, *box(2, 1, "Ask.", 1)]), Sheet("Two", [words(1, 1, 0), formula(1, 2, bytes(8))])
)


@settings(max_examples=100)
@given(mutated(WHOLE))
def test_mutated(data: bytes) -> None:
    """A workbook of which bytes have changed is read, or refused in a sentence."""
    with suppress(UnreadableError):
        read(data)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    0xFD,
                    0x204,
                    0x27E,
                    0xBD,
                    0x203,
                    6,
                    0x205,
                    0x207,
                    0x208,
                    0x7D,
                    0xE5,
                    0x1C,
                    0x5D,
                    0x1B6,
                    0x14,
                    0x809,
                    0x0A,
                    0x3C,
                ]
            ),
            st.binary(max_size=24),
        ),
        max_size=12,
    )
)
def test_any_records(pieces: list[tuple[int, bytes]]) -> None:
    """Whatever records stand in a sheet, it is read, or refused in a sentence."""
    with suppress(UnreadableError):
        read(xls(BOOK, Sheet("Votes", [*VOTES, *(record(kind, data) for kind, data in pieces)])))


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """Any bytes are records as far as they go, and strings as far as they go."""
    assert sum(len(each.whole) for each in records(data)) <= len(data)
    strings = Strings([data[:50], data[50:]])
    while not strings.is_over:
        strings.next()


@settings(max_examples=60)
@given(mutated(XML))
def test_mutated_xml(data: bytes) -> None:
    """A workbook in XML of which bytes have changed is read, or refused in a sentence."""
    with suppress(UnreadableError):
        as_words(workbook.decode(data))


@pytest.mark.alone
@pytest.mark.parametrize("what", ["cells", "rows", "strings", "continued", "merged", "notes", "sheets"])
def test_growth(what: str) -> None:
    """Whatever there is more and more of, the time grows with it and no faster."""

    def made(size: int) -> bytes:
        many = range(1, size + 1)
        sheet = {
            "cells": [number(1 + n // 250, 1 + n % 250, n) for n in many],
            "rows": [number(n, 1 + n % 2, n) for n in many],
            "merged": [
                *(number(n, 1, n) for n in many),
                record(0xE5, pack("<H", 900) + pack("<4H", 0, size, 0, 3) * 900),
            ],
            "notes": [number(1, 1, 1), *(each for n in many for each in box(1, 1, "Why?", n))],
        }.get(what, [words(1, 1, 0)])
        strings = [string("kettle")] * (size if what == "strings" else 1)
        if what == "continued":
            return xls(
                Book([pack("<H", min(size * 9, 65_000)) + b"\0" + b"a" * 5_000], strings_cut=20),
                Sheet("A", [*sheet, record(0x3C, b"\0a") * size]),
            )
        return xls(Book(strings), *([Sheet("A", sheet)] * (size if what == "sheets" else 1)))

    held = {size: made(size) for size in (500, 2000)}
    assert_linear(lambda size: workbook.decode(held[size]), 500)
