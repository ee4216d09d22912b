"""Passages taken apart into words just as FTS5 does, but all of them at once and in memory.

What becomes of each sign is asked of FTS5 itself, once; so is what is left of each word when its ending is off. Signs stand for
themselves in a word, whatever is beside them, so that this is all there is to ask.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.matching import folding
from ingest.search.stems import Stems
from ingest.search.texts import ALL, Range, texts
from ingest.search.word_numbers import WordNumbers
from ingest.writing.fulltext import WHOLE_WORDS

AT_ONCE = 2_000  # words whose endings are taken off together

PARTS = " "  # what becomes of a sign that parts words
# a sign that the words of a quotation are made of
LETTER = re.compile(rf"{folding.LETTER}")


class Signs(dict[int, str]):
    """What becomes of each sign: a letter in small and without its accent, nothing, or a space.

    `odd` are those that may be another letter to one who compares quotations than to FTS5.
    """

    def __init__(self) -> None:
        super().__init__()
        self.odd: set[str] = set()
        self._stems = Stems(WHOLE_WORDS)

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        kept = self[code] = self._between(sign)
        letters = folding.plain(sign)
        if letters is None or self._between(letters) != kept or (kept != PARTS and not LETTER.fullmatch(sign)):
            self.odd.add(sign)
        return kept

    def _between(self, signs: str) -> str:
        """Return what becomes of signs between two letters."""
        found = self._stems.of(f"a{signs}b")
        return found[0][1:-1] if len(found) == 1 else PARTS


class Counted(NamedTuple):
    """The words of passages, each with what the full-text index keeps of it, and how many times it stands there."""

    stems: dict[str, str]
    times: dict[str, int]


class Apart:
    """Texts taken apart; `words` numbers every word in the order in which it comes up first."""

    def __init__(self, lots: Iterable[Sequence[str]]) -> None:
        self._numbers = WordNumbers()
        self.words: Mapping[str, int] = self._numbers.of
        self.odd: list[int] = []  # the texts, from 0, with a sign that is odd or with accents of their own
        self._lots, self._signs = lots, Signs()
        self._times = np.zeros(0, np.int64)

    def lots(self) -> Iterator[tuple[NDArray[np.uint32], list[int]]]:
        """Yield the numbers of the words of each lot of texts, in order, and how many words each text has."""
        done = 0
        for lot in self._lots:
            numbers, counts = self._numbers.numbered("\n".join(text.translate(self._signs) for text in lot))
            self.odd += (done + n for n, text in enumerate(lot) if not text.isascii() and not self._is_even(text))
            self._note(numbers)
            yield numbers, counts
            done += len(lot)

    def counted(self) -> Counted:
        """Return every word so far."""
        endings, words = Stems(), [*self.words]
        batches = (words[n : n + AT_ONCE] for n in range(0, len(words), AT_ONCE))
        terms = (terms for batch in batches for terms in endings.of_each(batch))
        stems = {word: "".join(of) for word, of in zip(words, terms, strict=True)}
        return Counted(stems, dict(zip(words, self._times.tolist(), strict=True)))

    def _note(self, numbers: NDArray[np.uint32]) -> None:
        times = np.bincount(numbers)
        if len(times) > len(self._times):
            self._times = np.concatenate((self._times, np.zeros(len(times) - len(self._times), np.int64)))
        self._times[: len(times)] += times

    def _is_even(self, text: str) -> bool:
        return self._signs.odd.isdisjoint(text) and unicodedata.is_normalized("NFC", text)


def counted(connection: sqlite3.Connection, schema: str = "main", ranges: Iterable[Range] = (ALL,)) -> Counted:
    """Return the words of the passages with these rowids (see `texts`)."""
    apart = Apart(texts(connection, schema, ranges))
    for _ in apart.lots():
        pass
    return apart.counted()
