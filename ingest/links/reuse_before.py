"""Words used again, where they are sure to be those of the archive before: no word of what changed since is used elsewhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from ingest.matching.seeds import Corpus, Numbers, seeds, stand_outside
from ingest.matching.untouched import same_ends
from ingest.matching.word_hashes import words
from ingest.rebuild import changed

MOST_SHARE = 0.1  # of all passages that may be others; beyond it words used again are mostly looked for again
SOURCES = "select source_id, archive, first, last from temp.changed order by rowid"
PASSAGES = """
select document_id, kind, text, rowid, id, "start", "end" from {schema}.passages where rowid between ? and ? order by rowid"""
# what says when the words of a document were written: of some its title too
DOCUMENTS = """
select id, published_date, date_basis, kind, case when date_basis in ('file name', 'title') then title end
from {schema}.documents where source_id = ? order by rowid"""
# documents of a source of which words are used again
USED = """
select exists (select 1 from previous.reuse join previous.documents on documents.id = document_id where source_id = ?)
  or exists (select 1 from previous.document_copies as copy join previous.documents
    on documents.id in (copy.document_id, copy.copy_of_id) where source_id = ?)"""

Row = tuple[str, str, str, int, str, int, int]  # of PASSAGES


class Others(NamedTuple):
    """The passages of both archives that are not what they were in the other one, and `whole`, all of their sources as these are now."""

    before: list[Row]
    now: list[Row]
    whole: list[Row]


def others(connection: sqlite3.Connection, formal: tuple[str, ...]) -> Others | None:
    """Return the passages that may be used again otherwise, and with them those of the same sources that are of the kinds `formal`.

    None where there is no archive before, where too much has changed, or a source of which words are used again there.
    """
    if not changed.is_known(connection):
        return None
    (count,) = connection.execute("select max(rowid) from main.passages").fetchone()
    found = Others([], [], [])
    for id, rows in groupby(connection.execute(SOURCES).fetchall(), key=itemgetter(0)):
        ends = {archive: (first, last) for _, archive, first, last in rows}
        before, now = (_rows(connection, schema, ends.get(schema, changed.NONE)) for schema in ("previous", "main"))
        if len(ends) == 2 and _is_same(connection, id, before, now):
            continue
        if connection.execute(USED, (id, id)).fetchone()[0]:
            return None
        first, last = same_ends(*([row[:3] for row in each] for each in (before, now)))
        for some, unlike in ((before, found.before), (now, found.now)):
            end = len(some) - last
            unlike.extend(row for n, row in enumerate(some) if first <= n < end or row[1] in formal)
        found.whole.extend(now)
        if max(map(len, found)) > (count or 0) * MOST_SHARE:
            return None
    return found


def stand_alone(corpus: Corpus, rowids: Numbers, formal: set[int], found: Others) -> bool:
    """Tell whether not even five words in a row of these passages stand in another document, so that they make no difference.

    `corpus` are the words of all passages of the archive being built, `rowids` those of its passages, in order; `formal` are numbers
    of passages. What a source has in common with those of others is in no table, but may make it a copy once it is shorter.
    """
    prints = [_prints(each) for each in found[:2]]
    if any(len(np.unique(each)) < len(each) for each in prints):
        return False
    at = rowids.searchsorted([rowid for _, _, _, rowid, *_ in found.now])
    ours = np.stack([corpus.bounds[at], corpus.bounds[at + 1]], axis=1).ravel()
    if stand_outside(corpus, np.concatenate(prints), ours):
        return False
    whole = rowids.searchsorted([rowid for _, _, _, rowid, *_ in found.whole])
    return not np.isin(seeds(corpus.part(sorted(formal.difference(whole.tolist())))), _prints(found.whole)).any()


def as_before(connection: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table of the archive before."""
    names = ", ".join(f'"{name}"' for name in columns)
    yield from connection.execute(f"select {names} from previous.{table} order by rowid")


def _rows(connection: sqlite3.Connection, schema: str, ends: changed.Range) -> list[Row]:
    return connection.execute(PASSAGES.format(schema=schema), ends).fetchall()


def _is_same(connection: sqlite3.Connection, id: str, before: list[Row], now: list[Row]) -> bool:
    """Tell whether a source has the same passages in both archives, at the same places, of the same documents of the same dates."""
    was, is_now = (connection.execute(DOCUMENTS.format(schema=each), (id,)).fetchall() for each in ("previous", "main"))
    return was == is_now and [row[:3] + row[4:] for row in before] == [row[:3] + row[4:] for row in now]


def _prints(rows: list[Row]) -> Numbers:
    """Return the seeds of each document in these passages, each once."""
    found = [np.empty(0, np.uint64)]
    for _, some in groupby(rows, key=itemgetter(0)):
        hashes = [words(text).hashes for _, _, text, *_ in some]
        bounds = np.cumsum([0, *map(len, hashes)])
        found.append(np.unique(seeds(Corpus(np.concatenate(hashes), bounds, np.zeros(len(hashes), np.int32)))))
    return np.concatenate(found)
