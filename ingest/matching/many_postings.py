"""Postings of many words at once: in which passages each of them, or two in a row, stands, told from the positions in one go.

One question after the other costs a dozen calls of numpy each, whose work is done in a fraction of their time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np

from ingest.matching.positions import FIRST, Numbers, Positions, Rowids


def postings(positions: Positions, asked: Iterable[str], most: int) -> Iterator[tuple[str, Rowids]]:
    """Yield words, or two in a row, with the first passages that hold them, at most so many, as `Positions.passages` tells them.

    What is more than two words to the index, or has many places, is left out: it is better asked for alone.
    """
    numbers = {words: [number for word in words.split(" ") for number in positions.numbers(word)] for words in asked}
    for length in (1, 2):
        known = [words for words, of in numbers.items() if len(of) == length and min(of) >= 0]
        rows = np.array([numbers[words] for words in known], np.int64).reshape(len(known), length)
        yield from _of_rows(positions, known, rows, most)


def _of_rows(positions: Positions, asked: list[str], rows: Numbers, most: int) -> Iterator[tuple[str, Rowids]]:
    """Yield the passages of rows of one stem each, or of two."""
    firsts, ends = _reach(positions, rows)
    few = np.flatnonzero(ends - firsts <= FIRST)
    counts = (ends - firsts)[few]
    behind = counts.cumsum()
    of = np.arange(len(few)).repeat(counts)
    at = positions.places[np.arange(len(of)) + (firsts[few] - behind + counts).repeat(counts)].astype(np.int64)
    if rows.shape[1] == 1:  # the places of one word are not in order
        of_place = len(positions.words).bit_length()
        at = np.sort(of << of_place | at) & ((1 << of_place) - 1)
    passages = positions.passages_at(at)
    if rows.shape[1] > 1:
        whole = positions.bounds[passages] >= at + rows.shape[1]
        of, passages = of[whole], passages[whole]
    different = np.ones(len(of), bool)
    different[1:] = (of[1:] != of[:-1]) | (passages[1:] != passages[:-1])
    every = passages[different]
    each = of[different].searchsorted(np.arange(len(few) + 1)).tolist()
    for n, (first, end) in zip(few.tolist(), pairwise(each), strict=True):
        yield asked[n], every[first : min(end, first + most)].copy()


def _reach(positions: Positions, rows: Numbers) -> tuple[Numbers, Numbers]:
    """Return for rows of stems, two at most, which of all places are those of the first of them with the other behind it."""
    firsts, ends = positions.starts[rows[:, 0]], positions.starts[rows[:, 0] + 1]
    if rows.shape[1] == 1:
        return firsts, ends
    # by halves, all at once: the first place with that stem behind it, and the first with a later one
    low, high = np.concatenate((firsts, firsts)), np.concatenate((ends, ends))
    wanted = np.concatenate((rows[:, 1], rows[:, 1] + 1))
    while (open := low < high).any():
        middle = (low + high) >> 1
        is_before = positions.words[positions.places[np.where(open, middle, 0)] + 1] < wanted
        low = np.where(open & is_before, middle + 1, low)
        high = np.where(open & ~is_before, middle, high)
    return low[: len(rows)], low[len(rows) :]
