"""The tables that each source fills by itself, in the order of the sources: parsed rows put in, kept ones copied."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ingest.declarations import curated
from ingest.declarations.archive import Archive
from ingest.model import Problem
from ingest.rebuild import changed
from ingest.rebuild.copied import Copied
from ingest.rebuild.previous import Kept, Made, Previous
from ingest.workers.pack import Packed, as_tuples, columns
from ingest.writing.insert import UNPUBLISHED, WAITING, by_type, insert


def fill(
    connection: sqlite3.Connection,
    archive: Archive,
    entries: Iterable[Packed | Kept | Problem],
    previous: Previous | None,
) -> dict[str, Made]:
    """Write what archive.yml knows and what each source gives, and return what each was made of.

    Rows of the tables in `WAITING` go into temp.<table>_read, the ids of the sources that are copied into temp.kept_sources.
    """
    made: dict[str, Made] = {}
    copied = Copied(connection, previous) if previous else None
    for table in WAITING:
        more = "".join(f', null as "{name}"' for name in UNPUBLISHED.get(table, ()))
        connection.execute(f'create temp table "{table}_read" as select *{more} from "{table}"')
    connection.execute("create temp table kept_sources (id text primary key)")
    connection.execute("begin")
    for rows in by_type(curated.rows(archive)):
        insert(connection, rows[0].table, columns(rows[0].__class__), as_tuples(rows))
    for entry in entries:
        if isinstance(entry, Kept) and copied:
            copied.add(entry.id)
            connection.execute("insert into temp.kept_sources values (?)", (entry.id,))
            made[entry.id] = copied.previous.made[entry.id]
            continue
        if isinstance(entry, Packed):
            for table, (names, rows) in entry.tables.items():
                insert(connection, table, names, rows)
            made[entry.source_id] = _made(entry)
        elif isinstance(entry, Problem):
            insert(connection, "problems", columns(Problem), as_tuples([entry]))
    connection.execute("commit")
    if previous:
        changed.note(connection, previous, made)
    return made


def _made(entry: Packed) -> Made:
    counts = {table: len(rows) for table, (_, rows) in entry.tables.items()}
    places = [list(row) for row in entry.tables.get("places", ((), []))[1]]
    unpublished = {
        table: [list(row) for row in zip(*(entry.values(table, name) for name in names), strict=True)]
        for table, names in UNPUBLISHED.items()
        if table in counts
    }
    return Made(entry.key, counts, entry.values("documents", "id"), places, entry.unfit, unpublished)
