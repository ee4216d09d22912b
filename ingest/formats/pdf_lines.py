"""Lines of a page of a PDF: an empty line where there is more room than between two lines of a paragraph.

pypdf sets a page in columns of one width and shows distances by empty lines. It is asked to show them in tenths of the
height of a letter, so that they can be measured here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.formats.pdf_columns import Spaced, one_below_the_other

WEIGHT = 0.1
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


def lined(pages: Sequence[str]) -> list[str]:
    """Return the text of pages, with empty lines only where paragraphs may end."""
    measured = [
        [(STRETCHED.sub(" ", line), distance) for line, distance in one_below_the_other(list(_measured(clean(page))))]
        for page in pages
    ]
    usual = _usual(measured)
    return ["\n".join(_spaced(page, usual)) for page in measured]


def unspaced(text: str) -> str:
    """Return lines, the distances of which are not known, as if they stood close."""
    return ("\n" * 12).join(line for line in text.splitlines() if line.strip())


def _measured(page: str) -> Iterator[Spaced]:
    empty = 0
    for line in page.split("\n"):
        if line.strip():
            yield line.rstrip(), empty + 1
            empty = 0
        else:
            empty += 1


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
