"""Seeds: fingerprints of five words, of every two neighbours the smaller, and where in all documents they stand.

They are those of winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003):
six words the same in a row have a seed in common, twelve words of which one differs have six such.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

SEED = 5  # words of a fingerprint
SHARE = 1 << 25  # fingerprints, about, that are sorted at once
MOST_OUTSIDE = 1_000  # places that are looked at one by one
LIKELY = 24  # bits of a fingerprint by which most that are not meant are told
STRIDE = 1 << 20  # words of which fingerprints are made at once
MULTIPLIERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F)

Numbers = NDArray[Any]


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


def seeds(corpus: Corpus) -> Numbers:
    """Return the fingerprints that are seeds."""
    count = len(corpus.hashes) - SEED + 1
    places = _chosen(corpus, 0, count, 0, 1) & places_mask(corpus) if count > 0 else np.empty(0, np.uint64)
    return prints_of(corpus.hashes[places.astype(np.int64) + n] for n in range(SEED))


def stand_outside(corpus: Corpus, prints: Numbers, ranges: Numbers) -> bool:
    """Tell whether any of these seeds stands in the corpus elsewhere than in `ranges`: first words and ends, in order."""
    likely = np.zeros(1 << LIKELY, bool)
    shift = np.uint64(64 - LIKELY)
    likely[prints >> shift] = True
    for start in range(0, len(corpus.hashes) - SEED + 1, STRIDE):
        some = corpus.hashes[start : start + STRIDE + SEED - 1]
        here = prints_of(some[n : len(some) - SEED + 1 + n] for n in range(SEED))
        places = np.flatnonzero(likely[here >> shift])
        places = places[np.isin(here[places], prints)] + start
        outside = places[ranges.searchsorted(places, side="right") % 2 == 0].tolist()
        # five words in a row that are the same, but no seed there, are held against nothing
        if len(outside) > MOST_OUTSIDE or any(len(_chosen(corpus, at, at + 1, 0, 1)) for at in outside):
            return True
    return False


def in_shares(corpus: Corpus) -> Iterator[Numbers]:
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
    prints = prints_of(corpus.hashes[low + n : high + n] for n in range(SEED))
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
    mask = places_mask(corpus)
    return prints[places] & ~mask | (places + low).astype(np.uint64)


def prints_of(columns: Iterable[Numbers]) -> Numbers:
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


def places_mask(corpus: Corpus) -> np.uint64:
    """Return the bits of a key that tell a place."""
    return np.uint64((1 << len(corpus.hashes).bit_length()) - 1)
