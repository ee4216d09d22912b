"""Evidence: whether the words that a quotation and a text have in common cannot be the same by chance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

ALTERED = 0.34  # of the words of a quotation that may be others; of eight words and more, three
MARGIN = 5.0  # evidence, in natural units, that a variant must have beyond that of one passage among all
# what one more word in its place behind another adds to the evidence. If words stood anywhere it would be the logarithm of how
# many words a passage has, over 4; but they go together in sayings and titles.
IN_A_ROW = 0.7
ROUNDING = 1e-6

Weight = Callable[[str], float]


def may_be(ours: Sequence[str], kept: Sequence[str], weight: Weight, needed: float) -> bool:
    """Tell whether a text in which only `kept` of the words of a quotation stand, in whatever order, may hold the quotation."""
    altered = len(ours) - len(kept)
    if not altered:
        return True
    shown = _evidence(kept, weight) + IN_A_ROW * (len(kept) - 1)
    return altered <= _most_altered(len(ours)) and shown > needed + MARGIN - ROUNDING


def is_enough(ours: list[str], pairs: list[tuple[int, int]], weight: Weight, needed: float) -> bool:
    """Tell whether the words that are the same cannot be so by chance: most of them, some in a row, and rare ones."""
    if len(ours) - len(pairs) > _most_altered(len(ours)):
        return False
    rows = sum((a[0] + 1, a[1] + 1) == b for a, b in pairwise(pairs))
    broken = len(pairs) - 1 - rows
    if rows < len(pairs) // 3:
        return False
    return _evidence((ours[n] for n, _ in pairs), weight) + IN_A_ROW * rows - broken > needed + MARGIN


def _most_altered(count: int) -> float:
    """Return how many of `count` words may be others."""
    return max(count * ALTERED, 3 if count >= 8 else 0)


def _evidence(words: Iterable[str], weight: Weight) -> float:
    return sum(weight(word) for word in dict.fromkeys(words))
