"""The engine against SQL: common words kept packed, rare ones read off the index, both counted exactly; any input answered."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench import passages
from ingest.matching.held import Held
from ingest.pages.distance import kilometres
from ingest.pages.served import UNFIT
from ingest.search import fault
from ingest.search.asked import address, asked_by
from ingest.search.engine import Asked, Engine
from ingest.search.facets import NAMES
from ingest.search.index import MOST_MARKED
from ingest.search.postings import Postings, from_places, packed, union, unpacked
from ingest.search.prepare import folded
from ingest.search.query import read
from ingest.search.show import Marking
from ingest.tables import OtherVersionError
from tests.archives import built

COUNT = 3_000


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An invented archive in which some words are common."""
    path: Path = tmp_path_factory.mktemp("pile") / "archive.db"
    passages.make(path, COUNT)
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)) as connection:
        connection.create_function("kilometres", 4, kilometres)
        yield Engine(connection)


@given(st.sets(st.integers(0, 199_999)), st.integers(1, 15))
def test_postings_come_out_as_they_went_in(at: set[int], times: int) -> None:
    """Packed as bits or as numbers, they are the same passages and times."""
    held = Postings(np.array(sorted(at), np.int32), np.full(len(at), times, np.uint8))
    again = unpacked(*packed(held, 200_000), len(at), 200_000)
    assert again.at.tolist() == held.at.tolist()
    assert again.times.tolist() == held.times.tolist()


def test_places_are_counted() -> None:
    """A passage named several times holds a word as often; a union adds up."""
    found = from_places("1,1,3,9,9,9")
    assert (found.at.tolist(), found.times.tolist()) == ([0, 2, 8], [2, 1, 3])
    both = union([found, from_places("3,4")], 100)
    assert (both.at.tolist(), both.times.tolist()) == ([0, 2, 3, 8], [2, 2, 1, 3])


def test_words_are_held_as_the_index_holds_them(engine: Engine) -> None:
    """Of every packed word, and of a hundred others, the passages are those that FTS5 finds."""
    connection = engine.index.connection
    common = [term for (term,) in connection.execute("select term from search_postings")]
    assert len(common) > 10
    rare = Random(3).sample(engine.index.words, 100)
    for word in [*common, *(stem for each in rare for stem in engine.index.stems(each))]:
        engine.index.start()
        (row,) = connection.execute("select group_concat(doc) from temp.places_of where term = ?", (word,)).fetchall()
        assert engine.index.word(word).at.tolist() == from_places(row[0]).at.tolist(), word


