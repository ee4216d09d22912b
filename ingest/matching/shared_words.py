"""Stretches of words that stand in two documents, found in all of them at once: seeds first, then as far as they go.

The seeds are fingerprints of five words, of every two neighbours the smaller (winnowing: Schleimer, Wilkerson and Aiken,
"Winnowing: local algorithms for document fingerprinting", SIGMOD 2003), so that six words the same in a row have a seed in
common: twelve words of which one differs have six such. A seed that stands in many places is held against the first of them
and the three before it, so that the work grows with the length of the texts and not with its square.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.matching.chains import MOST_CHANGED, chains

SEED = 5  # words of a fingerprint
LAGS = (1, 2, 3)  # how many places before a seed it is held against, besides the first
SHORTEST, LEAST_SAME = 12, 10  # words of a stretch, and how many of them are the same in both
LEAST_SHARE = 0.7  # of the words of the longer copy
SHARE = 1 << 25  # fingerprints, about, that are sorted at once
MOST_OUTSIDE = 1_000  # places that are looked at one by one
LIKELY = 24  # bits of a fingerprint by which most that are not meant are told
STRIDE = 1 << 20  # words of which fingerprints are made at once
AT_ONCE = 1 << 16  # runs that are looked around at once
MULTIPLIERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F)

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

    def part(self, passages: Sequence[int]) -> Corpus:
        """Return some of the passages, which are in order."""
        chosen = np.zeros(len(self.documents), bool)
        chosen[list(passages)] = True
        counts = np.diff(self.bounds)
        bounds = np.concatenate(([0], np.cumsum(counts[chosen])))
        return Corpus(self.hashes[np.repeat(chosen, counts)], bounds, self.documents[chosen])

    def passage_of(self, places: Numbers) -> NDArray[np.int64]:
        """Return the passages in which words stand."""
        return np.searchsorted(self.bounds, places, side="right") - 1


def shared(corpus: Corpus) -> Iterator[Shared]:
    """Yield the stretches of at least twelve words, ten of them the same, that stand in passages of two documents."""
    if len(corpus.hashes) <= SEED:
        return
    pairs = [_pairs(*_repeated(keys, corpus), corpus) for keys in _seeds(corpus)]
    first, second = (np.concatenate(each) for each in zip(*pairs, strict=True))
    runs = _promising(corpus, *_runs(first, second, corpus))
    hashes = corpus.hashes.data
    for (one, other), group in groupby(zip(*(each.tolist() for each in runs), strict=True), key=lambda run: run[:2]):
        limits = [int(corpus.bounds[at]) for at in (one, one + 1, other, other + 1)]
        for a, a_end, b, b_end, same in chains(hashes, [run[2:] for run in group], limits):
            length = max(a_end - a, b_end - b)
            if length >= SHORTEST and same >= max(LEAST_SAME, LEAST_SHARE * length):
                yield Shared(one, a - limits[0], a_end - limits[0], other, b - limits[2], b_end - limits[2], same)


def seeds(corpus: Corpus) -> Numbers:
    """Return the fingerprints that are seeds."""
    count = len(corpus.hashes) - SEED + 1
    places = _chosen(corpus, 0, count, 0, 1) & _places_mask(corpus) if count > 0 else np.empty(0, np.uint64)
    return _prints(corpus.hashes[places.astype(np.int64) + n] for n in range(SEED))


def stand_outside(corpus: Corpus, prints: Numbers, ranges: Numbers) -> bool:
    """Tell whether any of these seeds stands in the corpus elsewhere than in `ranges`: first words and ends, in order."""
    likely = np.zeros(1 << LIKELY, bool)
    shift = np.uint64(64 - LIKELY)
    likely[prints >> shift] = True
    for start in range(0, len(corpus.hashes) - SEED + 1, STRIDE):
        some = corpus.hashes[start : start + STRIDE + SEED - 1]
        here = _prints(some[n : len(some) - SEED + 1 + n] for n in range(SEED))
        places = np.flatnonzero(likely[here >> shift])
        places = places[np.isin(here[places], prints)] + start
        outside = places[ranges.searchsorted(places, side="right") % 2 == 0].tolist()
        # five words in a row that are the same, but no seed there, are held against nothing
        if len(outside) > MOST_OUTSIDE or any(len(_chosen(corpus, at, at + 1, 0, 1)) for at in outside):
            return True
    return False


def _seeds(corpus: Corpus) -> Iterator[Numbers]:
    """Yield the chosen fingerprints as keys, in shares by their value, so that few are in memory at a time.

    A key is the head of a fingerprint, and behind it the place at which this stands: sorted as plain numbers, the keys have
    equal fingerprints together, in the order of their places.
    """
    count = len(corpus.hashes) - SEED + 1
    shares = max(1, -(-count // SHARE))
    for share in range(shares):
        yield np.concatenate(
            [_chosen(corpus, start, min(count, start + STRIDE), share, shares) for start in range(0, count, STRIDE)]
        )


def _chosen(corpus: Corpus, start: int, end: int, share: int, shares: int) -> Numbers:
    """Return the keys of the chosen fingerprints of one share among those that begin at the words from `start` up to `end`."""
    last = len(corpus.hashes) - SEED + 1
    # each is held against its neighbours, one of which may lie beyond either end
    low, high = max(0, start - 1), min(last, end + 1)
    prints = _prints(corpus.hashes[low + n : high + n] for n in range(SEED))
    within = _within_one(corpus.bounds, low, high - 1)
    later = prints[1:] <= prints[:-1]
    chosen = np.zeros(high - low, bool)
    chosen[1:] = within & later
    chosen[:-1] |= within & ~later
    if shares > 1:
        chosen &= prints % np.uint64(shares) == share
    chosen[: start - low] = False
    chosen[end - low :] = False
    places = np.flatnonzero(chosen)
    mask = _places_mask(corpus)
    return prints[places] & ~mask | (places + low).astype(np.uint64)


def _prints(columns: Iterable[Numbers]) -> Numbers:
    """Return a fingerprint of five words for each row of their hashes."""
    mixed = (column * np.uint64(factor) for column, factor in zip(columns, MULTIPLIERS, strict=True))
    prints = reduce(np.add, mixed)
    return prints ^ (prints >> np.uint64(31))


def _within_one(bounds: Numbers, low: int, high: int) -> Numbers:
    """Tell of each word from `low` up to `high` whether two neighbouring seeds from there on lie in one passage."""
    within = np.ones(high - low, bool)
    ends = bounds[np.searchsorted(bounds, low, side="right") : np.searchsorted(bounds, high + SEED)] - low
    for step in range(1, SEED + 1):
        crossing = ends - step
        within[crossing[(crossing >= 0) & (crossing < len(within))]] = False
    return within


def _places_mask(corpus: Corpus) -> np.uint64:
    """Return the bits of a key that tell a place."""
    return np.uint64((1 << len(corpus.hashes).bit_length()) - 1)


def _repeated(keys: Numbers, corpus: Corpus) -> tuple[Numbers, Numbers]:
    """Return where the fingerprints that occur again stand, equal ones together, and the number of their group."""
    keys.sort()
    mask = _places_mask(corpus)
    kept = _again(keys >> np.uint64(int(mask).bit_length()))
    places = (keys[kept] & mask).astype(np.int64)
    # what has the same head may differ behind it
    prints = _prints(corpus.hashes[places + n] for n in range(SEED))
    order = np.lexsort((places, prints))
    prints, places = prints[order], places[order]
    kept = _again(prints)
    prints, places = prints[kept], places[kept]
    begins = np.ones(len(prints), bool)
    begins[1:] = prints[1:] != prints[:-1]
    return places, np.cumsum(begins)


def _again(ordered: Numbers) -> Numbers:
    """Tell which of the numbers, in order, occur more than once."""
    kept = np.zeros(len(ordered), bool)
    repeats = ordered[1:] == ordered[:-1]
    kept[1:] |= repeats
    kept[:-1] |= repeats
    return kept


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
    kept = np.zeros(len(a), bool)
    for start in range(0, len(a), AT_ONCE):
        some = slice(start, start + AT_ONCE)
        here, there = _reach(corpus, one[some]), _reach(corpus, other[some])
        after = _alike(corpus, (a + length)[some], (b + length)[some], here, there, 1)
        before = _alike(corpus, a[some] - 1, b[some] - 1, here, there, -1)
        kept[some] = length[some] + before + after >= LEAST_SAME
    return one[kept], other[kept], a[kept], b[kept], length[kept]


def _reach(corpus: Corpus, passages: Numbers) -> tuple[Numbers, Numbers]:
    """Return the first word of each passage, and the one behind its last."""
    return corpus.bounds[passages], corpus.bounds[passages + 1]


def _alike(
    corpus: Corpus, at: Numbers, to: Numbers, here: tuple[Numbers, Numbers], there: tuple[Numbers, Numbers], way: int
) -> Numbers:
    """Return how many words from `at` and from `to` on are the same, at the best of the shifts that a difference makes."""
    steps = LEAST_SAME + MOST_CHANGED
    ours = [_hashes_at(corpus, at + way * step, here, -1) for step in range(steps)]
    theirs = [_hashes_at(corpus, to + way * step, there, -2) for step in range(-MOST_CHANGED, steps + MOST_CHANGED)]
    best = np.zeros(len(at), np.int64)
    for shift in range(2 * MOST_CHANGED + 1):
        same = np.zeros(len(at), np.int8)
        for step, words in enumerate(ours):
            same += words == theirs[step + shift]
        np.maximum(best, same, out=best)
    return best


def _hashes_at(corpus: Corpus, places: Numbers, reach: tuple[Numbers, Numbers], beyond: int) -> Numbers:
    """Return the hashes of the words at these places, `beyond` for those that lie outside of the passage they are looked for in."""
    found = corpus.hashes.take(places, mode="clip").astype(np.int64)
    found[(places < reach[0]) | (places >= reach[1])] = beyond
    return found
