"""Postings: which passages hold a word, and how often, packed small for the archive file and unpacked for numpy.

Passages are counted from 0 here: the rowid less 1. A word in many passages is kept as a set of bits, one in fewer as the
lower halves of its numbers, in runs of 65,536 (the containers of Roaring bitmaps, Chambi et al. 2016); how often it stands
in each as half a byte.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BLOCK = 1 << 16
MOST_TIMES = 15  # beyond which it makes no difference to the rank


@dataclass(frozen=True)
class Postings:
    """The passages that hold something, in order, and how many times each does."""

    at: NDArray[np.int32]
    times: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.at)


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
    blocks = -(-total // BLOCK)
    if 2 * len(postings) + 4 * blocks < total // 8:
        counts = np.bincount(postings.at >> 16, minlength=blocks).astype("<u4")
        where = counts.tobytes() + (postings.at & (BLOCK - 1)).astype("<u2").tobytes()
    else:
        bits = np.zeros(total, bool)
        bits[postings.at] = True
        where = np.packbits(bits).tobytes()
    times = np.append(postings.times, np.uint8(0)) if len(postings) % 2 else postings.times
    return where, (times[0::2] << 4 | times[1::2]).tobytes()


def unpacked(where: bytes, times: bytes, count: int, total: int) -> Postings:
    """Return the postings of a word that `count` of `total` passages hold."""
    blocks = -(-total // BLOCK)
    if 2 * count + 4 * blocks < total // 8:
        counts = np.frombuffer(where, "<u4", blocks)
        low = np.frombuffer(where, "<u2", count, 4 * blocks).astype(np.int32)
        at = low + np.repeat(np.arange(blocks, dtype=np.int32) << 16, counts)
    else:
        at = np.flatnonzero(np.unpackbits(np.frombuffer(where, np.uint8), count=total)).astype(np.int32)
    halves = np.frombuffer(times, np.uint8)
    every = np.empty(2 * len(halves), np.uint8)
    every[0::2], every[1::2] = halves >> 4, halves & 15
    return Postings(at, every[:count])


def union(several: list[Postings]) -> Postings:
    """Return the passages that hold any of several things, their times added."""
    several = [each for each in several if len(each)]
    if len(several) < 2:
        return several[0] if several else NONE
    at = np.concatenate([each.at for each in several])
    times = np.concatenate([each.times for each in several])
    order = np.argsort(at, kind="stable")
    at, times = at[order], times[order].astype(np.int64)
    first = np.flatnonzero(np.concatenate(([True], at[1:] != at[:-1])))
    return Postings(at[first], np.minimum(np.add.reduceat(times, first), MOST_TIMES).astype(np.uint8))
