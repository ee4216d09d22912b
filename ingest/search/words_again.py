"""The words of an archive that is built again, from those of the one before: without what went, and with what came."""

from __future__ import annotations

import sqlite3

import numpy as np

from ingest.search.apart import Counted, counted

MOST_SHARE = 0.1  # of all passages that may have come or gone; beyond it all are taken apart again
CHANGED = "source_id not in (select id from temp.same_texts)"
HOW_MANY = f"select count(*), count(*) filter (where {CHANGED}) from {{schema}}.passages"
KEPT = "select name, value from previous.search_arrays where name in ('words', 'stems', 'stem', 'times')"


def words_again(connection: sqlite3.Connection) -> Counted | None:
    """Return the words of the archive that is being built, with the one before as `previous` and the ids of the sources that
    have the same words as there in temp.same_texts; None where too much has changed for it to be worth it."""
    for schema in ("previous", "main"):
        total, changed = connection.execute(HOW_MANY.format(schema=schema)).fetchone()
        if changed > total * MOST_SHARE:
            return None
    kept = dict(connection.execute(KEPT))
    words, stems = (kept[name].decode().split("\n") if kept[name] else [] for name in ("words", "stems"))
    stem, times = (np.frombuffer(kept[name], "<u4").tolist() for name in ("stem", "times"))
    found = Counted({word: stems[n] for word, n in zip(words, stem, strict=True)}, dict(zip(words, times, strict=True)))
    came, went = (counted(connection, schema, CHANGED) for schema in ("main", "previous"))
    for word, of in came.stems.items():
        found.stems.setdefault(word, of)
        found.times[word] = found.times.get(word, 0) + came.times[word]
    for word in went.stems:
        found.times[word] -= went.times[word]
        if not found.times[word]:
            del found.times[word], found.stems[word]
    return found
