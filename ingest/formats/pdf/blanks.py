"""Blanks of a page of a PDF that nobody drew: where the letters of what PDFium takes for one word stand apart, a word ends.

Ghostscript sets some blanks of what groff draws by moving the letter behind them, and draws the others.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import pairwise, repeat
from typing import Any

from pypdfium2 import PdfDocument, raw

WORD = re.compile(r"\S+")
ROOM = (
    0.18  # of the height of a letter: room between two letters that is a blank; between those of a word there is none
)
LEAST = 0.5  # points
LONGEST = 60  # letters of a word
MANY = 20  # blanks of which not one is drawn: all are moved to, which PDFium sees


def are_moved(document: PdfDocument) -> bool:
    """Tell a file of the program that moves to the letter behind a blank."""
    return "Ghostscript" in document.get_metadata_value("Producer")


def spans(text_page: Any, signs: str, *, may_be_moved: bool) -> Iterator[tuple[int, int]]:
    """Yield where the words among the signs of a page begin and end; `ONE_AT_A_TIME` is to be held."""
    every = (match.span() for match in WORD.finditer(signs))
    if not (may_be_moved and _has_both(text_page.raw, signs)):
        return every
    box = _Boxes(text_page.raw)
    return (part for start, end in every for part in _parted(box, signs[start:end], start))


def _has_both(page: Any, signs: str) -> bool:
    """Tell a page on which some blanks are drawn, and others are moved to."""
    moved = count = 0
    at = signs.find(" ")
    while at >= 0 and (moved < MANY or moved < count):
        count += 1
        moved += raw.FPDFText_IsGenerated(page, at) == 1
        if 0 < moved < count:
            return True
        at = signs.find(" ", at + 1)
    return False


def _parted(box: _Boxes, word: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of what stands between two blanks."""
    end = start + len(word)
    cuts = box.cuts(start, end) if 1 < len(word) <= LONGEST else []
    if cuts and not _is_spread(word, cuts):
        yield from pairwise([start, *cuts, end])
    else:
        yield start, end


def _is_spread(word: str, cuts: Sequence[int]) -> bool:
    """Tell a word whose letters are all set apart."""
    return word.isupper() if len(word) == len(cuts) + 1 else len(cuts) * 2 > len(word)


class _Boxes:
    """Asked where letters stand with the room that is theirs, each by its number."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._matrix = raw.FS_MATRIX()
        self._boxes = [raw.FS_RECTF() for _ in range(LONGEST)]

    def cuts(self, start: int, end: int) -> list[int]:
        """Return the numbers of the letters that stand apart from the one before them; none in what is turned."""
        boxes = self._boxes[: end - start]
        deque(map(raw.FPDFText_GetLooseCharBox, repeat(self._page), range(start, end), boxes), 0)
        room = [after.left - before.right for before, after in pairwise(boxes)]
        if max(room) <= LEAST:
            return []
        matrix = self._matrix
        raw.FPDFText_GetMatrix(self._page, start, matrix)
        if matrix.b or matrix.c or matrix.a <= 0:
            return []
        least = abs(raw.FPDFText_GetFontSize(self._page, start) * matrix.d) * ROOM
        return [number for number, gap in enumerate(room, start + 1) if gap > least]
