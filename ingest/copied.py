"""Sources that have not changed, copied from the previous archive by SQLite itself."""

from __future__ import annotations

import sqlite3

from ingest.curated import Place
from ingest.insert import insert, into
from ingest.pack import columns
from ingest.previous import Previous, attach
from ingest.tables import tables


class Copied:
    """Sources copied from the previous archive, those that stand one behind another in one go."""

    def __init__(self, connection: sqlite3.Connection, previous: Previous) -> None:
        self.connection, self.previous = connection, previous
        self._run: list[str] = []
        attach(connection, previous)
        # what is computed from other columns is not copied
        self._columns = {
            table: [
                name for _, name, *_, hidden in connection.execute(f'pragma main.table_xinfo("{table}")') if not hidden
            ]
            for table in tables(connection)
        }

    def add(self, id: str) -> None:
        """Copy a source with, or after, those before it."""
        if self._run and not self.previous.follows(self._run[-1], id):
            self.flush()
        self._run.append(id)

    def flush(self) -> None:
        """Write what was added."""
        if not self._run:
            return
        first, last = self._run[0], self._run[-1]
        for table in self._columns:
            if table in self.previous.tables:
                self._copy(table, *self.previous.rows(table, first, last))
        for id in self._run:
            insert(self.connection, "places", columns(Place), [tuple(row) for row in self.previous.made[id].places])
        self._run = []

    def _copy(self, table: str, start: int, count: int) -> None:
        names = ", ".join(f'"{name}"' for name in self._columns[table])
        self.connection.execute(
            f'insert into "{into(table)}" ({names}) select {names} from previous."{table}" '
            "where rowid >= ? and rowid < ? order by rowid",
            (start, start + count),
        )
