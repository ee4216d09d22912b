"""A text as it is read when every line end that parts a word or a number is left out: what is withheld is looked for in it too.

A name that is kept back would otherwise be read whole in the passages where a line, or a page, ends in the middle of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import takewhile
from operator import attrgetter

from ingest.formats import hyphenation
from ingest.formats.blocks import Cut
from ingest.parsing.correct import Corrected, correct

# "mem-" "bers", "020 7946-" "0018": whether a word is read whole, or a hyphen is its own, does not matter here
BROKEN = {
    sign: re.compile(rf"{re.escape(sign)}(?<=[^\W_].)[ \t]*\r?[\n\f][ \t]*(?=[^\W_])") for sign in hyphenation.HYPHENS
}


def rejoined(text: str, cuts: Sequence[Cut]) -> Corrected | None:
    """Return `text` without its cuts, and without the line ends behind hyphens; None where it has neither."""
    shapes = [shape for sign, shape in BROKEN.items() if sign in text]
    places = sorted(match.span() for shape in shapes for match in shape.finditer(text))
    broken = [Cut(*place, hyphenation.NAME) for place in places]
    every = [*_apart(merge(cuts, broken, key=attrgetter("start")))]
    return correct(text, (), every) if every else None


def pieces(read: Corrected, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text as received that are read from `start` to `end`: without the page furniture between them."""
    here, last = read.received(start), read.received(end, end=True)
    first = bisect_left(read.cuts, here, key=attrgetter("start"))
    for cut in takewhile(lambda cut: cut.start < last, map(read.cuts.__getitem__, range(first, len(read.cuts)))):
        if cut.name != hyphenation.NAME:
            yield here, cut.start
            here = cut.end
    yield here, last


def _apart(cuts: Iterator[Cut]) -> Iterator[Cut]:
    here = 0
    for cut in cuts:
        if cut.start >= here:
            yield cut
            here = cut.end