def test_facets_are_those_of_sql(engine: Engine) -> None:
    """Every count beside a search is what SQL counts for it."""
    engine.index.start()
    columns = {"kind": "kind", "author": "author", "publisher": "publisher", "year": "published_year"}
    rows = engine.index.connection
    for typed in ("that", "that was", Random(5).choice(engine.index.words)):
        found = engine.search(Asked(typed, every_word=True, group="passages", size=1000))
        ids = "select value from json_each(?)"
        held = str(engine.order(Asked(typed, every_word=True)))
        for name, column in columns.items():
            sql = (
                f"select cast(documents.{column} as text), count(*) from passages join documents on documents.id = document_id "
                f"where passages.rowid in ({ids}) group by 1"
            )
            assert dict(rows.execute(sql, (held,)).fetchall()) == dict(found.facets[name])
        people = (
            "select people.name, count(distinct passage_id) from mentions join people on people.id = person_id "
            f"join passages on passages.id = passage_id where passages.rowid in ({ids}) group by people.id"
        )
        assert dict(rows.execute(people, (held,)).fetchall()) == dict(found.facets["person"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(
    st.lists(
        st.sampled_from(["that", "was", "“that was”", '"', "“", "-he", "OR", "NOT", "be*", "*", "kind:", "kind:page", "by:a",
            "year:2001..", "near:3", "near:x", "speaker:“", "(", "\x00", "☃", "zzzz", "x:y", "AND", "^that", "{a}:b", "title:to"])
        | st.text(max_size=6),
        max_size=8,
    ).map(" ".join),
    st.sampled_from(["relevance", "newest", "oldest"]),
    st.sampled_from(["documents", "passages"]),
    st.integers(1, 400),
)  # fmt: skip
def test_anything_is_answered(engine: Engine, typed: str, sort: str, group: str, page: int) -> None:
    """Whatever is typed, there is a page of results that are all different, and counts that fit them."""
    found = engine.search(Asked(typed, sort=sort, group=group, page=page, size=7))
    ids = [each["passages"][0]["passage_id"] for each in found.results]
    assert len(ids) == len(set(ids)) <= 7
    assert bool(ids) is (found.total > 0)
    assert found.documents <= found.total
    if found.total:
        assert sum(each.count for each in found.facets["kind"]) == found.total


def test_pages_hold_every_result_once(engine: Engine) -> None:
    """One page after another, in every order, no document is left out or comes twice."""
    for sort in ("relevance", "newest", "oldest"):
        pages = engine.search(Asked("that was", sort=sort, size=13)).pages
        seen = [
            each["document_id"]
            for page in range(1, pages + 1)
            for each in engine.search(Asked("that was", sort=sort, size=13, page=page)).results
        ]
        assert len(seen) == len(set(seen)) == engine.search(Asked("that was")).documents


CHOSEN = st.lists(st.sampled_from(NAMES), unique=True).flatmap(
    lambda names: st.tuples(*(st.tuples(st.just(n), st.just(("a b", "c&=é"))) for n in sorted(names, key=NAMES.index)))
)


@given(CHOSEN, st.sampled_from(["relevance", "newest"]), st.integers(1, 9), st.booleans())
def test_an_address_holds_the_whole_state(chosen: tuple[tuple[str, tuple[str, ...]], ...], sort: str, page: int, every: bool) -> None:  # fmt: skip
    """What is written into an address is read out of it."""
    asked = Asked("“a” b", chosen, sort, page, 20, "documents", every)
    assert asked_by(address("/search", asked, page=page).partition("?")[2]) == asked


@pytest.fixture
def codes(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """An archive with codes of letters and figures, in which one passage has hundreds of them."""
    many = " ".join(f"co{n}x" for n in range(400))
    db = built(
        tmp_path, codes__txt=f"The office is at EC3R, near the old mill.\n\nThese are marked: {many}.\n\nThe end."
    )
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        connection.create_function("kilometres", 4, kilometres)
        yield connection


def test_beginnings_of_codes(codes: sqlite3.Connection) -> None:
    """What begins no word of letters may begin a code; and of very many in one passage the first are marked."""
    engine = Engine(codes)
    assert engine.search(Asked("ec*")).total == 1
    (found,) = engine.search(Asked("co*")).results
    assert ("co1x", True) in found["passages"][0]["snippet"]
    (text,) = codes.execute("select text from passages where text like 'These%'").fetchone()
    marked = Marking(engine.index, read("co*")).of(text)
    assert marked is not None
    assert marked.count(" OR ") == MOST_MARKED - 1


def test_examples_before_any_search(codes: sqlite3.Connection) -> None:
    """What may be typed is told on a page on which nothing was searched, of an archive with very many places too."""
    codes.executemany(
        "insert into places (id, name, declared) values (?, ?, 0)", ((f"hall-{n}", f"Hall {n}") for n in range(2_000))
    )
    codes.executemany(
        'insert into events (id, document_id, title, date_words, date_basis, place_id, passage_id, "start", "end", text) '
        "select ?, document_id, 'Met', '', 'printed', ?, id, 0, 9, 'Met' from passages limit 1",
        ((f"event-{n}", f"hall-{n}") for n in range(2_000)),
    )
    assert ('near:"hall 0"', "what happened around a place") in Engine(codes).examples


BEGINNINGS = """\
The electors met at SE16 7AB, on the second floor.

Elections were held by the Electoral Office; an election is an election.

Élections générales of 2nd March, series 16, item se_16 and SE-16.

Happily the happiness of s was seen. Se.
"""


@pytest.mark.parametrize(
    "typed",
    [
        "se*",
        "se1*",
        "SE16*",
        "elections*",
        "election*",
        "elect*",
        "happines*",
        "happi*",
        "2n*",
        "16*",
        "éle*",
        "of*",
        "zz*",
    ],
)
def test_a_beginning_finds_every_word_with_it_and_no_other(tmp_path: Path, typed: str) -> None:
    """Words of letters, codes and numbers; of those with the same stem only the ones that begin so."""
    db = built(tmp_path, words__txt=BEGINNINGS)
    with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True, isolation_level=None)) as connection:
        connection.create_function("kilometres", 4, kilometres)
        held = dict(connection.execute("select id, text from passages"))
        found = Engine(connection).search(Asked(typed, group="passages", size=100))
    begins = re.compile(rf"(?<![^\W_]){folded(typed.rstrip('*'))}")
    expected = {id for id, text in held.items() if begins.search(folded(text))}
    assert {each["passages"][0]["passage_id"] for each in found.results} == expected
    assert bool(expected) == (typed != "zz*")
    for each in found.results:
        assert any(is_found and begins.match(folded(words)) for words, is_found in each["passages"][0]["snippet"])


@pytest.mark.parametrize("typed", ["#elections*", "(election*", "’happine*"])
def test_a_sign_in_front_of_a_beginning(tmp_path: Path, typed: str) -> None:
    """A sign in front of it is no part of a beginning: the same is found without it, in titles as well."""
    title = "---\ntitle: Elections and happiness\n---\n\nNothing here."
    db = built(tmp_path, words__txt=BEGINNINGS, titled__md=title)
    with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True, isolation_level=None)) as connection:
        connection.create_function("kilometres", 4, kilometres)
        engine = Engine(connection)
        found, bare = (
            [each["passages"][0]["passage_id"] for each in engine.search(Asked(q, group="passages")).results]
            for q in (typed, typed[1:])
        )
    assert found == bare
    assert "titled-p1" in found


def test_what_breaks_off_is_not_taken_for_the_whole(codes: sqlite3.Connection) -> None:
    """A page of results says that it took too long; every passage found is given, or none."""
    engine = Engine(codes)
    codes.set_progress_handler(lambda: 1, 1)  # as if the time of a search were up at once
    assert fault.TOO_LONG in engine.search(Asked("ec*")).notes
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        engine.order(Asked("ec*"))


def test_faults_are_told_as_what_they_are() -> None:
    """A mistake of ours is no fault of the archive, nor is too little time or memory."""
    told = {
        str(fault.fault(error, None))
        for error in (sqlite3.OperationalError("interrupted"), MemoryError(), OtherVersionError("version 4"))
    }
    assert told == {fault.TOO_LONG, fault.NO_MEMORY, UNFIT}
    with pytest.raises(sqlite3.ProgrammingError):
        fault.fault(sqlite3.ProgrammingError("Incorrect number of bindings supplied"), None)


def test_an_archive_of_another_version(codes: sqlite3.Connection) -> None:
    """What another version keeps for search is not read: the page says to build the archive again."""
    codes.execute("pragma user_version = 4")
    with pytest.raises(sqlite3.OperationalError, match="version 4"):
        Engine(codes)
    with pytest.raises(sqlite3.OperationalError, match="version 4"):
        Held(codes)
