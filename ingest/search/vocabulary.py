"""The words of an archive, in order, and what the index keeps of each: all of its endings have the same stem."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray

HIGHEST = "\U0010ffff"


class Vocabulary:
    """Every word that occurs: in small letters, without accents, in the order of their letters."""

    def __init__(self, words: list[str], stems: list[str], stem: NDArray[np.uint32]) -> None:
        """Take the words, the stems, and for each word the number of its stem."""
        self.words, self.stems, self.stem = words, stems, stem
        self.first = np.full(len(stems), len(words), np.int64)  # word of each stem
        self.last = np.full(len(stems), -1, np.int64)
        numbers = np.arange(len(words))
        self.last[stem] = numbers  # of several the last is kept
        self.first[stem[::-1]] = numbers[::-1]

    def begun(self, beginning: str) -> range:
        """Return the numbers of the words with this beginning."""
        return range(bisect_left(self.words, beginning), bisect_left(self.words, beginning + HIGHEST))

    def stems_of(self, words: range) -> tuple[list[str], list[str]]:
        """Return the stems of these words alone, and those that other words have as well."""
        numbers = np.unique(self.stem[words.start : words.stop])
        alone = (self.first[numbers] >= words.start) & (self.last[numbers] < words.stop)
        return [self.stems[n] for n in numbers[alone]], [self.stems[n] for n in numbers[~alone]]
