"""Words used again, where they are sure to be those of the archive before: no word of what changed since is used elsewhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from ingest import changed
from ingest.matching.shared_words import Corpus, Numbers, fingerprints, stand_outside
from ingest.matching.word_hashes import words

MOST_SHARE = 0.1  # of all passages that may be others; beyond it words used again are mostly looked for again
# all that what is used again tells of a passage, and of its document
PASSAGES = """
select id, document_id, kind, "start", "end", text from {schema}.passages where rowid between ? and ? order by rowid"""
DOCUMENTS = "select id, published_date from {schema}.documents where source_id = ? order by rowid"
TEXTS = "select document_id, text from {schema}.passages where rowid between ? and ? order by rowid"
SOURCES = "select source_id, archive, first, last from temp.changed order by rowid"


class Others(NamedTuple):
    """The passages of sources that are not what they were: where they stand in each archive, as first and last rowids."""

    before: list[changed.Range]
    now: list[changed.Range]


def others(connection: sqlite3.Connection) -> Others | None:
    """Return the passages that may be used again otherwise; None where there is no archive before, or too much has changed."""
    if not changed.is_known(connection):
        return None
    found: dict[str, dict[str, changed.Range]] = {}
    for id, archive, *ends in connection.execute(SOURCES):
        found.setdefault(id, {})[archive] = (ends[0], ends[1])
    unlike = [archives for id, archives in found.items() if not _is_same(connection, id, archives)]
    before, now = ([each[schema] for each in unlike if schema in each] for schema in ("previous", "main"))
    (count,) = connection.execute("select max(rowid) from main.passages").fetchone()
    counts = (sum(last - first + 1 for first, last in each) for each in (before, now))
    return Others(before, now) if max(counts) <= (count or 0) * MOST_SHARE else None


def stand_alone(connection: sqlite3.Connection, corpus: Corpus, rowids: Numbers, found: Others) -> bool:
    """Tell whether not even five words in a row of these passages stand in another document, so that they make no difference.

    `corpus` are the words of all passages of the archive being built, `rowids` those of its passages, in order.
    """
    prints = [_prints(connection, *each) for each in (("previous", found.before), ("main", found.now))]
    if any(len(np.unique(each)) < len(each) for each in prints):
        return False
    ours = [
        (corpus.bounds[rowids.searchsorted(first)], corpus.bounds[rowids.searchsorted(last, side="right")])
        for first, last in found.now
    ]
    return not stand_outside(corpus, np.concatenate(prints), np.array(ours, np.int64).ravel())


def as_before(connection: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table of the archive before."""
    names = ", ".join(f'"{name}"' for name in columns)
    yield from connection.execute(f"select {names} from previous.{table} order by rowid")


def _prints(connection: sqlite3.Connection, schema: str, ranges: list[changed.Range]) -> Numbers:
    """Return the fingerprints of each document that has these passages, each once."""
    found = [np.empty(0, np.uint64)]
    asked = TEXTS.format(schema=schema)
    rows = chain.from_iterable(connection.execute(asked, ends) for ends in ranges)
    for _, some in groupby(rows, key=itemgetter(0)):
        found.append(np.unique(fingerprints(words("\n".join(text for _, text in some)).hashes)))
    return np.concatenate(found)


def _is_same(connection: sqlite3.Connection, id: str, archives: dict[str, changed.Range]) -> bool:
    """Tell whether a source has the same passages in both archives, of the same documents of the same dates."""
    if len(archives) < 2:
        return False
    passages = (connection.execute(PASSAGES.format(schema=each), ends).fetchall() for each, ends in archives.items())
    documents = (connection.execute(DOCUMENTS.format(schema=each), (id,)).fetchall() for each in archives)
    return all(before == now for before, now in (passages, documents))
