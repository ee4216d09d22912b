"""Answers: one query may return only so many bytes, however few its rows; and says so when it is refused.

SQLite's own limits end where Python takes over: a thousand rows of ten megabytes each would pass them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Request
from datasette.views.base import DatasetteError

from ingest.pages.served import is_internal

MOST_BYTES = 64_000_000
TOO_LONG = "This query took longer than one query may here. Ask for less at a time, or download the archive."
REFUSAL = "This query needs more memory than one query may use here. Ask for fewer rows, or shorter ones."
INVALID = "Invalid SQL"
NO_SELECT = {"Statement must be a SELECT": "Only a query that begins with SELECT, WITH or EXPLAIN can be run here."}


class Allowance:
    """Counts what the cursor in use has returned; a connection serves one cursor after another."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.cursor: sqlite3.Cursor | None = None
        self.taken = 0

    def row(self, cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> sqlite3.Row:
        """Return the row, as sqlite3.Row does; raises sqlite3.OperationalError past the allowance."""
        if cursor is not self.cursor:
            self.cursor, self.taken = cursor, 0
        self.taken += sum(len(value) for value in values if isinstance(value, (str, bytes)))
        if self.taken > self.most:
            self.cursor, self.taken = None, 0
            raise sqlite3.OperationalError(REFUSAL)
        return sqlite3.Row(cursor, values)


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Datasette) -> None:
    """Count on every connection to the archive."""
    if not is_internal(database):
        config = datasette.plugin_config("answers") or {}
        conn.row_factory = Allowance(int(config.get("most_bytes", MOST_BYTES))).row


@hookimpl(tryfirst=True)
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Callable[[], Any] | None:
    """Answer 400 with a sentence where SQLite ran into its heap limit (a MemoryError in Python) or out of time."""
    if isinstance(exception, MemoryError | sqlite3.DataError):
        return _refuse(datasette, request, REFUSAL, "Too much at once")
    interrupted = isinstance(exception, DatasetteError) and exception.title == "SQL Interrupted"
    if interrupted or isinstance(exception, QueryInterrupted):
        return _refuse(datasette, request, TOO_LONG, "Too slow")
    if isinstance(exception, DatasetteError) and exception.title == INVALID and request.args.get("sql"):
        return _refuse(datasette, request, NO_SELECT.get(str(exception.message), str(exception.message)), INVALID)
    return None


def _asked(request: Request) -> dict[str, Any]:
    """Return SQL of a reader's own, with what it was asked with, so that it need not be written again."""
    values = parse_qsl(request.query_string)
    kept = [(name, value) for name, value in values if name[:1] != "_" and name != "sql"]
    return {"asked_sql": request.args.get("sql"), "asked_values": kept}


def _refuse(datasette: Datasette, request: Request, words: str, title: str) -> Callable[[], Any]:
    async def answer() -> Response:
        context = {"ok": False, "error": words, "status": 400, "title": title}
        if request.path.endswith(".json"):
            return Response.json(context, status=400)
        if request.path.endswith(".csv"):
            return Response.text(words, status=400)
        page = await datasette.render_template("error.html", context | _asked(request), request=request)
        return Response.html(page, status=400)

    return answer
