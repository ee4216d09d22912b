"""Rank: how well each document and each passage answers.

Both are scored by BM25 (Robertson and Zaragoza 2009), a document as one text with its title counting more, then with the best
of its passages; the words of the best few standing close together lifts them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.search.arrays import SATURATION, Arrays, Numbers
from ingest.search.match import Atom

TITLE = 2.0  # times that a word in the title counts
BEST_PASSAGE = 0.1  # what the best passage adds to the score of its document
EVERY_WORD = 0.1  # of its score that is added to what holds every word in one passage
DENSE = 8  # a word in one of so many passages is scored in all of them at once


@dataclass(frozen=True)
class Scores:
    """The score of every passage and every document."""

    passages: Numbers
    documents: Numbers


def score(arrays: Arrays, atoms: tuple[Atom, ...], mask: Numbers) -> Scores:
    """Return the scores by all `atoms`; that of a document takes its best passage among those in `mask`."""
    passages = np.zeros(arrays.passages, np.float32)
    documents = np.zeros(arrays.documents, np.float32)
    for atom in atoms:
        _add(arrays, atom, passages, documents)
    return Scores(passages, documents + np.float32(BEST_PASSAGE) * _best(arrays, passages, mask))


def with_every_word(arrays: Arrays, scores: Scores, every: Numbers) -> Scores:
    """Return the scores with those lifted of the passages in `every`, and of their documents."""
    lift = np.where(every, np.float32(1 + EVERY_WORD), np.float32(1))
    return Scores(scores.passages * lift, scores.documents * arrays.best_of_documents(lift))


def _best(arrays: Arrays, passages: Numbers, mask: Numbers) -> Numbers:
    """Return the score of the best passage of each document among those in `mask`."""
    if np.count_nonzero(mask) * DENSE > arrays.passages:
        return arrays.best_of_documents(passages * mask)
    at, best = np.flatnonzero(mask), np.zeros(arrays.documents, np.float32)
    if len(at):
        documents = arrays.document[at]
        first = np.flatnonzero(np.diff(documents, prepend=-1))
        best[documents[first]] = np.maximum.reduceat(passages[at], first)
    return best


def _add(arrays: Arrays, atom: Atom, passages: Numbers, documents: Numbers) -> None:
    if len(atom.postings):
        weight = np.float32(atom.weight) * _rarity(len(atom.postings), arrays.passages)
        if len(atom.postings) * DENSE > arrays.passages:
            dense = atom.postings.in_every(arrays.passages)
            counts = dense.astype(np.float32)
            counts /= counts + arrays.passage_norm
            counts *= weight
            passages += counts
            held = arrays.of_documents(dense, np.float32)
        else:
            at, counts = atom.postings.at, atom.postings.times.astype(np.float32)
            passages[at] += weight * counts / (counts + arrays.passage_norm[at])
            held = np.bincount(arrays.document[at], counts, arrays.documents).astype(np.float32)
    else:
        held = np.zeros(arrays.documents, np.float32)
    held[atom.titles] += np.float32(TITLE)
    passages[arrays.first[atom.titles]] += np.float32(0.01)  # a title found leads to where its document begins
    weight = np.float32(atom.weight) * _rarity(int(np.count_nonzero(held)), arrays.documents)
    documents += weight * held / (held + arrays.document_norm)


def _rarity(held: int, total: int) -> np.float32:
    """Return what a word is worth that `held` of `total` have (idf, never below 0), with the factor of BM25."""
    return np.float32((SATURATION + 1) * np.log(1 + (total - held + 0.5) / (held + 0.5)))
