"""Labels: the page of a row is named by what the row is called, and its keys by what they point to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import escape_sqlite
from datasette.utils.asgi import Request


@hookimpl
def extra_template_vars(
    database: str | None,
    table: str | None,
    view_name: str | None,
    request: Request | None,
    datasette: Datasette,
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Give row pages `row_title`, and `row_links`: an address and words for each column that is a foreign key."""
    if view_name != "row" or not database or not table or request is None:
        return None

    async def names() -> dict[str, Any]:
        return await _names(datasette, database, table, request.url_vars["pks"])

    return names


async def _names(datasette: Datasette, database: str, table: str, key: str) -> dict[str, Any]:
    db = datasette.get_database(database)
    keys = await db.primary_keys(table)
    if len(keys) != 1:
        return {"row_title": None, "row_links": {}}
    found = await db.execute(
        f"select * from {escape_sqlite(table)} where {escape_sqlite(keys[0])} = :key", {"key": key}
    )
    row = found.first()
    if row is None:
        return {"row_title": None, "row_links": {}}
    label = await db.label_column_for_table(table)
    links = {}
    for foreign_key in await db.foreign_keys_for_table(table):
        column, other = foreign_key["column"], foreign_key["other_table"]
        if row[column] is not None:
            words = await datasette.expand_foreign_keys(database, table, column, [row[column]])
            shown = words.get((column, row[column])) or row[column]
            links[column] = {"href": datasette.urls.row(database, other, row[column]), "label": shown}
    return {"row_title": row[label] if label else None, "row_links": links}
