"""The texts of all passages, many at a time: SQLite hands each lot over in one step.

Between two steps Python lets other threads run, and waits for them; where another has much to do, a step for each passage takes
a hundred times as long.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import accumulate, pairwise

AT_ONCE = 1_000  # passages
# lengths in bytes: SQLite counts the characters of a text up to the first NUL
LOT = """
select max(rowid), cast(group_concat(text, '') as blob), group_concat(length(cast(text as blob)))
from (select rowid, text from {schema}.passages where rowid > ? and {which} order by rowid limit ?)"""


def texts(connection: sqlite3.Connection, schema: str = "main", which: str = "1") -> Iterator[list[str]]:
    """Yield the texts of the passages in the order of their rowids, in lots of at most 1,000; `which` are meant, as SQL of ours."""
    cursor = connection.cursor()
    cursor.row_factory = None
    lot = LOT.format(schema=schema, which=which)
    last, joined, lengths = cursor.execute(lot, (0, AT_ONCE)).fetchone()
    while last is not None:
        ends = accumulate(map(int, lengths.split(",")), initial=0)
        yield [joined[start:end].decode() for start, end in pairwise(ends)]
        last, joined, lengths = cursor.execute(lot, (last, AT_ONCE)).fetchone()
