"""The index of an archive as search reads it: the passages of a word, of a phrase, of every word with a beginning.

A word is taken as the index takes it, with its endings off. The words of a phrase must stand as they were typed, which only the
passages themselves can tell.
"""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections import OrderedDict
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from ingest.search.arrays import load
from ingest.search.postings import Postings, from_places, union, unpacked
from ingest.search.prepare import folded
from ingest.search.query import Term
from ingest.search.stems import Stems
from ingest.search.vocabulary import Vocabulary
from ingest.writing.fulltext import WHOLE_WORDS

MOST_KEPT = 64  # words whose postings are kept unpacked, and as many whose titles are
MOST_BEGUN = 5_000  # words with a beginning that are looked up one by one
MOST_COMPARED = 5_000  # passages that are read to see whether a phrase stands there as typed
SECONDS = 2.0  # for all that is asked of SQLite in one search
MOST_MARKED = 60


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
        self.whole = Stems(WHOLE_WORDS).of
        self.titles = lru_cache(MOST_KEPT)(self._titles)
        self._rare = lru_cache(MOST_KEPT)(lambda stem: self._of_rare([stem]))

    def start(self) -> None:
        """Give the search that begins here its time."""
        self.until = time.monotonic() + SECONDS
        self.loose = []

    @property
    def words(self) -> list[str]:
        """Return every word that occurs, in order, in small letters."""
        return self.vocabulary.words

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return every word that occurs."""
        kept = dict(
            self.connection.execute("select name, value from search_arrays where name in ('words', 'stems', 'stem')")
        )
        words, stems = (kept[name].decode().split("\n") if kept[name] else [] for name in ("words", "stems"))
        return Vocabulary(words, stems, np.frombuffer(kept["stem"], "<u4"))

    def word(self, stem: str) -> Postings:
        """Return the passages that hold a word in any of its endings."""
        if stem not in self.common:
            return self._rare(stem)
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
        keep = np.isin(found.at, self._where(_as_typed(text), found.at))
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
        begun = self._begun(text)
        if begun is None:
            return self.match(f"{quoted(text)}*")
        alone, shared = self.vocabulary.stems_of(begun)
        found = self._of_stems(alone)
        if not shared:
            return found
        # some of their endings make other words, which only the passages themselves can tell
        others = self._of_stems(shared)
        held = np.zeros(self.arrays.passages, bool)
        held[found.at] = True
        return union([found, self._with_beginning(text, others, held)], self.arrays.passages)

    def _of_stems(self, stems: list[str]) -> Postings:
        """Return the passages that hold any of these words."""
        common = [self.word(stem) for stem in stems if stem in self.common]
        return union([*common, self._of_rare([s for s in stems if s not in self.common])], self.arrays.passages)

    def _with_beginning(self, text: str, found: Postings, known: NDArray[np.bool_]) -> Postings:
        """Return of the passages found those that are known to hold a word with this beginning, or do when they are read."""
        asked = found.at[~known[found.at]]
        if len(asked) > MOST_COMPARED:
            self.loose.append(text)
            return found
        held = known.copy()
        held[self._where(re.compile(rf"(?<![^\W_]){re.escape(self._bare(text))}"), asked)] = True
        keep = held[found.at]
        return Postings(found.at[keep], found.times[keep])

    def _where(self, pattern: re.Pattern[str], passages: NDArray[np.int32]) -> list[int]:
        """Return those of the passages in whose text a pattern is found."""
        sql = "select rowid, text from passages where rowid in (select value from json_each(?))"
        rows = self.connection.execute(sql, (json.dumps((passages + 1).tolist()),))
        return [row - 1 for row, passage in rows if pattern.search(folded(passage))]

    def written(self, pattern: str, words: str, most: int) -> str | None:
        """Return how these words are written where a pattern fits, in the first `most` of the passages that hold them."""
        looked_for = re.compile(pattern)
        sql = "select text from passages where rowid in (select value from json_each(?)) order by rowid"
        at = (self.match(quoted(words)).at[:most] + 1).tolist()
        texts = (folded(text) for (text,) in self.connection.execute(sql, (json.dumps(at),)))
        return next((found[0] for text in texts if (found := looked_for.search(text))), None)

    def titles_begun(self, text: str) -> NDArray[np.int32]:
        """Return the numbers of the documents in whose title there is a word with this beginning."""
        if len(self.whole(text)) != 1:
            return self.titles(f"{quoted(text)}*")
        beginning, (every, starts) = self._bare(text), self._every_title
        places, at = [], every.find(beginning)
        while at >= 0:
            if at == 0 or not every[at - 1].isalnum():
                places.append(at)
            at = every.find(beginning, at + 1)
        return np.unique(np.searchsorted(starts, places, "right") - 1).astype(np.int32)

    @cached_property
    def _every_title(self) -> tuple[str, NDArray[np.int64]]:
        """Return the titles of all documents one below the other, and where each begins."""
        held = dict(self.connection.execute("select rowid, title from documents"))
        titles = [folded(held[row] or "") + "\n" for row in self.arrays.row.tolist()]
        return "".join(titles), np.cumsum([0, *map(len, titles)])[:-1]

    def _bare(self, text: str) -> str:
        """Return the one word of a text as `folded` has it, without signs beside it."""
        return folded(self.whole(text)[0])

    def _begun(self, text: str) -> range | None:
        """Return which words have this beginning; None where they are too many, or where it is more than one word."""
        parts = self.whole(text)
        found = self.vocabulary.begun(parts[0]) if len(parts) == 1 else None
        return found if found is not None and len(found) <= MOST_BEGUN else None

    def begun(self, text: str) -> list[str]:
        """Return the words with this beginning, none where they are too many."""
        found = self._begun(text)
        return self.vocabulary.words[found.start : found.stop] if found else []

    def expression(self, term: Term) -> str | None:
        """Return a term as an FTS5 query, for the marks in a snippet; None where the index has no word of it."""
        if not self.stems(term.text):
            return None
        if term.kind != "prefix":
            return quoted(term.text)
        words = self.begun(term.text)
        return " OR ".join(quoted(word) for word in words[:MOST_MARKED]) or f"{quoted(term.text)}*"


def _as_typed(phrase: str) -> re.Pattern[str]:
    words = re.findall(r"[^\W_]+", folded(phrase))
    return re.compile(r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, words)) + r"(?![^\W_])")


def quoted(text: str) -> str:
    """Return a text as a string of FTS5: its words, one behind the other."""
    return '"' + text.replace('"', " ") + '"'
