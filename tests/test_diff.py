"""Word by word comparison of two texts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.matching.diff import Piece, as_json, diff, words_added, words_removed
from tests.cases import Case, cases

MARKS = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
WORDS = st.lists(st.sampled_from(["a", "the", "clerk", "may", " ", " ", " ", "\n", ",", ".", "’"])).map("".join)
TEXTS = WORDS | st.text()


@pytest.mark.parametrize("case", cases("diff"))
def test_diff(case: Case) -> None:
    """The pieces are whole words, at the bounds of sentences and clauses."""
    pieces = diff(case.fields["before"], case.text)
    assert "".join(MARKS[kind].format(text) for kind, text in pieces) == case.expected


@given(TEXTS, TEXTS)
def test_both_texts_come_back(before: str, after: str) -> None:
    """What stayed and what was removed is the first text; what stayed and what was added is the second."""
    pieces = diff(before, after)
    assert "".join(text for kind, text in pieces if kind != "added") == before
    assert "".join(text for kind, text in pieces if kind != "removed") == after
    assert all(text for _, text in pieces)


@given(TEXTS)
def test_a_text_and_itself(text: str) -> None:
    """Nothing changes from a text to itself."""
    assert diff(text, text) == ([Piece("same", text)] if text else [])


def test_counts_and_json() -> None:
    """Words are counted without spaces and marks; JSON is pairs."""
    pieces = diff("The old kettle, it seems.", "The new red kettle.")
    assert (words_removed(pieces), words_added(pieces)) == (3, 2)
    assert json.loads(as_json(pieces)) == [list(piece) for piece in pieces]
