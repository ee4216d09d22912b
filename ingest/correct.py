"""Corrections: the parser reads the corrected text, the archive holds the text as received."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from ingest.declare import CorrectionHint
from ingest.errors import DeclarationError


@dataclass(frozen=True, slots=True)
class Corrected:
    """A corrected text, and the way back from its offsets to those of the text as received.

    `spans` are the corrected stretches as received: start, end and the correction. `_pieces` are, in order, the place
    in the corrected text and in the received one where an untouched stretch begins, and its length.
    """

    text: str
    spans: list[tuple[int, int, CorrectionHint]]
    _pieces: list[tuple[int, int, int]]

    def received(self, offset: int, end: bool = False) -> int:
        """Return the place in the text as received; a place inside a corrected stretch is its start, or its end."""
        if not self.spans:
            return offset
        # an end at the border of two stretches belongs to the one before it
        after = bisect_left(self._pieces, (offset,)) if end else bisect_right(self._pieces, (offset, 1 << 62, 0))
        index = max(0, after - 1)
        here, there, length = self._pieces[index]
        if offset <= here + length:
            return there + offset - here
        return self._pieces[index + 1][1] if end else there + length


def correct(text: str, corrections: tuple[CorrectionHint, ...]) -> Corrected:
    """Apply the corrections to `text`. Raises DeclarationError where `before` does not stand exactly once."""
    spans = sorted(((_place(text, each), each) for each in corrections), key=lambda span: span[0])
    parts: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    here = there = 0
    found: list[tuple[int, int, CorrectionHint]] = []
    for start, each in spans:
        if start < there:
            raise DeclarationError(f"corrections: `{each.before}` overlaps another correction; join the two.")
        pieces.append((here, there, start - there))
        parts += [text[there:start], each.after]
        here += start - there + len(each.after)
        there = start + len(each.before)
        found.append((start, there, each))
    pieces.append((here, there, len(text) - there))
    return Corrected("".join([*parts, text[there:]]), found, pieces)


def _place(text: str, correction: CorrectionHint) -> int:
    count = text.count(correction.before)
    if count != 1:
        remedy = "check its spelling" if not count else "give more of the words around it"
        raise DeclarationError(f"corrections: `{correction.before}` stands {count} times in the file; {remedy}.")
    return text.index(correction.before)
