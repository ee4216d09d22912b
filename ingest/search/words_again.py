"""The words of an archive that is built again, from those of the one before: without what went, and with what came."""

from __future__ import annotations

import sqlite3

import numpy as np

from ingest.rebuild import changed
from ingest.search.apart import Counted, counted

MOST_SHARE = 0.1  # of all passages that may have come or gone; beyond it all are taken apart again
HOW_MANY = "select max(rowid) from {schema}.passages"
KEPT = "select name, value from previous.search_arrays where name in ('words', 'stems', 'stem', 'times')"


def words_again(connection: sqlite3.Connection) -> Counted | None:
    """Return the words of the archive that is being built, with the one before as `previous` and what has changed in temp.changed;
    None where too much has for it to be worth it."""
    ranges = {schema: changed.reworded(connection, schema) for schema in ("main", "previous")}
    for schema, some in ranges.items():
        (total,) = connection.execute(HOW_MANY.format(schema=schema)).fetchone()
        if sum(last - first + 1 for first, last in some) > (total or 0) * MOST_SHARE:
            return None
    kept = dict(connection.execute(KEPT))
    words, stems = (kept[name].decode().split("\n") if kept[name] else [] for name in ("words", "stems"))
    stem, times = (np.frombuffer(kept[name], "<u4").tolist() for name in ("stem", "times"))
    found = Counted({word: stems[n] for word, n in zip(words, stem, strict=True)}, dict(zip(words, times, strict=True)))
    came, went = (counted(connection, schema, some) for schema, some in ranges.items())
    for word, of in came.stems.items():
        found.stems.setdefault(word, of)
        found.times[word] = found.times.get(word, 0) + came.times[word]
    for word in went.stems:
        found.times[word] -= went.times[word]
        if not found.times[word]:
            del found.times[word], found.stems[word]
    return found
