"""The file that an archive is, as it is asked for: it is there, it can be read, and `ingest` has built it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ingest.errors import DatabaseError

# the application_id of an archive: "EVAR"
OURS = 0x45564152


def check_there(db: Path) -> None:
    """Raise DatabaseError where there is no file `db`, or it cannot be read."""
    try:
        is_file = db.is_file()
    except OSError as error:  # a folder above it cannot be looked into
        raise DatabaseError(f"{db}: it cannot be read ({error.strerror}); mend its permissions.") from None
    if not is_file:
        raise DatabaseError(f"{db}: there is no archive; build one with `ingest build`.")
    if not os.access(db, os.R_OK):
        raise DatabaseError(f"{db}: it cannot be read; mend its permissions.")


def to_read(db: Path, immutable: bool = False) -> str:
    """Return the address by which SQLite opens a file to read it; of one that nothing changes (`immutable`) it asks no lock."""
    return f"{db.absolute().as_uri()}?mode=ro{'&immutable=1' if immutable else ''}"


@contextmanager
def reading(db: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection to the archive at `db`. Raises DatabaseError where there is none, or it has not what is asked of it."""
    check_there(db)
    with closing(sqlite3.connect(to_read(db), uri=True)) as connection, answering(db):
        check_is_archive(connection, db)
        yield connection


@contextmanager
def answering(db: Path) -> Iterator[None]:
    """Raise DatabaseError where SQLite cannot answer what the block asks of `db`."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise DatabaseError(
            f"{db}: it is not an archive of this version ({error}); build one with `ingest build`."
        ) from None


def check_is_archive(connection: sqlite3.Connection, db: Path) -> None:
    """Raise DatabaseError where what is open was not built by `ingest`."""
    if connection.execute("pragma application_id").fetchone() != (OURS,):
        raise DatabaseError(f"{db}: it is a database, but not an archive built by `ingest`.")
