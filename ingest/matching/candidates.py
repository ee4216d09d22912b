"""Candidates: the few passages that may hold the words of a quotation, found through the full-text index.

What is asked of the index is bounded however large the archive is: of a common word only the first passages are read,
and those tell how common it is. Rare words vote for the passages they stand in; where too few of them agree on one, pairs of
words in a row do too, which are rarer than each alone.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log
from typing import NamedTuple

MOST_READ = 400  # passages of one word that are looked at
MOST_REMEMBERED = 20_000  # words whose passages are kept for the next quotation
MOST_WORDS = 40  # of a quotation that are asked for
MOST_ROWS = 10  # pairs of words in a row that are asked for where the words alone are too common
FEWEST_RARE = 4  # rare words of one passage that may decide alone
MOST_IN_A_ROW = 200  # words of a quotation among which pairs are looked for
SMOOTH = 1000  # passages added to every count, so that a small archive takes no common word for a rare one
# the words that stand everywhere in English; they are evidence of nothing
COMMON = frozenset((
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can",
    "could", "did", "do", "for", "from", "had", "has", "have", "he", "her", "his", "if", "in", "into", "is", "it",
    "its", "may", "more", "no", "not", "of", "on", "one", "or", "our", "out", "said", "she", "should", "so", "than",
    "that", "the", "their", "them", "there", "they", "this", "to", "up", "us", "was", "we", "were", "what", "when",
    "which", "who", "will", "with", "would", "you", "your", "i", "my", "me", "him",
))  # fmt: skip

PHRASE = "select rowid from passages_fts where passages_fts match ? limit ?"


class Posting(NamedTuple):
    """The passages in which a word stands, as far as they were read; `about` is how many there are, or may be."""

    rowids: array[int]
    about: float
    whole: bool


class Run(NamedTuple):
    """Passages that stand one behind another, by rowid, and how much of the quotation's evidence they hold."""

    first: int
    last: int
    weight: float


@dataclass(slots=True)
class Index:
    """The full-text index of an archive, asked for words and for words in a row."""

    connection: sqlite3.Connection
    size: int = 0
    _postings: dict[str, Posting] = field(default_factory=dict)
    _weights: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        (largest,) = self._ask("select max(rowid) from passages", ())[0]
        self.size = largest or 0

    def posting(self, words: str) -> Posting:
        """Return the passages in which a word, or words in a row, stand in any ending."""
        if words not in self._postings:
            if len(self._postings) >= MOST_REMEMBERED:
                self._postings.clear()
                self._weights.clear()
            self._postings[words] = self._read(words)
        return self._postings[words]

    def weight(self, words: str) -> float:
        """Return how much a word tells: the logarithm of how many passages there are for one that holds it."""
        if words in COMMON:
            return 0.1
        if words not in self._weights:
            about = self.posting(words).about
            self._weights[words] = log((self.size + SMOOTH) / (about + 2))
        return self._weights[words]

    @property
    def needed(self) -> float:
        """Evidence that points at one passage among all."""
        return log(self.size + SMOOTH)

    def rows(self, words: str, limit: int) -> array[int]:
        """Return the first passages in which words stand in a row."""
        return array("Q", [rowid for (rowid,) in self._ask(PHRASE, (_phrase(words), limit))])

    def _read(self, words: str) -> Posting:
        rowids = self.rows(words, MOST_READ)
        if len(rowids) < MOST_READ:
            return Posting(rowids, len(rowids), True)
        # they come in their order: the last of them tells how close together they stand
        return Posting(rowids, max(MOST_READ, self.size * MOST_READ / max(1, rowids[-1])), False)

    def _ask(self, sql: str, values: Sequence[object]) -> list[tuple[int]]:
        cursor = self.connection.cursor()
        cursor.row_factory = None
        return cursor.execute(sql, values).fetchall()


def candidates(index: Index, words: Sequence[str], own: range, most: int, longest: int) -> list[Run]:
    """Return the runs of at most `longest` passages that may hold `words`, the best first; `own` are not to be looked at."""
    asked = _asked(words)
    postings = {word: index.posting(word) for word in asked if word not in COMMON}
    # words that stand beside one another vote together; of a common word it is not known where it stands
    votes: dict[int, int] = defaultdict(int)
    weights: list[float] = []
    for word, posting in postings.items():
        if posting.whole and posting.rowids:
            _vote(votes, weights, posting.rowids, index.weight(word), own)
    if max(map(int.bit_count, votes.values()), default=0) < FEWEST_RARE:
        for row in _in_a_row(index, words[:MOST_IN_A_ROW]):
            _vote(votes, weights, index.posting(row).rowids, index.weight(row), own)
    return _runs(votes, weights, most, longest)


def _asked(words: Sequence[str]) -> list[str]:
    different = list(dict.fromkeys(words))
    if len(different) <= MOST_WORDS:
        return different
    telling = [word for word in different if word not in COMMON and len(word) > 3] or different
    step = max(1, len(telling) // MOST_WORDS)
    return telling[::step][:MOST_WORDS]


def _vote(votes: dict[int, int], weights: list[float], rowids: Iterable[int], weight: float, own: range) -> None:
    bit = 1 << len(weights)
    weights.append(weight)
    for rowid in rowids:
        if rowid not in own:
            votes[rowid] |= bit


def _in_a_row(index: Index, words: Sequence[str]) -> list[str]:
    """Return pairs of words in a row that are rarest together, and do not overlap; not those with a word that is held nowhere."""
    held = [word in COMMON or bool(index.posting(word).rowids) for word in words]
    pairs = [n for n in range(len(words) - 1) if held[n] and held[n + 1]]
    telling = sorted(pairs, key=lambda n: (-index.weight(words[n]) - index.weight(words[n + 1]), n))
    chosen: dict[str, int] = {}
    taken: set[int] = set()
    for n in telling:
        if not taken & {n, n + 1} and len(chosen) < MOST_ROWS:
            taken |= {n, n + 1}
            chosen.setdefault(f"{words[n]} {words[n + 1]}", n)
    return list(chosen)


def _runs(votes: dict[int, int], weights: list[float], most: int, longest: int) -> list[Run]:
    """Return the runs of passages with the most evidence; a passage joins its neighbour where it adds some."""
    total = {bits: _sum(bits, weights) for bits in set(votes.values())}
    best = sorted([(-total[bits], rowid) for rowid, bits in votes.items()])[: 4 * most]
    found: dict[tuple[int, int], float] = {}
    for weight, rowid in best:
        found[(rowid, rowid)] = -weight
        first, last, bits = rowid, rowid, votes[rowid]
        while last - first + 1 < longest and (first - 1 in votes or last + 1 in votes):
            gains = [(_sum(votes.get(beside, 0) & ~bits, weights), beside) for beside in (first - 1, last + 1)]
            gain, beside = max(gains)
            if gain < 1:
                break
            first, last, bits = min(first, beside), max(last, beside), bits | votes[beside]
            found[(first, last)] = _sum(bits, weights)
    runs = [Run(first, last, weight) for (first, last), weight in found.items()]
    return sorted(runs, key=lambda run: (-run.weight + 0.5 * (run.last - run.first), run.first, run.last))[:most]


def _sum(bits: int, weights: list[float]) -> float:
    total = 0.0
    while bits:
        low = bits & -bits
        total += weights[low.bit_length() - 1]
        bits ^= low
    return total


def _phrase(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
