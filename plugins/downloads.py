"""Downloads: the whole archive and each of its tables as a file, never cut, with checksums: `/downloads`.

A file is made while it is sent, in threads of its own: readers of pages do not wait for it, nor it for a slow client. One that
is gone, or takes nothing for long, ends the work; a file that breaks off is never ended as if it were whole.
"""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections import Counter
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import NotFound, Request

from ingest.exports.table_files import FORMATS, open_to_export, tables
from ingest.pages.served import archive

THREADS = 2
AT_ONCE, PER_CLIENT = 32, 4  # files that are being sent
STALLED_SECONDS = 120  # without a piece taken
NAMES = {
    "csv": "CSV",
    "spreadsheet.csv": "CSV for spreadsheets",
    "json": "JSON",
    "ndjson": "NDJSON",
    "parquet": "Parquet",
}

threads = ThreadPoolExecutor(THREADS, thread_name_prefix="downloads")
sending: Counter[str] = Counter()
# by the digest of the archive, which is none for one that may change
shown_tables: dict[str, dict[str, int | None]] = {}
digests: dict[tuple[str, str, str], bytes] = {}  # and by table and format


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Serve the page, the tables and the checksums."""
    formats = "|".join(format.replace(".", r"\.") for format in FORMATS)
    return [
        (r"^/downloads$", page),
        (r"^/downloads/SHA256SUMS$", checksums),
        (r"^/downloads/(?P<table>[^/.]+)\.sha256$", checksums),
        (rf"^/downloads/(?P<table>[^/.]+)\.(?P<format>{formats})$", table_as_file),
    ]


async def page(datasette: Datasette, request: Request) -> Response:
    """Show what can be taken away, and how to check it."""
    db = _archive(datasette)
    kinds = (
        await db.execute("select distinct kind from documents order by kind")
        if await db.table_exists("documents")
        else []
    )
    shown = {
        "kinds": [kind for (kind,) in kinds],
        "database": db.name,
        "formats": NAMES,
        "tables": await _tables(db),
        "told": (datasette.metadata("tables", database=db.name) or {}),
        "size": Path(db.path).stat().st_size,
        "sha256": db.hash,
        "given": not db.is_mutable and datasette.setting("allow_download"),
    }
    return Response.html(await datasette.render_template("downloads.html", shown, request=request))


async def table_as_file(datasette: Datasette, request: Request, send: Any, receive: Any) -> Response | None:
    """Send a table as a file. Raises NotFound for a table that there is not."""
    db, table, format = _archive(datasette), request.url_vars["table"], request.url_vars["format"]
    if table not in await _tables(db):
        raise NotFound(f"No table of this archive is called “{table[:80]}”. See /downloads for those there are.")
    name = f"{db.name}-{table}.{format}"
    headers = {"content-type": FORMATS[format][0], "content-disposition": f'attachment; filename="{name}"'}
    if known := _known(db, table, format):
        headers["repr-digest"] = f"sha-256=:{b64encode(known).decode()}:"
    await _send(request, headers, _pieces(db, table, format), send, receive)
    return None


async def checksums(datasette: Datasette, request: Request, send: Any, receive: Any) -> Response | None:
    """Send the SHA-256 of each file of a table, or of all of them and of the archive, as sha256sum reads them."""
    db = _archive(datasette)
    asked, there = request.url_vars.get("table"), await _tables(db)
    if asked and asked not in there:
        raise NotFound(f"No table of this archive is called “{asked[:80]}”. See /downloads for those there are.")

    async def lines() -> AsyncIterator[bytes]:
        if not asked and db.hash:
            yield f"{db.hash}  {db.name}.db\n".encode()
        for table in [asked] if asked else there:
            for format in FORMATS:
                digest = _known(db, table, format)
                if digest is None:
                    async for _ in _pieces(db, table, format):
                        yield b""  # a client that is gone ends the work between two pieces
                    digest = _known(db, table, format)
                yield f"{digest.hex()}  {db.name}-{table}.{format}\n".encode() if digest else b""

    await _send(request, {"content-type": "text/plain; charset=utf-8"}, lines(), send, receive)
    return None


def _archive(datasette: Datasette) -> Database:
    """Return the archive. Raises NotFound where there is none in a file."""
    db = archive(datasette.databases)
    if db is None or not db.path:
        raise NotFound("There is no archive in a file here.")
    return db


async def _tables(db: Database) -> dict[str, int | None]:
    """Return the tables that are shown with their numbers of rows; None for one that cannot be counted in a second."""
    if (db.hash or "") in shown_tables:
        return shown_tables[db.hash]

    def names() -> list[str]:
        with closing(open_to_export(Path(db.path), not db.is_mutable)) as connection:
            return tables(connection)

    hidden, counts = set(await db.hidden_table_names()), await db.table_counts(limit=1000)
    there = await asyncio.get_running_loop().run_in_executor(threads, names)
    found = {name: counts.get(name) for name in there if name not in hidden}
    if db.hash:
        shown_tables[db.hash] = found
    return found


def _known(db: Database, table: str, format: str) -> bytes | None:
    """Return the digest of a file that was made once of this very archive."""
    return digests.get((db.hash, table, format)) if db.hash else None


async def _pieces(db: Database, table: str, format: str) -> AsyncIterator[bytes]:
    """Yield a file in pieces, each made in a thread while the one before it is sent; its digest is remembered when it is whole."""
    digest = sha256()
    connection = open_to_export(Path(db.path), not db.is_mutable)
    pieces = FORMATS[format][1](connection, table)

    def following() -> bytes | None:
        piece = next(pieces, None)
        digest.update(piece or b"")
        return piece

    job = threads.submit(following)
    try:
        while (piece := await asyncio.wrap_future(job)) is not None:
            job = threads.submit(following)
            yield piece
        if db.hash:
            digests[db.hash, table, format] = digest.digest()
    finally:
        job.add_done_callback(lambda _: connection.close())  # after the piece that may still be under way


async def _send(
    request: Request, headers: dict[str, str], pieces: AsyncIterator[bytes], send: Any, receive: Any
) -> None:
    """Send pieces as they come, and stop where the client is gone or takes none."""
    client = (request.scope.get("client") or ("",))[0]
    if sending.total() >= AT_ONCE or sending[client] >= PER_CLIENT:
        busy = "Too many files are being sent. Please try again in a minute."
        await Response.text(busy, status=503, headers={"retry-after": "60"}).asgi_send(send)
        return
    start = {"type": "http.response.start", "status": 200}
    start["headers"] = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send(start)
    if request.method == "HEAD":
        await send({"type": "http.response.body", "body": b""})
        return
    sending[client] += 1
    try:
        async with _watched(receive) as gone, _closing(pieces):
            async for piece in pieces:
                if gone.done():
                    return
                if piece:
                    await asyncio.wait_for(
                        send({"type": "http.response.body", "body": piece, "more_body": True}), STALLED_SECONDS
                    )
        await send({"type": "http.response.body", "body": b""})
    except TimeoutError:
        return  # not ended: the client learns that the file is not whole
    finally:
        sending[client] -= 1
        if not sending[client]:
            del sending[client]


@asynccontextmanager
async def _watched(receive: Any) -> AsyncIterator[asyncio.Task[None]]:
    """Give a task that is done when the client is gone."""

    async def until_gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    watch = asyncio.create_task(until_gone())
    try:
        yield watch
    finally:
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch


@asynccontextmanager
async def _closing(pieces: Any) -> AsyncIterator[None]:
    try:
        yield
    finally:
        await pieces.aclose()
