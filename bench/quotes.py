"""How well quotations are found: python -m bench.quotes [--db FILE] [--passages N] [--sources N] [--each N] [--rows].

Words of an invented archive are quoted as they stand, with words altered, a "not" or another word dropped, a number swapped,
words left out behind an ellipsis, letters misread as a scanner does; and words that stand nowhere: invented ones, those of a
passage in another order, the halves of two passages. What the archive itself repeats everywhere is not quoted.
"""

from __future__ import annotations

import random
import re
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import click

from bench import corpus
from bench import passages as made_of_rows
from ingest.build import build
from ingest.matching.finding import Claim, Finding
from ingest.matching.held import Held

SHORTEST, LONGEST = 6, 60  # words of a quotation
WORDS_FOR_EACH = 4  # words that a quotation has at least for each of them that is altered
MISREAD = {"e": "c", "l": "1", "o": "0", "m": "rn", "h": "b", "i": "l"}
REPEATED = ("“", "The branch meets", "See https")
# the words of the corpus that stand for "not" and for numbers, of which it has none
NOT, NUMBER = re.compile(r"\bwith\b"), re.compile(r"\bby\b")
Change = Callable[[list[str], random.Random], list[str]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table: what is done to the words of a passage, and the flag that is to tell of it."""

    name: str
    change: Change
    fewest: int = SHORTEST
    most: int = LONGEST
    needs: str = ""  # what must stand inside the words
    flag: str = ""
    altered: bool = True


@dataclass(frozen=True, slots=True)
class Planted:
    """A quotation and where its words stand; `passage_id` is empty where they stand nowhere."""

    text: str
    passage_id: str = ""
    start: int = 0
    end: int = 0


def altered(count: int) -> Change:
    """Put other words of the archive in the place of some: common ones and rare ones, as often as each is used."""
    others = corpus.Words(count)

    def change(words: list[str], chance: random.Random) -> list[str]:
        for at in chance.sample(range(len(words)), count):
            words[at] = next(word for word in iter(lambda: others.run(1)[0], "") if word != words[at].casefold())
        return words

    return change


def shortened(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randint(3, len(words) - 6)
    return [*words[:at], "…", *words[at + chance.randint(1, 3) :]]


def dropped(words: list[str], chance: random.Random) -> list[str]:
    del words[chance.randint(1, len(words) - 2)]
    return words


def denied(words: list[str], chance: random.Random) -> list[str]:
    del words[chance.choice([n for n, word in enumerate(words) if word == "not" and 0 < n < len(words) - 1])]
    return words


def miscounted(words: list[str], chance: random.Random) -> list[str]:
    at = chance.choice([n for n, word in enumerate(words) if word.isdigit()])
    words[at] = str(int(words[at]) + chance.randint(1, 50))
    return words


def misread(words: list[str], chance: random.Random) -> list[str]:
    """Misread some letters of every tenth word, of one at the least."""
    able = [n for n, word in enumerate(words) if set(word) & set(MISREAD)]
    for at in chance.sample(able, min(len(able), max(1, len(words) // 10))):
        letters = [n for n, letter in enumerate(words[at]) if letter in MISREAD]
        wrong = set(chance.sample(letters, chance.randint(1, min(2, len(letters)))))
        words[at] = "".join(MISREAD[letter] if n in wrong else letter for n, letter in enumerate(words[at]))
    return words


KINDS = (
    Kind("as it stands", altered(0), altered=False),
    *(
        Kind(f"{count} word{'s' if count > 1 else ''} altered", altered(count), max(SHORTEST, WORDS_FOR_EACH * count))
        for count in range(1, 6)
    ),
    Kind("3 altered of 6 to 11 words", altered(3), 6, 11),
    Kind("a word dropped", dropped),
    Kind("a “not” dropped", denied, needs=r"\S not \S", flag="negation"),
    Kind("a number swapped", miscounted, needs=r"(?<!\S)\d+(?!\S)", flag="number"),
    Kind("1 to 3 words behind “…”", shortened, fewest=10, flag="marked omission", altered=False),
    Kind("letters misread", misread),
)


@click.command()
@click.option("--passages", default=20_000, show_default=True)
@click.option("--sources", default=2_000, show_default=True)
@click.option("--each", default=200, show_default=True, help="Quotations of each kind.")
@click.option("--db", type=click.Path(path_type=Path), help="The archive; built there if there is none.")
@click.option(
    "--rows", is_flag=True, help="Make the archive row by row instead of building it: a million passages in minutes."
)
def main(passages: int, sources: int, each: int, db: Path | None, rows: bool) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        db = db or Path(name) / "archive.db"
        if not db.exists() and rows:
            chance = random.Random(5)
            made_of_rows.make(db, passages, said=lambda text: told(text, chance))
        elif not db.exists():
            write(Path(name) / "sources", passages, sources)
            began = time.perf_counter()
            build(Path(name) / "sources", db)
            click.echo(f"built in {time.perf_counter() - began:,.1f} s")
        with closing(sqlite3.connect(f"{db.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            _measure(connection, each)


def write(folder: Path, passages: int, count: int) -> None:
    """Write the documents of the corpus into an empty folder, with "not"s and numbers in them."""
    folder.mkdir(parents=True)
    (folder / "archive.yml").write_text("title: A pile of invented documents\n", encoding="utf-8")
    chance = random.Random(5)
    for name, text in corpus.sources(passages, count):
        (folder / name).write_text(told(text, chance), encoding="utf-8")


def told(text: str, chance: random.Random) -> str:
    """Return a text of the corpus with "not"s and numbers in it."""
    return NUMBER.sub(lambda _: str(chance.randint(2, 9_999)), NOT.sub("not", text))


def _measure(connection: sqlite3.Connection, each: int) -> None:
    chance = random.Random(3)
    (count,) = connection.execute("select max(rowid) from passages").fetchone()
    click.echo(f"{count:,} passages; quotations of {SHORTEST} to {LONGEST} words")
    click.echo(f"{'':<30} {'found':>7} {'elsewhere':>9} {'as exact':>8} {'flagged':>7} {'p50 ms':>7} {'p95 ms':>7}")
    held = Held(connection)
    for kind in KINDS:
        _row(kind, held, [_planted(connection, chance, count, kind) for _ in range(each)])
    words = corpus.Words(12_345)
    _row(_absent("invented sentences"), held, [Planted(words.sentence(8, 26)) for _ in range(5 * each)])
    _row(_absent("words in another order"), held, [Planted(_shuffled(connection, chance, count)) for _ in range(each)])
    _row(_absent("halves of two passages"), held, [Planted(_halves(connection, chance, count)) for _ in range(each)])


def _absent(name: str) -> Kind:
    return Kind(f"nowhere: {name}", altered(0))


def _planted(connection: sqlite3.Connection, chance: random.Random, count: int, kind: Kind) -> Planted:
    """Return words of the archive that are fit for being changed so, with their place."""
    while True:
        id, place, text = connection.execute(
            'select id, "start", text from passages where rowid = ?', (chance.randint(1, count),)
        ).fetchone()
        words = list(re.finditer(r"\S+", text))
        length = chance.randint(kind.fewest, kind.most)
        if len(words) < length or any(each in text for each in REPEATED):
            continue
        first = chance.randint(0, len(words) - length)
        start, end = words[first].start(), words[first + length - 1].end()
        if re.search(kind.needs, text[start:end]):
            changed = " ".join(kind.change(text[start:end].split(), chance))
            # without one of the first two words of "not not so" the words stand there still
            if not kind.altered or changed not in " ".join(text.split()):
                return Planted(changed, id, place + start, place + end)


def _shuffled(connection: sqlite3.Connection, chance: random.Random, count: int) -> str:
    words = _planted(connection, chance, count, Kind("", altered(0), 10, 30, altered=False)).text.split()
    chance.shuffle(words)
    return " ".join(words)


def _halves(connection: sqlite3.Connection, chance: random.Random, count: int) -> str:
    half = Kind("", altered(0), 5, 15, altered=False)
    first = _planted(connection, chance, count, half).text
    length = len(first.split())
    second = _planted(connection, chance, count, Kind("", altered(0), length, length, altered=False)).text
    return f"{first} {second}"


def _row(kind: Kind, held: Held, quotations: list[Planted]) -> None:
    spent, found, elsewhere, exact, flagged = [], 0, 0, 0, 0
    for each in quotations:
        began = time.process_time()
        finding = held.find(Claim(each.text))
        spent.append(time.process_time() - began)
        right = _is_right(each, finding)
        found += right
        elsewhere += bool(finding.place or finding.places) and not right
        exact += kind.altered and finding.state.startswith("exact")
        flagged += right and kind.flag in finding.flags
    spent.sort()
    total = len(quotations)
    p50, p95 = 1000 * spent[total // 2], 1000 * spent[int(total * 0.95)]
    flags = f"{flagged / total:.1%}" if kind.flag else ""
    click.echo(
        f"{kind.name:<30} {found / total:>7.1%} {elsewhere / total:>9.2%} {exact / total:>8.1%} {flags:>7} {p50:>7.1f} {p95:>7.1f}"
    )


def _is_right(planted: Planted, finding: Finding) -> bool:
    """Tell whether a place was found that is the one of the words, half of them at the least."""
    for place in (finding.place, *finding.places):
        if place and place.passage_id == planted.passage_id:
            common = min(place.end, planted.end) - max(place.start, planted.start)
            return common > (planted.end - planted.start) / 2
    return False


if __name__ == "__main__":
    main()
