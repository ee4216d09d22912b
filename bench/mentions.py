"""How fast known names are found, beside plain scans of the same text: python -m bench.mentions [--names N].

In one run and over the same passages: a regex for words with a capital letter (the limit, for no name can be told without them),
`str.find` of the first ten names, a regex of all names as alternatives over a small part, and the mentions.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from time import process_time

import click

from bench.corpus import SYLLABLES, Words
from ingest.declarations.archive import Archive, Person
from ingest.links.mentions import meant
from ingest.links.names import Names

CAPITAL = re.compile(r"[A-Z]\w*")
GIVEN = 300  # given names, each borne by many people
PART = 100  # passages that the slowest way is given


@click.command()
@click.option("--names", "count", default=10_000, show_default=True)
@click.option("--passages", "size", default=20_000, show_default=True)
@click.option("--rounds", default=3, show_default=True)
def main(count: int, size: int, rounds: int) -> None:
    """Print the table."""
    known = invented(count)
    texts = written(size, known)
    names = Names(Archive(title="x", people=tuple(Person(name=name) for name in known)))
    every = re.compile("|".join(known))
    ways: dict[str, tuple[Callable[[str], object], list[str]]] = {
        "words with a capital letter (the limit)": (CAPITAL.findall, texts),
        "str.find of ten names": (lambda text: [text.find(name) for name in known[:10]], texts),
        "all names as alternatives": (every.findall, texts[:PART]),
        "mentions": (lambda text: list(meant(text, names, set())), texts),
        "mentions, where nobody is named": (lambda text: list(meant(text, names, set())), unnamed(texts, known)),
    }
    print(f"{len(known):,} names, {len(texts):,} passages, {sum(map(len, texts)) / 1e6:.1f} MB")
    limit = 0.0
    for way, (work, given) in ways.items():
        speed = sum(map(len, given)) / 1e6 / min(_seconds(work, given) for _ in range(rounds))
        limit = limit or speed
        print(f"{way:40} {speed:8.2f} MB/s {speed / limit:8.3f} of the limit")
    print(f"{sum(len(list(meant(text, names, set()))) for text in texts):,} mentions")


def invented(count: int) -> list[str]:
    """Return names of people, a few hundred given names among them, as among the living."""
    chance = random.Random(7)
    given = ["".join(chance.choices(SYLLABLES, k=2)).capitalize() + "n" for _ in range(GIVEN)]
    found: dict[str, None] = {}
    while len(found) < count:
        found[f"{chance.choice(given)} {''.join(chance.choices(SYLLABLES, k=3)).capitalize()}rt"] = None
    return list(found)


def written(count: int, known: list[str]) -> list[str]:
    """Return passages of prose: one in five names someone known, one in ten a stranger with a known given name."""
    words, chance = Words(7), random.Random(7)
    texts = []
    for n in range(count):
        text = words.paragraph()
        if n % 5 == 0:
            text += f" It was {chance.choice(known)} who said so."
        if n % 10 == 1:
            text += f" It was {chance.choice(known).split()[0]} Stranger who said so."
        texts.append(text)
    return texts


def unnamed(texts: list[str], known: list[str]) -> list[str]:
    words = {word for name in known for word in name.split()}
    return [text for text in texts if words.isdisjoint(CAPITAL.findall(text))]


def _seconds(work: Callable[[str], object], texts: list[str]) -> float:
    began = process_time()
    for text in texts:
        work(text)
    return process_time() - began


if __name__ == "__main__":
    main()
