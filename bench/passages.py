"""An archive of any size made at once, row by row, for measuring what reads it: the same words every time.

The words are those of bench.corpus, drawn with numpy; nothing is parsed, so that a million passages take minutes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np

from bench import corpus
from ingest.search import apart, frequent, prepare
from ingest.tables import make_tables, make_views
from ingest.writing.indexes import index, search

PER_DOCUMENT = 12
ROOM = 2_000  # characters of the source for each passage, of which it fills a part
AT_ONCE = 20_000
KINDS = ("blog post", "article", "hearing", "witness statement", "rules", "page")
PUBLISHERS, AUTHORS, PEOPLE = 50, 2000, 200


def make(path: Path, count: int, seed: int = 5, said: Callable[[str], str] = str) -> None:
    """Make the archive of `count` passages at `path`, where there is none; `said` makes the words of each out of drawn ones."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript("pragma journal_mode = off; pragma synchronous = off")
        make_tables(connection)
        connection.execute("begin")
        _people(connection)
        for documents, passages, mentions in _rows(count, seed, said):
            connection.executemany(
                "insert into documents (id, source_id, position, kind, title, author, publisher, published_date, "
                'word_count, "start", "end") values (?, \'all\', ?, ?, ?, ?, ?, ?, 900, ?, ?)',
                documents,
            )
            connection.executemany(
                "insert into passages (id, document_id, source_id, position, kind, speaker, locator, level, "
                "\"start\", \"end\", text) values (?, ?, 'all', ?, 'paragraph', ?, ?, 0, ?, ?, ?)",
                passages,
            )
            connection.executemany(
                'insert into mentions (id, document_id, passage_id, person_id, candidates, kind, "start", "end", text) '
                "values (?, ?, ?, ?, '[]', 'name', ?, ?, 'Ada Quill')",
                mentions,
            )
        connection.execute("commit")
        found = apart.counted(connection)
        search(connection, ("documents", "passages"))
        index(connection, ("documents", "passages", "mentions"))
        prepare.make(connection)
        prepare.fill(connection, prepare.prepared(connection, found, frequent.counted(connection)))
        connection.execute("insert into about values ('archive', 'A pile', null, null, null, '1', ?)", ("0" * 64,))
        connection.execute("analyze")
        make_views(connection)


def _people(connection: sqlite3.Connection) -> None:
    connection.execute(
        "insert into sources (id, title, media_type, file_name, declared, byte_count, character_count, sha256, "
        "published_sha256) values ('all', 'All', 'text/plain', 'all.txt', 1, 0, 0, ?, ?)",
        ("0" * 64, "0" * 64),
    )
    connection.executemany(
        "insert into people (id, name) values (?, ?)", [(f"person-{n}", f"Person {n}") for n in range(PEOPLE)]
    )


def _rows(count: int, seed: int, said: Callable[[str], str]) -> Iterator[tuple[list[tuple[object, ...]], ...]]:
    chance = np.random.default_rng(seed)
    words = corpus.Words(seed)
    vocabulary, weights = np.array(words.words, object), np.array(words.weights) / words.weights[-1]
    for start in range(0, count, AT_ONCE):
        size = min(AT_ONCE, count - start)
        lengths = chance.integers(40, 120, size)
        drawn = vocabulary[np.searchsorted(weights, chance.random(int(lengths.sum())))].tolist()
        ends = np.cumsum(lengths).tolist()
        texts = [said(" ".join(drawn[end - length : end])) for end, length in zip(ends, lengths.tolist(), strict=True)]
        documents, passages, mentions = [], [], []
        for n, text in enumerate(texts, start):
            document, position = divmod(n, PER_DOCUMENT)
            if position == 0:
                year, author = int(chance.integers(1995, 2025)), int(AUTHORS * chance.random() ** 2)
                publisher, kind = int(PUBLISHERS * chance.random() ** 2), KINDS[int(6 * chance.random() ** 2)]
                documents.append(
                    (f"d{document}", document + 1, kind, " ".join(text.split()[:5]), f"Author {author}",
                     f"Paper {publisher}", f"{year}-0{int(chance.integers(1, 9))}", n * ROOM, (n + PER_DOCUMENT) * ROOM)
                )  # fmt: skip
            speaker = f"Speaker {n % 40}" if n % 7 == 0 else None
            here, end = n * ROOM, n * ROOM + len(text)
            passages.append((f"p{n}", f"d{document}", position + 1, speaker, f"para {position + 1}", here, end, text))
            if n % 2:
                person = f"person-{int(PEOPLE * chance.random() ** 2)}"
                mentions.append((f"m{n}", f"d{document}", f"p{n}", person, here, here + len("Ada Quill")))
        yield documents, passages, mentions
