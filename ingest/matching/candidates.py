"""Candidates: the few passages that may hold the words of a quotation, found through the full-text index.

What is asked of the index is bounded however large the archive is: by a frequent word no passage is looked for. Rare words vote
for the passages they stand in; where too few of them agree on one, words in a row do too, which are rarer than each alone: two
of them or, where many passages hold both, more.

What comes of it depends on nothing but the passages that hold the words, and in their order, so that it is the same in an
archive to which others were added. The counts of frequent words and of passages are rounded for that.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ingest.matching.asking import COMMON, Index

MOST_WORDS = 40  # of a quotation that are asked for
MOST_ROWS = 10  # times that words in a row are asked for where the words alone are too common
MOST_GROWN = 3  # of them that more words are added to, where too many passages hold each
LONGEST_ROW = 5  # of their words then
FEWEST_RARE = 4  # rare words of one passage that may decide alone
MOST_IN_A_ROW = 200  # words of a quotation among which pairs are looked for


Row = tuple[int, int]  # words of a quotation, from the first up to the end


class Run(NamedTuple):
    """Passages that stand one behind another, by rowid, and how much of the quotation's evidence they hold."""

    first: int
    last: int
    weight: float


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


def _vote(votes: dict[int, int], weights: list[float], rowids: array[int], weight: float, own: range) -> None:
    bit = 1 << len(weights)
    weights.append(weight)
    for part in (rowids[: bisect_left(rowids, own.start)], rowids[bisect_left(rowids, own.stop) :]):
        for rowid in part:
            votes[rowid] |= bit


def _in_a_row(index: Index, words: Sequence[str]) -> list[str]:
    """Return words in a row that few passages hold, pairs if there are any; no two overlap, and none has a word held nowhere."""
    held = [word in COMMON or bool(index.posting(word).rowids) for word in words]
    weights = [index.weight(word) if is_held else 0.0 for word, is_held in zip(words, held, strict=True)]
    pairs = [n for n in range(len(words) - 1) if held[n] and held[n + 1]]
    pairs.sort(key=lambda n: (-weights[n] - weights[n + 1], n))
    rows = _apart((n, n + 2) for n in pairs)[:MOST_ROWS]
    rare = [row for row in rows if index.posting(_joined(words, row)).whole]
    if not rare:
        rare = _apart(row for n in rows[:MOST_GROWN] if (row := _grown(index, words, weights, held, n)))
    return list(dict.fromkeys(_joined(words, row) for row in rare))


def _apart(rows: Iterable[Row]) -> list[Row]:
    """Return rows of words without those that overlap one before."""
    taken: set[int] = set()
    found = []
    for first, end in rows:
        if taken.isdisjoint(range(first, end)):
            taken.update(range(first, end))
            found.append((first, end))
    return found


def _grown(index: Index, words: Sequence[str], weights: Sequence[float], held: Sequence[bool], row: Row) -> Row | None:
    """Return a row with as many of the words beside it, the more telling first, as make few passages hold it; None if none do."""
    first, end = row
    while end - first < LONGEST_ROW:
        before = weights[first - 1] if first and held[first - 1] else -1.0
        behind = weights[end] if end < len(words) and held[end] else -1.0
        if max(before, behind) < 0:
            return None
        first, end = (first - 1, end) if before > behind else (first, end + 1)
        if index.posting(_joined(words, (first, end))).whole:
            return first, end
    return None


def _joined(words: Sequence[str], row: Row) -> str:
    return " ".join(words[slice(*row)])


def _runs(votes: dict[int, int], weights: list[float], most: int, longest: int) -> list[Run]:
    """Return the runs of passages with the most evidence; a passage joins its neighbour where it adds some."""
    total = _heaviest(votes, weights, 4 * most)
    best = sorted([(-total[bits], rowid) for rowid, bits in votes.items() if bits in total])[: 4 * most]
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


def _heaviest(votes: dict[int, int], weights: list[float], most: int) -> dict[int, float]:
    """Return the evidence of votes that are alike, the heaviest first, as far as `most` passages have any of them."""
    counts = Counter(votes.values())
    found: dict[int, float] = {}
    left, last = most, 0.0
    for weight, bits in sorted([(_sum(bits, weights), bits) for bits in counts], reverse=True):
        if left <= 0 and weight < last:
            break
        found[bits] = last = weight
        left -= counts[bits]
    return found


def _sum(bits: int, weights: list[float]) -> float:
    total = 0.0
    while bits:
        low = bits & -bits
        total += weights[low.bit_length() - 1]
        bits ^= low
    return total
