"""About: every page can name the archive it belongs to, with the notice and licence that its file holds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import Database

from ingest.served import archive

ABOUT = "select title, description, licence, notice, edition, content_sha256 from about"


@hookimpl
def extra_template_vars(datasette: Datasette, view_name: str | None) -> Callable[[], Awaitable[dict[str, Any]]]:
    """Give every page `archive`, its name among the databases, and `about`; the home page `counts` and `queries`."""

    async def facts() -> dict[str, Any]:
        db = archive(datasette.databases)
        if db is None:
            return {"archive": None, "about": {}}
        about = await _about(db)
        if view_name != "index":
            return {"archive": db.name, "about": about}
        counts = await db.table_counts(limit=1000)
        hidden = set(await db.hidden_table_names())
        shown = {name: count for name, count in counts.items() if name not in hidden}
        queries = await datasette.get_canned_queries(db.name, None)
        return {
            "archive": db.name,
            "about": about,
            "counts": shown,
            "queries": queries,
            "views": await db.view_names(),
        }

    return facts


async def _about(db: Database) -> dict[str, Any]:
    """Return the one row of the table `about`, or nothing for a file that is not an archive of ours."""
    if not await db.table_exists("about"):
        return {}
    row = (await db.execute(ABOUT)).first()
    return dict(row) if row else {}
