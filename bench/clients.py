"""Readers who ask a server at once, each over a connection that stays open: what they wait, and how many are answered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bench.served import Served

FEWEST = 3  # answers, however long they take
UNKNOWN, CHUNKED = -1, -2  # how long an answer is: not read yet; told only by its end


@dataclass(frozen=True)
class Rate:
    """What readers found: milliseconds waited, answers a second, milliseconds of computing of the server for each."""

    waited: list[float]  # in order
    per_second: float
    computing: float

    @property
    def p50(self) -> float:
        """Return what half of the answers took at most."""
        return self.waited[len(self.waited) // 2]

    @property
    def p95(self) -> float:
        """Return what nineteen of twenty answers took at most."""
        return self.waited[int(len(self.waited) * 0.95)]


def rate(server: Served, paths: Iterator[str], clients: int, seconds: float, headers: str = "") -> Rate:
    """Ask for one path after another for so many seconds. Raises OSError at an answer that is not 200 or 304."""
    before, began = server.computing, time.perf_counter()
    waited = asyncio.run(_ask(server.url, paths, clients, began + seconds, headers))
    spent = time.perf_counter() - began
    computing = 1000 * (server.computing - before) / len(waited)
    return Rate(sorted(waited), len(waited) / spent, computing)


async def _ask(url: str, paths: Iterator[str], clients: int, until: float, headers: str) -> list[float]:
    loop, waited = asyncio.get_running_loop(), []
    at = urlsplit(url)
    readers = []
    for _ in range(clients):
        done: asyncio.Future[None] = loop.create_future()
        await loop.create_connection(
            lambda done=done: _Reader(paths, until, headers, waited, done),  # type: ignore[misc]
            at.hostname,
            at.port,
        )
        readers.append(done)
    await asyncio.gather(*readers)
    return waited


class _Reader(asyncio.Protocol):
    """One reader, who asks again as soon as the answer is whole."""

    def __init__(
        self, paths: Iterator[str], until: float, headers: str, waited: list[float], done: asyncio.Future[None]
    ) -> None:
        self.paths, self.until, self.headers, self.waited, self.done = paths, until, headers, waited, done

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]
        self._ask()

    def _ask(self) -> None:
        self.path, self.head, self.last, self.missing = next(self.paths), b"", b"", UNKNOWN
        self.asked = time.perf_counter()
        self.transport.write(f"GET {self.path} HTTP/1.1\r\nHost: bench\r\n{self.headers}\r\n".encode())

    def data_received(self, data: bytes) -> None:
        """Take a piece of the answer."""
        if self.missing == UNKNOWN:
            self.head += data
            head, end, data = self.head.partition(b"\r\n\r\n")
            if not end:
                return
            if head[9:12] not in (b"200", b"304"):
                self._end(OSError(f"{self.path}: {head[:40]!r}"))
                return
            self.missing = _length(head)
        if self.missing == CHUNKED:
            self.last = (self.last + data)[-7:]
            is_whole = self.last.endswith(b"\r\n0\r\n\r\n")
        else:
            self.missing -= len(data)
            is_whole = self.missing <= 0
        if is_whole:
            self._whole()

    def _whole(self) -> None:
        now = time.perf_counter()
        self.waited.append(1000 * (now - self.asked))
        if now < self.until or len(self.waited) < FEWEST:
            self._ask()
        else:
            self._end(None)

    def connection_lost(self, error: Exception | None) -> None:
        """Tell that the server hung up before the answer was whole."""
        self._end(error or OSError(f"{self.path}: the connection was closed."))

    def _end(self, error: Exception | None) -> None:
        if not self.done.done():
            if error:
                self.done.set_exception(error)
            else:
                self.done.set_result(None)
        self.transport.close()


def _length(head: bytes) -> int:
    """Return how many bytes the answer has behind its head; CHUNKED where they come in pieces, 0 where there are none."""
    lines = head.lower().split(b"\r\n")
    lengths = [int(line.partition(b":")[2]) for line in lines if line.startswith(b"content-length:")]
    if lengths:
        return lengths[0]
    return 0 if b" 304 " in lines[0] else CHUNKED
