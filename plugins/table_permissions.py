"""Table permissions: what metadata allows of a table is worked out once, as metadata does not change while it is served.

Datasette 0.65 copies all metadata each time that it asks, three times for a page; with what ours says of every column that was
more work than the rest of the page together. Who may see a table is still Datasette's own answer.
"""

from __future__ import annotations

from functools import lru_cache

from datasette import hookimpl
from datasette.app import Datasette

MOST_TABLES = 1_000  # remembered; an address may name tables that are none


@hookimpl
def startup(datasette: Datasette) -> None:
    """Remember the answers for each table."""
    asked = getattr(
        datasette, "_table_permission_allows", None
    )  # no promise of Datasette: later versions ask otherwise
    if asked is not None:
        datasette._table_permission_allows = lru_cache(MOST_TABLES)(asked)
