"""The letters of the text of a PDF: how large most of them are, whether they are heavy, and how far its lines stand from each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.formats.pdf.faces import Drawn

NEAR = 0.06  # of their height: how much letters of one size differ
MOSTLY = 0.5  # of all letters are of the size of the text at least; in what OCR has read sizes say nothing
WORDY = 60  # letters of a line of text that is full


class Standing(NamedTuple):
    """A line of a text: its place, its words, the number of its page, and how it is drawn where it stands by itself."""

    start: int
    end: int
    words: str
    page: int
    drawn: Drawn | None


class Body(NamedTuple):
    """The letters of most of a text: their height, and the distance of lines; a height of 0 where no size is that of the text."""

    height: float
    is_bold: bool
    is_typed: bool
    leading: float
    is_italic: bool = False


def body_of(lines: Sequence[Standing]) -> Body:
    """Return what the letters of the text are."""
    letters: Counter[float] = Counter()
    for line in lines:
        if line.drawn:
            letters[round(line.drawn.height, 1)] += len(line.drawn.words)
    if not letters:
        return Body(0.0, False, False, 0.0)
    height = max(letters, key=lambda each: (letters[each], -each))
    of_text = [line.drawn for line in lines if line.drawn and abs(line.drawn.height - height) <= height * NEAR]
    count = sum(len(each.words) for each in of_text)
    if count < letters.total() * MOSTLY:
        return Body(0.0, False, False, 0.0)
    bold = sum(len(each.words) for each in of_text if each.is_bold)
    typed = sum(len(each.words) for each in of_text if each.is_typed)
    italic = sum(len(each.words) for each in of_text if each.is_italic)
    return Body(height, bold * 2 > count, typed * 2 > count, _leading(lines, height), italic * 3 > count)


def _leading(lines: Sequence[Standing], height: float) -> float:
    """Return how far lines stand from each other in which a sentence goes on; where none does, the least that lines do."""
    downs: Counter[float] = Counter()
    least = height * 3
    for above, below in pairwise(lines):
        down = distance(above, below)
        if down is not None and height / 2 < down < height * 3:
            least = min(least, down)
            downs[round(down, 1)] += below.words[0].islower() and len(above.words) >= WORDY
    most = max(downs.values(), default=0)
    return min(down for down, count in downs.items() if count == most) if most else least


def distance(above: Standing, below: Standing) -> float | None:
    """Return how far a line stands below another; None where that is not known, or it stands elsewhere."""
    if above.drawn is None or below.drawn is None or above.page != below.page:
        return None
    down = above.drawn.line - below.drawn.line
    return down if down > 0 else None
