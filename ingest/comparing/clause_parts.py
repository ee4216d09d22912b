"""Clauses that were split or merged: one of one edition whose words are those of several in a row of the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set

from rapidfuzz.distance import Indel

from ingest.matching.diff import alike

FEWEST_WORDS = 4  # that tell a clause from others without its number: "Repealed." does not
MOST_CANDIDATES = 5
ALIKE = 0.7  # share of the words of a clause
ALIKE_TOGETHER = 0.85  # of a whole and its parts
APART = 0.05  # by which the best candidate must be better than the second


def run(whole: tuple[str, ...], words: list[tuple[str, ...]], first: int, left: dict[int, None]) -> list[int]:
    """Return the clauses from `first` on that make up `whole`; none if they do not, or if it is one alone."""
    at, n = 0, first
    while at < len(whole) and n in left and words[n] and whole[at : at + len(words[n])] == words[n]:
        at, n = at + len(words[n]), n + 1
    return list(range(first, n)) if at == len(whole) and n - first > 1 else []


def parts_of(
    whole: tuple[str, ...], shared: Counter[int], words: list[tuple[str, ...]], left: dict[int, None]
) -> list[int]:
    """Return the one row of clauses left that a whole is made of, among those that share words with it; else none."""
    rows = [(_together(whole, [words[n] for n in row]), row) for row in _rows(set(most_alike(shared)) & left.keys())]
    likeness, found = max(rows, default=(0.0, []))
    if not likeness or any(score > likeness - APART and found[0] not in row for score, row in rows):
        return []
    return found


def most_alike(shared: Counter[int]) -> list[int]:
    """Return the few clauses that have the most in common with one."""
    return sorted(shared, key=lambda n: (-shared[n], n))[:MOST_CANDIDATES]


def _rows(places: Set[int]) -> Iterator[list[int]]:
    """Yield every row of two places or more that follow one upon the other."""
    for first in sorted(places):
        last = first + 1
        while last in places:
            yield list(range(first, last + 1))
            last += 1


def _together(whole: tuple[str, ...], parts: list[tuple[str, ...]]) -> float:
    """Return how alike clauses in a row are to a whole of which they are the parts, but for a few words; 0 if they are not."""
    together = [word for part in parts for word in part]
    likeness = Indel.normalized_similarity(whole, together)
    if likeness < ALIKE_TOGETHER or any(len(part) < FEWEST_WORDS for part in parts):
        return 0.0
    if any(Indel.normalized_similarity(whole, part) > likeness - APART for part in parts):
        return 0.0
    owner = [n for n, part in enumerate(parts) for _ in part]
    same = Counter(owner[at] for _, at in alike(whole, together))
    return likeness if all(same[n] >= ALIKE * len(part) for n, part in enumerate(parts)) else 0.0
