"""Candidates: the few passages that may hold the words of a quotation, found through the full-text index.

What is asked of the index is bounded however large the archive is: by a frequent word no passage is looked for. Rare words vote
for the passages they stand in; where too few of them agree on one, words in a row do too, which are rarer than each alone: two
of them or, where many passages hold both, more.

What comes of it depends on nothing but the passages that hold the words, and in their order, so that it is the same in an
archive to which others were added. The counts of frequent words and of passages are rounded for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ingest.matching.asking import COMMON, Index
from ingest.matching.positions import Numbers, Rowids

MOST_WORDS = 40  # of a quotation that are asked for
MOST_ROWS = 10  # times that words in a row are asked for where the words alone are too common
MOST_GROWN = 3  # of them that more words are added to, where too many passages hold each
LONGEST_ROW = 5  # of their words then
FEWEST_RARE = 4  # rare words of one passage that may decide alone
MOST_IN_A_ROW = 200  # words of a quotation among which pairs are looked for
VOTER = 6  # bits that tell who votes: no more than MOST_WORDS and MOST_ROWS together

Row = tuple[int, int]  # words of a quotation, from the first up to the end


class Run(NamedTuple):
    """Passages that stand one behind another, by rowid, and how much of the quotation's evidence they hold."""

    first: int
    last: int
    weight: float


class Votes(NamedTuple):
    """The passages that are voted for, in order, for each the bits of those that vote for it, and the evidence of these."""

    rowids: Rowids
    bits: Numbers
    evidence: Numbers

    def best(self, most: int) -> list[tuple[int, float]]:
        """Return the passages with the most evidence, and that."""
        chosen = np.arange(len(self.rowids))
        if len(chosen) > most:
            chosen = (self.evidence >= np.partition(self.evidence, -most)[-most]).nonzero()[0]
        order = chosen[np.argsort(-self.evidence[chosen], kind="stable")][:most]
        return list(zip(self.rowids[order].tolist(), self.evidence[order].tolist(), strict=True))

    def beside(self) -> dict[int, int]:
        """Return the bits of those passages that stand beside another that is voted for."""
        follows = self.rowids[1:] == self.rowids[:-1] + 1
        chosen = np.zeros(len(self.rowids), bool)
        chosen[1:] = follows
        chosen[:-1] |= follows
        return dict(zip(self.rowids[chosen].tolist(), self.bits[chosen].tolist(), strict=True))


def candidates(index: Index, words: Sequence[str], own: range, most: int, longest: int) -> list[Run]:
    """Return the runs of at most `longest` passages that may hold `words`, the best first; `own` are not to be looked at."""
    asked = _asked(words)
    postings = {word: index.posting(word) for word in asked if word not in COMMON}
    # words that stand beside one another vote together; of a common word it is not known where it stands
    voters = [word for word, posting in postings.items() if posting.whole and len(posting.rowids)]
    voting = [postings[word].rowids for word in voters]
    if not _agree(voting, own):
        rows = _in_a_row(index, words[:MOST_IN_A_ROW])
        voters, voting = voters + rows, voting + [index.posting(row).rowids for row in rows]
    weights = [index.weight(each) for each in voters]
    return _runs(_votes(voting, weights, own), weights, most, longest)


def asked_for(words: Sequence[str]) -> list[str]:
    """Return what the index may be asked for of a quotation: its words, and every two in a row."""
    return [word for word in words if word not in COMMON] + [" ".join(two) for two in pairwise(words[:MOST_IN_A_ROW])]


def _asked(words: Sequence[str]) -> list[str]:
    different = list(dict.fromkeys(words))
    if len(different) <= MOST_WORDS:
        return different
    telling = [word for word in different if word not in COMMON and len(word) > 3] or different
    step = max(1, len(telling) // MOST_WORDS)
    return telling[::step][:MOST_WORDS]


def _agree(voting: Sequence[Rowids], own: range) -> bool:
    """Tell whether enough rare words stand in one passage for them to decide alone."""
    if len(voting) < FEWEST_RARE:
        return False
    every = np.sort(_elsewhere(np.concatenate(voting), own))
    return bool((every[FEWEST_RARE - 1 :] == every[: 1 - FEWEST_RARE]).any())


def _elsewhere(rowids: Rowids, own: range) -> Rowids:
    return rowids[(rowids < own.start) | (rowids >= own.stop)] if own else rowids


def _votes(voting: Sequence[Rowids], weights: Sequence[float], own: range) -> Votes:
    """Return what is voted for."""
    if not voting:
        return Votes(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))
    voters = np.arange(len(voting)).repeat([len(rowids) for rowids in voting])
    keys = _elsewhere(np.concatenate(voting) << VOTER | voters, range(own.start << VOTER, own.stop << VOTER))
    keys.sort()
    rowids, voters = keys >> VOTER, keys & ((1 << VOTER) - 1)
    begins = np.ones(len(rowids), bool)
    begins[1:] = rowids[1:] != rowids[:-1]
    firsts = begins.nonzero()[0]
    bits = np.bitwise_or.reduceat(1 << voters, firsts) if len(firsts) else voters
    # one after the other in the order of the voters, as `_sum` does
    evidence = np.bincount(begins.cumsum() - 1, np.array(weights)[voters])
    return Votes(rowids[firsts], bits, evidence)


def _in_a_row(index: Index, words: Sequence[str]) -> list[str]:
    """Return words in a row that few passages hold, pairs if there are any; no two overlap, and none has a word held nowhere."""
    held = [word in COMMON or len(index.posting(word).rowids) > 0 for word in words]
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


def _runs(voted: Votes, weights: list[float], most: int, longest: int) -> list[Run]:
    """Return the runs of passages with the most evidence; a passage joins its neighbour where it adds some."""
    votes = voted.beside()
    found: dict[tuple[int, int], float] = {}
    for rowid, weight in voted.best(4 * most):
        found[(rowid, rowid)] = weight
        first, last, bits = rowid, rowid, votes.get(rowid, 0)
        while last - first + 1 < longest and (first - 1 in votes or last + 1 in votes):
            gains = [(_sum(votes.get(beside, 0) & ~bits, weights), beside) for beside in (first - 1, last + 1)]
            gain, beside = max(gains)
            if gain < 1:
                break
            first, last, bits = min(first, beside), max(last, beside), bits | votes[beside]
            found[(first, last)] = _sum(bits, weights)
    ordered = sorted((0.5 * (last - first) - weight, first, last) for (first, last), weight in found.items())
    return [Run(first, last, found[first, last]) for _, first, last in ordered[:most]]


def _sum(bits: int, weights: list[float]) -> float:
    total = 0.0
    while bits:
        low = bits & -bits
        total += weights[low.bit_length() - 1]
        bits ^= low
    return total
