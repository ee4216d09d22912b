"""Repeated arguments: what Datasette is told of a table counts once, however often an address says it.

Each `_facet=kind` costs a query and an address for each of its values in which all the others stand: a thousand times the same one
kept a server busy for minutes.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote_plus

from datasette import hookimpl

from ingest.pages.query_strings import mended_by

MOST, MOST_FACETS = 200, 30  # arguments of Datasette's own, and facets among them; a table has fewer columns


def without_repeats(query: str) -> str:
    """Return a query string without the arguments of Datasette's own (`_facet`, `_col` …) that stand in it already, or are too many."""
    seen: set[str] = set()
    facets = 0
    kept = []
    for part in query.split("&"):
        said = unquote_plus(part)
        if said[:1] == "_":
            is_facet = said.startswith("_facet")
            if said in seen or len(seen) >= MOST or (is_facet and facets >= MOST_FACETS):
                continue
            seen.add(said)
            facets += is_facet
        kept.append(part)
    return "&".join(kept)


@hookimpl
def asgi_wrapper() -> Any:
    """Take them off every request."""
    return mended_by(without_repeats)
