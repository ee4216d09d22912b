"""Sources that have not changed, copied from the previous archive by SQLite itself."""

from __future__ import annotations

import sqlite3

from ingest.declarations.curated import Place
from ingest.rebuild.previous import Previous, Rows, attach
from ingest.tables import tables
from ingest.workers.pack import columns
from ingest.writing.insert import insert, into


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


def _query(connection: sqlite3.Connection, table: str) -> str:
    # what is computed from other columns is not copied
    found = connection.execute(f'pragma main.table_xinfo("{table}")')
    names = ", ".join(f'"{name}"' for _, name, *_, hidden in found if not hidden)
    return (
        f'insert into "{into(table)}" ({names}) select {names} from previous."{table}" '
        "where rowid >= ? and rowid < ? order by rowid"
    )
