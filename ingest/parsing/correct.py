"""Corrections: the parser reads the corrected text, the archive holds the text as received.

Page furniture is left out of what the parser reads in the same way.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter

from ingest.declarations.source import CorrectionHint
from ingest.errors import DeclarationError
from ingest.formats.blocks import Cut

LONGEST = 500  # signs of a correction that are looked for written otherwise
# signs that a keyboard has one of, and a file may have any of
ALIKE = ("['’‘`´ʼ]", '["“”„«»]', "[-‐‑‒–—−]", "\\s")


@dataclass(frozen=True, slots=True)
class Corrected:
    """A corrected text, and the way back from its offsets to those of the text as received.

    `spans` are the corrected stretches as received: start, end and the correction; `cuts` the page furniture that is
    left out. `_pieces` are, in order, the place in the corrected text and in the received one where an untouched
    stretch begins, and its length.
    """

    text: str
    spans: list[tuple[int, int, CorrectionHint]]
    cuts: list[Cut] = field(default_factory=list)
    _pieces: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        """Tell whether the text is read just as it was received."""
        return not self.spans and not self.cuts

    def received(self, offset: int, end: bool = False) -> int:
        """Return the place in the text as received; a place inside a corrected stretch is its start, or its end."""
        if self.is_same:
            return offset
        # an end at the border of two stretches belongs to the one before it
        after = bisect_left(self._pieces, (offset,)) if end else bisect_right(self._pieces, (offset, 1 << 62, 0))
        index = max(0, after - 1)
        here, there, length = self._pieces[index]
        if offset <= here + length:
            return there + offset - here
        return self._pieces[index + 1][1] if end else there + length

    def corrected(self, offset: int, end: bool = False) -> int:
        """Return the place in the corrected text; one inside a corrected stretch is where that begins, or ends."""
        if self.is_same:
            return offset
        after = bisect_left if end else bisect_right
        index = max(0, after(self._pieces, offset, key=itemgetter(1)) - 1)
        here, there, length = self._pieces[index]
        if offset <= there + length:
            return here + offset - there
        return self._pieces[index + 1][0] if end else here + length


def correct(text: str, corrections: tuple[CorrectionHint, ...], cuts: Sequence[Cut] = ()) -> Corrected:
    """Apply the corrections to `text`, and leave out the page furniture that does not overlap them.

    Raises DeclarationError where the `before` of a correction does not stand exactly once.
    """
    spans = sorted(((_place(text, each), each) for each in corrections), key=itemgetter(0))
    found = [(start, start + len(each.before), each) for start, each in spans]
    for (_, end, _), (start, _, each) in pairwise(found):
        if start < end:
            raise DeclarationError(f"corrections: `{each.before}` overlaps another correction; join the two.")
    cuts = list(_apart(cuts, found))
    edits = [(start, end, each.after) for start, end, each in found] + [
        (each.start, each.end, each.reads) for each in cuts
    ]
    return Corrected(*_edited(text, sorted(edits), found, cuts))


def _apart(cuts: Sequence[Cut], spans: Sequence[tuple[int, int, CorrectionHint]]) -> Iterator[Cut]:
    """Yield the cuts that no correction overlaps."""
    begins = [start for start, _, _ in spans]
    for cut in cuts:
        index = bisect_left(begins, cut.end) - 1
        if index < 0 or spans[index][1] <= cut.start:
            yield cut


def _edited(
    text: str, edits: Iterable[tuple[int, int, str]], spans: list[tuple[int, int, CorrectionHint]], cuts: list[Cut]
) -> tuple[str, list[tuple[int, int, CorrectionHint]], list[Cut], list[tuple[int, int, int]]]:
    parts: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    here = there = 0
    for start, end, after in edits:
        pieces.append((here, there, start - there))
        parts += [text[there:start], after]
        here += start - there + len(after)
        there = end
    pieces.append((here, there, len(text) - there))
    return "".join([*parts, text[there:]]), spans, cuts, pieces


def _place(text: str, correction: CorrectionHint) -> int:
    count = text.count(correction.before)
    if count != 1:
        remedy = _nearly(text, correction.before) if not count else "give more of the words around it"
        raise DeclarationError(f"corrections: `{correction.before}` stands {count} times in the file; {remedy}.")
    return text.index(correction.before)


def _nearly(text: str, before: str) -> str:
    """Return what to do about words that stand nowhere: often it is their quotation marks, or where a line ends."""
    fits = (next((signs for signs in ALIKE if re.fullmatch(signs, sign)), re.escape(sign)) for sign in before)
    found = re.search("".join(fits), text) if len(before) <= LONGEST else None
    return f"it is written `{found[0]}` there; copy it from the file" if found else "check its spelling"
