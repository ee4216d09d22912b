"""Postings: which passages hold a word, and how often, packed small for the archive file and unpacked for numpy.

Passages are counted from 0 here: the rowid less 1. A word in few passages is kept as the lower halves of their numbers, in
runs of 65,536 (the containers of Roaring bitmaps, Chambi et al. 2016), one in more as a set of bits; how often it stands in
each as half a byte. A word in very many is kept as half a byte for every passage there is, which is read without a detour.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

BLOCK = 1 << 16
MOST_TIMES = 15  # beyond which it makes no difference to the rank
DENSE = 4  # a word in one of so many passages is kept for all of them at once

At = NDArray[np.int32]
Times = NDArray[np.uint8]


class Postings:
    """The passages that hold something, in order, and how many times each does."""

    def __init__(self, at: At, times: Times) -> None:
        self._sparse = at, times

    @property
    def at(self) -> At:
        """Return the passages."""
        return self._sparse[0]

    @property
    def times(self) -> Times:
        """Return how many times each of `at` holds it."""
        return self._sparse[1]

    def __len__(self) -> int:
        return len(self.at)

    def mark(self, mask: NDArray[np.bool_]) -> None:
        """Set these passages in a mask."""
        mask[self.at] = True

    def in_every(self, total: int) -> Times:
        """Return how many times each of all `total` passages holds it; not to be written into."""
        every = np.zeros(total, np.uint8)
        every[self.at] = self.times
        return every


class DensePostings(Postings):
    """The same of what stands in very many passages, made of the times in every passage there is."""

    def __init__(self, every: Times) -> None:
        self.every = every
        self.count = int(np.count_nonzero(every))

    @cached_property
    def _sparse(self) -> tuple[At, Times]:  # type: ignore[override] # seldom asked for
        at = np.flatnonzero(self.every != 0)
        return at.astype(np.int32), self.every[at]

    def __len__(self) -> int:
        return self.count

    def mark(self, mask: NDArray[np.bool_]) -> None:
        """Set these passages in a mask."""
        mask |= self.every != 0

    def in_every(self, total: int) -> Times:
        """Return how many times each of all `total` passages holds it; not to be written into."""
        assert len(self.every) == total
        return self.every


NONE = Postings(np.zeros(0, np.int32), np.zeros(0, np.uint8))


def from_places(text: str | None) -> Postings:
    """Return the postings that SQLite's `group_concat(rowid)` tells, one number for every time."""
    if not text:
        return NONE
    every = np.fromstring(text, np.int32, sep=",") - 1
    if len(every) > 1 and not (every[1:] >= every[:-1]).all():
        every.sort()
    first = np.flatnonzero(np.concatenate(([True], every[1:] != every[:-1])))
    times = np.diff(np.append(first, len(every)))
    return Postings(every[first].astype(np.int32), np.minimum(times, MOST_TIMES).astype(np.uint8))


def packed(postings: Postings, total: int) -> tuple[bytes, bytes]:
    """Return the passages and the times as bytes, for `unpacked`."""
    if len(postings) * DENSE > total:
        return b"", _halved(postings.in_every(total))
    blocks = -(-total // BLOCK)
    if 2 * len(postings) + 4 * blocks < total // 8:
        counts = np.bincount(postings.at >> 16, minlength=blocks).astype("<u4")
        where = counts.tobytes() + (postings.at & (BLOCK - 1)).astype("<u2").tobytes()
    else:
        bits = np.zeros(total, bool)
        bits[postings.at] = True
        where = np.packbits(bits).tobytes()
    return where, _halved(postings.times)


def unpacked(where: bytes, times: bytes, count: int, total: int) -> Postings:
    """Return the postings of a word that `count` of `total` passages hold."""
    if count * DENSE > total:
        return DensePostings(_whole(times, total))
    blocks = -(-total // BLOCK)
    if 2 * count + 4 * blocks < total // 8:
        counts = np.frombuffer(where, "<u4", blocks)
        low = np.frombuffer(where, "<u2", count, 4 * blocks).astype(np.int32)
        at = low + np.repeat(np.arange(blocks, dtype=np.int32) << 16, counts)
    else:
        bits = np.unpackbits(np.frombuffer(where, np.uint8), count=total)
        at = np.flatnonzero(bits.view(bool)).astype(np.int32)
    return Postings(at, _whole(times, count))


def _halved(times: Times) -> bytes:
    even = np.append(times, np.uint8(0)) if len(times) % 2 else times
    return (even[0::2] << 4 | even[1::2]).tobytes()


def _whole(halves: bytes, count: int) -> Times:
    both = np.frombuffer(halves, np.uint8)
    every = np.empty(2 * len(both), np.uint8)
    every[0::2], every[1::2] = both >> 4, both & 15
    return every[:count]


def union(several: list[Postings], total: int) -> Postings:
    """Return which of `total` passages hold any of several things, their times added."""
    several = [each for each in several if len(each)]
    if len(several) < 2:
        return several[0] if several else NONE
    if sum(map(len, several)) * DENSE > total:
        times = np.zeros(total, np.uint16)
        for each in several:
            if isinstance(each, DensePostings):
                times += each.every
            else:
                times[each.at] += each.times
        return DensePostings(np.minimum(times, MOST_TIMES).astype(np.uint8))
    at = np.concatenate([each.at for each in several])
    every = np.concatenate([each.times for each in several])
    order = np.argsort(at, kind="stable")
    at, every = at[order], every[order]
    first = np.flatnonzero(np.concatenate(([True], at[1:] != at[:-1])))
    counts = np.add.reduceat(every, first, dtype=np.uint32)
    return Postings(at[first], np.minimum(counts, MOST_TIMES).astype(np.uint8))
