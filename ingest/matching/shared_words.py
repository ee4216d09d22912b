"""Stretches of words that stand in two documents, found in all of them at once: seeds first, then as far as they go.

A seed (`seeds`) that stands in many places is held against the first of them and the three before it, so that the work grows
with the length of the texts and not with its square.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import numpy as np

from ingest.matching.chains import MOST_CHANGED, chains
from ingest.matching.seeds import SEED, Corpus, Numbers, in_shares, places_mask, prints_of

LAGS = (1, 2, 3)  # how many places before a seed it is held against, besides the first
SHORTEST, LEAST_SAME = 12, 10  # words of a stretch, and how many of them are the same in both
LEAST_SHARE = 0.7  # of the words of the longer copy
AT_ONCE = 1 << 16  # runs that are looked around at once


class Shared(NamedTuple):
    """Words of two passages: numbers of the passages, the words from `start` up to `end` of each, and how many are the same."""

    first: int
    first_start: int
    first_end: int
    second: int
    second_start: int
    second_end: int
    same: int


def shared(corpus: Corpus) -> Iterator[Shared]:
    """Yield the stretches of at least twelve words, ten of them the same, that stand in passages of two documents."""
    if len(corpus.hashes) <= SEED:
        return
    pairs = [_pairs(*_repeated(keys, corpus), corpus) for keys in in_shares(corpus)]
    first, second = (np.concatenate(each) for each in zip(*pairs, strict=True))
    runs = _promising(corpus, *_runs(first, second, corpus))
    hashes = corpus.hashes.data
    for (one, other), group in groupby(zip(*(each.tolist() for each in runs), strict=True), key=lambda run: run[:2]):
        limits = [int(corpus.bounds[at]) for at in (one, one + 1, other, other + 1)]
        for a, a_end, b, b_end, same in chains(hashes, [run[2:] for run in group], limits):
            length = max(a_end - a, b_end - b)
            if length >= SHORTEST and same >= max(LEAST_SAME, LEAST_SHARE * length):
                yield Shared(one, a - limits[0], a_end - limits[0], other, b - limits[2], b_end - limits[2], same)


def _repeated(keys: Numbers, corpus: Corpus) -> tuple[Numbers, Numbers]:
    """Return where the fingerprints that occur again stand, equal ones together, and the number of their group."""
    keys.sort()
    mask = places_mask(corpus)
    kept = _again(keys >> np.uint64(int(mask).bit_length()))
    places = (keys[kept] & mask).astype(np.int64)
    # what has the same head may differ behind it
    prints = prints_of(corpus.hashes[places + n] for n in range(SEED))
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
