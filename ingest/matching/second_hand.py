"""Second-hand words: those that a document itself quotes, told of a place by the quotations of its document."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

MOST_REMEMBERED = 5_000  # documents
QUOTED = 'select "start", "end" from {table} where document_id = ? order by "start"'


class _Quoted(NamedTuple):
    """Where the quotations of a document begin, in order, and the furthest end of each and those before it."""

    starts: array[int]
    ends: array[int]


class SecondHand:
    """Asked whether a place stands within a quotation of its document; `table` holds the quotations."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection, self._query = connection, QUOTED.format(table=table)
        self._documents: dict[str, _Quoted] = {}

    def has(self, document_id: str, start: int, end: int) -> bool:
        quoted = self._documents.get(document_id) or self._read(document_id)
        before = bisect_right(quoted.starts, start)
        return before > 0 and quoted.ends[before - 1] >= end

    def _read(self, document_id: str) -> _Quoted:
        if len(self._documents) >= MOST_REMEMBERED:
            self._documents.clear()
        cursor = self._connection.cursor()
        cursor.row_factory = None
        rows = cursor.execute(self._query, (document_id,)).fetchall()
        found = _Quoted(array("Q", (start for start, _ in rows)), array("Q", accumulate((end for _, end in rows), max)))
        self._documents[document_id] = found
        return found
