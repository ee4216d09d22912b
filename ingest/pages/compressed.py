"""Answers compressed on their way: what is text, to whoever takes it so."""

from __future__ import annotations

import asyncio
import re
import zlib
from typing import Any

COMPRESSED = re.compile(
    rb"text/|application/([\w.-]+\+)?(json|xml|javascript|x-ndjson|x-bibtex|x-research-info-systems)|image/svg"
)
SHORTEST_COMPRESSED = 600
LONG_PIECE = 30_000  # bytes, which are compressed in a thread


class Compressed:
    """Passes an answer on, compressed piece by piece if it is text and the client takes gzip."""

    def __init__(self, send: Any, scope: dict[str, Any]) -> None:
        self.send, self.taken = send, takes_gzip(scope) and scope["method"] != "HEAD"
        self.start: dict[str, Any] = {}
        self.squeeze: Any = None

    async def __call__(self, event: dict[str, Any]) -> None:
        if event["type"] == "http.response.start":
            self.start = event
            return
        if self.start:
            start, self.start = varying(self.start), {}
            if self.taken and is_worth(start, event):
                self.squeeze = zlib.compressobj(1 if event.get("more_body") else 6, zlib.DEFLATED, 31)
                kept = [pair for pair in start["headers"] if pair[0] != b"content-length"]
                start["headers"] = [*kept, (b"content-encoding", b"gzip")]
            await self.send(start)
        if self.squeeze is None:
            await self.send(event)
            return
        body = await squeezed(self.squeeze, event)
        if body or not event.get("more_body"):
            await self.send({**event, "body": body})


async def squeezed(squeeze: Any, event: dict[str, Any]) -> bytes:
    """Return what a compressor makes of a piece of an answer; of a long one in a thread."""
    piece, last = event.get("body", b""), not event.get("more_body")

    def work() -> bytes:
        return bytes(squeeze.compress(piece) + (squeeze.flush() if last else b""))

    return await asyncio.to_thread(work) if len(piece) > LONG_PIECE else work()


def is_worth(start: dict[str, Any], event: dict[str, Any]) -> bool:
    """Tell whether an answer that begins so, with this as its first piece, is long enough and of a kind to be compressed."""
    headers = {name.lower(): value for name, value in start.get("headers", [])}
    if start["status"] != 200 or b"content-encoding" in headers:
        return False
    long = event.get("more_body") or len(event.get("body", b"")) >= SHORTEST_COMPRESSED
    return bool(long and COMPRESSED.match(headers.get(b"content-type", b"")))


def varying(start: dict[str, Any]) -> dict[str, Any]:
    """Return the start of an answer that says, if it is text, that others may get it compressed."""
    headers = [(name.lower(), value) for name, value in start.get("headers", [])]
    if COMPRESSED.match(dict(headers).get(b"content-type", b"")):
        varies = b", ".join([value for name, value in headers if name == b"vary"] + [b"Accept-Encoding"])
        headers = [*(pair for pair in headers if pair[0] != b"vary"), (b"vary", varies)]
    return {**start, "headers": headers}


def takes_gzip(scope: dict[str, Any]) -> bool:
    """Tell whether who asks takes answers compressed."""
    given = (
        b",".join(value for name, value in scope["headers"] if name == b"accept-encoding").lower().replace(b" ", b"")
    )
    return any(each == b"gzip" or (each.startswith(b"gzip;") and each != b"gzip;q=0") for each in given.split(b","))
