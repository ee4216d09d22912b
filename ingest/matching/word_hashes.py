"""The words of a text as numbers: equal where the words are, whatever their case, accents, quotation marks and white space."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LAST = 0x1FFFF  # signs beyond it are letters that are not told apart
INSIDE = 0x7FFFFFFF  # what stands in a word without being part of it: an accent by itself, an apostrophe, a soft hyphen
APOSTROPHES = "'’‘ʼ`´\u00ad\u200b\u200c\u200d\u2060\ufeff"
STEP = 0x9E3779B97F4A7C15
MIX = np.uint64(0xD6E8FEB86659FD93)


class Words(NamedTuple):
    """The words of a text in their order: a number for each, and the characters that it begins at and ends before."""

    hashes: NDArray[np.uint32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def words(text: str) -> Words:
    """Return the words of a text: runs of letters and digits, in time linear in its length."""
    signs = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    folded = _folds()[np.minimum(signs, LAST)]
    places = np.flatnonzero(folded != INSIDE)
    folded = folded[places]
    letters = np.zeros(len(folded) + 2, np.int8)
    letters[1:-1] = folded != 0
    edges = np.diff(letters)
    first, last = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    if not len(first):
        return Words(np.empty(0, np.uint32), places[:0], places[:0])
    return Words(_hashes(folded[folded != 0], last - first), places[first], places[last - 1] + 1)


def _hashes(letters: NDArray[np.uint32], lengths: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return a polynomial over the letters of each word, mixed down to 32 bits."""
    begins = np.cumsum(lengths) - lengths
    within = np.arange(len(letters)) - np.repeat(begins, lengths)
    powers = np.cumprod(np.full(int(lengths.max()), STEP, np.uint64))
    sums = np.add.reduceat(letters * powers[within], begins)
    sums = (sums ^ (sums >> np.uint64(32))) * MIX
    hashes: NDArray[np.uint32] = (sums >> np.uint64(32)).astype(np.uint32)
    return hashes


@cache
def _folds() -> NDArray[np.uint32]:
    """Return for every sign the letter that it counts as, 0 where it parts words."""
    return np.fromiter((_fold(chr(code)) for code in range(LAST + 1)), np.uint32, LAST + 1)


def _fold(sign: str) -> int:
    if sign in APOSTROPHES or unicodedata.combining(sign):
        return INSIDE
    return ord(unicodedata.normalize("NFKD", sign.casefold())[0]) if sign.isalnum() else 0
