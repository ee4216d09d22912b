"""Distance: SQL can ask how far two places are from each other."""

from __future__ import annotations

import sqlite3

from datasette import hookimpl

from ingest.pages.distance import kilometres


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Let SQL call kilometres(latitude, longitude, latitude, longitude)."""
    conn.create_function("kilometres", 4, kilometres, deterministic=True)
