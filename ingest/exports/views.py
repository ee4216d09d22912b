"""The views of an archive as tables of a file beside it, so that they are exported as tables are."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ingest.archive_file import to_read

TYPES = ("INTEGER", "REAL", "TEXT", "BLOB")


def views(connection: sqlite3.Connection) -> list[str]:
    """Return the views of an archive by name."""
    found = connection.execute("select cast(name as text) from sqlite_master where type = 'view' order by name")
    return [_words(name) for (name,) in found]


def rows_of(db: Path, view: str, into: Path) -> Path:
    """Fill the new file `into` with one table, the rows of a view of the archive `db`, and return it.

    A view has no order of its own: rows are put in the order of all their columns, from the first on. A column that is computed
    has the type of its values. Raises sqlite3.Error where that cannot be done.
    """
    connection = sqlite3.connect(into.absolute().as_uri(), uri=True, isolation_level=None)
    try:
        connection.executescript("pragma journal_mode = off; pragma synchronous = off;")
        connection.execute("attach ? as archive", (to_read(db, immutable=True),))
        typed = [
            (name, type if type in TYPES else _type(connection, view, name))
            for name, type in _columns(connection, view)
        ]
        made = ", ".join(f"{_name(name)} {type}" for name, type in typed)
        order = ", ".join(str(n) for n in range(1, len(typed) + 1))
        connection.execute(f"create table {_name(view)} ({made})")
        connection.execute(f"insert into {_name(view)} select * from archive.{_name(view)} order by {order}")
    finally:
        connection.close()
    return into


def _columns(connection: sqlite3.Connection, view: str) -> list[tuple[str, str]]:
    return connection.execute(
        "select name, upper(type) from pragma_table_xinfo(?, 'archive') order by cid", (view,)
    ).fetchall()


def _type(connection: sqlite3.Connection, view: str, column: str) -> str:
    """Return the type that all values of a column have; TEXT where they have several, or there are none."""
    found = connection.execute(f"select distinct upper(typeof({_name(column)})) from archive.{_name(view)}")
    held = {type for (type,) in found} - {"NULL"}
    if held == {"INTEGER", "REAL"}:
        return "REAL"
    return held.pop() if len(held) == 1 else "TEXT"


def _words(name: str | bytes) -> str:
    return name.decode() if isinstance(name, bytes) else name


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
