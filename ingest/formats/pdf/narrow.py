"""Notes in the margin of a page of a PDF, in lines as wide as those of the text beside them.

Whether a paragraph goes on is told by how full its lines are, and those of a note are short beside all others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median_low

from ingest.formats import hyphenation, printed
from ingest.formats.pdf.columns import Spaced

NARROW = 0.75  # of the width of the text: lines that would be taken for short ones
FEWEST = 2  # lines of a note


def refilled(part: list[Spaced], width: int) -> list[Spaced]:
    """Return the lines of a note in the margin, filled to `width` where they are narrower."""
    if len(part) < FEWEST or max(len(line) for line, _ in part) > width * NARROW:
        return part
    return list(_filled(part, width))


def _filled(part: Sequence[Spaced], width: int) -> Iterator[Spaced]:
    """Yield the lines of a note, those of each paragraph filled to `width`."""
    close = median_low([distance for _, distance in part[1:]])
    text, starts = "", []
    for n, (line, distance) in enumerate(part):
        text += "" if not n else "\n\n" if distance * 5 > close * 6 + 5 else "\n"
        starts.append(len(text))
        text += line
    distances = dict(zip(starts, (distance for _, distance in part), strict=True))
    for block in printed.paragraphs(text).blocks:
        start = text.rfind("\n", 0, block.start) + 1
        lines = text[start : block.end].split("\n")
        for n, line in enumerate(_wrapped(lines, width)):
            yield line, close if n else distances[start]


def _wrapped(lines: Sequence[str], width: int) -> Iterator[str]:
    """Yield the words of a paragraph in lines that are as wide, and end where a hyphen may part a word."""
    filled = lines[0]
    for line in lines[1:]:
        words = line.split()
        if filled[-1:] in hyphenation.HYPHENS:
            yield filled
            filled = words.pop(0)
        for word in words:
            if len(filled) >= width:
                yield filled
                filled = word
            else:
                filled += f" {word}"
    yield filled
