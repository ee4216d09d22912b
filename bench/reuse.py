"""How fast words used again are found, beside reading the same rows: python -m bench.reuse [--passages N]."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any

import click

from bench.corpus import Words
from ingest.declarations.archive import Archive
from ingest.links.reuse import link
from ingest.tables import make_tables
from ingest.writing.indexes import index

PER_DOCUMENT = 10


@click.command()
@click.option("--passages", default=100_000, show_default=True)
@click.option("--copied", default=0.02, show_default=True, help="Which part of the passages repeats an earlier one.")
@click.option("--rounds", default=3, show_default=True)
def main(passages: int, copied: float, rounds: int) -> None:
    """Print the table."""
    with closing(sqlite3.connect(":memory:")) as connection:
        size = _fill(connection, passages, copied)
        click.echo(f"{passages:,} passages, {size / 1e6:,.1f} MB")
        read = min(
            _timed(lambda: list(connection.execute("select * from passages order by rowid"))) for _ in range(rounds)
        )
        found: list[Any] = []
        spent = min(_timed(lambda: found.append(len(list(link(connection, Archive(title="")))))) for _ in range(rounds))
        click.echo(f"read out of SQLite   {read:6.2f} s  {passages / read:11,.0f} passages/s")
        click.echo(
            f"words used again     {spent:6.2f} s  {passages / spent:11,.0f} passages/s  {spent / read:.1f} x reading"
        )
        click.echo(f"{found[0]:,} rows found")


def _fill(connection: sqlite3.Connection, passages: int, copied: float) -> int:
    words, chance, texts = Words(1), random.Random(1), []
    for _ in range(passages):
        texts.append(chance.choice(texts) if texts and chance.random() < copied else words.paragraph())
    make_tables(connection)
    connection.executemany(
        'insert into documents (id, source_id, position, kind, word_count, "start", "end") '
        "values (?, 's', ?, 'document', 0, 0, 0)",
        [(f"d{n}", n + 1) for n in range(passages // PER_DOCUMENT + 1)],
    )
    connection.executemany(
        'insert into passages (id, document_id, source_id, position, kind, locator, "start", "end", text) '
        "values (?, ?, 's', 1, 'paragraph', '', 0, ?, ?)",
        [(f"p{n}", f"d{n // PER_DOCUMENT}", len(text), text) for n, text in enumerate(texts)],
    )
    index(connection)
    return sum(map(len, texts))


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
