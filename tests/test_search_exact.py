"""The engine against brute force: every row looked at in plain Python, every document scored, nothing packed or remembered."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench import passages
from ingest.search import rank
from ingest.search.common_words import COMMON_WORDS
from ingest.search.engine import OF_DOCUMENT, Asked, Engine
from ingest.search.match import Atom
from ingest.search.postings import MOST_TIMES, DensePostings, Postings

COUNT = 4_000
# every word of the first eight stands in an eighth of the passages or more, of the others in few
QUERIES = (
    "the", "of", "that", "with", "the of", "that with", "with he", "of that with", "fo*", "wit*", "na*",
    "{rare}", "{rare} the", "{rare} of that", "{other}", "{other} with", "{rare}*", "{shared}*",
)  # fmt: skip


class Plain:
    """The rows of an archive in lists and dictionaries."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        ask = connection.execute
        ask("create virtual table temp.all_places using fts5vocab (main, passages_fts, instance)")
        ask("create virtual table temp.title_places using fts5vocab (main, documents_fts, instance)")
        self.times: dict[str, Counter[int]] = {}
        for term, row in ask("select term, doc from temp.all_places"):
            self.times.setdefault(term, Counter())[row - 1] += 1
        self.titles: dict[str, set[int]] = {}
        for term, row in ask("select term, doc from temp.title_places where col = 'title'"):
            self.titles.setdefault(term, set()).add(row - 1)
        self.document = [
            row - 1
            for (row,) in ask(
                "select documents.rowid from passages join documents on documents.id = document_id order by passages.rowid"
            )
        ]
        self.texts = [text.lower() for (text,) in ask("select text from passages order by rowid")]
        self.called = [(title or "").lower() for (title,) in ask("select title from documents order by rowid")]
        self.facets = ask("select kind, author, publisher, published_year from documents order by rowid").fetchall()
        self.named = [
            (row - 1, name)
            for row, name in ask(
                "select distinct passages.rowid, people.name from mentions join passages on passages.id = passage_id "
                "join people on people.id = person_id"
            )
        ]

    def stems(self, index: Any, word: str) -> set[str]:
        if not word.endswith("*"):
            return set(index.stems(word))
        every = {each for text in self.texts for each in text.split() if each.startswith(word[:-1])}
        return {stem for each in every | {word[:-1]} for stem in index.stems(each)}

    def atom(self, index: Any, word: str) -> Atom:
        times: Counter[int] = Counter()
        stems = self.stems(index, word)
        for stem in stems:
            times.update(self.times.get(stem, {}))
        titles = set().union(*(self.titles.get(stem, set()) for stem in stems))
        if word.endswith("*"):  # other words may have the same stem
            begins = re.compile(rf"(?<!\w){re.escape(word[:-1])}")
            times = Counter({at: count for at, count in times.items() if begins.search(self.texts[at])})
            titles = {n for n, title in enumerate(self.called) if begins.search(title)}
        at = sorted(times)
        held = np.array([min(times[one], MOST_TIMES) for one in at], np.uint8)
        return Atom(Postings(np.array(at, np.int32), held), np.array(sorted(titles), np.int32))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented archive in which some words are in nearly every passage."""
    path: Path = tmp_path_factory.mktemp("pile") / "archive.db"
    passages.make(path, COUNT, seed=9)
    return path


@pytest.fixture(scope="module")
def engine(path: Path) -> Iterator[Engine]:
    """The archive as it is searched."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)) as connection:
        yield Engine(connection)


@pytest.fixture(scope="module")
def plain(path: Path) -> Plain:
    """The same archive, row by row."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return Plain(connection)


def _typed(query: str, plain: Plain) -> str:
    words = sorted(term for term, times in plain.times.items() if 30 < len(times) < 60 and term.isalpha())
    every = {word for text in plain.texts for word in text.split()}
    shared = min(word for word in every if word.endswith("li") and word[:-2] in every)  # the index keeps both as one
    return query.format(rare=words[0], other=words[-1], shared=shared)


@pytest.mark.parametrize("query", QUERIES)
def test_what_is_found_is_what_brute_force_finds(query: str, engine: Engine, plain: Plain) -> None:
    """The same passages are counted, with the same facets, and come in the same order with the same scores."""
    engine.index.start()
    typed, arrays = _typed(query, plain), engine.index.arrays
    # beside words that tell something, function words are not asked for
    words = [word for word in typed.split() if word not in COMMON_WORDS] or typed.split()
    atoms = tuple(plain.atom(engine.index, word) for word in words)
    held = set(range(COUNT))
    for atom in atoms:
        held &= {*atom.postings.at.tolist(), *(plain.document.index(n) for n in atom.titles.tolist())}
    found = engine.search(Asked(typed, every_word=True, group="passages", size=200))
    assert found.total == len(held) > 0
    assert found.documents == len({plain.document[at] for at in held})

    for n, name in enumerate(("kind", "author", "publisher", "year")):
        counted = Counter(str(plain.facets[plain.document[at]][n]) for at in held)
        assert dict(found.facets[name]) == counted, name
    assert dict(found.facets["person"]) == Counter(name for at, name in plain.named if at in held)

    mask = np.zeros(COUNT, bool)
    mask[sorted(held)] = True
    scores = rank.score(arrays, atoms, mask)
    of_passage = {at: scores.passages[at] + OF_DOCUMENT * scores.documents[plain.document[at]] for at in held}
    in_order = sorted(held, key=lambda at: (-of_passage[at], at))
    assert [at - 1 for at in engine.order(Asked(typed, every_word=True))] == in_order
    shown = [result["passages"][0] for result in found.results]
    assert [each["passage_id"] for each in shown] == [f"p{at}" for at in in_order[:200]]
    assert [each["score"] for each in shown] == [round(float(scores.passages[at]), 4) for at in in_order[:200]]

    if len(atoms) == 1:  # of several the best documents are put in order once more, by how close they stand
        documents = {plain.document[at] for at in held}
        best = sorted(documents, key=lambda n: (-scores.documents[n], n))[:20]
        assert [each["document_id"] for each in engine.search(Asked(typed)).results] == [f"d{n}" for n in best]


def test_what_is_remembered_answers_as_the_first_time(engine: Engine) -> None:
    """A word whose postings are remembered finds what it found before, and is one of those kept for every passage."""
    first = [engine.search(Asked(typed, size=21)) for typed in ("the", "that of")]
    assert isinstance(engine.index.word("the"), DensePostings)
    engine._kept.clear()
    again = [engine.search(Asked(typed, size=21)) for typed in ("the", "that of")]
    for one, other in zip(first, again, strict=True):
        assert one.results == other.results
        assert {name: list(values) for name, values in one.facets.items()} == {
            name: list(values) for name, values in other.facets.items()
        }
