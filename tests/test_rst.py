"""reStructuredText: every word in exactly one block, in its exact place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats import rst, rst_machine
from tests.cases import Case, cases
from tests.test_markdown import check_tiling, described

PIECES = [
    "word", "two words", "“quoted”", "é", "\n", "\n", "\n\n", "\r\n", "\r", "\n\n\n", "    ", "  ", "\t", " ", "\xa0", "\x0c", "\x0b",
    "\x00", "\ufeff", "\u2028", "\x85", "- ", "* ", "1. ", "(a) ", "#. ", "[1]", "[#]_", ".. ", ".. note::", ".. [1] ", ".. _a: b", ".. |x| replace:: y",
    ".. include:: /etc/passwd", ".. raw:: html", ".. csv-table:: x\n   :url: http://a.example", ".. role:: x", ".. contents::", ".. date::", ".. unheard:: of",
    "====", "----", "~~", "=", "+--+--+", "|a |b |", "==  ==", "--  --", "| verse", ":Field: words", ":Date:", ":x:", "-- Tobias", "::", ">>> 1", "`a`_", "*b",
    "..", "__ x", "--opt  words", "term\n    definition", "\\",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
LINES = st.lists(st.lists(st.sampled_from(PIECES), max_size=4).map("".join), max_size=30).map("\n".join)


@pytest.mark.parametrize("case", cases("../formats/rst"))
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_blocks(case: Case, newline: str) -> None:
    """A text has the blocks that a person would mark in it, whatever its line ends are."""
    text = case.text.replace("\n", newline)
    found = rst.split(text)
    check_tiling(found, text)
    blocks = [described(block, text) for block in found.blocks]
    assert [{name: words.replace(newline, "\n") for name, words in each.items()} for each in blocks] == case.expected[
        "blocks"
    ]
    assert found.front_matter == case.expected.get("front matter", {})
    assert found.problems == []


@given(st.text() | SOUP | LINES)
def test_nothing_is_lost(text: str) -> None:
    """Every character but white space is in exactly one block, and nothing else is read or said."""
    check_tiling(rst.split(text), text)


def test_nothing_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    """Mistakes in a text, and files that it asks for, are passed over in silence."""
    text = "Title\n==\n\n.. include:: /etc/passwd\n\n.. raw:: html\n   :file: /etc/passwd\n\n.. csv-table::\n   :url: http://a.example\n\n*x `y |z|_\n"
    check_tiling(rst.split(text), text)
    assert capfd.readouterr() == ("", "")


def test_a_byte_order_mark_hides_nothing() -> None:
    """A heading after a byte order mark is a heading."""
    assert [block.kind for block in rst.split("\ufeffMinutes\n=======\n").blocks] == [
        "byte order mark",
        "heading",
        "markup",
    ]


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "text",
    [
        "- " * 2_000 + "a", "1. " * 1_000 + "a", "\n".join(" " * n + "a\n" for n in range(500)), "*" * 50_000, "`a" * 20_000,
        ".. note:: " * 500 + "a", "+--" * 5_000 + "+", "a\n=\n" * 2_000, "| " * 20_000, ".. x::\n\n" * 3_000, "word " * 20_000,
    ],
    ids=lambda text: text[:4].strip(),
)  # fmt: skip
def test_absurd_input_ends(text: str) -> None:
    """Texts made to hold a parser up are read in a moment, and nothing of them is lost."""
    check_tiling(rst.split(text), text)


def test_long_texts_are_read_as_plain_text() -> None:
    """One megabyte is the limit, beyond it a problem says how the text was read."""
    text = "Words of a paragraph.\n\n" * 50_000
    found = rst.split(text)
    assert [reason for reason, _, _ in found.problems] == [rst.TOO_LONG]
    check_tiling(found, text)


def test_lists_nested_too_often_are_read_as_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Docutils comes to each line again for every list that it stands in; where that is too often, a problem says how the text was read."""
    monkeypatch.setattr(rst_machine, "MOST_STEPS", 20_000)
    text = ("- " * 30 + "a\n\n") * 400
    found = rst.split(text)
    assert [reason for reason, _, _ in found.problems] == [rst.TOO_NESTED]
    check_tiling(found, text)


def test_lists_of_people_are_read() -> None:
    """Lists in lists, as deep as people nest them, are read as lists however long the text is."""
    text = "- a\n\n  - b\n\n    - c\n\n      1. d\n\n" * 500
    found = rst.split(text)
    assert found.problems == []
    assert sum(block.kind == "list item" for block in found.blocks) == 2_000
