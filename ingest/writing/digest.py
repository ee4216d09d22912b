"""The digest of an archive: all that it says, whatever the file it is written in."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from hashlib import sha256
from itertools import takewhile
from json import dumps
from typing import TYPE_CHECKING, NamedTuple

from ingest.tables import tables

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

AT_ONCE = 2_000  # rows put together


class Begun(NamedTuple):
    """A digest of the first tables of an archive."""

    digest: Hash
    tables: int


def begun(
    connection: sqlite3.Connection, said: tuple[str | None, ...], unfilled: Collection[str], before: Begun | None = None
) -> Begun:
    """Return the digest of the tables up to the first of those that are `unfilled`, going on with what was digested before.

    `said` is as for `content_sha256`.
    """
    digest, done = before or (sha256(dumps(said, ensure_ascii=False).encode("utf-8")), 0)
    every = tables(connection)
    for table in takewhile(lambda table: table not in unfilled, every[done:]):
        done += 1
        if table == "about":
            continue
        names = [name for _, name, *_ in connection.execute(f'pragma table_info("{table}")')]
        digest.update(f"{table}({','.join(names)})\n".encode())
        for lines in _lines(connection, table, names):
            digest.update(lines.encode("utf-8"))
            digest.update(b"\n")
    return Begun(digest, done)


def content_sha256(connection: sqlite3.Connection, said: tuple[str | None, ...], before: Begun | None = None) -> str:
    """Return the digest of all that the archive says: every row of every table as JSON arrays.

    `said` is what `about` says: title, description, licence, notice, and the edition if it was declared.
    """
    return begun(connection, said, (), before).digest.hexdigest()


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
