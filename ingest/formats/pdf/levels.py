"""The levels of the headings of a PDF: those of its bookmarks, or the order of their letters by size and weight."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ingest.formats.pdf.heads import Head

NEAR = 0.04  # of their height: how much letters of one size differ
DEEPEST = 6
# "3", "3.2", "3.2.1." before the words of a heading
NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*(?=[.)]?\s)")

Letters = tuple[int, bool, bool, int]  # the rank of their size, lighter, not in capitals, the depth of their number


def levels(found: Sequence[Head]) -> list[int]:
    """Return the level of each heading, from 1."""
    letters = _letters(found)
    by_letters = _of_bookmarks(found, letters)
    if not by_letters:
        ranks = {each: rank for rank, each in enumerate(sorted(set(letters)), 1)}
        return [min(ranks[each], DEEPEST) for each in letters]
    for each in sorted(set(letters)):
        if each not in by_letters:
            larger = [by_letters[other] for other in by_letters if other < each]
            by_letters[each] = max(larger) + 1 if larger else 1
    return [min(head.level or by_letters[each], DEEPEST) for head, each in zip(found, letters, strict=True)]


def _of_bookmarks(found: Sequence[Head], letters: Sequence[Letters]) -> dict[Letters, int]:
    """Return the level that bookmarks give to the headings in some letters."""
    by_letters: dict[Letters, Counter[int]] = defaultdict(Counter)
    for head, each in zip(found, letters, strict=True):
        if head.level:
            by_letters[each][head.level] += 1
    return {each: counted.most_common(1)[0][0] for each, counted in by_letters.items()}


def _letters(found: Sequence[Head]) -> list[Letters]:
    ranks = _ranks(head.height for head in found)
    bare = [(ranks[head.height], not head.is_bold, not head.words.isupper()) for head in found]
    depths = [match[0].count(".") + 1 if (match := NUMBER.match(head.words)) else 0 for head in found]
    fewest: dict[tuple[int, bool, bool], int] = {}
    for each, depth in zip(bare, depths, strict=True):
        if depth:
            fewest[each] = min(fewest.get(each, depth), depth)
    return [(*each, depth or fewest.get(each, 0)) for each, depth in zip(bare, depths, strict=True)]


def _ranks(heights: Iterable[float]) -> dict[float, int]:
    """Return the rank of each height, the largest first; those that hardly differ have the same."""
    ranks: dict[float, int] = {}
    rank, largest = -1, 0.0
    for height in sorted(set(heights), reverse=True):
        if rank < 0 or height < largest * (1 - NEAR):
            rank, largest = rank + 1, height
        ranks[height] = rank
    return ranks
