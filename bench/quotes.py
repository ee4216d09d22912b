"""How well quotations are found: python -m bench.quotes [--passages N] [--sources N] [--each N].

Sentences of an invented archive are quoted as they stand, with words altered, a "not" dropped, numbers swapped, words left out
behind an ellipsis, letters misread; and sentences that stand nowhere.
"""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import click

from bench import corpus
from ingest.build import build
from ingest.matching.held import Claim, Held

MISREAD = {"e": "c", "l": "1", "o": "0", "m": "rn", "h": "b", "i": "l"}
Change = Callable[[list[str], random.Random], list[str]]


def altered(count: int) -> Change:
    def change(words: list[str], chance: random.Random) -> list[str]:
        for at in chance.sample(range(len(words)), count):
            words[at] = f"zz{chance.randrange(10_000)}"
        return words

    return change


def shortened(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randint(3, len(words) - 6)
    return [*words[:at], "…", *words[at + 2 :]]


def dropped(words: list[str], chance: random.Random) -> list[str]:
    del words[chance.randint(1, len(words) - 2)]
    return words


def misread(words: list[str], chance: random.Random) -> list[str]:
    for at in chance.sample(range(len(words)), max(1, len(words) // 8)):
        words[at] = "".join(MISREAD.get(letter, letter) if chance.random() < 0.4 else letter for letter in words[at])
    return words


CHANGES: dict[str, Change] = {
    **{f"{count} words altered": altered(count) for count in range(6)},
    "a word dropped": dropped,
    "two words behind an ellipsis": shortened,
    "letters misread": misread,
}


@click.command()
@click.option("--passages", default=20_000, show_default=True)
@click.option("--sources", default=2_000, show_default=True)
@click.option("--each", default=200, show_default=True, help="Quotations of each kind.")
@click.option("--db", type=click.Path(path_type=Path), help="An archive that was built before.")
def main(passages: int, sources: int, each: int, db: Path | None) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        if db is None:
            corpus.write(Path(name) / "sources", passages, sources)
            began = time.perf_counter()
            db = Path(name) / "archive.db"
            build(Path(name) / "sources", db)
            click.echo(f"built in {time.perf_counter() - began:,.1f} s")
        with closing(sqlite3.connect(f"{db.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            _measure(connection, each)


def _measure(connection: sqlite3.Connection, each: int) -> None:
    chance = random.Random(3)
    (count,) = connection.execute("select max(rowid) from passages").fetchone()
    words = corpus.Words(12_345)
    click.echo(f"{count:,} passages; quotations of 8 to 26 words")
    click.echo(f"{'':<30} {'found':>7} {'elsewhere':>9} {'as exact':>8} {'p50 ms':>7} {'p95 ms':>7}")
    for name, change in CHANGES.items():
        planted = [_planted(connection, chance, count) for _ in range(each)]
        _row(name, connection, [(" ".join(change(text.split(), chance)), text, id) for text, id in planted])
    _row("not in the archive", connection, [(words.sentence(8, 26), "", "") for _ in range(5 * each)])


def _planted(connection: sqlite3.Connection, chance: random.Random, count: int) -> tuple[str, str]:
    """Return a sentence of the archive that is long enough, and its passage."""
    while True:
        row = connection.execute(
            "select id, text from passages where rowid = ?", (chance.randint(1, count),)
        ).fetchone()
        sentences = [each for each in row[1].split(". ") if len(each.split()) >= 9 and "“" not in each]
        if sentences:
            return chance.choice(sentences), row[0]


def _row(name: str, connection: sqlite3.Connection, quotations: list[tuple[str, str, str]]) -> None:
    held = Held(connection)
    spent, found, elsewhere, exact = [], 0, 0, 0
    for quotation, text, id in quotations:
        began = time.perf_counter()
        finding = held.find(Claim(quotation))
        spent.append(time.perf_counter() - began)
        places = [place.passage_id for place in (finding.place, *finding.places) if place]
        found += id in places
        elsewhere += bool(places) and id not in places
        exact += finding.state == "exact" and quotation != text
    spent.sort()
    total = len(quotations)
    p50, p95 = 1000 * spent[total // 2], 1000 * spent[int(total * 0.95)]
    click.echo(
        f"{name:<30} {found / total:>7.1%} {elsewhere / total:>9.2%} {exact / total:>8.1%} {p50:>7.1f} {p95:>7.1f}"
    )


if __name__ == "__main__":
    main()
