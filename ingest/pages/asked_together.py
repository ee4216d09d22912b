"""Questions asked at once: what one page asks of the archive in several queries waits for a thread once, not once for each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from datasette.database import QueryInterrupted
from datasette.utils import sqlite_timelimit

Rows = list[dict[str, Any]]
Ask = Callable[[str, Mapping[str, Any]], Rows]
Answer = TypeVar("Answer")


async def at_once(db: Any, work: Callable[[Ask], Answer]) -> Answer:
    """Return what `work(ask)` returns, which runs in a thread of a Datasette database.

    `ask(sql, values)` gives the rows of a query, each a mapping of its own. A query may take as long as one of Datasette's.
    Raises QueryInterrupted where one takes longer.
    """

    def worked(connection: sqlite3.Connection) -> Answer:
        def ask(sql: str, values: Mapping[str, Any]) -> Rows:
            with sqlite_timelimit(connection, db.ds.sql_time_limit_ms):
                try:
                    return [dict(row) for row in connection.execute(sql, values)]
                except sqlite3.OperationalError as error:
                    if error.args == ("interrupted",):
                        raise QueryInterrupted(error, sql, values) from error
                    raise

        return work(ask)

    answer: Answer = await db.execute_fn(worked)
    return answer
