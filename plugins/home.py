"""Home: the front page - what this archive is, its pictures, the latest documents, and allegations with something missing.

Datasette's own answers to the same address, but asks first for each table whether it may be seen, which takes longer.
"""

from __future__ import annotations

from json import loads
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

from ingest.pages.served import archive_with
from ingest.pictures.kept import ask_whole

LATEST = """
select id, title, kind, author, publisher, published_date from documents
where published_date is not null order by published_date desc, id limit 5"""
# where none is dated
FIRST = "select id, title, kind, author, publisher, published_date from documents order by rowid limit 5"
OPEN = """
select allegations.id, allegations.title, made_by, count(*) over () as count,
  (select json_group_array(gap) from allegation_gaps where allegation_id = allegations.id) as gaps
from allegations where id in (select allegation_id from allegation_gaps) order by allegations.rowid limit 5"""


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Answer /."""
    return [(r"^/$", home)]


async def home(datasette: Datasette, request: Request) -> Response:
    """Show the front page; the plugins of its parts give it what they show (`view_name` is index)."""
    await datasette.ensure_permissions(request.actor, ["view-instance"])
    shown = {"metadata": datasette.metadata(), **await _shown(datasette)}
    return Response.html(await datasette.render_template("index.html", shown, request=request, view_name="index"))


async def _shown(datasette: Datasette) -> dict[str, Any]:
    db = await archive_with(datasette.databases, "allegations")
    if db is None:
        return {}
    found = await ask_whole(db, OPEN)
    return {
        "latest": await ask_whole(db, LATEST) or await ask_whole(db, FIRST),
        "open_allegations": [{**each, "gaps": loads(each["gaps"])} for each in found],
        "download": not db.is_mutable and datasette.setting("allow_download"),
    }
