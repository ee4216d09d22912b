"""Asking the index: in which passages a word, or words in a row, stand, and how much that tells.

Of a word that many passages hold, only that it is frequent: what is asked of the index is bounded however large the archive is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log, log2
from typing import Any, NamedTuple

import numpy as np

from ingest.matching.many_postings import postings
from ingest.matching.positions import Positions, Rowids
from ingest.search import frequent
from ingest.search.frequent import FREQUENT
from ingest.search.stems import Stems
from ingest.tables import refuse_other_version

MOST_REMEMBERED = 20_000  # words whose passages are kept for the next quotation
SMOOTH = 1000  # passages added to every count, so that a small archive takes no common word for a rare one
# the words that stand everywhere in English; they are evidence of nothing
COMMON = frozenset((
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can",
    "could", "did", "do", "for", "from", "had", "has", "have", "he", "her", "his", "if", "in", "into", "is", "it",
    "its", "may", "more", "no", "not", "of", "on", "one", "or", "our", "out", "said", "she", "should", "so", "than",
    "that", "the", "their", "them", "there", "they", "this", "to", "up", "us", "was", "we", "were", "what", "when",
    "which", "who", "will", "with", "would", "you", "your", "i", "my", "me", "him",
))  # fmt: skip
STEP = 8  # to which counts are rounded: eighths of a doubling
PHRASE = "select rowid from passages_fts where passages_fts match ? order by rowid limit ?"
COUNTED = "select term, passage_count from temp.frequent_words"


class Posting(NamedTuple):
    """The first passages in which a word, or words in a row, stand, and whether they are `whole`: all there are."""

    rowids: Rowids
    whole: bool


@dataclass(slots=True)
class Index:
    """The full-text index of an archive, asked for words and for words in a row; `reading` while it is being built.

    Where its `positions` are given they are asked instead, with the same answers.
    """

    connection: sqlite3.Connection
    reading: bool = False
    positions: Positions | None = None
    needed: float = field(init=False)  # evidence that points at one passage among all
    _postings: dict[str, Posting] = field(default_factory=dict)
    _weights: dict[str, float] = field(default_factory=dict)
    _counts: dict[str, int] | None = None
    _stems: Stems | None = None

    def __post_init__(self) -> None:
        """Raises OtherVersionError where the archive is of another version."""
        refuse_other_version(self.connection)
        (largest,) = self._ask("select max(rowid) from passages", ())[0]
        self.needed = log(rounded((largest or 0) + SMOOTH))

    def posting(self, words: str) -> Posting:
        """Return the passages in which a word, or words in a row, stand in any ending."""
        if words not in self._postings:
            if len(self._postings) >= MOST_REMEMBERED:
                self._postings.clear()
                self._weights.clear()
            self._postings[words] = self._read(words)
        return self._postings[words]

    def ask_at_once(self, asked: Iterable[str]) -> None:
        """Ask for words and for two in a row that will be asked for, where the positions tell of many in a fraction of the time."""
        unknown = {words for words in asked if words not in self._postings}
        if self.positions and len(self._postings) + len(unknown) < MOST_REMEMBERED:
            for words, rowids in postings(self.positions, unknown, FREQUENT):
                self._postings[words] = Posting(rowids, len(rowids) < FREQUENT)

    def weight(self, words: str) -> float:
        """Return how much a word tells: the logarithm of how many passages there are for one that holds it."""
        if words in COMMON:
            return 0.1
        if words not in self._weights:
            posting = self.posting(words)
            count = len(posting.rowids) if posting.whole else rounded(self.count(words))
            self._weights[words] = self.needed - log(count + 2)
        return self._weights[words]

    def count(self, words: str) -> int:
        """Return in how many passages the rarest of frequent words stands."""
        if self._counts is None or self._stems is None:
            self._counts = dict(self._ask(COUNTED, ())) if self.reading else frequent.kept(self.connection)
            self._stems = Stems()
        of = self.positions.stems if self.positions else self._stems.of
        stems = (stem for word in words.split(" ") for stem in of(word))
        return min((self._counts.get(stem, FREQUENT) for stem in stems), default=FREQUENT)

    def _read(self, words: str) -> Posting:
        if self.positions:
            rowids = self.positions.passages(words, FREQUENT)
        else:
            rows = self._ask(PHRASE, (_phrase(words), FREQUENT))
            rowids = np.fromiter((rowid for (rowid,) in rows), np.int64, len(rows))
        return Posting(rowids, len(rowids) < FREQUENT)

    def _ask(self, sql: str, values: Sequence[object]) -> list[Any]:
        cursor = self.connection.cursor()
        cursor.row_factory = None
        return cursor.execute(sql, values).fetchall()


def rounded(count: float) -> float:
    """Return a count as one of few numbers: that of another archive with some passages more is the same, mostly."""
    return float(2 ** (round(log2(count) * STEP) / STEP))


def _phrase(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
