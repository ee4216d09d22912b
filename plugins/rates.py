"""Rates: readers' own SQL and whole-table downloads are open to all, so no one may take every turn.

Each client has a bucket of tokens that fills up again with time. Of the threads that run SQL one is always left
for the pages that are sure to be quick; a turn lasts until the answer starts to be sent.
"""

from __future__ import annotations

import asyncio
import ipaddress
import math
import time
from collections import OrderedDict
from typing import Any
from urllib.parse import parse_qsl

from datasette import hookimpl
from datasette.app import Datasette

DEAR = {"sql", "_where", "_stream"}  # arguments that make a request dear
CHECKS = ("/check", "/check.json")  # pages on which a reader's text is looked through
WHOLE = "/search.csv"  # every passage that is found
MOST_CLIENTS = 10_000  # remembered at a time; the one longest unseen is forgotten first
MOST_WAITING = 20


class Buckets:
    """How many dear requests each client may make: `burst` at once, then `per_minute`."""

    def __init__(self, burst: float, per_minute: float, most_clients: int = MOST_CLIENTS) -> None:
        self.burst, self.per_second, self.most_clients = burst, per_minute / 60, most_clients
        self.clients: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str, now: float) -> int:
        """Take a token and return 0, or return the seconds until there is one."""
        tokens, seen = self.clients.pop(client, (self.burst, now))
        tokens = min(self.burst, tokens + (now - seen) * self.per_second)
        self.clients[client] = (tokens - 1 if tokens >= 1 else tokens, now)
        if len(self.clients) > self.most_clients:
            self.clients.popitem(last=False)
        return 0 if tokens >= 1 else max(1, math.ceil((1 - tokens) / self.per_second))


def client_of(scope: dict[str, Any], header: str | None) -> str:
    """Return whom a request counts for: the last address in `header` if a proxy sets one; an IPv6 network whole."""
    address = (scope.get("client") or ("",))[0]
    if header:
        given = [value.decode("latin-1") for name, value in scope["headers"] if name.decode() == header.lower()]
        address = given[-1].split(",")[-1].strip() if given else address
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


def is_dear(scope: dict[str, Any]) -> bool:
    """Tell whether a request runs SQL of the reader's own, has a text checked or streams a whole table."""
    if scope["type"] != "http":
        return False
    if "/downloads/" in scope["path"]:
        return True
    words = scope.get("query_string", b"").decode("latin-1")
    if scope["path"].endswith(CHECKS) and (words or scope["method"] == "POST"):
        return True
    if scope["path"].endswith(WHOLE):
        return True
    return any(name in DEAR for name, _ in parse_qsl(words, keep_blank_values=True))


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Any:
    """Answer 429 to a client that asks too much, 503 when too many wait; the numbers are in metadata, `rates`."""
    config = datasette.plugin_config("rates") or {}
    buckets = Buckets(float(config.get("burst", 60)), float(config.get("per_minute", 60)))
    turns = asyncio.Semaphore(max(1, int(datasette.setting("num_sql_threads")) - 1))
    inside: set[int] = set()

    def wrap(app: Any) -> Any:
        async def limited(scope: dict[str, Any], receive: Any, send: Any) -> None:
            if not is_dear(scope):
                await app(scope, receive, send)
                return
            seconds = buckets.wait(client_of(scope, config.get("header")), time.monotonic())
            if seconds:
                await _refuse(send, 429, seconds, "Too many queries from your address.")
                return
            if len(inside) >= int(config.get("most_waiting", MOST_WAITING)):
                await _refuse(send, 503, 5, "Too many queries are waiting.")
                return
            inside.add(id(scope))
            try:
                await _in_turn(turns, app, scope, receive, send)
            finally:
                inside.discard(id(scope))

        return limited

    return wrap


async def _in_turn(turns: asyncio.Semaphore, app: Any, scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Run a request in its turn; the turn ends when the answer starts, so a slow reader holds up nobody."""
    await turns.acquire()
    held = [turns]

    async def send_and_pass_on(event: dict[str, Any]) -> None:
        if held:
            held.pop().release()
        await send(event)

    try:
        await app(scope, receive, send_and_pass_on)
    finally:
        if held:
            held.pop().release()


async def _refuse(send: Any, status: int, seconds: int, words: str) -> None:
    body = f"{words} Please try again in {seconds} s; the whole archive is one download away.\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", str(seconds).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
