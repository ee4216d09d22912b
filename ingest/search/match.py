"""Matching: which passages answer a search, and what each of its words is worth.

Where only few passages hold all of the words, those that hold some of them answer too; a sentence of many words is answered
so from the start. Words that stand in very many passages then only help to put the others in order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.search.arrays import Arrays
from ingest.search.index import Index, quoted
from ingest.search.postings import Postings
from ingest.search.query import Query, Term

FEW = 10  # passages with all of the words, below which those with some of them are shown as well
LONG = 5  # words in a row that are read as a question
TOO_COMMON = 0.1  # the share of passages in which a word finds nothing by itself

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Atom:
    """One thing that counts towards the rank: the passages that hold it, the documents with it in their title."""

    postings: Postings
    titles: NDArray[np.int32]


@dataclass(frozen=True)
class Matched:
    """The passages that answer, and by what they are ranked."""

    mask: Mask
    atoms: tuple[Atom, ...]
    all_of_them: Mask | None = None  # where some of the words are enough: the passages that hold every one
    missing: tuple[str, ...] = ()  # words that occur nowhere


def match(index: Index, query: Query, allowed: Mask | None, strict: bool) -> Matched:
    """Return what answers `query` among the passages that are `allowed`; with `strict`, only what holds every word."""
    arrays = index.arrays
    groups: list[list[Atom]] = []
    missing = []
    for group in query.wanted:
        known = [(term, atom) for term in group if (atom := _atom(index, term)) is not None]
        missing += [term.text for term, atom in known if not len(atom.postings) and not len(atom.titles)]
        if known:
            groups.append([atom for _, atom in known])
    unwanted = [atom for term in query.unwanted if (atom := _atom(index, term)) is not None]
    base = np.ones(arrays.passages, bool) if allowed is None else allowed.copy()
    for atom in unwanted:
        base[atom.postings.at] = False
    atoms = tuple(atom for group in groups for atom in group)
    if not groups:
        nothing = bool(query.wanted)  # there were words, and none that the index could know
        return Matched(np.zeros(arrays.passages, bool) if nothing else base, (), missing=tuple(missing))
    masks = [_mask(arrays, group) for group in groups]
    every = np.logical_and.reduce([base, *masks])
    if query.within is not None and len(groups) > 1:
        every &= _near(index, query)
    is_question = len(groups) >= LONG
    enough = not is_question and int(np.count_nonzero(every)) >= FEW
    if strict or len(groups) < 2 or not query.is_plain or enough:
        return Matched(every, atoms, missing=tuple(missing))
    telling = [mask for mask in masks if 0 < np.count_nonzero(mask) <= max(TOO_COMMON * arrays.passages, FEW)]
    some = base & np.logical_or.reduce(telling or masks)
    return Matched(some | every, atoms, every, tuple(missing))


def _atom(index: Index, term: Term) -> Atom | None:
    """Return what holds a term; None where it has nothing that the index calls a word."""
    stems = index.stems(term.text)
    if not stems:
        return None
    expression = quoted(term.text)
    if term.kind == "prefix":
        return Atom(index.beginning(term.text)[0], index.titles(f"{expression}*"))
    if term.kind == "phrase":
        return Atom(index.phrase(term.text), index.titles_with(term.text))
    postings = index.word(stems[0]) if len(stems) == 1 else index.match(expression)
    return Atom(postings, index.titles(expression))


def _mask(arrays: Arrays, group: list[Atom]) -> Mask:
    """Return the passages that hold any of these; the title of a document counts as part of its first passage."""
    mask = np.zeros(arrays.passages, bool)
    for atom in group:
        mask[atom.postings.at] = True
        mask[arrays.first[atom.titles]] = True
    return mask


def _near(index: Index, query: Query) -> Mask:
    """Return the passages in which the words stand close together, as FTS5 counts it."""
    mask = np.zeros(index.arrays.passages, bool)
    words = " ".join(quoted(group[0].text) for group in query.wanted)
    mask[index.match(f"NEAR({words}, {query.within})").at] = True
    return mask
