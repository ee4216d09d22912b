"""How fast a table can be taken away, beside Datasette's own CSV and the sqlite3 shell: python -m bench.export [--passages N].

One server, one table, one client that throws away what it gets; every way once in each round, one after the other.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median

import click

from bench.corpus import Words
from bench.served import served
from ingest.exports.table_files import FORMATS, open_to_export
from ingest.serve import site
from ingest.tables import make_tables
from ingest.writing.indexes import index

PER_DOCUMENT = 10
VOCABULARY = 5_000  # paragraphs, repeated: only their length matters here


@click.command()
@click.option("--passages", default=100_000, show_default=True)
@click.option("--rounds", default=3, show_default=True)
def main(passages: int, rounds: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        db = Path(name) / "archive.db"
        _fill(db, passages)
        stock = [sys.executable, "-m", "datasette", "serve", "-i", str(db), "--setting", "max_csv_mb", "0"]
        ours = [sys.executable, "-m", "datasette", "serve", str(site(db, Path(name) / "site"))]
        with served(stock) as plain, served(ours) as mine:
            ways: dict[str, Callable[[], int]] = {
                "sqlite3 -csv": lambda: shell(db),
                "Datasette, as it comes": lambda: fetch(f"{plain.url}/archive/passages.csv?_stream=on&_size=max"),
            }
            ways |= {f"/downloads, {each}": _download(mine.url, each) for each in FORMATS}
            ways |= {f"in this process, {each}": _here(db, each) for each in ("csv", "ndjson")}
            seconds: dict[str, list[float]] = {way: [] for way in ways}
            sizes: dict[str, int] = {}
            for _ in range(rounds):
                for way, work in ways.items():
                    began = time.perf_counter()
                    sizes[way] = work()
                    seconds[way].append(time.perf_counter() - began)
    first, stock = median(seconds["sqlite3 -csv"]), median(seconds["Datasette, as it comes"])
    click.echo(f"{passages:,} passages")
    for way, spent in seconds.items():
        took = median(spent)
        click.echo(
            f"{way:31} {took:6.2f} s {passages / took:10,.0f} rows/s {sizes[way] / took / 1e6:6,.0f} MB/s "
            f"{first / took:5.2f} x the shell {stock / took:6.1f} x Datasette"
        )


def _fill(db: Path, passages: int) -> None:
    words = Words(1)
    texts = [words.paragraph() for _ in range(min(VOCABULARY, passages))]
    with closing(sqlite3.connect(db)) as connection:
        make_tables(connection)
        connection.execute("insert into about values ('archive', 'A pile of passages', null, null, null, '1', '')")
        connection.executemany(
            'insert into documents (id, source_id, position, kind, word_count, "start", "end") '
            "values (?, 's', ?, 'document', 0, 0, 0)",
            ((f"pile-{n}", n + 1) for n in range(passages // PER_DOCUMENT + 1)),
        )
        connection.executemany(
            'insert into passages (id, document_id, source_id, position, kind, locator, "start", "end", text) '
            "values (?, ?, 'pile', ?, 'paragraph', ?, 0, 2000, ?)",
            (
                (
                    f"pile-{n // PER_DOCUMENT}-p{n}",
                    f"pile-{n // PER_DOCUMENT}",
                    n % 10 + 1,
                    f"para {n}",
                    texts[n % len(texts)],
                )
                for n in range(passages)
            ),
        )
        index(connection)
        connection.commit()


def fetch(url: str) -> int:
    """Fetch an address, throw it away, and return how many bytes came."""
    done = subprocess.run(
        ["curl", "--silent", "--fail", "--output", "/dev/null", "--write-out", "%{size_download}", url],
        capture_output=True, check=True,
    )  # fmt: skip
    return int(done.stdout)


def _download(url: str, format: str) -> Callable[[], int]:
    return lambda: fetch(f"{url}/downloads/passages.{format}")


def _here(db: Path, format: str) -> Callable[[], int]:
    def work() -> int:
        with closing(open_to_export(db)) as connection:
            return sum(map(len, FORMATS[format][1](connection, "passages")))

    return work


def shell(db: Path) -> int:
    """Write all passages as CSV by the sqlite3 shell, throw it away, and return how many bytes came."""
    with subprocess.Popen(["sqlite3", "-csv", str(db), "select * from passages"], stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        size = 0
        while piece := running.stdout.read(1 << 20):
            size += len(piece)
    return size


if __name__ == "__main__":
    main()
