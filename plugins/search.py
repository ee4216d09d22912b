"""Search: the page that looks through everything; its address holds all of its state."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

from ingest.pages.laid_out import opens_with
from ingest.pages.served import name_of_archive
from ingest.search.asked import address, asked_by
from ingest.search.engine import Found
from ingest.search.facets import NAMES
from ingest.search.fault import SearchFaultError
from ingest.search.searcher import searcher
from ingest.search.snippet import signed

FACET_LABELS = {"kind": "Kind", "author": "Author", "publisher": "Publisher", "year": "Year", "person": "Person named"}
VALUES_SHOWN = 8  # of one facet, until more are asked for
MOST_SHOWN = 500  # then; every one is in the JSON


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Serve the page, and the address that search had before."""
    return [
        (r"^/search$", search_page),
        (r"^/archive/search$", elsewhere),
    ]


async def elsewhere(datasette: Datasette, request: Request) -> Response:
    """Lead to the page, with whatever was asked."""
    query = f"?{request.query_string}" if request.query_string else ""
    return Response.redirect(datasette.urls.path("/search") + query)


async def search_page(datasette: Datasette, request: Request) -> Response:
    """Answer with the page."""
    asked = asked_by(request.query_string)
    try:
        found, examples = await searcher(datasette.databases).run(lambda each: (each.search(asked), each.examples))
    except SearchFaultError as fault:
        page = await _page(datasette, request, {"found": None, "message": str(fault)})
        return Response.html(page, status=fault.status)
    more = [name for name in NAMES if name in request.args.getlist("more")]
    context = {
        "found": found,
        "examples": examples,
        "facet_lists": _facets(found, more),
        "chosen": _chosen(found),
        "more": more,
        "address": lambda **changes: datasette.urls.path(address("/search", found.asked, **{"more": more} | changes)),
        "form_of": lambda suffix: datasette.urls.path(address(f"/search.{suffix}", found.asked, page=1)),
        "signed": signed,
        "opens_with": opens_with,
        "sql_address": await _sql_address(datasette, found),
    }
    return Response.html(await _page(datasette, request, context))


async def _page(datasette: Datasette, request: Request, context: dict[str, Any]) -> str:
    page: str = await datasette.render_template("search.html", context, request=request)
    return page


def _facets(found: Found, more: list[str]) -> list[dict[str, Any]]:
    """Return the facets with the values that are shown: the first of them, many where `more` are asked for."""
    chosen = dict(found.asked.chosen)
    lists = []
    for name, values in found.facets.items():
        is_short = len(values) <= VALUES_SHOWN + 2
        shown = values if is_short else values[: MOST_SHOWN if name in more else VALUES_SHOWN]
        lists.append(
            {
                "name": name,
                "label": FACET_LABELS[name],
                "values": [(each, each.value in chosen.get(name, ())) for each in shown],
                "rest": len(values) - len(shown),
                "has_more": name in more and not is_short,
            }
        )
    return [each for each in lists if each["values"]]


def _chosen(found: Found) -> list[tuple[str, str, str]]:
    return [(name, FACET_LABELS[name], value) for name, values in found.asked.chosen for value in values]


async def _sql_address(datasette: Datasette, found: Found) -> str | None:
    """Return where the same words are looked for by SQL, to be edited; None where there is no such question."""
    name = name_of_archive(datasette.databases)
    question = await datasette.get_canned_query(name, "search", None) if name else None
    if question is None:
        return None
    return f"{datasette.urls.database(name)}?{urlencode({'sql': question['sql'], 'q': found.asked.q})}"
