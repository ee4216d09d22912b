"""Witness statements: who says what, paragraph by paragraph, and where the statement ends."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.declarations.source import Declaration
from ingest.grammar.statement_headings import heading
from ingest.model import Passage, Problem
from ingest.records import article_extracts
from ingest.records.witness_statements import WitnessStatement, find
from tests.cases import Case, cases, check_slices, reading, shown

PIECES = st.sampled_from(
    ["STATEMENT BY ", "WITNESS STATEMENT", "Witness Statement of ", "ANN BEE", "Carl Dow", "\n\n", "\n", "1. I lit it.", "2. ", "(a) ",
     "“I was there.", "Gone.”", "STATEMENT OF TRUTH", "Signed", "Dated 3 May 2016", "Name: ", "I, Carl Dow, say as follows:"]
)  # fmt: skip


def named(passage: Passage) -> str:
    """Return what a finder has said of a passage: kind, locator if it is not the position, speaker."""
    locator = f"[{passage.locator}]" if passage.locator != f"para {passage.position}" else None
    return " ".join(filter(None, [f"p{passage.position}:", passage.kind, locator, passage.speaker]))


@pytest.mark.parametrize("case", cases("witness_statements"))
def test_witness_statements(case: Case) -> None:
    """Each case of the fixture gives the statements it says, and names their passages."""
    opened = reading(case.text, **case.fields)
    opened.records += [row for row in article_extracts.find(opened) if not isinstance(row, Problem)]
    rows: list[Any] = [{"problem": row.reason} if isinstance(row, Problem) else shown(row) for row in find(opened)]
    rows += [named(passage) for passage in opened.passages if passage.kind not in ("paragraph", "list item")]
    assert rows == case.expected


def test_four_hundred_paragraphs() -> None:
    """A long statement with headings keeps the numbers it prints."""
    parts = [
        f"PART {n // 50 + 1}\n\n{n}. I saw boat {n}." if n % 50 == 1 else f"{n}. I saw boat {n}." for n in range(1, 401)
    ]
    opened = reading("WITNESS STATEMENT OF CARL DOW\n\n" + "\n\n".join(parts) + "\n\nSTATEMENT OF TRUTH\n\nSigned")
    (statement,) = find(opened)
    assert isinstance(statement, WitnessStatement)
    assert (statement.paragraph_count, statement.capacity) == (400, None)
    assert opened.passages[-3].locator == "para 400"
    assert sum(passage.kind == "heading" for passage in opened.passages) == 9


def test_printed_numbers_count_before_pages() -> None:
    """A paragraph is pointed at by the number it prints; one of a statement without numbers keeps its page."""
    for text, expected in (
        ("1. I saw it.\n\n2. I left.", ["para 1", "para 2"]),
        ("I saw it.\n\nI left.", ["p 4", "p 4"]),
    ):
        opened = reading(f"WITNESS STATEMENT OF CARL DOW\n\n{text}\n\nSigned")
        for passage in opened.passages:
            passage.locator = "p 4"
        (statement,) = find(opened)
        assert isinstance(statement, WitnessStatement)
        assert statement.paragraph_count == 2
        assert [passage.locator for passage in opened.passages[1:3]] == expected


def test_markdown_heading_ends_at_one_of_its_level() -> None:
    """A statement under a Markdown heading holds the headings below its own, and ends at the next of its level."""
    opened = reading(
        "Witness statement of Carl Dow\n\nThe lamp\n\nI saw it go out.\n\nThe oil\n\nI had none.\n\nNext\n\nI end."
    )
    for n, level in ((0, 2), (1, 3), (3, 3), (5, 2)):
        opened.passages[n].kind, opened.passages[n].level = "heading", level
    (statement,) = find(opened)
    assert isinstance(statement, WitnessStatement)
    assert (statement.first_passage_id, statement.last_passage_id, statement.paragraph_count) == ("doc-p3", "doc-p5", 2)


def test_a_statement_ends_with_the_extract_it_stands_in() -> None:
    """What follows an extract is not of the statement inside it."""
    opened = reading(
        "On 3 May 2016 Ann Bee posted “Dark”\n\n“She wrote this.”\n\nSTATEMENT BY EVE FOX\n\n“I lit it.\n\nI left.”\n\n"
        "Read the article here https://example.org\n\nI agree."
    )
    opened.records += article_extracts.find(opened)
    (statement,) = find(opened)
    assert isinstance(statement, WitnessStatement)
    assert statement.text == "“I lit it.\n\nI left.”"


def test_declared_recipient_counts_before_the_printed_one() -> None:
    """Who received a statement is as declared, where a person has declared it."""
    text = "IN THE HARBOUR COURT\n\nWITNESS STATEMENT OF CARL DOW\n\n1. I saw it.\n\nSigned"
    (statement,) = find(reading(text, Declaration(submitted_to="Harbour Court, Northmoor")))
    assert isinstance(statement, WitnessStatement)
    assert statement.submitted_to == "Harbour Court, Northmoor"


@given(st.text() | st.lists(PIECES).map("".join))
def test_any_text_can_be_read(text: str) -> None:
    """No text stops the finder; texts are slices and ids unique."""
    rows = [row for row in find(reading(text)) if isinstance(row, WitnessStatement)]
    for row in rows:
        check_slices(row, text)
        assert row.paragraph_count > 0
    assert len({row.id for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("words", "name"),
    [("AFFIDAVIT OF INDIGENCY", None), ("Affidavit of Service", None), ("AFFIDAVIT OF ANN BEE", "ANN BEE")],
)
def test_what_an_affidavit_is_for_is_nobody(words: str, name: str | None) -> None:
    """A heading that says what an affidavit is for names no witness."""
    found = heading(words)
    assert found
    assert found.sure
    assert (words[slice(*found.name)] if found.name else None) == name
