"""Spelling: the word of the archive that was most likely meant where one was typed that it does not hold."""

from __future__ import annotations

from bisect import bisect_left

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from ingest.search.index import Index
from ingest.search.prepare import folded
from ingest.search.vocabulary import HIGHEST

SHORTEST = 4  # letters of a word that can be told to be misspelt
TWO_OFF = 7  # letters of a word that can be told to have two mistakes: "clause" is no misspelt "close"
MOST_COMPARED = 12  # words like it that are weighed by how often they occur
# words of questions that no archive need hold, and that nobody misspells
TEXT = """
about above again against always another away back before below between both came come comes down during each either even
ever every find found gave gets give given goes gone here just knew know known least less made make many mean means meant
more most much neither never often once only other over said same says shown since some still take taken tell told took
under until upon went while within without
"""
WELL_SPELT = frozenset(TEXT.split())


def suggestion(index: Index, word: str) -> str | None:
    """Return the word that is one or two letters off and occurs most, None where there is none.

    A word is first sought among those with the same first letter: readers seldom mistake it.
    """
    typed = folded(word)
    if len(typed) < SHORTEST or not typed.isalpha() or typed in WELL_SPELT:
        return None
    if typed in _between(index.words, typed, typed):
        return None
    near = _near(_between(index.words, typed[0], typed[0]), typed) or _near(index.words, typed)
    if not near:
        return None
    least = min(distance for _, distance in near)
    alike = [each for each, distance in near if distance == least]
    return max(alike, key=lambda each: (_held(index, each), each))


def _between(words: list[str], first: str, last: str) -> list[str]:
    return words[bisect_left(words, first) : bisect_left(words, last + HIGHEST)]


def _near(words: list[str], typed: str) -> list[tuple[str, int]]:
    most = 1 if len(typed) < TWO_OFF else 2
    alike = [
        word for word in words if len(word) >= SHORTEST and abs(len(word) - len(typed)) <= most and word.isalpha()
    ]  # figures are not misspelt
    found = extract(typed, alike, scorer=OSA.distance, score_cutoff=most, limit=MOST_COMPARED)
    return [(word, int(distance)) for word, distance, _ in found]


def _held(index: Index, word: str) -> int:
    stems = index.stems(word)
    return len(index.word(stems[0])) if stems else 0
