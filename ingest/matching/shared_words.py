"""Stretches of words that stand in two documents, found in all of them at once: seeds first, then as far as they go.

The seeds are fingerprints of five words, of every two neighbours the smaller (winnowing: Schleimer, Wilkerson and Aiken,
"Winnowing: local algorithms for document fingerprinting", SIGMOD 2003), so that six words the same in a row have a seed in
common: twelve words of which one differs have six such. A seed that stands in many places is held against the first of them
and the three before it, so that the work grows with the length of the texts and not with its square.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

SEED = 5  # words of a fingerprint
LAGS = (1, 2, 3)  # how many places before a seed it is held against, besides the first
GAP = 6  # words between two seeds of one stretch
AGAIN = 3  # words that must be the same again behind a difference
MOST_CHANGED = 3  # words left out or put in at one difference, where a stretch is followed beyond its seeds
SHORTEST, LEAST_SAME = 12, 10  # words of a stretch, and how many of them are the same in both
LEAST_SHARE = 0.7  # of the words of the longer copy
SHARE = 1 << 23  # fingerprints, about, that are sorted at once
STRIDE = 1 << 20  # words of which fingerprints are made at once
MULTIPLIERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F)
# how many words are left out or put in at a difference, the smallest difference first
STEPS = sorted(
    ((a, b) for a in range(MOST_CHANGED + 1) for b in range(MOST_CHANGED + 1) if a or b),
    key=lambda step: (max(step), sum(step), step),
)

Numbers = NDArray[Any]


class Shared(NamedTuple):
    """Words of two passages: numbers of the passages, the words from `start` up to `end` of each, and how many are the same."""

    first: int
    first_start: int
    first_end: int
    second: int
    second_start: int
    second_end: int
    same: int


class Corpus(NamedTuple):
    """All passages in order: the hashes of their words, the word each begins at (and the end), and the document of each."""

    hashes: NDArray[np.uint32]
    bounds: NDArray[np.int64]
    documents: NDArray[np.int32]

    def passage_of(self, places: Numbers) -> NDArray[np.int64]:
        """Return the passages in which words stand."""
        return np.searchsorted(self.bounds, places, side="right") - 1

    def passages(self, start: int, end: int) -> NDArray[np.int64]:
        """Return the passage of each word from `start` up to `end`."""
        first, last = self.passage_of(np.array([start, end - 1]))
        edges = np.clip(self.bounds[first : last + 2], start, end)
        return np.repeat(np.arange(first, last + 1), np.diff(edges))


def shared(corpus: Corpus) -> Iterator[Shared]:
    """Yield the stretches of at least twelve words, ten of them the same, that stand in passages of two documents."""
    if len(corpus.hashes) <= SEED:
        return
    pairs = [_pairs(*_repeated(*found), corpus) for found in _seeds(corpus)]
    first, second = (np.concatenate(each) for each in zip(*pairs, strict=True))
    runs = _promising(corpus, *_runs(first, second, corpus))
    hashes = corpus.hashes.data
    for (one, other), group in groupby(zip(*(each.tolist() for each in runs), strict=True), key=lambda run: run[:2]):
        limits = [int(corpus.bounds[at]) for at in (one, one + 1, other, other + 1)]
        for a, a_end, b, b_end, same in _chains(hashes, [run[2:] for run in group], limits):
            length = max(a_end - a, b_end - b)
            if length >= SHORTEST and same >= max(LEAST_SAME, LEAST_SHARE * length):
                yield Shared(one, a - limits[0], a_end - limits[0], other, b - limits[2], b_end - limits[2], same)


def _seeds(corpus: Corpus) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield the chosen fingerprints and where they stand, in shares by their value, so that few are in memory at a time."""
    count = len(corpus.hashes) - SEED + 1
    shares = max(1, -(-count // SHARE))
    for share in range(shares):
        found = [_chosen(corpus, start, min(count, start + STRIDE), share, shares) for start in range(0, count, STRIDE)]
        prints, places = (np.concatenate(each) for each in zip(*found, strict=True))
        yield prints, places


def _chosen(corpus: Corpus, start: int, end: int, share: int, shares: int) -> tuple[Numbers, Numbers]:
    """Return the chosen fingerprints of one share among those that begin at the words from `start` up to `end`."""
    last = len(corpus.hashes) - SEED + 1
    # each is held against its neighbours, one of which may lie beyond either end
    low, high = max(0, start - 1), min(last, end + 1)
    hashes = corpus.hashes[low : high + SEED - 1]
    prints = np.zeros(high - low, np.uint64)
    for n, factor in enumerate(MULTIPLIERS):
        prints += hashes[n : n + high - low] * np.uint64(factor)
    prints ^= prints >> np.uint64(31)
    passages = corpus.passages(low, high + SEED - 1)
    within = passages[: high - low - 1] == passages[SEED:]  # both of two neighbours lie in one passage
    later = prints[1:] <= prints[:-1]
    chosen = prints % np.uint64(shares) == share
    neighbours = np.zeros(high - low, bool)
    neighbours[1:] |= within & later
    neighbours[:-1] |= within & ~later
    chosen &= neighbours
    chosen[: start - low] = False
    chosen[end - low :] = False
    places = np.flatnonzero(chosen)
    return prints[places], places + low


def _repeated(prints: Numbers, places: Numbers) -> tuple[Numbers, Numbers]:
    """Return where the fingerprints that occur again stand, equal ones together, and the number of their group."""
    order = np.argsort(prints, kind="stable")
    prints, places = prints[order], places[order]
    repeats = prints[1:] == prints[:-1]
    kept = np.zeros(len(prints), bool)
    kept[1:] |= repeats
    kept[:-1] |= repeats
    begins = np.ones(len(prints), bool)
    begins[1:] = ~repeats
    return places[kept], np.cumsum(begins[kept])


def _pairs(places: Numbers, groups: Numbers, corpus: Corpus) -> tuple[Numbers, Numbers]:
    """Return the places of equal seeds in two documents, the earlier first."""
    if not len(places):
        return places, places
    heads = np.flatnonzero(np.diff(groups, prepend=0))
    firsts, seconds = [places[heads[groups - 1]]], [places]
    for lag in LAGS:
        equal = groups[lag:] == groups[:-lag]
        firsts.append(places[:-lag][equal])
        seconds.append(places[lag:][equal])
    first, second = np.concatenate(firsts), np.concatenate(seconds)
    documents = corpus.documents
    apart = documents[corpus.passage_of(first)] != documents[corpus.passage_of(second)]
    return first[apart], second[apart]


def _runs(first: Numbers, second: Numbers, corpus: Corpus) -> tuple[Numbers, ...]:
    """Return seeds that overlap or touch as runs: two passages, two first words, and the number of words."""
    passages = corpus.passage_of(first) << 32 | corpus.passage_of(second)
    shift = second - first
    order = np.lexsort((first, shift, passages))
    first, shift, passages = first[order], shift[order], passages[order]
    breaks = np.ones(len(first), bool)
    breaks[1:] = (np.diff(passages) != 0) | (np.diff(shift) != 0) | (np.diff(first) > SEED)
    begin = np.flatnonzero(breaks)
    last = np.append(begin[1:], len(first))[: len(begin)] - 1
    a, length = first[begin], first[last] - first[begin] + SEED
    order = np.lexsort((a + shift[begin], a, passages[begin]))
    a, b = a[order], (a + shift[begin])[order]
    return passages[begin][order] >> 32, passages[begin][order] & 0xFFFFFFFF, a, b, length[order]


def _promising(
    corpus: Corpus, one: Numbers, other: Numbers, a: Numbers, b: Numbers, length: Numbers
) -> tuple[Numbers, ...]:
    """Return the runs without those around which too few words are the same: a turn of phrase, and no more."""
    near = length.copy()
    for direction in (1, -1):
        best = np.zeros_like(length)
        for shift in range(-MOST_CHANGED, MOST_CHANGED + 1):
            same = np.zeros_like(length)
            for step in range(LEAST_SAME + MOST_CHANGED):
                at = a + length + step if direction == 1 else a - 1 - step
                to = (b + length + step if direction == 1 else b - 1 - step) + shift
                same += _equal(corpus, at, to, one, other)
            best = np.maximum(best, same)
        near += best
    kept = near >= LEAST_SAME
    return one[kept], other[kept], a[kept], b[kept], length[kept]


def _equal(corpus: Corpus, at: Numbers, to: Numbers, one: Numbers, other: Numbers) -> Numbers:
    """Tell which words are the same, among those that lie in the passages they are said to lie in."""
    hashes, bounds = corpus.hashes, corpus.bounds
    last = len(hashes) - 1
    here = (bounds[one] <= at) & (at < bounds[one + 1]) & (bounds[other] <= to) & (to < bounds[other + 1])
    equal: Numbers = here & (hashes[np.clip(at, 0, last)] == hashes[np.clip(to, 0, last)])
    return equal


def _chains(hashes: memoryview, runs: list[tuple[int, ...]], limits: list[int]) -> Iterator[tuple[int, ...]]:
    """Yield the stretches of two passages: runs that follow each other closely, as far as words are the same at both ends."""
    begun, begun_there, end, end_there, same = 0, 0, -1, -1, 0
    for a, b, length in runs:
        if begun <= a and a + length <= end and begun_there <= b and b + length <= end_there:
            continue  # within the stretch so far
        overlap = max(0, end - a, end_there - b)
        if end >= 0 and overlap < length and -GAP <= end - a <= length and -GAP <= end_there - b <= length:
            end, end_there, same = a + length, b + length, same + length - overlap
        else:
            if end >= 0:
                yield begun, end, begun_there, end_there, same
            begun, begun_there, end, end_there, same = a, b, a + length, b + length, length
        steps = _grow(hashes, end, end_there, limits[1], limits[3], 1)
        end, end_there, same = steps[0], steps[1], same + steps[2]
        if same == length + steps[2] and (begun, begun_there) == (a, b):
            begun, begun_there, more = _grow(hashes, a - 1, b - 1, limits[0] - 1, limits[2] - 1, -1)
            begun, begun_there, same = begun + 1, begun_there + 1, same + more
    if end >= 0:
        yield begun, end, begun_there, end_there, same


def _grow(hashes: memoryview, a: int, b: int, stop: int, stop_there: int, way: int) -> tuple[int, int, int]:
    """Return how far two passages go on alike from words `a` and `b`, small differences included, and the words the same."""
    same = 0
    while True:
        while a != stop and b != stop_there and hashes[a] == hashes[b]:
            a, b, same = a + way, b + way, same + 1
        if _near(hashes, a, way).isdisjoint(_near(hashes, b, way)):  # so it is mostly, and cheaply told
            return a, b, same
        step = next((step for step in STEPS if _goes_on(hashes, a, b, stop, stop_there, way, step)), None)
        if step is None:
            return a, b, same
        a, b = a + way * step[0], b + way * step[1]


def _near(hashes: memoryview, at: int, way: int) -> set[int]:
    """Return the words at which a passage may go on, and perhaps some beyond its end."""
    return set(hashes[at : at + MOST_CHANGED + 1] if way > 0 else hashes[max(0, at - MOST_CHANGED) : at + 1])


def _goes_on(hashes: memoryview, a: int, b: int, stop: int, stop_there: int, way: int, step: tuple[int, int]) -> bool:
    """Tell whether words are the same again behind a difference: three of them, or all there are up to both ends."""
    a, b = a + way * step[0], b + way * step[1]
    left, left_there = (stop - a) * way, (stop_there - b) * way
    if left <= 0 or left_there <= 0 or hashes[a] != hashes[b]:
        return False
    count = AGAIN if left >= AGAIN <= left_there else left if left == left_there else 0
    return count > 0 and all(hashes[a + way * n] == hashes[b + way * n] for n in range(1, count))
