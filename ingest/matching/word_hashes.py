"""The words of a text as numbers: equal where the words are, whatever their case, accents, quotation marks and white space."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LAST = 0x1FFFF  # signs beyond it are letters that are not told apart
NEAR = 0x2FFF  # those of Europe and its neighbours lie up to it: to tell what becomes of the others takes ten times as long
INSIDE = 0x7FFFFFFF  # what stands in a word without being part of it: an accent by itself, an apostrophe, a soft hyphen
APOSTROPHES = "'’‘ʼ`´\u00ad\u200b\u200c\u200d\u2060\ufeff"
STEP = 0x9E3779B97F4A7C15
KEPT = 1 << 20  # powers of it that are kept
MIX = np.uint64(0xD6E8FEB86659FD93)


class Words(NamedTuple):
    """The words of a text in their order: a number for each, and the characters that it begins at and ends before."""

    hashes: NDArray[np.uint32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def words(text: str) -> Words:
    """Return the words of a text: runs of letters and digits, in time linear in its length."""
    signs = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    folded = _folds(NEAR if signs.max(initial=0) <= NEAR else LAST).take(signs, mode="clip")
    inside = folded == INSIDE
    places = np.flatnonzero(~inside) if inside.any() else None
    if places is not None:
        folded = folded[places]
    letters = np.zeros(len(folded) + 2, bool)
    np.not_equal(folded, 0, out=letters[1:-1])
    edges = np.flatnonzero(letters[1:] != letters[:-1])
    first, last = edges[::2], edges[1::2]
    hashes = _hashes(folded, first)
    return Words(hashes, first, last) if places is None else Words(hashes, places[first], places[last - 1] + 1)


def _hashes(letters: NDArray[np.uint32], first: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return a polynomial over the letters of each word, mixed down to 32 bits; between words, that begin at `first`, is 0.

    The powers go on from word to word, and are taken back where each begins: multiplication by an odd number is
    undone by another, modulo 2 ** 64.
    """
    if not len(first):
        return np.empty(0, np.uint32)
    forth, back = _powers(len(letters))
    sums = np.add.reduceat(letters * forth[: len(letters)], first) * back[first]
    sums = (sums ^ (sums >> np.uint64(32))) * MIX
    hashes: NDArray[np.uint32] = (sums >> np.uint64(32)).astype(np.uint32)
    return hashes


def _powers(count: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return at least `count` powers of the step, from the first on, and the powers that undo all but one of them."""
    return _kept_powers() if count <= KEPT else _made_powers(count)


@cache
def _kept_powers() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    return _made_powers(KEPT)


def _made_powers(count: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    forth, back = np.full(count, STEP, np.uint64), np.full(count, pow(STEP, -1, 1 << 64), np.uint64)
    back[0] = 1
    return np.cumprod(forth), np.cumprod(back)


@cache
def _folds(last: int) -> NDArray[np.uint32]:
    """Return for every sign up to `last` the letter that it counts as, 0 where it parts words."""
    return np.fromiter((_fold(chr(code)) for code in range(last + 1)), np.uint32, last + 1)


def _fold(sign: str) -> int:
    if sign in APOSTROPHES or unicodedata.combining(sign):
        return INSIDE
    return ord(unicodedata.normalize("NFKD", sign.casefold())[0]) if sign.isalnum() else 0
