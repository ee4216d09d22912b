"""Word by word comparison of two texts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.matching.diff import TOKEN, Piece, as_json, diff, words_added, words_removed
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


@given(TEXTS, TEXTS)
def test_nothing_stays_out_that_could_stay(before: str, after: str) -> None:
    """No other account of the change has fewer words and marks: those in both are a longest common subsequence."""
    a, b = _tokens(before), _tokens(after)
    changed = [token for piece in diff(before, after) if piece.kind != "same" for token in _tokens(piece.text)]
    assert len(changed) == len(a) + len(b) - 2 * _longest_common(a, b)


def _tokens(text: str) -> list[str]:
    return [token for token in TOKEN.findall(text) if not token.isspace()]


def _longest_common(a: list[str], b: list[str]) -> int:
    """Return the length of a longest common subsequence, cell by cell as in the textbook."""
    row = [0] * (len(b) + 1)
    for one in a:
        above = row[:]
        for n, other in enumerate(b, 1):
            row[n] = above[n - 1] + 1 if one == other else max(above[n], row[n - 1])
    return row[-1]


@given(TEXTS)
def test_a_text_and_itself(text: str) -> None:
    """Nothing changes from a text to itself."""
    assert diff(text, text) == ([Piece("same", text)] if text else [])


def test_counts_and_json() -> None:
    """Words are counted without spaces and marks; JSON is pairs."""
    pieces = diff("The old kettle, it seems.", "The new red kettle.")
    assert (words_removed(pieces), words_added(pieces)) == (3, 2)
    assert json.loads(as_json(pieces)) == [list(piece) for piece in pieces]
