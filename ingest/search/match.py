"""Matching: which passages answer a search, and what each of its words is worth.

Where only few passages hold all of the words, those that hold some of them answer too; a sentence of many words is answered
so from the start. Words that stand in very many passages then only help to put the others in order, and what is written as
one word or quoted in a long question counts by its words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ingest.search.arrays import Arrays
from ingest.search.common_words import COMMON_WORDS
from ingest.search.index import Index, quoted
from ingest.search.postings import Postings
from ingest.search.query import Query, Term

FEW = 100  # passages with all of the words, below which those with some of them are shown as well
LONG = 5  # words in a row that are read as a question
SIDE_BY_SIDE = 0.3  # of its worth that "file-like" has beside those of "file" and "like"
TOO_COMMON = 0.1  # the share of passages in which a word finds nothing by itself

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Atom:
    """One thing that counts towards the rank: the passages that hold it, the documents with it in their title, its weight."""

    postings: Postings
    titles: NDArray[np.int32]
    weight: float = 1.0


@dataclass(frozen=True)
class Matched:
    """The passages that answer, and by what they are ranked."""

    mask: Mask
    atoms: tuple[Atom, ...]
    all_of_them: Mask | None = None  # where some of the words are enough: the passages that hold every one
    missing: tuple[str, ...] = ()  # words that occur nowhere


@dataclass(frozen=True)
class Group:
    """One of the things wanted: any of its atoms will do. `parts` are the words of one that has several."""

    atoms: tuple[Atom, ...]
    parts: tuple[Atom, ...]
    is_quoted: bool
    missing: tuple[str, ...]  # that occur nowhere


def match(index: Index, query: Query, allowed: Mask | None, strict: bool) -> Matched:
    """Return what answers `query` among the passages that are `allowed`; with `strict`, only what holds every word."""
    arrays = index.arrays
    base = np.ones(arrays.passages, bool) if allowed is None else allowed.copy()
    for term in query.unwanted:
        if (atom := _atom(index, term)) is not None:
            base[atom.postings.at] = False
    is_long = len(query.wanted) > LONG
    groups = [group for terms in telling(query) if (group := _group(index, terms, is_long)) is not None]
    if not groups:  # where there were words, they are none that the index knows
        return Matched(base & (not query.wanted), ())
    missing = tuple(word for group in groups for word in group.missing)
    masks = [_mask(arrays, group.atoms) for group in groups]
    every = np.logical_and.reduce([base, *masks])
    atoms = tuple(atom for group in groups for atom in group.atoms)
    if query.within is not None and len(groups) > 1:
        return Matched(every & _near(index, query), atoms, missing=missing)
    words = sum(1 if group.is_quoted or not group.parts else max(2, len(group.parts)) for group in groups)
    is_question = len(query.wanted) >= LONG
    if strict or words < 2 or (not is_question and int(np.count_nonzero(every)) >= FEW):
        return Matched(every, atoms, missing=missing)
    if sum(not group.is_quoted for group in groups) >= LONG:  # a text with quotations in it: they need not be there
        groups = [replace(group, is_quoted=False) for group in groups]
    some = _some(arrays, groups, masks, base)
    atoms = tuple(atom for group in groups for atom in _by_words(group))
    return Matched(some | every, atoms, every, missing)


def telling(query: Query) -> tuple[tuple[Term, ...], ...]:
    """Return what is wanted without the words that say nothing of what is sought, unless there are no others."""
    if query.within is not None:
        return query.wanted
    shouted = query.typed.isupper()
    words = tuple(terms for terms in query.wanted if not all(_says_nothing(term, shouted) for term in terms))
    return words or query.wanted


def _says_nothing(term: Term, shouted: bool) -> bool:
    """Tell a function word; in capitals among small letters it is a name: IT, US, WHO."""
    is_name = term.text.isupper() and len(term.text) > 1 and not shouted
    return term.kind == "word" and term.text.lower() in COMMON_WORDS and not is_name


def _by_words(group: Group) -> tuple[Atom, ...]:
    """Return what counts where some of the words are enough: each word, and a little that they stand side by side."""
    if not group.parts or group.is_quoted:
        return group.atoms
    return (*group.parts, *(replace(atom, weight=SIDE_BY_SIDE) for atom in group.atoms))


def _some(arrays: Arrays, groups: list[Group], masks: list[Mask], base: Mask) -> Mask:
    """Return the passages that hold some of the words: what is quoted as far as it is there, and any telling word."""
    narrowed = False
    for group, mask in zip(groups, masks, strict=True):
        if group.is_quoted and (base & mask).any():
            base, narrowed = base & mask, True
    loose = [mask for group, mask in zip(groups, masks, strict=True) if not group.is_quoted]
    loose += [_mask(arrays, (part,)) for group in groups if not group.is_quoted for part in group.parts]
    most = max(TOO_COMMON * arrays.passages, FEW)
    rare = [mask for mask in loose if 0 < np.count_nonzero(mask) <= most] or loose
    found = base & np.logical_or.reduce(rare) if rare else base
    return base if narrowed and not found.any() else found


def _group(index: Index, terms: tuple[Term, ...], is_long: bool) -> Group | None:
    """Return one of the things wanted; the words of a phrase are looked up only in a long text, which may do without it."""
    known = [(term, atom) for term in terms if (atom := _atom(index, term)) is not None]
    if not known:
        return None
    missing = tuple(term.text for term, atom in known if not len(atom.postings) and not len(atom.titles))
    has_parts = len(terms) == 1 and (terms[0].kind == "word" or (is_long and terms[0].kind == "phrase"))
    stems = index.stems(terms[0].text) if has_parts else ()
    is_code = terms[0].kind == "word" and any(sign.isdigit() for sign in terms[0].text)
    # the figures of "34.2" or "14/03/2019" say nothing one by one
    apart = [stem for stem in dict.fromkeys(stems) if not is_code or (stem.isalpha() and len(stem) > 1)]
    parts = [Atom(index.word(stem), index.titles(quoted(stem))) for stem in apart]
    is_quoted = any(term.kind == "phrase" for term in terms)
    return Group(tuple(atom for _, atom in known), tuple(parts) if len(stems) > 1 else (), is_quoted, missing)


def _atom(index: Index, term: Term) -> Atom | None:
    """Return what holds a term; None where it has nothing that the index calls a word."""
    stems = index.stems(term.text)
    if not stems:
        return None
    expression = quoted(term.text)
    if term.kind == "prefix":
        return Atom(index.beginning(term.text), index.titles_begun(term.text))
    if term.kind == "phrase":
        return Atom(index.phrase(term.text), index.titles_with(term.text))
    postings = index.word(stems[0]) if len(stems) == 1 else index.match(expression)
    return Atom(postings, index.titles(expression))


def _mask(arrays: Arrays, group: tuple[Atom, ...]) -> Mask:
    """Return the passages that hold any of these; the title of a document counts as part of its first passage."""
    mask = np.zeros(arrays.passages, bool)
    for atom in group:
        atom.postings.mark(mask)
        mask[arrays.first[atom.titles]] = True
    return mask


def _near(index: Index, query: Query) -> Mask:
    """Return the passages in which the words stand close together, as FTS5 counts it."""
    mask = np.zeros(index.arrays.passages, bool)
    words = " ".join(quoted(group[0].text) for group in query.wanted)
    mask[index.match(f"NEAR({words}, {query.within})").at] = True
    return mask
