"""Check: a reader pastes a text, and every quotation in it is graded against the archive. Nothing is stored."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import NotFound, Request
from jinja2 import Environment

from ingest.matching.finding import Claim
from ingest.matching.held import Held
from ingest.pages.graded import graded, told
from ingest.pages.parts import paragraph
from ingest.pages.served import UNFIT, archive, is_internal
from ingest.tables import OtherVersionError

MOST_CHARACTERS = 200_000  # of a text
MOST_BYTES = 2_000_000  # of a request; a character may take up to twelve bytes on its way
MOST_IN_SQL = 20_000  # characters that check_quote() takes
MOST_AFTER_ANOTHER = 100  # that one look at the index serves for, as what it has read stays in memory
ADDRESSES = ("/check", "/check.json")
NOT_KEPT = {"cache-control": "no-store"}


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Serve the page and the same as JSON."""
    return [(r"^/check$", check_page), (r"^/check\.json$", check_json), (r"^/quotations$", quotations)]


async def quotations(datasette: Datasette) -> Response:
    """Lead to the table, its states counted beside it."""
    return Response.redirect(datasette.urls.table(_archive(datasette).name, "quotations"))


@hookimpl(optionalhook=True)
def skip_csrf(scope: dict[str, Any]) -> bool:
    """Ask for no token: the form changes nothing and acts for nobody, and without one no cookie is set."""
    return scope["type"] == "http" and str(scope["path"]).endswith(ADDRESSES)


class Untold(logging.Filter):
    """Keeps a text that is sent in an address out of the log of what was asked for."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Leave the address of a check without its text; uvicorn gives client, method, address, version, status."""
        if isinstance(record.args, tuple) and len(record.args) > 2:
            path = str(record.args[2]).partition("?")[0]
            # with a slash behind it Datasette leads there, the text in the address
            if path.rstrip("/").endswith(ADDRESSES):
                record.args = (*record.args[:2], path, *record.args[3:])
        return True


@hookimpl
def startup() -> None:
    """Store nothing that is pasted: not in the log of the server either."""
    log = logging.getLogger("uvicorn.access")
    if not any(isinstance(each, Untold) for each in log.filters):
        log.addFilter(Untold())


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let templates read a difference: `row.diff|from_json`."""
    env.filters["from_json"] = json.loads


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Give readers' SQL `check_quote(text)`: the state, place, flags and differences of a quotation as JSON."""
    if is_internal(database):
        return
    look = _looks(conn)

    def check_quote(text: Any) -> str | None:
        if text is None:
            return None
        if len(str(text)) > MOST_IN_SQL:
            raise ValueError("the text is too long for check_quote()")
        held = look()
        return json.dumps(told(conn, held, str(text), None, held.find(Claim(str(text)))), ensure_ascii=False)

    conn.create_function("check_quote", 1, check_quote)


def _looks(conn: sqlite3.Connection) -> Callable[[], Held]:
    """Return what gives the archive to look in: what was read of its index for one row of a query serves the next."""
    held: list[Held] = []
    count = 0

    def look() -> Held:
        nonlocal count
        if count % MOST_AFTER_ANOTHER == 0:
            held[:] = [Held(conn)]
        count += 1
        return held[0]

    return look


async def check_page(datasette: Datasette, request: Request) -> Response:
    """Answer with the form and, where a text was given, its quotations."""
    text, refusal = await _text(request)
    checked, status = None, 400 if refusal else 200
    if text and not refusal:
        try:
            checked = await _checked(datasette, text)
        except OtherVersionError:
            refusal, status = UNFIT, 503
    context = {"text": text, "refusal": refusal, "checked": checked, "most": MOST_CHARACTERS}
    page = await datasette.render_template("check.html", context, request=request)
    return Response.html(page, status=status, headers=NOT_KEPT if text else {})


async def check_json(datasette: Datasette, request: Request) -> Response:
    """Answer with the quotations of the text as JSON."""
    text, refusal = await _text(request)
    if refusal or not text:
        return Response.json(
            {"ok": False, "error": refusal or "Give a text: ?text=… or a form field text."}, status=400
        )
    try:
        return Response.json({"ok": True, **(await _checked(datasette, text))}, headers=NOT_KEPT)
    except OtherVersionError:
        return Response.json({"ok": False, "error": UNFIT}, status=503)


async def _text(request: Request) -> tuple[str, str | None]:
    """Return the text that was given, and why it is refused."""
    if request.method != "POST":
        text = request.args.get("text") or ""
    else:
        body = await _body(request)
        if body is None:
            return "", f"The text is too long; at most {MOST_CHARACTERS:,} characters are looked at."
        try:
            text = (parse_qs(body.decode("utf-8", "replace"), max_num_fields=20).get("text") or [""])[0]
        except ValueError:
            return "", "The form has too many fields."
    if len(text) > MOST_CHARACTERS:
        return "", f"The text is too long; at most {MOST_CHARACTERS:,} characters are looked at."
    return text.replace("\x00", "\ufffd"), None


async def _body(request: Request) -> bytes | None:
    """Return what was sent, or None where it is too much: the rest is not waited for."""
    body = bytearray()
    more = True
    while more:
        message = await request.receive()
        body += message.get("body", b"")
        more = message.get("more_body", False) and message["type"] == "http.request"
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)


async def _checked(datasette: Datasette, text: str) -> dict[str, Any]:
    database = _archive(datasette)

    def check(connection: sqlite3.Connection) -> dict[str, Any]:
        return graded(connection, text)

    found: dict[str, Any] = await database.execute_fn(check)
    for each in found["quotations"]:
        for place in each["places"]:
            document = datasette.urls.row(database.name, "documents", place["document_id"])
            place["url"] = f"{document}{paragraph(place['position'])}"
    return found


def _archive(datasette: Datasette) -> Database:
    """Return the archive. Raises NotFound where none is served."""
    database = archive(datasette.databases)
    if database is None:
        raise NotFound("No archive is served here.")
    return database
