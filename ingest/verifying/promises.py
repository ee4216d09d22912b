"""The promises in `checks/`, each a query that returns the rows that break it.

One that speaks only of what a source gives by itself is asked of the sources that are not known to keep it; one that speaks
of what joins sources is asked of all.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Container, Iterator
from contextlib import contextmanager
from importlib.resources import files

from ingest.tables import tables
from ingest.writing.across import LINKED

# Problems speak of files that are no sources too, and of what joins sources.
WHOLE = (*LINKED, "problems")
# How the rows of a table are told to be those of some sources, by the first column that it has of these.
OF_SOURCES = {
    "source_id": "select id from temp.fresh_sources",
    "document_id": "select id from temp.fresh_documents",
    "motion_id": "select id from main.motions where document_id in (select id from temp.fresh_documents)",
}
WORD = re.compile(r"[a-z_]+")


def promises(connection: sqlite3.Connection, known: Container[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield the name and the query of each promise; it is to be asked before the next one is asked for."""
    every = [
        (check.name.removesuffix(".sql"), check.read_text(encoding="utf-8"))
        for check in sorted(files("ingest").joinpath("checks").iterdir(), key=lambda file: file.name)
    ]
    if not known:
        yield from every
        return
    apart, named = _apart(connection), set(tables(connection))
    alone = [each for each in every if set(WORD.findall(each[1])) & named <= apart.keys()]
    with _fresh(connection, known, apart):
        yield from alone
    yield from (each for each in every if each not in alone)


def _apart(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the tables whose rows each source gives by itself, with what tells the rows of the fresh sources."""
    found = {"sources": f"id in ({OF_SOURCES['source_id']})"}
    for table in tables(connection):
        columns = {name for _, name, *_ in connection.execute(f'pragma table_info("{table}")')}
        column = next((name for name in OF_SOURCES if name in columns), None)
        if column and table not in WHOLE:
            found[table] = f"{column} in ({OF_SOURCES[column]})"
    return found


@contextmanager
def _fresh(connection: sqlite3.Connection, known: Container[str], apart: dict[str, str]) -> Iterator[None]:
    """Let the names of tables stand for the rows of the sources that are not known, as long as the block runs."""
    ids = [(id,) for (id,) in connection.execute("select id from sources") if id not in known]
    connection.execute("create temp table fresh_sources (id text primary key)")
    connection.executemany("insert into temp.fresh_sources values (?)", ids)
    connection.execute(
        "create temp table fresh_documents as select id from documents where source_id in (select id from temp.fresh_sources)"
    )
    for table, condition in apart.items():
        connection.execute(f'create temp view "{table}" as select * from main."{table}" where {condition}')
    connection.commit()
    try:
        yield
    finally:
        for table in apart:
            connection.execute(f'drop view temp."{table}"')
        connection.execute("drop table temp.fresh_documents")
        connection.execute("drop table temp.fresh_sources")
