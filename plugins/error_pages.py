"""Error pages: what is missing or refused is told on a page of this archive, with its name, notice and search box."""

from __future__ import annotations

import re
from collections.abc import Callable
from errno import ENAMETOOLONG
from sqlite3 import ProgrammingError
from typing import Any
from urllib.parse import unquote

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils import tilde_decode
from datasette.utils.asgi import Base400, Request
from datasette.views.base import DatasetteError

from ingest.pages.served import archive_with, is_archive

BAD_REQUEST, NOT_FOUND, GONE, SERVER_ERROR = 400, 404, 410, 500
WORD = re.compile(r"[^\W_]+")  # of an address, to be looked for
MOST_WORDS = 100  # characters of them
WITHHELD = (
    "select locator as id, reason, note, until, source_id from withheld where kind = 'document' and locator = :id"
)
# what Datasette says of an address that leads nowhere, and what a reader is told
MISSING = {
    "Database not found": "Nothing of this archive has this address.",
    "Table not found": "No table, view or question of this archive has this name.",
    "Record not found": "No row of this table has this id.",
    "404": "Nothing of this archive has this address.",
}


@hookimpl
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Callable[[], Any] | None:
    """Answer errors that Datasette foresees with a whole page; JSON of most, and faults of ours, are left to it."""
    refused = _refused(exception)
    if refused is None:
        return None
    # said here, as Datasette would call a mistake in the address a fault of its own, and of a CSV make a page without a name
    if request.path.endswith(".csv") or (request.path.endswith(".json") and refused["status"] == BAD_REQUEST):
        return lambda: _as_data(refused)
    if request.path.endswith(".json"):
        return None

    async def answer() -> Response:
        withheld = await _withheld(datasette, request)
        status = GONE if withheld else refused["status"]
        words = " ".join(WORD.findall(_named(request.path, datasette)))[:MOST_WORDS]
        shown = refused | {
            "words_asked": words,
            "status": status,
            "passage_id": _asked(datasette, request, "passages"),
            "withheld": withheld,
        }
        html = await datasette.render_template("error.html", shown, request=request)
        return Response.html(html, status=status)

    return answer


def _named(path: str, datasette: Datasette) -> str:
    """Return what an address names, without the database and the table in which it was looked for."""
    parts = unquote(path).strip("/").split("/")
    return " ".join(parts[2:] or parts[1:] if parts[0] in datasette.databases else parts)


def _refused(exception: Exception) -> dict[str, Any] | None:
    """Return what is told of an error, with its status; None where it is a fault of ours."""
    if isinstance(exception, ProgrammingError) and "null character" in str(exception):
        return {"ok": False, "status": BAD_REQUEST, "title": None, "error": "No query can hold the sign U+0000."}
    if isinstance(exception, OSError) and exception.errno == ENAMETOOLONG:  # of an address below /static/
        return {"ok": False, "status": NOT_FOUND, "title": None, "error": MISSING["404"]}
    if not isinstance(exception, Base400 | DatasetteError):
        return None
    # a column to sort by that there is not is the mistake of who asks, but Datasette calls it 500
    status = BAD_REQUEST if exception.status == SERVER_ERROR else exception.status
    return {"ok": False, "status": status, "title": getattr(exception, "title", None), "error": _sentence(exception)}


def _asked(datasette: Datasette, request: Request, table: str) -> str | None:
    """Return the id of the row of a table that was asked for; of a passage that is gone, its permanent address says what became of it."""
    asked = request.url_vars or {}
    is_row = asked.get("table") == table and "pks" in asked and is_archive(datasette.databases, asked.get("database"))
    return tilde_decode(asked["pks"]) if is_row else None


async def _withheld(datasette: Datasette, request: Request) -> dict[str, Any] | None:
    """Return why the document that was asked for is kept back; None where it is not."""
    id = _asked(datasette, request, "documents")
    db = await archive_with(datasette.databases, "withheld") if id else None
    row = (await db.execute(WITHHELD, {"id": id})).first() if db else None
    return dict(row) if row else None


async def _as_data(refused: dict[str, Any]) -> Response:
    return Response.json(refused, status=refused["status"])


def _sentence(exception: Base400 | DatasetteError) -> str:
    if isinstance(exception, DatasetteError):
        return str(exception.message)
    words = str(exception.args[0]) if exception.args else ""
    return MISSING.get(words, words)
