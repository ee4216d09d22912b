"""Sources that have changed, but not in a word: another title was declared, another date, another licence.

Their passages stand in the new archive as in the one before, one behind the other, and so do the words in quotation marks in them.
Where that is so of all that changed, every passage is what it was, and so is the full-text index of the passages.
"""

from __future__ import annotations

import json
import sqlite3

Range = tuple[int, int]  # the first and the last rowid
NONE: Range = (0, -1)
MOST = 500  # sources that are compared; where more have changed, little is gained

CHANGED = """
select id from main.sources where id not in (select id from temp.kept_sources) and id in (select id from previous.sources)"""
# those of a source stand one behind the other, and while an archive is being built no index tells where
RANGES = """
select source_id, min(rowid), max(rowid) from {schema}.passages
where source_id in (select value from json_each(?)) group by source_id"""
PASSAGES = """
select id, document_id, kind, speaker, "end" - "start", text from {schema}.passages where rowid between ? and ? order by rowid"""
# a quotation by where it stands in its passage: all of a source may have moved by as much
QUOTATIONS = """
select passages.id, quotations."start" - passages."start", quotations."end" - passages."start"
from {schema}.passages cross join {table} as quotations on quotations.passage_id = passages.id
where passages.rowid between ? and ? order by quotations.rowid"""
OTHERS = """
select exists (select 1 from {schema}.sources where id not in (select id from temp.same_texts))"""


def note(connection: sqlite3.Connection) -> None:
    """Note in temp.same_texts the ids of all sources whose words are those that the previous archive has of them.

    `connection` is that of the archive being built, its sources all in, with the one before as `previous` and the ids of those that
    were copied from it in temp.kept_sources.
    """
    connection.execute("create temp table same_texts as select id from temp.kept_sources")
    changed = connection.execute(f"{CHANGED} limit ?", (MOST + 1,)).fetchall()
    (is_ours,) = connection.execute("select exists (select 1 from temp.kept_sources)").fetchone()
    # where nothing was copied, the archive before may have been made by other code
    if is_ours and len(changed) <= MOST:
        connection.execute("create index temp.quotations_of on quotations_read (passage_id)")
        now, before = (_ranges(connection, schema, changed) for schema in ("main", "previous"))
        same = [(id,) for (id,) in changed if _is_same(connection, now.get(id, NONE), before.get(id, NONE))]
        connection.executemany("insert into temp.same_texts values (?)", same)
        connection.execute("drop index temp.quotations_of")


def are_all(connection: sqlite3.Connection) -> bool:
    """Tell whether every source of both archives has the same words, so that each passage has its old place in the table."""
    return not any(connection.execute(OTHERS.format(schema=schema)).fetchone()[0] for schema in ("main", "previous"))


def _ranges(connection: sqlite3.Connection, schema: str, sources: list[tuple[str]]) -> dict[str, Range]:
    """Return the first and the last rowid of the passages of each source."""
    asked = json.dumps([id for (id,) in sources])
    return {id: (first, last) for id, first, last in connection.execute(RANGES.format(schema=schema), (asked,))}


def _is_same(connection: sqlite3.Connection, now: Range, before: Range) -> bool:
    """Tell whether the passages of both archives, each in its range, are the same, with the same quotations in them."""
    return all(
        connection.execute(query.format(schema="main", table="temp.quotations_read"), now).fetchall()
        == connection.execute(query.format(schema="previous", table="previous.quotations"), before).fetchall()
        for query in (PASSAGES, QUOTATIONS)
    )
