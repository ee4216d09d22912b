"""What joins the sources and takes long, worked out in a thread of its own while the indexes are made.

SQLite and numpy let other threads run while they are at work, and making indexes is nearly all of that kind.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from ingest.declare import Archive
from ingest.link import BESIDE, Across

Linked = dict[Across, Future[list[Any]]]


@contextmanager
def linking(path: Path, archive: Archive) -> Iterator[Linked]:
    """Work out the rows of each link in `BESIDE` from the archive at `path`, whose sources are all in, while the block runs.

    Within the block nothing may change the rows of the sources.
    """
    # immutable: no lock is asked for, as the pages of these rows stay as they are while others are added
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, isolation_level=None, uri=True, check_same_thread=False)) as connection:
        connection.execute("select name from sqlite_master").fetchall()  # what it sees is what stands there now
        with ThreadPoolExecutor(1) as thread:
            try:
                yield {link: thread.submit(_rows, link, connection, archive) for link in BESIDE}
            except BaseException:
                connection.interrupt()
                raise


def _rows(link: Across, connection: sqlite3.Connection, archive: Archive) -> list[Any]:
    return list(link(connection, archive))
