"""The index of an archive as search reads it: the passages of a word, of a phrase, of every word with a beginning.

A word is taken as the index takes it, with its endings off. The words of a phrase must stand as they were typed, which only the
passages themselves can tell.
"""

from __future__ import annotations

import json
import re
import sqlite3
import time
from bisect import bisect_left
from collections import OrderedDict
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ingest.search.arrays import load
from ingest.search.postings import Postings, from_places, union, unpacked
from ingest.search.prepare import folded
from ingest.search.query import Term
from ingest.search.stems import Stems

MOST_KEPT = 64  # words whose postings are kept unpacked, and as many whose titles are
MOST_BEGUN = 5_000  # words with a beginning that are looked up one by one
MOST_COMPARED = 5_000  # passages that are read to see whether a phrase stands there as typed
SECONDS = 2.0  # for all that is asked of SQLite in one search
MOST_MARKED = 60
HIGHEST = "\U0010ffff"


class Index:
    """An archive open for search: one connection, to be used from one thread at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.arrays = load(connection)
        connection.execute("create virtual table temp.places_of using fts5vocab (main, passages_fts, instance)")
        self.until = 0.0
        self.loose: list[str] = []  # phrases of this search that are in too many passages to be compared
        connection.set_progress_handler(lambda: int(time.monotonic() > self.until), 10_000)
        self.common = {term for (term,) in connection.execute("select term from search_postings")}
        self._unpacked: OrderedDict[str, Postings] = OrderedDict()
        self.stems = Stems().of
        self.titles = lru_cache(MOST_KEPT)(self._titles)
        self._words: list[str] | None = None

    def start(self) -> None:
        """Give the search that begins here its time."""
        self.until = time.monotonic() + SECONDS
        self.loose = []

    @property
    def words(self) -> list[str]:
        """Return every word that occurs, in order, in small letters."""
        if self._words is None:
            (value,) = self.connection.execute("select value from search_arrays where name = 'words'").fetchone()
            self._words = value.decode().split("\n") if value else []
        return self._words

    def word(self, stem: str) -> Postings:
        """Return the passages that hold a word in any of its endings."""
        if stem not in self.common:
            return self._of_rare([stem])
        if stem in self._unpacked:
            self._unpacked.move_to_end(stem)
            return self._unpacked[stem]
        sql = "select passages, times, passage_count from search_postings where term = ?"
        where, times, count = self.connection.execute(sql, (stem,)).fetchone()
        self._unpacked[stem] = found = unpacked(where, times, count, self.arrays.passages)
        if len(self._unpacked) > MOST_KEPT:
            self._unpacked.popitem(last=False)
        return found

    def _of_rare(self, stems: list[str]) -> Postings:
        """Return the passages that hold any of these words, which are not kept packed."""
        sql = "select group_concat(doc) from json_each(?) cross join temp.places_of on term = value"
        return from_places(self.connection.execute(sql, (json.dumps(stems),)).fetchone()[0])

    def _titles(self, expression: str) -> NDArray[np.int32]:
        """Return the numbers of the documents in whose title an FTS5 query finds something."""
        sql = "select group_concat(rowid) from documents_fts where documents_fts match ?"
        rows = from_places(self.connection.execute(sql, (expression,)).fetchone()[0]).at + 1
        numbers: NDArray[np.int32] = self.arrays.number[rows[rows < len(self.arrays.number)]]
        return numbers[numbers >= 0]

    def match(self, expression: str) -> Postings:
        """Return the passages that an FTS5 query finds."""
        sql = "select group_concat(rowid) from passages_fts where passages_fts match ?"
        return from_places(self.connection.execute(sql, (expression,)).fetchone()[0])

    def phrase(self, text: str) -> Postings:
        """Return the passages in which these words stand as typed, one behind the other, whatever the signs between."""
        found = self.match(quoted(text))
        if len(found) > MOST_COMPARED:
            self.loose.append(text)
            return found
        as_typed = _as_typed(text)
        rows = json.dumps((found.at + 1).tolist())
        held = {
            row - 1
            for row, passage in self.connection.execute(
                "select rowid, text from passages where rowid in (select value from json_each(?))", (rows,)
            )
            if as_typed.search(folded(passage))
        }
        keep = [at in held for at in found.at.tolist()]
        return Postings(found.at[keep], found.times[keep])

    def titles_with(self, phrase: str) -> NDArray[np.int32]:
        """Return the numbers of the documents in whose title these words stand as typed."""
        numbers = self.titles(quoted(phrase))
        if not len(numbers) or len(numbers) > MOST_COMPARED:
            return numbers
        rows = json.dumps(self.arrays.row[numbers].tolist())
        sql = "select title from documents where rowid in (select value from json_each(?)) order by rowid"
        as_typed = _as_typed(phrase)
        keep = [bool(as_typed.search(folded(title))) for (title,) in self.connection.execute(sql, (rows,))]
        return numbers[keep]

    def beginning(self, text: str) -> Postings:
        """Return the passages that hold a word with this beginning."""
        words = self.begun(text)
        if words is None:
            return self.match(f"{quoted(text)}*")
        stems = set(self.stems(" ".join(words)))
        several = [self.word(stem) for stem in sorted(stems & self.common)]
        return union([*several, self._of_rare(sorted(stems - self.common))], self.arrays.passages)

    def begun(self, text: str) -> list[str] | None:
        """Return the words with this beginning and itself; None where they are too many, not all letters, or none."""
        beginning = folded(text)
        if not beginning.isalpha():
            return None
        first = bisect_left(self.words, beginning)
        last = bisect_left(self.words, beginning + HIGHEST)
        return [beginning, *self.words[first:last]] if 0 < last - first <= MOST_BEGUN else None

    def expression(self, term: Term) -> str | None:
        """Return a term as an FTS5 query, for the marks in a snippet; None where the index has no word of it."""
        if not self.stems(term.text):
            return None
        if term.kind != "prefix":
            return quoted(term.text)
        words = self.begun(term.text) or []
        return " OR ".join(quoted(word) for word in words[:MOST_MARKED]) or f"{quoted(term.text)}*"


def _as_typed(phrase: str) -> re.Pattern[str]:
    words = re.findall(r"[^\W_]+", folded(phrase))
    return re.compile(r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, words)) + r"(?![^\W_])")


def quoted(text: str) -> str:
    """Return a text as a string of FTS5: its words, one behind the other."""
    return '"' + text.replace('"', " ") + '"'
