"""Which edition was in force on a day."""

from __future__ import annotations

import pytest

from ingest.comparing.in_force import Term, in_force

DATED = [Term("a", "2015-02-01", "2017-01-31"), Term("b", "2017-02-01", None), Term("c", "2019", None)]
CASES = {
    "within": (DATED, "2016-05-05", "a"),
    "first day": (DATED, "2017-02-01", "b"),
    "last day": (DATED, "2017-01-31", "a"),
    "before all": (DATED, "2015-01-31", None),
    "until the next": (DATED, "2018-12-31", "b"),
    "a year in which another may have begun": (DATED, "2019-06-01", None),
    "after it": (DATED, "2020-06-01", "c"),
    "a month that fits": (DATED, "2016-05", "a"),
    "a year with two editions": (DATED, "2017", None),
    "a gap": ([Term("a", "2015", "2016"), Term("b", "2018", None)], "2017-05-05", None),
    "two at once": ([Term("a", "2015", "2016-12-31"), Term("b", "2016-05-01", None)], "2016-07-05", None),
    "before the two": ([Term("a", "2015", "2016-12-31"), Term("b", "2016-05-01", None)], "2016-04-05", "a"),
    "after one that took its place and ended": (
        [Term("a", "2015-01-01", None), Term("b", "2017-01-01", "2018-01-01")],
        "2019",
        None,
    ),
    "before one that took its place": (
        [Term("a", "2015-01-01", None), Term("b", "2017-01-01", "2018-01-01")],
        "2016",
        "a",
    ),
    "after one that ended before it": (
        [Term("a", "2015-01-01", None), Term("b", "2014-01-01", "2014-06-01")],
        "2016",
        "a",
    ),
    "an edition without a date": ([*DATED, Term("d", None, None)], "2016-05-05", None),
    "no such date": (DATED, "yesterday", None),
    "two from one day": ([Term("a", "2015-01-01", None), Term("b", "2015-01-01", None)], "2016", None),
}


@pytest.mark.parametrize(("terms", "date", "edition"), CASES.values(), ids=CASES)
def test_in_force(terms: list[Term], date: str, edition: str | None) -> None:
    """An edition is named only if the dates leave no doubt."""
    assert in_force(terms, date) == edition
