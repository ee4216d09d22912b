"""How well search ranks, beside plain BM25: python -m bench.ranking [--documents N] [--queries N] [--collection FOLDER].

Without a collection, known items: the documentation of each function and class that Python and its installed packages hold is
a document without its first sentence, and that sentence is the question. A collection is a folder as BEIR lays them out
(Thakur et al. 2021): corpus.jsonl, queries.jsonl, qrels/test.tsv. The peer is Lucene's BM25 (k1 1.2, b 0.75, its 33 English
stop words) over the same stems, each document one text with its title.
"""

from __future__ import annotations

import ast
import csv
import json
import math
import random
import re
import sqlite3
import sysconfig
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from ingest.build import build
from ingest.search.engine import Asked, Engine

LUCENE = """
a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was
will with
"""
STOP_WORDS = frozenset(LUCENE.split())
WORD = re.compile(r"\w+")
POSSESSIVE = re.compile(r"['’]s\b")
DEEP = 100  # places that are looked at
Ranking = Callable[[str], list[str]]
Measured = NDArray[np.float64]


@dataclass(frozen=True)
class Collection:
    """Documents by name, questions by name, and how much each document answers a question (0 or none: not at all)."""

    texts: dict[str, str]
    questions: dict[str, str]
    judged: dict[str, dict[str, int]]


def collection(folder: Path) -> Collection:
    """Return the test collection in a folder as BEIR lays them out; a question with no judgement is left out."""
    documents = map(json.loads, (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines())
    texts = {each["_id"]: f"{each.get('title', '')}\n\n{each['text']}".strip() for each in documents}
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    with (folder / "qrels" / "test.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if int(row["score"]) > 0:
                judged[row["query-id"]][row["corpus-id"]] = int(row["score"])
    asked = map(json.loads, (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines())
    return Collection(texts, {each["_id"]: each["text"] for each in asked if each["_id"] in judged}, dict(judged))


def known_items(documents: int, questions: int) -> Collection:
    """Return texts, and questions that each should find one of them."""
    items = {f"d{n}": item for n, item in enumerate(_documentation(documents))}
    asked = dict(list(items.items())[:questions])
    return Collection(
        {name: text for name, (_, text) in items.items()},
        {name: question for name, (question, _) in asked.items()},
        {name: {name: 1} for name in asked},
    )


def _documentation(count: int) -> list[tuple[str, str]]:
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
        return sorted(scores, key=lambda name: (-scores[name], name))[:DEEP]

    def _words(self, text: str) -> list[str]:
        words = (word for word in WORD.findall(POSSESSIVE.sub("", text.lower())) if word not in STOP_WORDS)
        return [stem for word in words for stem in self.stems(word)]


@click.command()
@click.option("--documents", default=2000, show_default=True)
@click.option("--queries", default=500, show_default=True)
@click.option("--collection", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(documents: int, queries: int, folder: Path | None) -> None:
    """Print both side by side, and how likely chance alone makes their nDCG differ as much."""
    held = collection(folder) if folder else known_items(documents, queries)
    names = {f"d{n}": name for n, name in enumerate(held.texts)}  # any name will do for a document, not for a file
    with tempfile.TemporaryDirectory() as work:
        sources = Path(work) / "sources"
        sources.mkdir()
        for file, name in names.items():
            (sources / f"{file}.txt").write_text(held.texts[name], encoding="utf-8")
        build(sources, Path(work) / "archive.db")
        address = f"{(Path(work) / 'archive.db').as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
            engine = Engine(connection)
            engine.index.until = math.inf
            peer = Peer(held.texts, engine.index.stems)
            click.echo(f"{len(held.texts):,} documents, {len(held.questions):,} questions   nDCG@10     MRR  in 100")
            ours = _row("search", held, lambda q: _found(engine, names, q))
            theirs = _row("BM25 as in Lucene", held, peer.rank)
            click.echo(f"by chance: p = {_chance(ours[:, 0] - theirs[:, 0]):.3f}")


def _found(engine: Engine, names: dict[str, str], question: str) -> list[str]:
    results = engine.search(Asked(question, size=DEEP)).results
    return list(dict.fromkeys(names[each["source_id"]] for each in results))


def _row(name: str, held: Collection, rank: Ranking) -> Measured:
    """Print a line, and return the measures of every question."""
    rows = np.array([_measures(rank(question), held.judged[id]) for id, question in held.questions.items()])
    gain, reciprocal, recall = rows.mean(0)
    click.echo(f"{name:<36} {gain:>7.3f} {reciprocal:>7.3f} {recall:>7.3f}")
    return rows


def _measures(found: list[str], judged: dict[str, int]) -> tuple[float, float, float]:
    """Return nDCG@10 (Järvelin and Kekäläinen 2002, with linear gain), the reciprocal rank, and recall."""
    best = sorted(judged.values(), reverse=True)
    first = next((place for place, name in enumerate(found, 1) if name in judged), math.inf)
    gain = _discounted([judged.get(name, 0) for name in found[:10]]) / _discounted(best[:10])
    return gain, 1 / first, sum(name in judged for name in found) / len(judged)


def _discounted(gains: list[int]) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))


def _chance(differences: Measured, rounds: int = 5000) -> float:
    """Return how often random signs make the mean of paired differences as large (Fisher's randomization test)."""
    signs = np.random.default_rng(1).choice([-1, 1], (rounds, len(differences)))
    return float((np.abs((signs * differences).mean(1)) >= abs(differences.mean()) - 1e-12).mean())


if __name__ == "__main__":
    main()
