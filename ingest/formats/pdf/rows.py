"""Rows of a table on a page of a PDF whose cells are sentences that go on over several lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ingest.formats.page_lines import SENTENCE_END

FEWEST = 3  # rows below the first that are not chance


class Side(NamedTuple):
    """A line of a column: its words, and how far down the page it stands, in tenths of the height of its letters."""

    words: str
    down: int


def rows_of(columns: Sequence[Sequence[Side]]) -> list[int]:
    """Return how far down each row of a table begins; nothing where columns are read one below the other.

    Paragraphs of a table begin side by side, in the same lines of all columns; in columns of prose that is chance. The longest
    cell of a row may end right above the next: there no room says that one begins, but no sentence goes on.
    """
    begins = [set(_begins(column)) for column in columns]
    common, every = set.intersection(*begins), set.union(*begins)
    may = set.intersection(*(set(_may_begin(column)) for column in columns)) & every
    if len(may) > FEWEST and len(may) * 5 >= len(every) * 4:
        common = may
    elif len(common) < FEWEST or len(common) * 3 < min(map(len, begins)) * 2:
        return []
    return [min(column[0].down for column in columns), *sorted(common)]


def usual(column: Sequence[Side]) -> int:
    """Return how far the lines of a column mostly stand from each other."""
    return int(median(below.down - above.down for above, below in pairwise(column))) if len(column) > 1 else 0


def goes_on(above: str, below: str) -> bool:
    """Tell whether a sentence goes on in the line below, or at the top of the next column."""
    last, first = above.rstrip()[-1], below.lstrip()[0]
    return last not in ":;" and not SENTENCE_END.search(above.rstrip()) and (first.islower() or first in ",;)")


def _begins(column: Sequence[Side]) -> Iterator[int]:
    """Yield how far down paragraphs begin below the first: further from the line above than lines are, and no sentence goes on."""
    close, free = usual(column), set(_may_begin(column))
    for above, below in pairwise(column):
        if (below.down - above.down) * 10 > close * 11 and below.down in free:
            yield below.down


def _may_begin(column: Sequence[Side]) -> Iterator[int]:
    """Yield how far down the lines stand in which no sentence goes on."""
    return (below.down for above, below in pairwise(column) if not goes_on(above.words, below.words))
