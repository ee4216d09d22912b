"""What has changed since the archive before: the sources that were not copied from it, and where their passages stand in both.

They are rows of temp.changed: `archive` is "main", the one being built, or "previous", the one before; `first` and `last` are rowids
of passages. Many of them have changed, but not in a word (`is_reworded` is 0): another title was declared, another date, another licence.
Their passages stand in the new archive as in the one before, one behind the other, and so do the words in quotation marks in them.
Where that is so of all that changed, every passage is what it was, and so is the full-text index of the passages.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from ingest.rebuild.previous import Made, Previous, Rows, attach

Range = tuple[int, int]  # the first and the last rowid
Changed = tuple[str, str, int, int, bool]  # a row of the table
NONE: Range = (0, -1)
MOST = 500  # sources that are compared; where more have changed, little is gained

TABLE = """
create temp table changed (
  source_id text not null, archive text not null, first integer not null, last integer not null, is_reworded integer not null,
  primary key (source_id, archive)
)"""
PASSAGES = """
select id, document_id, kind, speaker, "end" - "start", text from {schema}.passages where rowid between ? and ? order by rowid"""
# a quotation by where it stands in its passage: all of a source may have moved by as much
QUOTATIONS = """
select passages.id, quotations."start" - passages."start", quotations."end" - passages."start"
from {schema}.passages cross join {table} as quotations on quotations.passage_id = passages.id
where passages.rowid between ? and ? order by quotations.rowid"""
REWORDED = "select first, last from temp.changed where archive = ? and is_reworded order by first"


def note(connection: sqlite3.Connection, previous: Previous, made: Mapping[str, Made]) -> None:
    """Make the table.

    `connection` is that of the archive being built, its sources all in and `made` of this, with the one before as `previous` and the
    ids of those that were copied from it in temp.kept_sources.
    """
    kept = {id for (id,) in connection.execute("select id from temp.kept_sources")}
    before, now = Rows(previous.made), Rows(made)
    archives = (("previous", before, previous.made), ("main", now, made))
    ids = sorted((previous.made.keys() | made.keys()) - kept)
    in_both = [id for id in ids if id in previous.made and id in made]
    same: set[str] = set()
    # where nothing was copied, the archive before may have been made by other code
    if kept and len(in_both) <= MOST:
        connection.execute("create index temp.quotations_of on quotations_read (passage_id)")
        same = {id for id in in_both if _is_same(connection, _passages(now, id), _passages(before, id))}
        connection.execute("drop index temp.quotations_of")
    rows = [
        (id, archive, *_passages(of, id), id not in same) for id in ids for archive, of, held in archives if id in held
    ]
    _fill(connection, rows)


def rows(connection: sqlite3.Connection) -> list[Changed]:
    """Return the rows of the table, for another connection; none where nothing was copied."""
    kept = "exists (select 1 from temp.kept_sources)"
    return connection.execute(f"select * from temp.changed where {kept} order by rowid").fetchall()


def carry(connection: sqlite3.Connection, previous: Previous, found: list[Changed]) -> None:
    """Have another connection of the archive being built see the one before, too, and what has changed since; see `rows`."""
    attach(connection, previous)
    _fill(connection, found)


def is_known(connection: sqlite3.Connection) -> bool:
    """Tell whether another connection sees the archive before."""
    return bool(connection.execute("select 1 from temp.sqlite_master where name = 'changed'").fetchone())


def reworded(connection: sqlite3.Connection, schema: str) -> list[Range]:
    """Return where passages stand, in one of both archives, that may be others in the other one."""
    return connection.execute(REWORDED, (schema,)).fetchall()


def has_same_words(connection: sqlite3.Connection) -> bool:
    """Tell whether not a word has changed, so that each passage has its old place in the table."""
    return not any(reworded(connection, schema) for schema in ("main", "previous"))


def _fill(connection: sqlite3.Connection, found: list[Changed]) -> None:
    connection.execute(TABLE)
    connection.executemany("insert into temp.changed values (?, ?, ?, ?, ?)", found)


def _passages(of: Rows, id: str) -> Range:
    """Return the first and the last rowid of the passages of a source."""
    first, end = of.of("passages", id)
    return first, end - 1


def _is_same(connection: sqlite3.Connection, now: Range, before: Range) -> bool:
    """Tell whether the passages of both archives, each in its range, are the same, with the same quotations in them."""
    return all(
        connection.execute(query.format(schema="main", table="temp.quotations_read"), now).fetchall()
        == connection.execute(query.format(schema="previous", table="previous.quotations"), before).fetchall()
        for query in (PASSAGES, QUOTATIONS)
    )
