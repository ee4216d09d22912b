"""The texts of all passages, many at a time: SQLite hands each lot over in one step.

Between two steps Python lets other threads run, and waits for them; where another has much to do, a step for each passage takes
a hundred times as long.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise

AT_ONCE = 1_000  # passages
Range = tuple[int, int]  # the first and the last rowid
ALL: Range = (1, (1 << 63) - 1)
# lengths in bytes: SQLite counts the characters of a text up to the first NUL
LOT = """
select max(rowid), cast(group_concat(text, '') as blob), group_concat(length(cast(text as blob)))
from (select rowid, text from {schema}.passages where rowid between ? and ? order by rowid limit ?)"""


def texts(
    connection: sqlite3.Connection, schema: str = "main", ranges: Iterable[Range] = (ALL,)
) -> Iterator[list[str]]:
    """Yield the texts of the passages in the order of their rowids, in lots of at most 1,000; `ranges` are those that are meant."""
    cursor = connection.cursor()
    cursor.row_factory = None
    lot = LOT.format(schema=schema)
    for first, end in ranges:
        last, joined, lengths = cursor.execute(lot, (first, end, AT_ONCE)).fetchone()
        while last is not None:
            ends = accumulate(map(int, lengths.split(",")), initial=0)
            yield [joined[start:stop].decode() for start, stop in pairwise(ends)]
            last, joined, lengths = cursor.execute(lot, (last + 1, end, AT_ONCE)).fetchone()
