"""Answers that are kept: an archive does not change while it is served, so what it answered once it is not asked again."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import OrderedDict
from collections.abc import Awaitable, Mapping, Sequence
from typing import Any

MOST = 400  # answers
MOST_ROWS = 5_000  # of an answer to what a reader may ask in many ways
Rows = list[dict[str, Any]]

_answers: OrderedDict[tuple[Any, ...], asyncio.Future[Rows]] = OrderedDict()


async def ask(db: Any, sql: str, *, patient: bool = False, **values: Any) -> Rows:
    """Return the rows of a query to a Datasette database, each a mapping of its own; from memory where it was asked before.

    Raises QueryInterrupted where it takes longer than a query may, unless it is to be waited for: be `patient` only where
    readers cannot vary what is asked.
    """

    async def asked() -> Rows:
        if patient:
            return await _fetched(db, sql, values)
        return [dict(row) for row in await db.execute(sql, values)]

    rows = await _kept(db, (sql, *sorted(values.items())), asked(), MOST_ROWS)
    return [dict(row) for row in rows]


async def ask_whole(db: Any, sql: str) -> Sequence[Mapping[str, Any]]:
    """Return the rows of a query that goes through a whole table, which may take as long as it does: once.

    They are the rows that are kept, so they are not to be changed.
    """
    return await _kept(db, (sql, "whole"), _fetched(db, sql, {}), None)


async def _fetched(db: Any, sql: str, values: dict[str, Any]) -> Rows:
    """Return the rows of a query that takes as long as it does."""

    def fetched(connection: sqlite3.Connection) -> Rows:
        return [dict(row) for row in connection.execute(sql, values)]

    rows: Rows = await db.execute_fn(fetched)
    return rows


async def _kept(db: Any, question: tuple[Any, ...], asked: Awaitable[Rows], most: int | None) -> Rows:
    """Return the answer that is kept, or is on its way to another reader; else ask, and keep what is not too long."""
    if db.is_mutable or not db.hash:
        return await asked
    key = db.path, db.hash, id(asyncio.get_running_loop()), *question
    if key not in _answers:
        _answers[key] = asyncio.ensure_future(asked)
        while len(_answers) > MOST:
            _answers.popitem(last=False)
    elif asyncio.iscoroutine(asked):
        asked.close()
    _answers.move_to_end(key)
    try:
        rows = await asyncio.shield(_answers[key])
    except Exception:
        _answers.pop(key, None)
        raise
    if most is not None and len(rows) > most:
        _answers.pop(key, None)
    return rows
