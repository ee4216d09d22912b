"""How fast an archive is served, beside stock Datasette and the limit: python -m bench.site [--passages N] [--db FILE].

One archive behind three servers, each one process on this machine, asked in turns: ours; Datasette as it comes, with the same
search as a canned query in SQL; and a bare handler of the same SQL. Every search, and every page that is asked for the first time,
is another, so that nothing is remembered. Loops end after so many seconds; what stock Datasette would need minutes for is left out.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, repeat
from pathlib import Path
from urllib.parse import urlencode

import click

from bench import passages
from bench.clients import Rate, rate
from bench.export import fetch, shell
from bench.questions import SEARCH, Words, asked, searches
from bench.runaway import run_away
from bench.served import Served, served
from ingest.serve import site

MOST_SECONDS = 40.0  # that one cell of stock Datasette or the limit may be expected to take
DATASETTE = [sys.executable, "-m", "datasette", "serve"]
# what stock Datasette needs to answer the same at all: time, and room for every value of a facet
STOCK_SETTINGS = {
    "suggest_facets": "off",
    "sql_time_limit_ms": "120000",
    "max_returned_rows": "100000",
    "max_csv_mb": "0",
}
WHO = ("ours", "stock", "limit")

Paths = dict[str, Iterator[str]]  # by whom is asked


@click.command()
@click.option("--passages", "count", default=100_000, show_default=True)
@click.option("--db", type=click.Path(path_type=Path, exists=True), help="An archive made before by bench.passages.")
@click.option("--clients", default="1,8,64", show_default=True)
@click.option("--seconds", default=2.0, show_default=True, help="That each page is asked for, of each server.")
def main(count: int, db: Path | None, clients: str, seconds: float) -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if db is None:
            db = folder / "made.db"
            passages.make(db, count)
        words = Words(db)
        click.echo(f"{words.total:,} passages, {db.stat().st_size / 1e6:,.0f} MB")
        with (
            served([*DATASETTE, str(site(db, folder / "site"))], "/") as ours,
            served(_stock(db, folder / "stock"), "/") as stock,
            served([sys.executable, "-m", "bench.limit", str(db)], "/") as limit,
        ):
            servers = dict(zip(WHO, (ours, stock, limit), strict=True))
            _start(servers)
            slowest: dict[tuple[str, str], float] = {}
            for each in map(int, clients.split(",")):
                _table(servers, words, each, seconds, slowest)
            _export(servers, db, words.total)
            click.echo(
                "\nmemory after all this: " + ", ".join(f"{who} {servers[who].memory / 1e6:,.0f} MB" for who in WHO)
            )
            run_away(ours, words, seconds)


def _stock(db: Path, folder: Path) -> list[str]:
    """Return the command of stock Datasette, with our search as a canned query."""
    folder.mkdir()
    (folder / "archive.db").symlink_to(db.resolve())
    queries = {"found": {"sql": SEARCH}}
    (folder / "metadata.json").write_text(
        json.dumps({"databases": {"archive": {"queries": queries}}}), encoding="utf-8"
    )
    settings = [part for name, value in STOCK_SETTINGS.items() for part in ("--setting", name, value)]
    return [*DATASETTE, "-i", str(folder / "archive.db"), "-m", str(folder / "metadata.json"), *settings]


def _start(servers: dict[str, Served]) -> None:
    url = servers["ours"].url
    began = time.perf_counter()
    fetch(f"{url}/search.json?q=the")
    searched = servers["ours"].started_within + time.perf_counter() - began
    times = ", ".join(f"{who} {servers[who].started_within:.1f} s" for who in WHO)
    click.echo(f"first page after: {times}; first search of ours after {searched:.1f} s")
    click.echo("memory then: " + ", ".join(f"{who} {servers[who].memory / 1e6:,.0f} MB" for who in WHO))


def _pages(words: Words) -> dict[str, Paths]:
    """Return what is asked of whom, by the name of the line."""

    def each(template: str, ids: list[str], name: str = "") -> Iterator[str]:
        return (template + (urlencode({name: id}) if name else id) for id in cycle(ids))

    documents, rows = words.documents, words.passages
    lines: dict[str, Paths] = {
        "home": {"ours": repeat("/"), "stock": repeat("/"), "limit": repeat("/")},
        "document, first time": {
            "ours": each("/archive/documents/", documents),
            "stock": each("/archive/documents/", documents),
            "limit": each("/document?", documents, "id"),
        },
        "row, first time": {
            "ours": each("/archive/passages/", rows),
            "stock": each("/archive/passages/", rows),
            "limit": each("/row?", rows, "id"),
        },
        "row as JSON, first time": {
            who: (f"/archive/passages/{id}.json" for id in cycle(rows[::-1])) for who in ("ours", "stock")
        }
        | {"limit": each("/row?", rows, "id")},
        "document, again": {who: repeat(f"/archive/documents/{documents[0]}") for who in ("ours", "stock")},
        "row, again": {who: repeat(f"/archive/passages/{rows[0]}") for who in ("ours", "stock")},
        "row as JSON, again": {who: repeat(f"/archive/passages/{rows[0]}.json") for who in ("ours", "stock")},
    }
    for name, make in searches(words).items():
        lines[f"search: {name}"] = {who: asked(make, who, words) for who in WHO}
    lines["search page: 10 % word"] = {"ours": asked(searches(words)["10 % word"], "page", words)}
    return lines


def _table(
    servers: dict[str, Served], words: Words, clients: int, seconds: float, slowest: dict[tuple[str, str], float]
) -> None:
    head = "".join(f" | {who:>8} p50 {'p95':>7} {'/s':>7} {'cpu':>7}" for who in WHO)
    click.echo(f"\n{clients} client{'s' if clients > 1 else ''}, ms{'':13}{head} | ours : stock")
    for line, paths in _pages(words).items():
        found: dict[str, Rate] = {}
        for who, asking in paths.items():
            if who != "ours" and clients * slowest.get((line, who), 0) / 2000 > MOST_SECONDS:
                continue
            found[who] = rate(servers[who], asking, clients, seconds)
            slowest.setdefault((line, who), found[who].p50)
        click.echo(f"{line:26}" + "".join(map(_cells, (found.get(who) for who in WHO))) + _ratio(found))


def _cells(rate: Rate | None) -> str:
    if rate is None:
        return f" | {'':12} {'':7} {'':7} {'':7}"
    return f" | {rate.p50:12.1f} {rate.p95:7.1f} {rate.per_second:7,.0f} {rate.computing:7.1f}"


def _ratio(found: dict[str, Rate]) -> str:
    if "stock" not in found:
        return ""
    return f" | {found['ours'].per_second / found['stock'].per_second:6.1f} x"


def _export(servers: dict[str, Served], db: Path, count: int) -> None:
    ways = {
        "ours": lambda: fetch(f"{servers['ours'].url}/downloads/passages.csv"),
        "stock": lambda: fetch(f"{servers['stock'].url}/archive/passages.csv?_stream=on&_size=max"),
        "the sqlite3 shell": lambda: shell(db),
    }
    click.echo("\nall passages as CSV, one client")
    for who, way in ways.items():
        began = time.perf_counter()
        size = way()
        took = time.perf_counter() - began
        click.echo(f"  {who:18} {took:6.1f} s {count / took:10,.0f} rows/s {size / took / 1e6:6,.0f} MB/s")


if __name__ == "__main__":
    main()
