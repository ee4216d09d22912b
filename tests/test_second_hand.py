"""Words that a document itself quotes."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from ingest.matching import second_hand
from ingest.matching.second_hand import SecondHand

PLACE = st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda each: (each[0], each[0] + each[1]))
QUOTED = st.lists(st.tuples(st.sampled_from(["a", "b"]), PLACE), max_size=12)


@given(QUOTED, st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), PLACE), max_size=12), st.integers(1, 3))
def test_within_a_quotation(quoted: list, asked: list, most: int) -> None:
    """A place is second-hand where a quotation of its document reaches from its beginning or before to its end or beyond."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute('create table quotations (document_id text, "start" integer, "end" integer)')
        connection.executemany("insert into quotations values (?, ?, ?)", [(id, *place) for id, place in quoted])
        before, second_hand.MOST_REMEMBERED = second_hand.MOST_REMEMBERED, most
        try:
            told = SecondHand(connection, "quotations")
            for id, (start, end) in asked:
                expected = any(of == id and a <= start and b >= end for of, (a, b) in quoted)
                assert told.has(id, start, end) is expected
        finally:
            second_hand.MOST_REMEMBERED = before
