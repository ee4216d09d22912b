"""Lines of a page of a PDF: an empty line where there is more room than between two lines of a paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median_low

from ingest.formats.pdf.columns import Spaced, one_below_the_other
from ingest.formats.pdf.rows import goes_on

CLOSE = 14  # tenths: the distance of lines that are set close
FEW = 8
NEARER = 1.25  # times: lines of a paragraph are so much nearer than paragraphs
MANY = 12  # lines that tell whether all are set alike
EXACT = 1.2  # times their distance: more room is no chance there
NO_TEXT = (*range(32), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
CLEAN: dict[int, str] = dict.fromkeys(NO_TEXT, "\ufffd") | {
    0x09: " ", 0x0A: "\n", 0x0B: " ", 0x0C: " ", 0x0D: " ",
}  # fmt: skip
# "the  kettle   in": stretched to the margin; more room parts cells
STRETCHED = re.compile(r"(?<=\S) {2,3}(?=\S)")


def clean(words: str) -> str:
    """Return words without control characters and halves of signs, which no text can hold."""
    return words.translate(CLEAN)


def lined(pages: Sequence[Sequence[Spaced]]) -> list[str]:
    """Return the text of pages, with empty lines only where paragraphs may end."""
    measured = [
        [
            (STRETCHED.sub(" ", line), distance)
            for line, distance in one_below_the_other([(clean(words), down) for words, down in page])
        ]
        for page in pages
    ]
    going_on = [each for page in measured for each in _going_on(page)]
    usual = _usual(measured, going_on)
    least = usual * EXACT if _is_exact(going_on, usual) else usual * 1.2 + 1
    return ["\n".join(_spaced(page, least)) for page in measured]


def _usual(pages: Sequence[Sequence[Spaced]], going_on: Sequence[int]) -> int:
    """Return the distance of two lines of a paragraph: the most frequent one, the smaller of two; at most CLOSE in a few.

    Where most paragraphs are a line, that is the distance of paragraphs: lines in which a sentence goes on are nearer.
    """
    distances = Counter(distance for page in pages for _, distance in page[1:])
    if not distances:
        return CLOSE
    most = max(distances.values())
    usual = min(distance for distance, count in distances.items() if count * 2 >= most)
    if going_on and (near := median_low(going_on)) * NEARER < usual:
        usual = near
    return min(usual, CLOSE) if distances.total() < FEW else usual


def _going_on(page: Sequence[Spaced]) -> Iterator[int]:
    """Yield how far lines in which a sentence goes on stand from the one above."""
    for (above, _), (below, distance) in pairwise(page):
        if above.strip() and below.strip() and goes_on(above, below):
            yield distance


def _is_exact(going_on: Sequence[int], usual: int) -> bool:
    """Tell a text of which nearly all lines in which a sentence goes on stand as far from the one above as the usual ones."""
    return len(going_on) >= MANY and sum(abs(each - usual) <= 1 for each in going_on) * 10 >= len(going_on) * 9


def _spaced(page: Sequence[Spaced], least: float) -> Iterator[str]:
    for index, (line, distance) in enumerate(page):
        if index and distance > least:
            yield ""
        yield line
