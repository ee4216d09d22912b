"""Copies of documents: the same post in a dump and in an export, the same hearing from two publishers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ingest.ids import join
from ingest.matching.seeds import Corpus
from ingest.matching.shared_words import Shared

LEAST_SHARED = 0.5  # of the words of the longer, in stretches, before two documents are compared as wholes
NEAR = 0.9  # of the words of the longer, to be a near copy
PAIRED = np.uint64(0x9E3779B97F4A7C15)


@dataclass(slots=True)
class DocumentCopy:
    """A document whose words are those of another, which stands for both where sources are counted."""

    table: ClassVar[str] = "document_copies"
    id: str
    document_id: str
    copy_of_id: str
    kind: str
    words_shared: int
    word_share: float


def copies(corpus: Corpus, found: list[Shared], ids: list[str], days: list[Any]) -> Iterator[DocumentCopy]:
    """Yield the documents that are copies of another, each once: the other is the earliest by date, else by place."""
    order = sorted(range(len(ids)), key=lambda n: (days[n][0] or "9999-99", n))
    rank = {document: n for n, document in enumerate(order)}
    ends = np.searchsorted(corpus.documents, np.arange(len(ids) + 1)) if len(corpus.documents) else np.zeros(1)
    places = [int(corpus.bounds[int(end)]) for end in ends]
    near: dict[int, list[int]] = {}
    for (one, other), same in _together(corpus, found).items():
        longer = max(places[one + 1] - places[one], places[other + 1] - places[other])
        if same >= LEAST_SHARED * longer:
            later, earlier = sorted((one, other), key=rank.__getitem__, reverse=True)
            near.setdefault(later, []).append(earlier)
    taken: dict[int, DocumentCopy] = {}
    for document in order:
        origins = sorted({each for each in near.get(document, []) if each not in taken}, key=rank.__getitem__)
        for origin in origins:
            here, there = (corpus.hashes[places[n] : places[n + 1]] for n in (document, origin))
            kind, same = _compare(here, there)
            # what is changed on another day is another text: an edition of rules, a statement made again
            if kind == "copy" or (kind and _may_be_one_day(days[document], days[origin])):
                share = round(same / max(len(here), len(there)), 3)
                id = join(ids[document], "copy")
                taken[document] = DocumentCopy(id, ids[document], ids[origin], kind, same, share)
                break
    yield from (taken[document] for document in sorted(taken))


def _may_be_one_day(one: Any, other: Any) -> bool:
    return one[0] is None or other[0] is None or (one[0] <= other[1] and other[0] <= one[1])


def _together(corpus: Corpus, found: list[Shared]) -> dict[tuple[int, int], int]:
    """Return how many words two documents have in common in shared stretches."""
    counts: dict[tuple[int, int], int] = {}
    for each in found:
        pair = int(corpus.documents[each.first]), int(corpus.documents[each.second])
        counts[pair] = counts.get(pair, 0) + each.same
    return counts


def _compare(one: Any, other: Any) -> tuple[str | None, int]:
    """Return "copy" where all words are the same, "near copy" where most are, and the words that stand in both."""
    if len(one) == len(other) and (one == other).all():
        return "copy", len(one)
    same = _words_in_both(one, other)
    return ("near copy" if same >= NEAR * max(len(one), len(other)) else None), same


def _words_in_both(one: Any, other: Any) -> int:
    """Return how many words stand behind the same word in both: pairs of words are counted, in whatever order."""
    (first, count), (second, times) = (
        np.unique(each[:-1] * PAIRED + each[1:], return_counts=True) for each in (one, other)
    )
    _, here, there = np.intersect1d(first, second, assume_unique=True, return_indices=True)
    return int(np.minimum(count[here], times[there]).sum()) + 1
