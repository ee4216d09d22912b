"""Closeness: of the best documents, those come first in which the words stand near one another."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from ingest.search.index import Index

MOST = 30  # documents whose best passages are looked at
WEIGHT = 0.1  # of the score, for words side by side
MARKED = """
select highlight(passages_fts, 0, char(2), char(3)) from passages_fts where passages_fts match ? and rowid = ?"""
WORD = re.compile(r"\w+")


def lifted(
    index: Index, top: list[int], best: dict[int, int], scores: Any, expression: str | None, atoms: int
) -> list[int]:
    """Return the documents `top` with those put in order again whose `best` passage is given, once their `scores` are lifted."""
    if atoms < 2 or not expression:
        return top
    for n, passage in best.items():
        scores[n] += scores[n] * WEIGHT * closeness(index, expression, passage, atoms)
    return sorted(top[: len(best)], key=lambda n: (-float(scores[n]), n)) + top[len(best) :]


def closeness(index: Index, expression: str, passage: int, atoms: int) -> float:
    """Return how close different words stand: 1 where every one is followed by another at once, 0 where none is near."""
    row = index.connection.execute(MARKED, (expression, passage + 1)).fetchone()
    if row is None:
        return 0.0
    places: list[tuple[int, tuple[str, ...]]] = []
    count = 0
    for n, piece in enumerate(row[0].split("\x02")):
        inside, _, after = piece.partition("\x03") if n else ("", "", piece)
        if inside:
            places.append((count, index.stems(inside)))
            count += len(WORD.findall(inside))
        count += len(WORD.findall(after))
    pairs: dict[tuple[tuple[str, ...], tuple[str, ...]], float] = {}
    for (one, word), (other, next_word) in pairwise(places):
        if word != next_word:
            pair = (min(word, next_word), max(word, next_word))
            pairs[pair] = max(pairs.get(pair, 0.0), 1.0 / max(1, other - one) ** 2)
    return min(1.0, sum(pairs.values()) / (atoms - 1))
