"""Known columns: an address that narrows a table by a column that it does not have, or in a way that there is not, is told so.

SQLite takes the name of such a column for words, and Datasette passes such a way over: no rows would be shown, or all of them.
"""

from __future__ import annotations

import difflib
from collections.abc import Awaitable, Callable

from datasette import hookimpl
from datasette.app import Datasette
from datasette.filters import Filters
from datasette.utils.asgi import Request
from datasette.views.base import DatasetteError

BAD_REQUEST = 400
LONGEST = 60  # signs of a name that are said again
WAYS = frozenset(Filters._filters_by_key)
ROWID = "rowid"


@hookimpl
def filters_from_request(
    request: Request, database: str, table: str, datasette: Datasette
) -> Callable[[], Awaitable[None]] | None:
    """Add no filter. Raises DatasetteError for one on nothing."""
    named = [key for key in request.args if key[:1] != "_" and key != ROWID]
    if not named:
        return None

    async def checked() -> None:
        columns = await datasette.get_database(database).table_columns(table)
        fault = next((fault for key in named if (fault := _fault(key, table, columns))), None)
        if fault:
            raise DatasetteError(fault, status=BAD_REQUEST)

    return checked


def _fault(key: str, table: str, columns: list[str]) -> str | None:
    """Return in a sentence what is wrong with an argument; None where it is a filter on a column."""
    column, _, way = key.rpartition("__") if "__" in key else (key, "", "exact")
    if column not in (*columns, ROWID):
        near = difflib.get_close_matches(column[:LONGEST], columns, 1)
        remedy = f"Did you mean “{near[0]}”?" if near else f"It has {', '.join(columns)}."
        return f"The table {table} has no column “{column[:LONGEST]}”. {remedy}"
    if way not in WAYS:
        return f"A column cannot be narrowed down by “{way[:LONGEST]}”. The ways are {', '.join(sorted(WAYS))}."
    return None
