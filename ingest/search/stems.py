"""Stems: the words of a text as the full-text index has them, with their endings off (Porter 1980).

FTS5 itself takes the endings off, in a table of its own in memory, so that both always agree.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from ingest.writing.fulltext import TOKENIZER

MOST_KEPT = 20_000  # texts whose stems are remembered


class Stems:
    """What takes the endings off, for one thread at a time; with WHOLE_WORDS it takes texts apart and leaves the endings."""

    def __init__(self, tokenizer: str = TOKENIZER) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._connection.execute(f"create virtual table typed using fts5 (words, tokenize = '{tokenizer}')")
        self._connection.execute("create virtual table typed_words using fts5vocab (typed, instance)")
        self.of = lru_cache(MOST_KEPT)(self._of)

    def _of(self, text: str) -> tuple[str, ...]:
        """Return the words of a text, in their order."""
        self._connection.execute("replace into typed (rowid, words) values (1, ?)", (text,))
        found = self._connection.execute("select term from typed_words order by offset").fetchall()
        return tuple(term for (term,) in found)

    def of_each(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the words of each of many texts."""
        found: list[tuple[str, ...]] = [()] * len(texts)
        known: dict[str, str] = {}  # each word is in memory once
        self._connection.execute("begin")
        self._connection.execute("delete from typed")
        self._connection.executemany("insert into typed (rowid, words) values (?, ?)", enumerate(texts, 1))
        rows = self._connection.execute("select doc, term from typed_words order by doc, offset")
        for doc, group in groupby(rows, lambda row: row[0]):
            found[doc - 1] = tuple(known.setdefault(term, term) for _, term in group)
        self._connection.execute("rollback")
        return found
