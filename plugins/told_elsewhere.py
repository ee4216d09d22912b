"""Told elsewhere: the page of an event leads to the other passages that tell of the same one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

from ingest.pages.asked_together import at_once
from ingest.pages.served import is_archive

OTHERS = """
with first (id) as (select coalesce((select same_as_id from same_events where event_id = :id), :id))
select events.id, events.title as event, events.passage_id, documents.title, documents.kind, documents.published_date
from events join documents on documents.id = events.document_id, first
where events.id <> :id and (events.id = first.id or events.id in (select event_id from same_events where same_as_id = first.id))
order by events.rowid"""


@hookimpl
def extra_template_vars(
    database: str | None, table: str | None, view_name: str | None, request: Request | None, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Give the page of an event `told_elsewhere`: where the same one is told besides."""
    if view_name != "row" or table != "events" or request is None or not is_archive(datasette.databases, database):
        return None
    db, id = datasette.get_database(database), request.url_vars["pks"]

    async def told() -> dict[str, Any]:
        return {"told_elsewhere": await at_once(db, lambda ask: ask(OTHERS, {"id": id}))}

    return told
