"""Plain text: lines into paragraphs, whether each is one long line or was wrapped at a margin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats import plain
from tests.cases import Case, cases
from tests.growth import assert_linear
from tests.test_markdown import check_tiling, described

PIECES = [
    "word ", "two words ", "A line of about forty characters, more or", "\n", "\n", "\n\n", "\r\n", "\r", "    ", "\t", "\xa0",
    "1. ", "(a) ", "- ", "• ", "MS QUILL: ", "Q. ", "-----", "* * *", "\f", "\x0b", "\u2028", "\x85", "\ufeff", "\u200b", "é",
    "\n\nTitle: a\nDate: 5 March 2019\n", "Author: b\n", "TITLE: a\nAUTHOR: b\n", "-----\nBODY:\n", "-----\nCOMMENT:\nAUTHOR: c\n", "--------\n",
    "שלום", "😀", "e\u0301", ".", "”", "a" * 130,
]  # fmt: skip


@pytest.mark.parametrize("case", cases("../formats/plain"))
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_blocks(case: Case, newline: str) -> None:
    """A plain text has the paragraphs, items and separators that a person sees, whatever its line ends are."""
    text = case.text.replace("\n", newline)
    found = plain.split(text)
    check_tiling(found, text)
    assert [
        {name: words.replace(newline, "\n") for name, words in described(block, text).items()} for block in found.blocks
    ] == case.expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(" \n\t\r\n\xa0", [], id="white space"),
        pytest.param("no final newline", [(0, 16)], id="no final newline"),
        pytest.param("one\x0c\x0ctwo", [(0, 3), (5, 8)], id="form feeds alone"),
        pytest.param("one\n\x0ctwo\n\x0c", [(0, 3), (5, 8)], id="form feeds between lines"),
        pytest.param("one\r\rtwo", [(0, 3), (5, 8)], id="CR alone"),
        pytest.param("one\n\rtwo", [(0, 3), (5, 8)], id="LF and CR"),
    ],
)
def test_places(text: str, expected: list[tuple[int, int]]) -> None:
    """Blocks begin and end with their words."""
    assert [(block.start, block.end) for block in plain.split(text).blocks] == expected


def test_byte_order_mark() -> None:
    """A byte order mark is no part of the first line."""
    text = "\ufeffTuesday, 12 March 2019\n\nThe kettle"
    assert [described(block, text) for block in plain.split(text).blocks] == [
        {"(byte order mark)": "\ufeff"}, {"paragraph": "Tuesday, 12 March 2019"}, {"paragraph": "The kettle"},
    ]  # fmt: skip


def test_byte_order_mark_of_an_export() -> None:
    """It hides nothing of what an export says of its first post."""
    text = "\ufeffTITLE: The kettle\nAUTHOR: Ada\n-----\nBODY:\nIt is back.\n-----\n--------\n"
    assert [item.said for item in plain.split(text).items] == [
        {"kind": "blog post", "title": "The kettle", "author": "Ada"}
    ]


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_text(text: str) -> None:
    """Blocks tile any text: only white space is left out."""
    check_tiling(plain.split(text), text)
    check_tiling(plain.split(text, ("drafts", "comments")), text)


def test_speed_of_comments() -> None:
    """Four times as many comments on one post take about four times as long."""
    head, comment = (
        "TITLE: The kettle\nAUTHOR: Ada\n-----\nBODY:\nIt is back.\n-----\n",
        "COMMENT:\nAUTHOR: Bob\nSo it is.\n-----\n",
    )
    assert_linear(lambda count: plain.split(head + comment * count, ("comments",)), 8_000)


@given(st.lists(st.lists(st.sampled_from(PIECES[:3]), min_size=1, max_size=40).map("".join), min_size=1, max_size=5))
def test_unwrapped(paragraphs: list[str]) -> None:
    """Paragraphs apart by empty lines are never joined."""
    assert len(plain.split("\n\n".join(paragraphs)).blocks) == len(paragraphs)


def test_entries_of_an_export_without_words() -> None:
    """An entry of Movable Type that holds nothing but its fields is no document, and told at its fields."""
    head = "AUTHOR: Ada Quill\nTITLE: A picture\n"
    found = plain.split(f"{head}-----\nBODY:\n\n-----\n--------\n{head}-----\nBODY:\nTea.\n-----\n--------\n")
    assert found.problems == [("no words stand below the fields of this entry", 0, len(head.rstrip()))]
