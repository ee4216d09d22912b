"""Passages taken apart into words just as FTS5 does, but all of them at once and in memory.

What becomes of each sign is asked of FTS5 itself, once; so is what is left of each word when its ending is off. Signs stand for
themselves in a word, whatever is beside them, so that this is all there is to ask.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, count

from ingest.fulltext import WHOLE_WORDS
from ingest.matching import folding
from ingest.search.stems import Stems
from ingest.search.texts import texts

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


class Apart:
    """The passages of an archive taken apart; `words` numbers every word in the order in which it comes up first."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.words: defaultdict[str, int] = defaultdict(count().__next__)
        self.odd: list[int] = []  # the passages, from 0, with a sign that is odd or with accents of their own
        self._connection, self._signs = connection, Signs()

    def passages(self) -> Iterator[array[int]]:
        """Yield the numbers of the words of each passage, in order."""
        number = self.words.__getitem__
        for n, text in enumerate(chain.from_iterable(texts(self._connection))):
            yield array("I", list(map(number, text.translate(self._signs).split())))
            if not text.isascii() and not self._is_even(text):
                self.odd.append(n)

    def stems(self) -> dict[str, str]:
        """Return every word so far with what the full-text index keeps of it."""
        endings, words = Stems(), [*self.words]
        batches = (words[n : n + AT_ONCE] for n in range(0, len(words), AT_ONCE))
        terms = (terms for batch in batches for terms in endings.of_each(batch))
        return {word: "".join(of) for word, of in zip(words, terms, strict=True)}

    def _is_even(self, text: str) -> bool:
        return self._signs.odd.isdisjoint(text) and unicodedata.is_normalized("NFC", text)


def words(connection: sqlite3.Connection) -> dict[str, str]:
    """Return every word of all passages with its stem."""
    apart = Apart(connection)
    for _ in apart.passages():
        pass
    return apart.stems()
