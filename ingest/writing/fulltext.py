"""Full-text indexes, filled in bulk: the one over all passages in a thread of its own, while others and the rest are made.

FTS5 keeps an index in ordinary tables. That of the passages, which takes as long as everything else together, is filled in a
file beside the archive and its tables are copied in; SQLite lets other threads run while it works on a statement.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

from ingest.archive_file import to_read
from ingest.rebuild.replace import SEARCH

WHOLE_WORDS = "unicode61 remove_diacritics 2"  # how a text is taken apart, before endings are taken off
TOKENIZER = f"porter {WHOLE_WORDS}"
HASH_SIZE = 64 << 20  # bytes FTS5 may hold in memory while an index is filled; its default, 1 MB, is 1.5 times slower
LARGEST = "passages"
SHADOWS = ("data", "idx", "docsize", "config")  # the tables that an index with content elsewhere consists of


def make(connection: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> None:
    """Make the empty full-text index of a table."""
    connection.execute(
        f'create virtual table "{table}_fts" using fts5 ({", ".join(columns)}, tokenize=\'{TOKENIZER}\', content="{table}")'
    )


def fill(connection: sqlite3.Connection, table: str, columns: tuple[str, ...], schema: str = "main") -> None:
    """Fill the index of a table from the rows that it has in `schema`, as one segment."""
    index, names = f"{table}_fts", ", ".join(columns)
    connection.execute("begin")
    _configure(connection, index, hashsize=HASH_SIZE, automerge=0)
    connection.execute(
        f'insert into "{index}" (rowid, {names}) select rowid, {names} from {schema}."{table}" order by rowid'
    )
    connection.execute(f'insert into "{index}" ("{index}") values (\'optimize\')')
    _configure(connection, index, hashsize=1 << 20, automerge=4)  # what FTS5 has by default
    connection.execute("commit")


@contextmanager
def filling(path: Path, columns: tuple[str, ...]) -> Iterator[Future[Path]]:
    """Fill the index of the passages in the archive at `path`, whose rows are written, while the block runs.

    Yields the file that will hold it. Within the block nothing may change the rows of passages.
    """
    beside = path.with_name(f"{path.name}{SEARCH}")
    beside.unlink(missing_ok=True)
    # opened here: what it sees of the archive is what stands there now
    with closing(sqlite3.connect(beside, isolation_level=None, uri=True, check_same_thread=False)) as connection:
        connection.executescript("pragma journal_mode = off; pragma synchronous = off")
        # immutable: no lock is asked for, as the pages of this table stay as they are while others are added
        connection.execute("attach ? as archive", (to_read(path, immutable=True),))
        make(connection, LARGEST, columns)
        with ThreadPoolExecutor(1) as thread:
            yield thread.submit(_fill_beside, connection, columns, beside)
    beside.unlink(missing_ok=True)


def _fill_beside(connection: sqlite3.Connection, columns: tuple[str, ...], beside: Path) -> Path:
    fill(connection, LARGEST, columns, "archive")
    return beside


def take(connection: sqlite3.Connection, columns: tuple[str, ...], beside: Path) -> None:
    """Make the index of the passages, with what was filled beside the archive."""
    make(connection, LARGEST, columns)
    connection.execute("attach ? as beside", (to_read(beside, immutable=True),))
    connection.execute("begin")
    for shadow in SHADOWS:
        name = f'"{LARGEST}_fts_{shadow}"'
        connection.execute(f"insert or replace into main.{name} select * from beside.{name}")
    connection.execute("commit")
    connection.execute("detach beside")


def _configure(connection: sqlite3.Connection, index: str, **options: int) -> None:
    for name, value in options.items():
        connection.execute(f'insert into "{index}" ("{index}", rank) values (?, ?)', (name, value))
