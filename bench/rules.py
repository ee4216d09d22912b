"""How fast a rulebook is compared edition by edition, beside reading its words: python -m bench.rules [--clauses N] [--editions N]."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256

import click

from ingest.comparing.compared import compare
from ingest.comparing.editions import editions
from ingest.declarations.archive import Archive
from ingest.links.clause_changes import link
from ingest.tables import make_tables
from ingest.writing.indexes import index

FIRST_YEAR = 1990
COMMON, WORDS = 600, 4_000
CLAUSES = "select text from rule_clauses order by rowid"


@click.command()
@click.option("--clauses", default=5_000, show_default=True)
@click.option("--number-of-editions", "--editions", "count", default=30, show_default=True)
@click.option("--rounds", default=2, show_default=True)
def main(clauses: int, count: int, rounds: int) -> None:
    """Print the table."""
    with closing(sqlite3.connect(":memory:")) as connection:
        size = _fill(connection, clauses, count)
        total = connection.execute("select count(*) from rule_clauses").fetchone()[0]
        click.echo(f"{total:,} clauses in {count} editions, {size / 1e6:,.1f} MB")
        read = min(_timed(lambda: _read(connection)) for _ in range(rounds))
        found: list[int] = []
        spent = min(
            _timed(lambda: found.append(sum(1 for _ in link(connection, Archive(title=""))))) for _ in range(rounds)
        )
        click.echo(f"read and hashed      {read:6.2f} s  {total / read:11,.0f} clauses/s")
        click.echo(
            f"compared             {spent:6.2f} s  {total / spent:11,.0f} clauses/s  {spent / read:.1f} x reading"
        )
        click.echo(f"{found[0]:,} rows found")
        held = editions(connection, "Rules")
        apart = _timed(lambda: compare(connection, [held[0], held[-1]]))
        click.echo(f"first with last      {apart:6.2f} s, as one page asks for it")


def _fill(connection: sqlite3.Connection, clauses: int, count: int) -> int:
    make_tables(connection)
    size = 0
    for n, texts in enumerate(_editions(clauses, count)):
        connection.execute(
            'insert into rule_editions (id, document_id, source_id, instrument, title, from_date, "start", "end") '
            "values (?, ?, 's', 'Rules', ?, ?, 0, 0)",
            (f"e{n}", f"d{n}", f"Rules, {FIRST_YEAR + n} edition", f"{FIRST_YEAR + n}-01-01"),
        )
        connection.executemany(
            'insert into rule_clauses (id, edition_id, document_id, position, number, passage_id, "start", "end", text) '
            "values (?, ?, ?, ?, ?, 'p', 0, ?, ?)",
            [(f"e{n}-{at}", f"e{n}", f"d{n}", at, str(at), len(text), text) for at, text in enumerate(texts, 1)],
        )
        size += sum(map(len, texts))
    index(connection, ["rule_editions", "rule_clauses"])
    return size


def _editions(clauses: int, count: int) -> Iterator[list[str]]:
    """Yield editions of which each changes one clause in ten of the one before, and adds and removes one in fifty."""
    chance = random.Random(1)
    every = [f"word{n}" for n in range(WORDS)]
    texts = [_clause(chance, every) for _ in range(clauses)]
    yield texts
    for _ in range(count - 1):
        following = []
        for text in texts:
            fate = chance.random()
            if fate < 0.02:
                following.append(_clause(chance, every))
            elif fate < 0.04:
                continue
            elif fate < 0.14:
                words = text.split()
                words[chance.randrange(len(words))] = "changed"
                following.append(" ".join(words))
                continue
            following.append(text)
        texts = following
        yield texts


def _clause(chance: random.Random, every: list[str]) -> str:
    return " ".join(chance.choices(every[:COMMON] if chance.random() < 0.7 else every, k=chance.randint(15, 80)))


def _read(connection: sqlite3.Connection) -> None:
    for (text,) in connection.execute(CLAUSES):
        sha256(text.encode()).digest()


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
