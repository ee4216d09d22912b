"""Short addresses: `/documents`, `/documents/<id>` and `/who_said.json` lead to what the archive has of these names."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import NotFound, Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import tilde_decode
from datasette.utils.asgi import Request

from ingest.pages.served import archive

NO_DATABASE = "Database not found"  # what Datasette says of an address whose first word is the name of none


@hookimpl(tryfirst=True)
def handle_exception(
    datasette: Datasette, request: Request, exception: Exception
) -> Callable[[], Awaitable[Response | None]] | None:
    """Lead from an address that begins with the name of a table, view or question to where that is."""
    db = archive(datasette.databases)
    if db is None or not isinstance(exception, NotFound) or exception.args != (NO_DATABASE,):
        return None
    base = datasette.urls.path("/")
    first, slash, rest = request.path.removeprefix(base).partition("/")
    name, dot, ending = (first, "", "") if slash else first.partition(".")

    async def led() -> Response | None:
        if not await _has(datasette, db, tilde_decode(name)):
            return None
        asked = f"?{request.query_string}" if request.query_string else ""
        return Response.redirect(f"{datasette.urls.database(db.name)}/{name}{dot}{ending}{slash}{rest}{asked}")

    return led


async def _has(datasette: Datasette, db: Database, name: str) -> bool:
    questions: Any = await datasette.get_canned_queries(db.name, None)
    return name in questions or await db.table_exists(name) or name in await db.view_names()
