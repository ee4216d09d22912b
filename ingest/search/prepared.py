"""What search keeps beside the full-text index, held against what it is made of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from ingest.search import apart, frequent, prepare


def unlike(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield a sentence for every posting and array of an archive that is not the one that its index and its rows make.

    All are made again, one after the other: it takes as long as `prepare.prepared`, linear in the size of the archive.
    """
    counted = frequent.counted(connection)
    postings = prepare.postings(connection, counted)
    arrays = prepare.arrays(connection, apart.counted(connection), counted)
    yield from _compare(connection, "search_postings", ("term", "passage_count", "passages", "times"), postings)
    yield from _compare(connection, "search_arrays", ("name", "type", "value"), arrays)


def _compare(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], expected: Iterable[tuple[object, ...]]
) -> Iterator[str]:
    """Yield what differs between the rows of a table and those expected, which begin with its key."""
    # SQLite compares them, as a text that was tampered with may not even be read
    find = (
        f"select rowid, ({', '.join(columns)}) is ({', '.join('?' * len(columns))}) from {table} where {columns[0]} = ?"
    )
    more = set(connection.execute(f"select rowid from {table}"))
    for row in expected:
        rowid, same = connection.execute(find, (*row, row[0])).fetchone() or (None, False)
        more.discard((rowid,))
        if not same:
            fault = "is not there" if rowid is None else "is not what the passages and their search index make of it"
            yield f"{table}: `{row[0]}` {fault}"
    for (rowid,) in sorted(more):
        yield f"{table}: row {rowid} is not one that `ingest` makes"
