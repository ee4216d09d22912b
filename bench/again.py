"""How many readers one process serves, beside Datasette as it comes: python -m bench.again [--seconds S].

The same archive behind both; a row page and its JSON are asked for again and again over four connections, in turns.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import click

from bench.export import _served
from ingest.build import build
from ingest.serve import site

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = 4
AHEAD = 5  # requests sent before the first answer is read, so that the client costs little


@click.command()
@click.option("--seconds", default=2.0, show_default=True, help="That each page is asked for, in each round.")
@click.option("--rounds", default=3, show_default=True)
def main(seconds: float, rounds: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        db = Path(name) / "archive.db"
        build(ROOT / "sources", db)
        with closing(sqlite3.connect(db)) as connection:
            (usual,) = connection.execute("select id from documents order by word_count limit 1 offset 30").fetchone()
        pages = [f"/archive/documents/{usual}", f"/archive/documents/{usual}.json", "/archive/documents"]
        stock = [sys.executable, "-m", "datasette", "serve", "-i", str(db), "--setting", "suggest_facets", "off"]
        ours = [sys.executable, "-m", "datasette", "serve", str(site(db, Path(name) / "site"))]
        with _served(stock) as plain, _served(ours) as url:
            for page in pages:
                ways = {
                    "Datasette, as it comes": (plain, page, ""),
                    "made each time": (url, page, "Cookie: made=anew\r\n"),
                    "served again": (url, page, ""),
                    "served again, gzip": (url, page, "Accept-Encoding: gzip\r\n"),
                    "not changed (304)": (url, page, f"If-None-Match: {_tag(url, page)}\r\n"),
                }
                rates: dict[str, list[float]] = {way: [] for way in ways}
                for _ in range(rounds):
                    for way, asked in ways.items():
                        rates[way].append(asyncio.run(_rate(*asked, seconds)))
                first = median(rates["Datasette, as it comes"])
                click.echo(page)
                for way, found in rates.items():
                    click.echo(f"  {way:24} {median(found):9,.0f} answers/s  {median(found) / first:7.1f} x Datasette")


def _tag(url: str, page: str) -> str:
    return asyncio.run(_ask_once(url, page)).partition(b"etag: ")[2].partition(b"\r\n")[0].decode()


async def _ask_once(url: str, page: str) -> bytes:
    reader, writer = await asyncio.open_connection(urlsplit(url).hostname, urlsplit(url).port)
    writer.write(f"GET {page} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    writer.close()
    return head


async def _rate(url: str, page: str, headers: str, seconds: float) -> float:
    """Return how many answers a second come."""
    began = time.perf_counter()
    counts = await asyncio.gather(*(_ask(url, page, headers, began + seconds) for _ in range(CONNECTIONS)))
    return sum(counts) / (time.perf_counter() - began)


async def _ask(url: str, page: str, headers: str, until: float) -> int:
    reader, writer = await asyncio.open_connection(urlsplit(url).hostname, urlsplit(url).port, limit=1 << 24)
    request = f"GET {page} HTTP/1.1\r\nHost: bench\r\n{headers}\r\n".encode()
    count = waiting = 0
    while waiting or time.perf_counter() < until:
        if not waiting:
            writer.write(request * AHEAD)
            waiting = AHEAD
        waiting -= 1
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if b"content-length: " in head:
            await reader.readexactly(int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0]))
        elif b" 304 " not in head:
            await reader.readuntil(b"\r\n0\r\n\r\n")
        count += 1
    writer.close()
    return count


if __name__ == "__main__":
    main()
