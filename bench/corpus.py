"""An invented pile of documents of any size: what the benchmarks build, the same words every time.

The vocabulary follows Zipf and Mandelbrot, as English prose does; names, dates, quotations, addresses, speeches, numbered
paragraphs and clauses stand where such documents have them, so that every finder has its work.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

SYLLABLES = [first + last for first in "bcdfghklmnprstvw" for last in "aeio"]
COMMON = ["the", "of", "and", "to", "in", "a", "that", "it", "was", "for", "on", "is", "as", "at", "by", "he", "with"]
VOCABULARY = 60_000
NAMES = (
    "Ada Quill",
    "Tobias Fenn",
    "Mira Lodhi",
    "Owen Harper",
    "June Castle",
    "Peter Rowan",
    "Nora Blake",
    "Ali Sands",
)
START = date(2009, 1, 1)


class Words:
    """A source of words, seeded: the same seed gives the same words."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        spelling = random.Random(1)
        self.words = list(COMMON) + [
            "".join(spelling.choices(SYLLABLES, k=spelling.choice((2, 2, 3, 3, 4)))) for _ in range(VOCABULARY)
        ]
        self.weights = list(accumulate(1 / (rank + 2.7) ** 1.07 for rank in range(len(self.words))))

    def run(self, count: int) -> list[str]:
        total, weights, words = self.weights[-1], self.weights, self.words
        return [words[bisect_left(weights, self.random.random() * total)] for _ in range(count)]

    def sentence(self, least: int = 8, most: int = 26) -> str:
        words = self.run(self.random.randint(least, most))
        return " ".join(words).capitalize() + "."

    def paragraph(self, count: int = 75) -> str:
        sentences = []
        while count > 0:
            sentences.append(self.sentence())
            count -= sentences[-1].count(" ") + 1
        roll = self.random.random()
        if roll < 0.08:
            sentences.insert(1, f"{self.random.choice(NAMES)} said: “{self.sentence(6, 14)}”")
        elif roll < 0.12:
            sentences.append(f"The branch meets on {self.day():%A %-d %B %Y} at 7pm in Fenn Hall.")
        elif roll < 0.15:
            sentences.append(f"See https://quay.example/{self.run(1)[0]}.")
        return " ".join(sentences)

    def title(self) -> str:
        return " ".join(self.run(self.random.randint(4, 8))).capitalize()

    def day(self) -> date:
        return START + timedelta(self.random.randrange(4000))


def _blog(words: Words, count: int) -> str:
    parts: list[str] = []
    day = words.day()
    while count > 0:
        parts += [f"{day:%A, %-d %B %Y}", words.title()]
        for _ in range(min(count, words.random.randint(5, 15))):
            parts.append(words.paragraph())
            count -= 1
        day -= timedelta(words.random.randint(1, 9))
        count -= 1
    return "\n\n".join(parts) + "\n"


def _article(words: Words, count: int) -> str:
    day = words.day()
    head = f"---\ntitle: {words.title()}\nauthor: {words.random.choice(NAMES)}\ndate: {day}\ntype: article\n---\n"
    return "\n\n".join([head, *(words.paragraph(55) for _ in range(count))]) + "\n"


def _statement(words: Words, count: int) -> str:
    name = words.random.choice(NAMES)
    head = [f"WITNESS STATEMENT OF {name.upper()}", f"I, {name}, will say as follows:"]
    body = [f"{n}. {words.paragraph()}" for n in range(1, count - 1)]
    return "\n\n".join([*head, *body]) + "\n"


def _hearing(words: Words, count: int) -> str:
    asker, answerer = words.random.sample(NAMES, 2)
    labels = [f"MS {asker.split()[1].upper()}", f"MR {answerer.split()[1].upper()}"]
    head = [f"{words.day():%A, %-d %B %Y}"]
    turns = [
        f"{labels[n % 2]}: {words.sentence(6, 20)[:-1]}?" if n % 2 == 0 else f"{labels[1]}: {words.paragraph(60)}"
        for n in range(count)
    ]
    return "\n\n".join([*head, *turns]) + "\n"


def _rules(words: Words, count: int) -> str:
    lines = [f"{words.title()} Rules", f"{words.day():%B %Y} edition"]
    lines += [f"{n}. {words.paragraph(45)}" for n in range(1, count - 1)]
    return "\n\n".join(lines) + "\n"


# what there is of each kind, in a hundred sources
KINDS: tuple[tuple[int, str, str, Callable[[Words, int], str]], ...] = (
    (60, "blog", "txt", _blog),
    (20, "article", "md", _article),
    (8, "hearing", "txt", _hearing),
    (7, "statement", "txt", _statement),
    (5, "rules", "txt", _rules),
)


def sources(passages: int, count: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of `count` files that hold about `passages` passages together."""
    words = Words(seed)
    kinds = [kind for kind in KINDS for _ in range(kind[0])]
    random.Random(seed).shuffle(kinds)
    for n in range(count):
        _, name, suffix, make = kinds[n % len(kinds)]
        yield f"{name}-{n:05}.{suffix}", make(words, max(3, passages // count))


def write(folder: Path, passages: int, count: int) -> int:
    """Write the files into an empty folder, and return how many bytes they have."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "archive.yml").write_text("title: A pile of invented documents\n", encoding="utf-8")
    size = 0
    for name, text in sources(passages, count):
        size += (folder / name).write_bytes(text.encode())
    return size
