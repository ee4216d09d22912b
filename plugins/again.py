"""Again: what a page says depends on the edition and its address alone, so it is made once and served again from memory.

Only GET and HEAD without cookies or credentials, of an archive that does not change while it is served. Each such answer has an
ETag, by which a browser asks whether its copy still stands (304, nothing is made), and is sent compressed to whoever takes it so.
"""

from __future__ import annotations

import asyncio
import re
import time
import zlib
from collections.abc import Iterator
from hashlib import sha256
from json import dumps
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from datasette import hookimpl
from datasette.app import Datasette

from ingest.pages.compressed import Compressed, is_worth, squeezed, takes_gzip, varying
from ingest.pages.kept_answers import Answer, Key, Memory
from ingest.pages.served import is_internal

MOST_BYTES = 48_000_000  # of all answers kept
LONGEST = 1_500_000  # of one as it is; a longer one is kept compressed alone, up to as much and as much again
SECONDS = 600  # that one is kept: what once timed out under load is made again
LONGEST_QUERY = 300
# what is kept and compressed: text/html, application/json, application/atom+xml, image/svg+xml …
KEPT = re.compile(rb"text/(?!csv)|application/([\w.-]+\+)?(json|xml|javascript)|image/svg")
# the readers' own SQL, which may say something else each time, and the parts that are of no edition
CHANGING = {"sql", "_where", "_stream", "_trace", "_timelimit"}
NOT_KEPT = re.compile(r"/-/(?!static)|\.csv$|\.db$|/downloads/|/check")
# a page on which Datasette had no time to count
UNFINISHED = re.compile(rb'"facets_timed_out": \[[^\]]|There was no time to count')


@hookimpl(tryfirst=True)  # the first wrapper is the innermost: it sees addresses without what follows readers
def asgi_wrapper(datasette: Datasette) -> Any:
    """Compress what is text, and serve again what was served; `again` in metadata says how many bytes are kept."""
    config = datasette.plugin_config("again") or {}
    memory = Memory(int(config.get("most_bytes", MOST_BYTES)))
    stamps: list[str | None] = []

    def wrap(app: Any) -> Any:
        async def again(scope: dict[str, Any], receive: Any, send: Any) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            if not stamps:
                stamps.append(_stamp(datasette))
            if stamps[0] is None or not _same_for_all(scope):
                await app(scope, receive, Compressed(send, scope))
                return
            await _answer(scope, receive, send, app, memory, stamps[0], int(datasette.setting("default_cache_ttl")))

        return again

    return wrap


def _same_for_all(scope: dict[str, Any]) -> bool:
    """Tell whether the answer depends on the address alone."""
    if scope["method"] not in ("GET", "HEAD"):
        return False
    if any(name in (b"cookie", b"authorization", b"range") for name, _ in scope["headers"]):
        return False
    query = scope.get("query_string", b"").decode("latin-1")
    if len(query) > LONGEST_QUERY or CHANGING.intersection(
        name for name, _ in parse_qsl(query, keep_blank_values=True)
    ):
        return False
    path = scope["path"]
    return "/-/" not in path or "/-/static" in path


async def _answer(
    scope: dict[str, Any], receive: Any, send: Any, app: Any, memory: Memory, stamp: str, seconds: int
) -> None:
    asked = dict(scope["headers"])
    path = scope.get("raw_path") or scope["path"].encode()
    key = (scope["scheme"], asked.get(b"host"), path, scope.get("query_string", b""))
    tag = f'W/"{sha256(repr((stamp, *key)).encode()).hexdigest()[:24]}"'.encode()
    if tag in [each.strip() for each in asked.get(b"if-none-match", b"").split(b",")]:
        varies = (b"vary", b"Cookie, Authorization, Accept-Encoding")
        headers = [(b"etag", tag), (b"cache-control", f"max-age={seconds}".encode()), varies]
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    found = memory.get(key, time.monotonic())
    if found:
        await _send(found, scope, send, memory, key)
        return
    await app(scope, receive, _Kept(send, scope, memory, key, tag, seconds))


