"""Words that are typed otherwise than the archive writes them, and what stands nowhere in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from ingest.pages.distance import kilometres
from ingest.search.engine import Asked, Engine, Found
from tests.archives import built

TEXT = """\
The e-mails came from Siân O’Dowd-Hughes, 14 Chapel Street, Thornby TB4 7QX.

Cooperation was close; five of them were for it, and most did what rule 12.3 asks.

12.3 The sluice shall be open from 4 June. Rule 12.4(a) says who holds the key.

On 14 March 2019 the keys were handed over. The 3 members met at 12.

Nobody may do so.

They rose at 10.30 am; the line-up was as before, and the coworker left.
"""

TITLE = "title: The lineup of a co-worker\nfile: letter.txt\n"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An archive of one letter."""
    db = built(tmp_path_factory.mktemp("letter"), letter__txt=TEXT, letter__yml=TITLE)
    with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True, isolation_level=None)) as connection:
        connection.create_function("kilometres", 4, kilometres)
        yield Engine(connection)


def passages(found: Found) -> list[str]:
    """Return where the words were found, in order."""
    return sorted(passage["locator"] for each in found.results for passage in each["passages"])


@pytest.mark.parametrize(
    ("typed", "written", "where"),
    [
        ("emails", "e-mails", ["para 1"]),
        ("ODowd", "o’dowd", ["para 1"]),
        ("tb47qx", "TB4 7QX", ["para 1"]),
        ("TB4-7QX", None, ["para 1"]),  # it stands side by side
        ("co-operation", "cooperation", ["para 2"]),
        ("forit", None, []),  # "for it" is two words
        ("sluices", None, ["para 3"]),
        ("10.30am", "10.30 am", ["para 6"]),
        ("9.45am", None, []),  # no such time is told
        ("10.30pm", None, []),
        ("lineup", None, ["para 1"]),  # it stands in the title
        ("co-worker", None, ["para 1"]),
        ("zebras", None, []),
        ("z" * 400, None, []),
    ],
)
def test_a_word_is_looked_for_as_it_is_written(
    engine: Engine, typed: str, written: str | None, where: list[str]
) -> None:
    """Hyphens, apostrophes and the space of a code may be typed or not; the page says so, and the text is opened with it."""
    found = engine.search(Asked(typed))
    assert passages(found) == where
    notes = (f"“{typed}” stands nowhere here; looked for “{written}” instead.",) if written else ()
    assert found.notes == notes
    assert found.query.typed == (written or typed)
    assert len(engine.order(Asked(typed))) == len(where)


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("12.3", ["para 2", "para 3"]),
        ("12.4(a)", ["para 3"]),
        ("12.9", []),
        ("2019-03-14", []),
        ("rule 12.9", ["para 2", "para 3"]),
        ("sluice-12", ["para 3"]),  # the word of it tells something
    ],
)
def test_a_number_is_not_taken_apart(engine: Engine, typed: str, where: list[str]) -> None:
    """The figures of the number of a clause, or of a date, say nothing one by one."""
    assert passages(engine.search(Asked(typed))) == where


def test_what_stands_nowhere_is_told(engine: Engine) -> None:
    """Beside words that are found; where nothing is, the page says that."""
    assert engine.search(Asked("zebra sluice 12.9")).notes == (
        "“zebra” stands nowhere here.",
        "“12.9” stands nowhere here.",
    )
    assert engine.search(Asked("zebra")).notes == ()


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("slice", "sluice"),
        ("slice slices", "sluice slices"),
        ("clause", None),  # no misspelt "close"
        ("nobody died", None),  # no misspelt "did"
        ("many keys", None),  # no misspelt "may"
        ("coperation", "cooperation"),
        ("coperaton", "cooperation"),
    ],
)
def test_what_is_suggested(engine: Engine, typed: str, suggested: str | None) -> None:
    """A word is put right where it stands by itself, and only where a misprint is likely."""
    assert engine.search(Asked(typed)).suggestion == suggested
