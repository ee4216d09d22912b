"""How well search ranks, beside plain BM25: python -m bench.ranking [--documents N] [--queries N].

Known items: the documentation of each function and class that Python and its installed packages hold is a document without
its first sentence, and that sentence is the question. The peer is Lucene's BM25 (k1 1.2, b 0.75, its 33 English stop words) over
the same stems, each document one text.
"""

from __future__ import annotations

import ast
import math
import random
import re
import sqlite3
import sysconfig
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import click

from ingest.build import build
from ingest.search.engine import Asked, Engine

LUCENE = """
a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was
will with
"""
STOP_WORDS = frozenset(LUCENE.split())
WORD = re.compile(r"\w+")
Ranking = Callable[[str], list[str]]


def known_items(count: int) -> list[tuple[str, str]]:
    """Return questions and the texts that each should find."""
    found: dict[str, str] = {}
    for root in dict.fromkeys(map(sysconfig.get_path, ("stdlib", "purelib"))):
        for path in sorted(Path(root).rglob("*.py")):
            if "test" not in str(path):
                found.update(_documented(path))
    items = list(found.items())
    random.Random(1).shuffle(items)
    return items[:count]


def _documented(path: Path) -> Iterator[tuple[str, str]]:
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            first, _, rest = (ast.get_docstring(node) or "").partition("\n\n")
            question = " ".join(first.split())
            if 5 <= len(question.split()) <= 25 and len(rest.split()) >= 40:
                yield question, rest


class Peer:
    """BM25 over whole documents."""

    def __init__(self, texts: dict[str, str], stems: Callable[[str], tuple[str, ...]]) -> None:
        self.stems = stems
        self.held: dict[str, dict[str, int]] = defaultdict(dict)
        lengths = {}
        for name, text in texts.items():
            words = self._words(text)
            lengths[name] = len(words)
            for word, times in Counter(words).items():
                self.held[word][name] = times
        mean = sum(lengths.values()) / len(lengths)
        self.norm = {name: 1.2 * (0.25 + 0.75 * length / mean) for name, length in lengths.items()}

    def rank(self, question: str) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for word in self._words(question):
            held = self.held.get(word, {})
            rarity = math.log(1 + (len(self.norm) - len(held) + 0.5) / (len(held) + 0.5))
            for name, times in held.items():
                scores[name] += rarity * times / (times + self.norm[name])
        return sorted(scores, key=lambda name: (-scores[name], name))[:100]

    def _words(self, text: str) -> list[str]:
        words = (word for word in WORD.findall(text.lower()) if word not in STOP_WORDS)
        return [stem for word in words for stem in self.stems(word)]


@click.command()
@click.option("--documents", default=2000, show_default=True)
@click.option("--queries", default=500, show_default=True)
def main(documents: int, queries: int) -> None:
    """Print both side by side."""
    items = known_items(documents)
    names = {f"d{n}": item for n, item in enumerate(items)}
    with tempfile.TemporaryDirectory() as folder:
        sources = Path(folder) / "sources"
        sources.mkdir()
        for name, (_, text) in names.items():
            (sources / f"{name}.txt").write_text(text, encoding="utf-8")
        build(sources, Path(folder) / "archive.db")
        address = f"{(Path(folder) / 'archive.db').as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
            engine = Engine(connection)
            engine.index.until = math.inf
            peer = Peer({name: text for name, (_, text) in names.items()}, engine.index.stems)
            asked = [(question, name) for name, (question, _) in list(names.items())[:queries]]
            click.echo(f"{documents:,} documents, {len(asked):,} questions   nDCG@10     MRR  in 100")
            _row("search", asked, lambda q: [each["source_id"] for each in engine.search(Asked(q, size=100)).results])
            _row("BM25 as in Lucene", asked, peer.rank)


def _row(name: str, asked: list[tuple[str, str]], rank: Ranking) -> None:
    places = []
    for question, wanted in asked:
        found = list(dict.fromkeys(rank(question)))
        places.append(found.index(wanted) + 1 if wanted in found else 0)
    gain = sum(1 / math.log2(place + 1) for place in places if 0 < place <= 10) / len(places)
    reciprocal = sum(1 / place for place in places if place) / len(places)
    click.echo(f"{name:<36} {gain:>7.3f} {reciprocal:>7.3f} {sum(map(bool, places)) / len(places):>7.3f}")


if __name__ == "__main__":
    main()
