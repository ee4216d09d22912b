"""The tables of an archive, as schema.sql has them, and what a database is made of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib.resources import files

SCHEMA_VERSION = 9  # of the tables and of what search keeps beside its index; SQLite has it as user_version


def make_tables(connection: sqlite3.Connection) -> None:
    """Make the empty tables of an archive."""
    connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
    connection.executescript(files("ingest").joinpath("schema.sql").read_text(encoding="utf-8"))


class OtherVersionError(sqlite3.OperationalError):
    """An archive was made by a version of this program whose tables are others."""


def refuse_other_version(connection: sqlite3.Connection) -> None:
    """Raise OtherVersionError where the tables of an archive are not those of this version."""
    cursor = connection.cursor()
    cursor.row_factory = None
    (version,) = cursor.execute("pragma user_version").fetchone()
    if version != SCHEMA_VERSION:
        raise OtherVersionError(f"an archive of version {version}, and {SCHEMA_VERSION} is read here")


def make_views(connection: sqlite3.Connection) -> None:
    """Make the views that answer readers' questions."""
    for view in sorted(files("ingest").joinpath("views").iterdir(), key=lambda file: file.name):
        connection.executescript(view.read_text(encoding="utf-8"))


def objects(connection: sqlite3.Connection) -> dict[str, str]:
    """Return what a database is made of: the SQL of its tables, indexes, views and triggers by name."""
    rows = connection.execute("select name, sql from sqlite_master where name not like 'sqlite^_%' escape '^'")
    return dict(rows.fetchall())


def tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables of the archive in the order of the schema, without those of search and statistics."""
    return [
        name
        for (name,) in connection.execute(
            "select name from sqlite_master where type = 'table' and sql like '%) strict' order by rowid"
        )
    ]


def counts(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Yield each of these tables with how many rows it has."""
    for name in tables(connection):
        (count,) = connection.execute(f'select count(*) from "{name}"').fetchone()
        yield name, count
