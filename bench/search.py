"""How fast search answers: python -m bench.search [--passages N] [--db FILE] [--each N].

Over HTTP, one client, every query another, so that nothing is remembered: words by how many passages hold them, two words,
phrases, beginnings, sentences; beside them stock Datasette's search in the same table with five facets of its own.
"""

from __future__ import annotations

import random
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click
import httpx
import psutil

from bench import passages
from ingest.serve import site

STOCK = "/archive/passages.json?_size=20&_nosuggest=1&_shape=object" + "".join(
    f"&_facet={column}" for column in ("kind", "speaker", "source_id", "locator", "level")
)
SHARES = {"rare word": (0.00001, 0.0005), "1 % word": (0.007, 0.02), "10 % word": (0.07, 0.2), "50 % word": (0.3, 1)}


class Words:
    """Words of the archive by how many passages hold them."""

    def __init__(self, db: Path) -> None:
        self.chance = random.Random(11)
        with closing(sqlite3.connect(f"{db.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("create virtual table temp.words using fts5vocab (main, passages_fts, row)")
            (self.total,) = connection.execute("select count(*) from passages").fetchone()
            counted = connection.execute("select term, doc from temp.words").fetchall()
            rows = [self.chance.randint(1, self.total) for _ in range(400)]
            held = [
                connection.execute("select text from passages where rowid = ?", (row,)).fetchone()[0] for row in rows
            ]
        self.by_share = {
            name: [term for term, count in counted if low * self.total <= count <= high * self.total]
            for name, (low, high) in SHARES.items()
        }
        self.texts = [text.replace('"', " ").split() for text in held]

    def word(self, share: str) -> str:
        return self.chance.choice(self.by_share[share])

    def run(self, length: int) -> str:
        words = self.chance.choice([text for text in self.texts if len(text) > length])
        start = self.chance.randrange(len(words) - length)
        return " ".join(words[start : start + length])


def queries(words: Words) -> dict[str, Callable[[], str]]:
    """Return what makes a query of each kind."""
    return {
        **{share: (lambda share=share: words.word(share)) for share in SHARES},
        "50 % and 10 %": lambda: f"{words.word('50 % word')} {words.word('10 % word')}",
        "two 50 %": lambda: f"{words.word('50 % word')} {words.word('50 % word')}",
        "two of a passage": lambda: " ".join(words.chance.sample(words.chance.choice(words.texts), 2)),
        "phrase of two": lambda: f'"{words.run(2)}"',
        "phrase of four": lambda: f'"{words.run(4)}"',
        "prefix of three": lambda: f"{words.word('1 % word')[:3]}*",
        "prefix of five": lambda: f"{words.word('rare word')[:5]}*",
        "sentence of twelve": lambda: words.run(12),
    }  # fmt: skip


@click.command()
@click.option("--passages", "count", default=100_000, show_default=True)
@click.option("--db", type=click.Path(path_type=Path), help="An archive that was made before.")
@click.option("--each", default=20, show_default=True, help="Queries of each kind.")
def main(count: int, db: Path | None, each: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        if db is None:
            db = Path(name) / "archive.db"
            passages.make(db, count)
        words = Words(db)
        click.echo(f"{words.total:,} passages, {db.stat().st_size / 1e6:,.0f} MB")
        with _serving(db, Path(name) / "site") as (url, server):
            _measure(url, server, words, each)


def _measure(url: str, server: psutil.Process, words: Words, each: int) -> None:
    click.echo(f"{'ms':<22} {'p50':>7} {'p95':>7} {'cpu':>7}")
    with httpx.Client(base_url=url, timeout=120) as client:
        client.get("/search.json?q=branch")
        for name, make in queries(words).items():
            typed = list(dict.fromkeys(make() for _ in range(each)))
            _row(name, server, [lambda q=q: client.get("/search.json", params={"q": q}) for q in typed])
        typed = list(dict.fromkeys(words.word("10 % word") for _ in range(each)))
        ours = _row(
            "10 %, ours again",
            server,
            [lambda q=q: client.get("/search.json", params={"q": q, "size": "19"}) for q in typed],
        )
        stock = _row("10 %, stock facets", server, [lambda q=q: client.get(STOCK + f"&_search={q}") for q in typed[:5]])
        click.echo(f"stock : ours = {stock / ours:,.0f}; memory {server.memory_info().rss / 1e6:,.0f} MB")


def _row(name: str, server: psutil.Process, requests: list[Callable[[], httpx.Response]]) -> float:
    spent = []
    cpu = sum(server.cpu_times()[:2])
    for request in requests:
        began = time.perf_counter()
        request().raise_for_status()
        spent.append(1000 * (time.perf_counter() - began))
    cpu = 1000 * (sum(server.cpu_times()[:2]) - cpu) / len(requests)
    spent.sort()
    p50 = spent[len(spent) // 2]
    click.echo(f"{name:<22} {p50:>7.1f} {spent[int(len(spent) * 0.95)]:>7.1f} {cpu:>7.1f}")
    return p50


@contextmanager
def _serving(db: Path, folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    site(db, folder)
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    command = [sys.executable, "-m", "datasette", "serve", ".", "--port", str(port)]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                httpx.get(f"{url}/search.json?q=the", timeout=60).raise_for_status()
                break
            except httpx.TransportError:
                if server.poll() is not None:
                    raise
                time.sleep(0.05)
        click.echo(f"started and searched within {time.perf_counter() - began:.1f} s")
        yield url, psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
