"""Words as numbers: every word of a text, told apart by its bytes, thousands in one go.

Which number a word has is looked up by its first sixteen bytes in a table of slots; what is longer, comes up for the first time, or
finds its slot taken by another word, is asked for by itself. The first words, which are the frequent ones, have the slots.
"""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLANK, LINE_END = b" \n"
WIDTH = 8  # bytes of a number
SLOTS = 18  # bits that tell a slot
NO_WORD = np.uint32(0xFFFFFFFF)
MIXED = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))
# so many bytes of a number, from the first
MASKS = np.array([(1 << 8 * size) - 1 for size in range(WIDTH + 1)], "<u8")

Numbers = NDArray[Any]


class WordNumbers:
    """The numbers of words, in the order in which they come up first; `of` has them by word."""

    def __init__(self) -> None:
        self.of: defaultdict[str, int] = defaultdict(count().__next__)
        self._keys = [np.zeros(1 << SLOTS, "<u8") for _ in MIXED]
        self._numbers = np.full(1 << SLOTS, NO_WORD)

    def numbered(self, text: str) -> tuple[NDArray[np.uint32], list[int]]:
        """Return the numbers of the words of some lines, in order, and how many words each line has; blanks part words."""
        written = b"\n%s\n" % text.encode()
        signs = np.frombuffer(written + b" " * WIDTH * len(MIXED), np.uint8)
        is_letter = signs > BLANK
        starts, ends = ((is_letter[1:] != is_letter[:-1]).nonzero()[0] + 1).reshape(-1, 2).T
        lines = starts.searchsorted((signs == LINE_END).nonzero()[0])
        return self._looked_up(written, signs, starts, ends), np.diff(lines).tolist()

    def _looked_up(self, written: bytes, signs: Numbers, starts: Numbers, ends: Numbers) -> NDArray[np.uint32]:
        sizes = ends - starts
        keys = [_key(signs, starts + WIDTH * n, sizes - WIDTH * n) for n in range(len(MIXED))]
        mixed = reduce(np.add, (key * factor for key, factor in zip(keys, MIXED, strict=True)))
        slots = mixed >> np.uint64(64 - SLOTS)
        numbers: NDArray[np.uint32] = self._numbers[slots]
        is_known = (sizes <= WIDTH * len(keys)) & (numbers != NO_WORD)
        for kept, key in zip(self._keys, keys, strict=True):
            is_known &= kept[slots] == key
        rest = (~is_known).nonzero()[0]
        words = [
            written[start:end].decode() for start, end in zip(starts[rest].tolist(), ends[rest].tolist(), strict=True)
        ]
        found = np.fromiter(map(self.of.__getitem__, words), np.uint32, len(words))
        free = (sizes[rest] <= WIDTH * len(keys)) & (numbers[rest] == NO_WORD)
        for kept, values in (*zip(self._keys, (key[rest] for key in keys), strict=True), (self._numbers, found)):
            kept[slots[rest[free]]] = values[free]
        numbers[rest] = found
        return numbers


def _key(signs: Numbers, starts: Numbers, sizes: Numbers) -> Numbers:
    """Return the bytes from each start on as one number; those of a word alone, which has so many left."""
    every = np.ndarray(len(signs) - WIDTH + 1, "<u8", signs, strides=(1,))
    key: Numbers = every[starts] & MASKS[sizes.clip(0, WIDTH)]
    return key
