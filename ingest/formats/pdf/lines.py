"""Lines of a page of a PDF: an empty line where there is more room than between two lines of a paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.formats.pdf.columns import Spaced, one_below_the_other

CLOSE = 14  # tenths: the distance of lines that are set close
FEW = 8
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
    usual = _usual(measured)
    return ["\n".join(_spaced(page, usual)) for page in measured]


def _usual(pages: Sequence[Sequence[Spaced]]) -> int:
    """Return the distance of two lines of a paragraph: the most frequent one, the smaller of two; at most CLOSE in a few."""
    distances = Counter(distance for page in pages for _, distance in page[1:])
    if not distances:
        return CLOSE
    most = max(distances.values())
    usual = min(distance for distance, count in distances.items() if count * 2 >= most)
    return min(usual, CLOSE) if distances.total() < FEW else usual


def _spaced(page: Sequence[Spaced], usual: int) -> Iterator[str]:
    for index, (line, distance) in enumerate(page):
        if index and distance * 5 > usual * 6 + 5:
            yield ""
        yield line
