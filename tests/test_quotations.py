"""Quotations: every quoted stretch, nested or over several paragraphs, and who is said to have said it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats import markdown
from ingest.model import Passage, Problem, Reading
from ingest.records import article_extracts, exchanges, quotations, witness_statements
from ingest.waiting import Quotation
from tests.cases import Case, cases, check_slices, reading, shown

FINDERS = (article_extracts.find, witness_statements.find, exchanges.find, quotations.find)
PIECES = st.sampled_from(
    [
        "“",
        "”",
        "‘",
        "’",
        '"',
        "'",
        "«",
        "»",
        "„",
        " ",
        "\n\n",
        "> ",
        "word",
        "Ann Bee said: ",
        "s",
        ".",
        ":",
        "5",
        "?",
        "*",
    ]
)


def found(opened: Reading) -> list[Any]:
    """Run the finders that quotations build on, then quotations; return what these yield."""
    rows: list[Any] = []
    for find in FINDERS:
        rows = list(find(opened))
        opened.records += [row for row in rows if not isinstance(row, Problem)]
    return rows


def brief(row: Any) -> dict[str, str]:
    if isinstance(row, Problem):
        return {"problem": row.reason}
    return {name: value for name, value in shown(row).items() if name != "state"}


@pytest.mark.parametrize("case", cases("quotations"))
def test_quotations(case: Case) -> None:
    """Each case of the fixture gives the quotations it says, outer ones first."""
    assert [brief(row) for row in found(reading(case.text, **case.fields))] == case.expected


@pytest.mark.parametrize("text", ["“a ‘b’ c”", "“a\n\n“b ‘c’”"])
def test_nested_quotation_names_its_parent(text: str) -> None:
    """A quotation inside another has it as its parent; ids count within the passage."""
    outer, inner = found(reading(text))
    assert (outer.parent_id, inner.parent_id) == (None, outer.id)
    assert outer.id == "doc-p1-q-1"


def test_block_quotes_are_quotations() -> None:
    """Every paragraph of a Markdown block quote is a quotation, in an extract too."""
    text = "On 3 May 2016 Ann Bee posted “Dark again”:\n\n> The lamp was never lit.\n>\n> “Never,” he said.\n"
    opened = reading(text)
    blocks = [block for block in markdown.split(text).blocks if not block.discard]
    opened.passages = opened.passages[: len(blocks)]
    for passage, block in zip(opened.passages, blocks, strict=True):
        passage.kind, passage.start, passage.end = block.kind, block.start, block.end
        passage.text = text[block.start : block.end]
    rows = [row for row in found(opened) if isinstance(row, Quotation)]
    assert [(row.marks, row.text, row.claimed_title) for row in rows] == [
        ("double", "Dark again", None),
        ("block", "The lamp was never lit.", "Dark again"),
        ("block", "“Never,” he said.", "Dark again"),
        ("double", "Never,", "Dark again"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        pytest.param("The keeper’s report is here.\nCllr Ann Bee, leader of the board, said:\n\n> It is dark.\n>\n> It was lit.\n",
                     "document", ["Cllr Ann Bee", "Cllr Ann Bee"], id="said by someone, in two paragraphs"),
        pytest.param("Ann Bee said that it was dark. The board voted for this:\n\n> It is dark.\n", "document", [None], id="voted for"),
        pytest.param("It closed.\nCllr Ann Bee, Leader of the Council said:\n\n> It is dark.\n", "document", ["Cllr Ann Bee"], id="no comma behind the office"),
        pytest.param("Ann Bee, whose leader Carl Dow left said:\n\n> It is dark.\n", "document", [None], id="no office"),
        pytest.param("Ann Bee said it was dark.\n\n> It is dark.\n", "document", [None], id="no colon"),
        pytest.param("**Proposal:**\n\n> It is dark.\n", "document", [None], id="a label"),
        pytest.param("Ann Bee wrote:\n\n> It is dark.\n\nIt is.\n\n> It was lit.\n", "document", ["Ann Bee", None], id="another"),
        pytest.param("Here is what I think of what Ann Bee said:\n\n> It is dark.\n", "document", [None], id="about what was said"),
        pytest.param("This is what Ann Bee said:\n\n> It is dark.\n", "document", ["Ann Bee"], id="what was said"),
        pytest.param("Ann Bee wrote:\n\n> > It is dark.\n", "document", [None], id="quoted in what is quoted"),
        pytest.param("Ann Bee wrote:\n\n> It is dark.\n", "e-mail", [None], id="in a message"),
    ],
)  # fmt: skip
def test_who_said_a_block_quotation(text: str, kind: str, said: list[str | None]) -> None:
    """The words right above it say who, if they lead to it."""
    opened = reading(text, kind=kind)
    blocks = [block for block in markdown.split(text).blocks if not block.discard]
    opened.passages = [
        Passage(f"doc-p{n}", "doc", "doc", n, block.kind, None, f"para {n}", block.start, block.end,
                text[block.start : block.end], block.level)
        for n, block in enumerate(blocks, 1)
    ]  # fmt: skip
    rows = [row for row in found(opened) if isinstance(row, Quotation) and row.marks == "block"]
    assert [row.attributed_to for row in rows] == said


@given(st.text() | st.lists(PIECES).map("".join))
def test_any_text_can_be_read(text: str) -> None:
    """No text stops the finder; texts are slices, never blank; ids are unique; parents enclose."""
    rows = [row for row in found(reading(text)) if isinstance(row, Quotation)]
    for row in rows:
        check_slices(row, text)
        assert row.text.strip() == row.text != ""
    by_id = {row.id: row for row in rows}
    assert len(by_id) == len(rows)
    for row in rows:
        parent = by_id.get(row.parent_id or "")
        assert (parent is None) == (row.parent_id is None)
        assert parent is None or (parent.start <= row.start and row.end <= parent.end)
