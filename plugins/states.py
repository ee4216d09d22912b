"""States: what each state of a quotation means, told wherever one is shown; and where the words of an ambiguous one stand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request
from jinja2 import Environment

from ingest.pages.asked_together import at_once
from ingest.pages.served import is_archive

MEANINGS = {
    "exact": "the same words, sign for sign",
    "exact after folding": "the same words; only quotation marks, dashes, blanks, the first capital or the last sign differ",
    "variant": "nearly the same words; each word that differs is shown",
    "ambiguous": "several places have the words equally well, and nothing tells which of them is quoted",
    "source not held": "the text that is named for it is not in this archive, so there is nothing to compare",
    "not found": "no other document of this archive has the words; they may well stand elsewhere",
    "not checked": "the words could not be compared",
}
# the tables that have states, each with that of the places of what is ambiguous
PLACES = {"quotations": ("quotation_places", "quotation_id"), "article_extracts": ("extract_places", "extract_id")}
MOST = 50
STAND = """
select documents.id, documents.title, documents.kind, documents.published_date, passages.position, passages.locator
from {0} as place join documents on documents.id = place.document_id join passages on passages.id = place.passage_id
where place.{1} = :id order by place.position limit :most"""


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let templates write `meanings[state]`."""
    env.globals["meanings"] = MEANINGS


@hookimpl
def extra_template_vars(
    database: str | None, table: str | None, view_name: str | None, request: Request | None, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Give the page of a quotation or an extract `stands_in`: the places of its words, where they are several."""
    if view_name != "row" or table not in PLACES or request is None or not is_archive(datasette.databases, database):
        return None
    db, values = datasette.get_database(database), {"id": request.url_vars["pks"], "most": MOST}
    sql = STAND.format(*PLACES[table])

    async def places() -> dict[str, Any]:
        return {"stands_in": await at_once(db, lambda ask: ask(sql, values))}

    return places
