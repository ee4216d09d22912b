"""One search from what was typed to what is shown: read, matched, ranked, counted, cut into pages."""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from ingest.search import examples, facets, narrow, rank, spelling
from ingest.search.close import MOST, lifted
from ingest.search.fault import TOO_LONG
from ingest.search.index import Index
from ingest.search.match import Matched, match, telling
from ingest.search.query import Query, read, told
from ingest.search.show import Marking, shown
from ingest.search.written import as_written, put

SORTS = ("relevance", "newest", "oldest")
GROUPS = ("documents", "passages")
PAGE_SIZE = 20
MOST_ON_A_PAGE = 200
PASSAGES_SHOWN = 3  # of one document
OF_DOCUMENT = np.float32(0.25)  # of the score of its document that counts for a passage
KEPT = 200  # answers remembered; the archive does not change while it is served
MOST_NOWHERE = 5  # words of which it is said that they occur nowhere
LOOSE = "“{}” stands in so many passages that other endings of its words were not told apart."


@dataclass(frozen=True)
class Asked:
    """All that an address says: what was typed, the facets chosen, the order, the page."""

    q: str = ""
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: str = "relevance"
    page: int = 1
    size: int = PAGE_SIZE
    group: str = "documents"
    every_word: bool = False


@dataclass(frozen=True)
class Found:
    """What came of a search. `results` are documents, best first, each with its best passages."""

    asked: Asked
    query: Query
    told: str = ""
    notes: tuple[str, ...] = ()
    total: int = 0
    documents: int = 0
    with_every_word: int | None = None  # passages, where those with some of the words are shown too
    suggestion: str | None = None
    facets: dict[str, facets.Values] = field(default_factory=dict)
    results: tuple[dict[str, Any], ...] = ()

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        count = self.documents if self.asked.group == "documents" else self.total
        return -(-count // self.asked.size)


class Engine:
    """An archive ready to be searched, from one thread at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.index = Index(connection)
        self._kept: OrderedDict[Asked, Found] = OrderedDict()

    def search(self, asked: Asked) -> Found:
        """Return what is found; whatever is typed, there is an answer."""
        if asked in self._kept:
            self._kept.move_to_end(asked)
            return self._kept[asked]
        query = read(asked.q)
        if query.is_empty and not asked.chosen:
            return Found(asked, query, notes=query.notes)
        self.index.start()
        try:
            found = self._search(asked, *as_written(self.index, query))
        except sqlite3.OperationalError as error:
            if "interrupted" not in str(error):
                raise
            return Found(asked, query, told(query), (*query.notes, TOO_LONG))
        self._kept[asked] = found
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return found

    @cached_property
    def examples(self) -> tuple[tuple[str, str], ...]:
        """Return what may be typed to narrow a search, each with what it finds: words that find something in this archive."""
        self.index.start()
        return examples.of(self.index)

    def order(self, asked: Asked) -> list[int]:
        """Return the rowids of every passage found, in order, for those who want all of them.

        Raises sqlite3.OperationalError where that takes too long: some of them would look like all.
        """
        query = read(asked.q)
        if query.is_empty and not asked.chosen:
            return []
        self.index.start()
        matched, _ = self._match(asked, as_written(self.index, query)[0])
        return [int(at) + 1 for at in self._passages(asked, matched, self._scores(matched))]

    def _match(self, asked: Asked, query: Query) -> tuple[Matched, list[str]]:
        allowed, notes = narrow.allowed(self.index, query.filters, dict(asked.chosen))
        return match(self.index, query, allowed, asked.every_word), notes

    def _scores(self, matched: Matched) -> rank.Scores:
        scores = rank.score(self.index.arrays, matched.atoms, matched.mask)
        if matched.all_of_them is None:
            return scores
        return rank.with_every_word(self.index.arrays, scores, matched.all_of_them)

    def _search(self, asked: Asked, query: Query, written: tuple[str, ...]) -> Found:
        arrays = self.index.arrays
        matched, notes = self._match(asked, query)
        held = arrays.of_documents(matched.mask.view(np.uint8), np.int32)
        some = matched.all_of_them is not None
        found = Found(
            asked,
            query,
            told(replace(query, wanted=telling(query)), some),
            (
                *query.notes,
                *written,
                *notes,
                *_nowhere(matched),
                *(LOOSE.format(phrase) for phrase in self.index.loose),
            ),
            int(held.sum()),
            int(np.count_nonzero(held)),
            int(np.count_nonzero(matched.all_of_them)) if matched.all_of_them is not None else None,
            self._suggestion(query, matched),
            facets.facets(arrays, matched.mask, held),
        )
        found = replace(found, asked=replace(asked, page=max(1, min(asked.page, found.pages))))
        scores = self._scores(matched)
        return replace(found, results=tuple(self._results(found.asked, query, matched, scores, held)))

    def _suggestion(self, query: Query, matched: Matched) -> str | None:
        """Return the query with the words that occur nowhere spelt as the archive spells them."""
        spelt = query.typed
        for word in matched.missing:
            meant = spelling.suggestion(self.index, word)
            if meant:
                spelt = put(spelt, word, meant)
        return spelt if spelt != query.typed else None

    def _results(
        self, asked: Asked, query: Query, matched: Matched, scores: rank.Scores, held: Any
    ) -> list[dict[str, Any]]:
        first = (asked.page - 1) * asked.size
        marking = Marking(self.index, query)
        if asked.group == "passages":
            at = self._passages(asked, matched, scores, first + asked.size)[first : first + asked.size]
            by = self._of_passages(scores, np.array(at, np.int64))
            rows = [
                (int(self.index.arrays.document[one]), [one], float(score)) for one, score in zip(at, by, strict=True)
            ]
        else:
            documents = self._documents(asked, matched, scores, held, first + asked.size, marking)
            some = documents[first : first + asked.size]
            rows = [(n, self._best(n, matched, scores), float(scores.documents[n])) for n in some]
        return shown(self.index, rows, held, scores, marking)

    def _documents(
        self, asked: Asked, matched: Matched, scores: rank.Scores, held: Any, count: int, marking: Marking
    ) -> list[int]:
        """Return the documents that are found, in order, as far as the page asks for."""
        arrays = self.index.arrays
        found = np.flatnonzero(held)
        if asked.sort != "relevance":
            date = arrays.date[found].astype(np.int64)
            last = np.where(date == 0, 99_999_999, date if asked.sort == "oldest" else -date)
            return [int(n) for n in found[np.lexsort((found, -scores.documents[found], last))][:count]]
        top = _top(found, scores.documents[found], max(count, MOST))
        best = {n: self._best(n, matched, scores)[0] for n in top[:MOST]}
        whole = marking.whole if len(matched.atoms) > 1 else None
        return lifted(self.index, top, best, scores.documents, whole, len(matched.atoms))[:count]

    def _best(self, document: int, matched: Matched, scores: rank.Scores) -> list[int]:
        """Return the best passages of a document that are found."""
        arrays = self.index.arrays
        first = int(arrays.first[document])
        last = int(arrays.first[document + 1]) if document + 1 < arrays.documents else arrays.passages
        at = np.flatnonzero(matched.mask[first:last]) + first
        return [int(one) for one in at[np.argsort(-scores.passages[at], kind="stable")][:PASSAGES_SHOWN]]

    def _of_passages(self, scores: rank.Scores, at: Any) -> Any:
        """Return what passages are put in order by: their own score, and something of that of their document."""
        return scores.passages[at] + OF_DOCUMENT * scores.documents[self.index.arrays.document[at]]

    def _passages(self, asked: Asked, matched: Matched, scores: rank.Scores, count: int | None = None) -> list[int]:
        """Return the passages that are found, in order."""
        arrays = self.index.arrays
        at = np.flatnonzero(matched.mask)
        of = arrays.document[at]
        score = self._of_passages(scores, at)
        if asked.sort == "relevance":
            return _top(at, score, len(at) if count is None else count)
        date = arrays.date[of].astype(np.int64)
        last = np.where(date == 0, 99_999_999, date if asked.sort == "oldest" else -date)
        return [int(one) for one in at[np.lexsort((at, -score, last))][:count]]


def _nowhere(matched: Matched) -> list[str]:
    """Return a sentence about each word that occurs nowhere, where others found something."""
    if not matched.mask.any():
        return []
    return [f"“{word}” stands nowhere here." for word in dict.fromkeys(matched.missing[:MOST_NOWHERE])]


def _top(numbers: Any, scores: Any, count: int) -> list[int]:
    """Return the `count` numbers with the highest scores, of two alike the lower number first."""
    if count < len(numbers):
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        kept = scores >= least
        numbers, scores = numbers[kept], scores[kept]
    return [int(n) for n in numbers[np.lexsort((numbers, -scores))][:count]]
