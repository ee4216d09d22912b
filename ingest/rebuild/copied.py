"""Sources that have not changed, copied from the previous archive by SQLite itself."""

from __future__ import annotations

import sqlite3
from typing import Any

from ingest.declarations.curated import Place
from ingest.rebuild.previous import Previous, Rows, attach
from ingest.tables import tables
from ingest.workers.pack import columns
from ingest.writing.insert import UNPUBLISHED, insert, into


class Copied:
    """Sources copied from the previous archive, each with its tables in the order in which they were written.

    SQLite gives pages to the tables that grow in the order in which they grow: so the file is the one that is made without the old.
    """

    def __init__(self, connection: sqlite3.Connection, previous: Previous) -> None:
        self.connection, self.previous = connection, previous
        attach(connection, previous)
        self._rows = Rows(previous.made)
        self._queries = {table: _query(connection, table) for table in tables(connection)}

    def add(self, id: str) -> None:
        """Copy one source."""
        made = self.previous.made[id]
        for table in made.counts:
            if table == "places":
                insert(self.connection, table, columns(Place), [tuple(row) for row in made.places])
            else:
                self.connection.execute(self._queries[table], self._rows.of(table, id))
            if table in UNPUBLISHED:
                self._complete(table, made.unpublished[table])

    def _complete(self, table: str, values: list[list[Any]]) -> None:
        """Give the rows that were copied last what the archive does not say of them."""
        (last,) = self.connection.execute(f'select max(rowid) from "{into(table)}"').fetchone()
        rows = ((*each, last - len(values) + n) for n, each in enumerate(values, 1))
        names = ", ".join(f'"{name}" = ?' for name in UNPUBLISHED[table])
        self.connection.executemany(f'update "{into(table)}" set {names} where rowid = ?', rows)


def _query(connection: sqlite3.Connection, table: str) -> str:
    # what is computed from other columns is not copied
    found = connection.execute(f'pragma main.table_xinfo("{table}")')
    names = ", ".join(f'"{name}"' for _, name, *_, hidden in found if not hidden)
    return (
        f'insert into "{into(table)}" ({names}) select {names} from previous."{table}" '
        "where rowid >= ? and rowid < ? order by rowid"
    )
