"""The CSV of a search: faithful, and no formula to a spreadsheet."""

from __future__ import annotations

import asyncio
import csv
import io
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.exports.formulas import GUARDED_SQL, guarded
from ingest.search.asked import Asked
from ingest.search.searcher import Searcher
from plugins.search_downloads import ROWS
from tests.archives import built

TEXT = """\
Kettle notes

=kettle()+1 said the card on the kettle

-kettle, minus one

“Kettle”, she said, "comma, and 'quotes'"
"""


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        ("\ta", "'\ta"),
        ("\ra", "'\ra"),
        ("  =1", "'  =1"),
        ("\n=1", "'\n=1"),
        (" \t=1", "' \t=1"),
        ("＝1", "'＝1"),
        ("－1", "'－1"),
        ("'=1", "''=1"),
        ("  'tis", "'  'tis"),
        ("a=1", "a=1"),
        ("  a", "  a"),
        ("", ""),
        (-1, -1),
        (None, None),
    ],
)
def test_a_formula_is_guarded(cell: object, expected: object) -> None:
    """What begins like a formula begins with an apostrophe instead; numbers are numbers."""
    assert guarded(cell) == expected


@given(st.text(" =+-@\t\r\n'＝＋－＠ab\"", max_size=6))
def test_every_download_guards_alike(text: str) -> None:
    """What SQL makes of a text for the tables is what is made of it for a search; the first apostrophe is the guard."""
    with closing(sqlite3.connect(":memory:")) as connection:
        ((made,),) = connection.execute(f"select {GUARDED_SQL.format('text')} from (select ? as text)", (text,))
    assert made == guarded(text)
    assert made.removeprefix("'") == text


def test_a_download_that_takes_long(tmp_path: Path) -> None:
    """The rows of a search are there however long after it they are asked for: a slow client gets all of them."""
    db = built(tmp_path, kettles__txt="\n\n".join(f"Of kettle {n} nobody knows more." for n in range(2_000)))

    async def rows() -> list[tuple[Any, ...]]:
        searching = Searcher(str(db), immutable=True)
        order = await searching.run(lambda engine: engine.order(Asked("kettle")))
        await searching.run(lambda engine: setattr(engine.index, "until", 0.0))  # the time of the search is long over
        return await searching.rows(ROWS, str(order))

    with ThreadPoolExecutor(1) as thread:  # another loop may be running in this one
        assert len(thread.submit(asyncio.run, rows()).result()) == 2_000


def test_the_csv_is_guarded_unless_asked_exactly(tmp_path: Path, serve: Any) -> None:
    """Every passage is there; `exact` gives its words as they stand."""
    with serve(built(tmp_path / "kettle", notes__txt=TEXT), {}) as site:

        def texts(**params: str) -> list[str]:
            rows = csv.DictReader(io.StringIO(site.get("/search.csv", q="kettle", **params).text, newline=""))
            return sorted(row["text"] for row in rows)

        held = sorted(text for (text,) in site.sql("select text from passages where text like '%kettle%'"))
        assert texts(exact="1") == held
        assert texts() == sorted(f"'{text}" if text.startswith(("=", "-")) else text for text in held)
