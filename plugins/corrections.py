"""Corrections: a row that holds words of a source shows what is corrected in them, as received and as it should read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

# The corrections in the words of a row, by table; tables that are read as paragraphs show them there.
WITHIN = """
select corrections.before, corrections.after, corrections.reason, corrections.passage_id
from {table} here join documents on documents.id = here.document_id
join corrections on corrections.source_id = documents.source_id
  and corrections."start" < here.{end} and corrections."end" > here.{start}
where here.id = :id"""
PLAIN = ("events", "links", "quotations", "rule_clauses")
CORRECTIONS = {table: WITHIN.format(table=table, start='"start"', end='"end"') for table in PLAIN} | {
    "exchanges": " union ".join(
        WITHIN.format(table="exchanges", start=f"{part}_start", end=f"{part}_end") for part in ("question", "answer")
    ),
    "motion_resolves": WITHIN.format(
        table="(select motion_resolves.*, document_id from motion_resolves join motions on motions.id = motion_id)",
        start='"start"',
        end='"end"',
    ),
}


@hookimpl
def extra_template_vars(
    database: str | None, table: str | None, view_name: str | None, request: Request | None, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Give the row pages of records `corrected_here`: what is corrected in their words."""
    if view_name != "row" or table not in CORRECTIONS or request is None:
        return None

    async def corrected() -> dict[str, Any]:
        found = await datasette.get_database(database).execute(CORRECTIONS[table], {"id": request.url_vars["pks"]})
        return {"corrected_here": [dict(row) for row in found]}

    return corrected
