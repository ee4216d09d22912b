"""An archive that is being built, as it stands at one moment: read beside the connection that goes on writing it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from ingest.archive_file import to_read


def snapshot(path: Path) -> sqlite3.Connection:
    """Open the archive at `path` for reading, in any thread; nothing may change the rows that are read meanwhile."""
    # immutable: no lock is asked for, as the pages of these rows stay as they are while others are added
    connection = sqlite3.connect(to_read(path, immutable=True), isolation_level=None, uri=True, check_same_thread=False)
    connection.execute("select name from sqlite_master").fetchall()  # what it sees is what stands there now
    return connection


@contextmanager
def aside(path: Path) -> Iterator[Callable[..., Future[Any]]]:
    """Yield what starts a piece of work on such an archive, in a thread of its own, which ends with the block: `start(work, *said)`.

    It is given the connection and what is said. SQLite and numpy let other threads run while they are at work.
    """
    with closing(snapshot(path)) as connection, ThreadPoolExecutor(1) as thread:
        try:
            yield lambda work, *said: thread.submit(work, connection, *said)
        except BaseException:
            connection.interrupt()
            raise
