"""The digest of an archive: all that it says, whatever the file it is written in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from json import dumps

from ingest.tables import tables

AT_ONCE = 2_000  # rows put together


def content_sha256(connection: sqlite3.Connection, said: tuple[str | None, ...]) -> str:
    """Return the digest of all that the archive says: every row of every table as JSON arrays.

    `said` is what `about` says: title, description, licence, notice, and the edition if it was declared.
    """
    digest = sha256(dumps(said, ensure_ascii=False).encode("utf-8"))
    for table in tables(connection):
        if table == "about":
            continue
        names = [name for _, name, *_ in connection.execute(f'pragma table_info("{table}")')]
        digest.update(f"{table}({','.join(names)})\n".encode())
        for lines in _lines(connection, table, names):
            digest.update(lines.encode("utf-8"))
            digest.update(b"\n")
    return digest.hexdigest()


def _lines(connection: sqlite3.Connection, table: str, names: list[str]) -> Iterator[str]:
    """Yield the rows of a table as lines of JSON, some thousand at once: one step of SQLite costs less than many."""
    columns = ", ".join(f'"{name}"' for name in names)
    last: int | None = 0
    while last is not None:
        last, lines = connection.execute(
            f'select max(rowid), group_concat(line, char(10)) from (select rowid, json_array({columns}) as line from "{table}" '
            "where rowid > ? order by rowid limit ?)",
            (last, AT_ONCE),
        ).fetchone()
        if lines is not None:
            yield lines
