"""Places in a passage that page furniture parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.matching.pieces import by_passage, in_source, in_text, is_parted

LENGTHS = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 6)), min_size=1, max_size=6)


def _pieces(lengths: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return pieces of so many signs, so many signs behind the one before."""
    found, at = [], 7
    for gap, length in lengths:
        found.append((at + gap, at + gap + length))
        at += gap + length
    return found


@given(LENGTHS)
def test_there_and_back(lengths: list[tuple[int, int]]) -> None:
    """Every sign of the text has its place in the source, which leads back to it; a place in the furniture leads to the next sign."""
    pieces = _pieces(lengths)
    places = [place for start, end in pieces for place in range(start, end)]
    assert [in_source(pieces, at) for at in range(len(places))] == places
    assert [in_text(pieces, place) for place in places] == list(range(len(places)))
    for place in range(pieces[0][0], pieces[-1][1]):
        assert in_text(pieces, place) == sum(each < place for each in places)
    assert in_text(pieces, pieces[-1][1]) == len(places)


def test_longer_than_its_pieces() -> None:
    """A place that no piece has is a fault."""
    with pytest.raises(ValueError, match="shorter"):
        in_source([(3, 5)], 2)


def test_rows() -> None:
    """The pieces of several passages are told apart."""
    assert by_passage([("a", 0, 2), ("a", 3, 5), ("b", 9, 10)]) == {"a": [(0, 2), (3, 5)], "b": [(9, 10)]}
    assert is_parted("kett", 0, 5)
    assert not is_parted("kettle", 0, 6)
