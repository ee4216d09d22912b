"""What became of a motion is what its words say: a result and votes, each only where nothing in them speaks against it."""

from __future__ import annotations

import pytest

from ingest.grammar.movers import VOTED
from ingest.grammar.outcomes import read_outcome
from tests.growth import assert_linear


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the motion was carried (For 5, against 0, abstentions 1)", ("carried", 5, 0, 1)),
        ("For 22, against 9, abstentions 2. Carried.", ("carried", 22, 9, 2)),
        ("CARRIED, 33 - 6", ("carried", 33, 6, None)),
        ("LOST, 12 - 27", ("lost", 12, 27, None)),
        ("carried, 19 votes to 4", ("carried", 19, 4, None)),
        ("Approved, 7-0-1.", ("carried", 7, 0, 1)),
        ("Motion carried 4-1 (Doyle opposed)", ("carried", 4, 1, None)),
        ("29 Ja, 11 Nein, 3 Enthaltungen. Angenommen.", ("carried", 29, 11, 3)),
        ("+5 −0", (None, 5, 0, None)),
        ("CARRIED (1 abstention)", ("carried", None, None, 1)),
        ("All in favour", ("carried", None, None, None)),
        ("The motion was not carried", ("lost", None, None, None)),
        ("The motion died for lack of a second", ("fallen", None, None, None)),
        ("Remitted to the branch committee", ("remitted", None, None, None)),
        ("Withdrawn by the proposer", ("withdrawn", None, None, None)),
        # more for it than against, and lost: two thirds were needed, or the first number is of those against
        ("Motion failed 3-2", ("lost", None, None, None)),
        ("lost by 27 votes to 12", ("lost", None, None, None)),
        # two results, or that of something else
        ("The motion was carried, the amendment lost", (None, None, None, None)),
        ("carried as the amendment", (None, None, None, None)),
        ("Carried, minute 2017-18", ("carried", None, None, None)),
        ("Carried at a cost of £5-10", ("carried", None, None, None)),
        ("Carried. For 3, for 4", ("carried", None, None, None)),
        # numbers of years, of days, of motions are no votes
        ("Approved for 2017.", ("carried", None, None, None)),
        ("Carried, with effect from 1 May 2018 for all members", ("carried", None, None, None)),
        ("Approved 5-3-2018.", ("carried", None, None, None)),
        ("Carried for 3 years", ("carried", None, None, None)),
        ("carried (Motion No 7)", ("carried", None, None, None)),
        ("carried, 38 votes in favour", ("carried", 38, None, None)),
        ("Amendment lost", (None, None, None, None)),
        ("not lost", (None, None, None, None)),
        ("", (None, None, None, None)),
    ],
)  # fmt: skip
def test_outcomes(words: str, expected: tuple[str | None, int | None, int | None, int | None]) -> None:
    """An outcome says what it says, and no more."""
    assert tuple(read_outcome(words)) == expected


@pytest.mark.alone
@pytest.mark.parametrize("unit", ["for ", "3 votes ", "12-", "+1 -1 ", "carried not "])
def test_long(unit: str) -> None:
    """Words of any length are read in linear time."""
    assert_linear(lambda size: read_outcome(unit * (size // len(unit))), 40_000)


@pytest.mark.alone
@pytest.mark.parametrize("unit", [". ", "* ", "x. ", "_"])
def test_a_line_of_votes(unit: str) -> None:
    """A line that only begins like one of votes is left in linear time."""
    assert_linear(lambda size: VOTED.match(f"Votes: {unit * (size // len(unit))}x"), 40_000)