async def _send(answer: Answer, scope: dict[str, Any], send: Any, memory: Memory, key: Key) -> None:
    body, headers = answer.body, answer.headers
    if not body and answer.squeezed and not takes_gzip(scope):
        body = await asyncio.to_thread(zlib.decompress, answer.squeezed, 31)
    elif answer.is_worth and takes_gzip(scope):
        if answer.squeezed is None:
            before, answer = answer, await _packed(answer)
            memory.replace(key, before, answer)
        body, headers = answer.squeezed or b"", [*headers, (b"content-encoding", b"gzip")]
    headers = [*headers, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


async def _packed(answer: Answer) -> Answer:
    small = await squeezed(zlib.compressobj(6, zlib.DEFLATED, 31), {"body": answer.body})
    return answer._replace(squeezed=small)


class _Kept:
    """Passes an answer on, with its ETag; one that may be kept is held back until it is whole, or too long."""

    def __init__(self, send: Any, scope: dict[str, Any], memory: Memory, key: Key, tag: bytes, seconds: int) -> None:
        self.plain, self.send, self.scope = send, Compressed(send, scope), scope
        self.memory, self.key, self.tag, self.seconds = memory, key, tag, seconds
        self.keeping = scope["method"] == "GET" and not NOT_KEPT.search(scope["path"])
        self.start: dict[str, Any] = {}
        self.pieces: list[bytes] = []

    async def __call__(self, event: dict[str, Any]) -> None:
        if event["type"] == "http.response.start":
            self.start = _tagged(event, self.tag, self.seconds)
            headers = dict(self.start["headers"])
            self.keeping = self.keeping and b"etag" in headers and bool(KEPT.match(headers.get(b"content-type", b"")))
            if not self.keeping:
                await self.send(self.start)
            return
        if not self.keeping:
            await self.send(event)
            return
        self.pieces.append(event.get("body", b""))
        if not event.get("more_body"):
            await self._whole(b"".join(self.pieces))
        elif sum(map(len, self.pieces)) > LONGEST:
            self.keeping = False
            await self.send(self.start)
            await self.send({"type": "http.response.body", "body": b"".join(self.pieces), "more_body": True})

    async def _whole(self, body: bytes) -> None:
        start = varying(self.start)
        headers = [pair for pair in start["headers"] if pair[0] != b"content-length"]
        answer = Answer(headers, body, None, time.monotonic() + SECONDS, is_worth(start, {"body": body}))
        if len(body) > LONGEST and answer.is_worth:
            answer = await _packed(answer)
            answer = answer._replace(body=b"") if len(answer.squeezed or b"") <= 2 * LONGEST else answer
        if len(answer.body) <= LONGEST and not UNFINISHED.search(body):
            self.memory.put(self.key, answer)
        await _send(answer, self.scope, self.plain, self.memory, self.key)


def _tagged(start: dict[str, Any], tag: bytes, seconds: int) -> dict[str, Any]:
    """Return the start of an answer with an ETag and how long it stands, if it is whole and for everyone."""
    headers = [(name.lower(), value) for name, value in start.get("headers", [])]
    names = {name for name, _ in headers}
    stored = dict(headers).get(b"cache-control") != b"no-store"
    if start["status"] == 200 and stored and b"set-cookie" not in names and b"etag" not in names:
        headers.append((b"etag", tag))
        if b"cache-control" not in names:
            headers.append((b"cache-control", f"max-age={seconds}".encode()))
    return {**start, "headers": headers}


def _stamp(datasette: Datasette) -> str | None:
    """Return what the pages are made of, as a digest: the archive, the pages' own files, their words; None if it may change."""
    served = [db for db in datasette.databases.values() if not is_internal(db.name)]
    if not served or any(db.is_mutable or not db.hash for db in served):
        return None
    made_of = [[db.name, db.hash] for db in served]
    return sha256(dumps([made_of, sorted(_files(datasette)), datasette.metadata()], default=str).encode()).hexdigest()


def _files(datasette: Datasette) -> Iterator[list[str]]:
    folders = [datasette.template_dir, datasette.plugins_dir, *(folder for _, folder in datasette.static_mounts)]
    for folder in filter(None, folders):
        for path in Path(folder).rglob("*"):
            if path.is_file() and path.suffix != ".pyc":
                yield [str(path.relative_to(folder)), sha256(path.read_bytes()).hexdigest()]
