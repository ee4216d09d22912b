"""Answers that are kept: an archive does not change while it is served, so what it answered once it is not asked again."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

MOST = 400  # answers of one archive
MOST_ROWS = 3_000  # of an answer that is kept

_answers: OrderedDict[tuple[Any, ...], list[dict[str, Any]]] = OrderedDict()


async def ask(db: Any, sql: str, **values: Any) -> list[dict[str, Any]]:
    """Return the rows of a query to a Datasette database, each as a mapping of its own; from memory where it can be."""
    if db.is_mutable or not db.hash:
        return [dict(row) for row in await db.execute(sql, values)]
    key = db.path, db.hash, sql, tuple(sorted(values.items()))
    if key in _answers:
        _answers.move_to_end(key)
        return [dict(row) for row in _answers[key]]
    rows = [dict(row) for row in await db.execute(sql, values)]
    if len(rows) <= MOST_ROWS:
        _answers[key] = rows
        while len(_answers) > MOST:
            _answers.popitem(last=False)
    return [dict(row) for row in rows]
