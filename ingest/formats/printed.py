"""Text as it was set on a page: lines at their place, empty lines where the page has more room than between two lines.

Letters have different widths, so the length of a line says little; a paragraph ends at an empty line, before an indent or
an item, and after a line that is much too short.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from statistics import median_low, quantiles

from ingest.formats.blocks import Split
from ingest.formats.mail import pasted_mail
from ingest.formats.margins import Line, is_adjacent
from ingest.formats.paragraphs import HANGS, ITEM, SEPARATOR, block_of, lines_of
from ingest.formats.wrapped import is_inside
from ingest.grammar.labels import SPEECH

# "Quill, Ada      Packing hall", "12      14      8", "The shelf . . . . . 12"; not "(a)      the shelf"
CELLS = re.compile(r"\w{4}\S{0,200} {4,}\S|\S {4,}\S{1,200} {4,}\S|(?:\. ?){5,}")
# "[1] One owner", "† See": a note
NOTE = re.compile(r"\[\d{1,3}\]\s+\S|[†‡*]\s\S")
# "☐ Fish", "☒ Fruit": a box to tick; one that stands right of another
BOX = re.compile(r"[☐☑☒☓◻◼⬜❏❑❒🗹🗷]")
BESIDE = re.compile(rf"(?<=\s{{3}})(?={BOX.pattern})")
# what stands in no prose
OF_CODE = re.compile(r"[\\{}|<>=]")
INDENT = 2  # columns
FAR = 20  # columns: how much further to the right than the next line begins what is no paragraph with it
NEAR = 15  # lines above and below that are of one column
FEWEST = 3  # of them in which a sentence goes on, so that they tell its width
LONGEST_LINE = 1000  # characters: a page is no wider
NEVER_ENDS = re.compile(r"[.!?:;][”’\"')\]]*\Z")


def split(text: str, include: Collection[str] = ()) -> Split:  # noqa: ARG001
    """Return the paragraphs, list items and separators of a text that was set on pages, or the e-mails that were printed on them."""
    return pasted_mail.find(text, paragraphs) or paragraphs(text)


def paragraphs(text: str) -> Split:
    """Return the paragraphs, list items and separators of a text that was set on pages."""
    lines = list(lines_of(text, 0))
    if BOX.search(text):
        lines = [cell for line in lines for cell in _boxes(line)]
    widths = _Widths(lines)
    runs: list[list[Line]] = []
    for n, (above, line) in enumerate(pairwise([None, *lines])):
        assert line is not None
        if above is not None and _continues(runs[-1], above, line, text, widths, n):
            runs[-1].append(line)
        else:
            runs.append([line])
    return Split([block_of(run) for run in runs])


def _boxes(line: Line) -> Iterator[Line]:
    """Yield a line, in parts where boxes to tick stand side by side."""
    start, _, words, indent = line
    begins = [match.start() for match in BESIDE.finditer(words[:LONGEST_LINE])]
    for begin, end in pairwise([0, *begins, len(words)]):
        part = words[begin:end].rstrip()
        if part:
            yield start + begin, start + begin + len(part), part, indent + begin


class _Widths:
    """Asked how long full lines are: in the whole text, and around a line, where columns may be narrower."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._going_on: list[int] = []
        self.usual = _width([line[3] + len(line[2]) for line in lines])

    def near(self, n: int) -> int:
        """Return how long lines around one are in which a sentence goes on, if most are as long; else that of the whole text."""
        if not self._going_on:
            self._going_on = [
                a[3] + len(a[2]) if b[2][0].islower() and not NEVER_ENDS.search(a[2]) else 0
                for a, b in pairwise(self._lines)
            ]
        near = [length for length in self._going_on[max(n - NEAR, 0) : n + NEAR] if length]
        if len(near) < FEWEST:
            return self.usual
        middle = median_low(near)
        # some are two lines, in which the word at the end of the first is whole again
        alike = sum(abs(each - middle) * 7 <= middle for each in near)
        return min(middle, self.usual) if alike * 3 >= len(near) * 2 else self.usual


def _width(lengths: Sequence[int]) -> int:
    return int(quantiles(lengths, n=10)[-1]) if len(lengths) > 1 else 0


def _continues(run: list[Line], above: Line, line: Line, text: str, widths: _Widths, n: int) -> bool:
    if not is_adjacent(above, line, text):
        return False
    words, last = line[2], above[2]
    if is_inside(last, words):
        return True
    if _begins(words) or SEPARATOR.match(last):
        return False
    if CELLS.search(words[:LONGEST_LINE]) or CELLS.search(last[:LONGEST_LINE]):
        return False
    hangs = len(run) == 1 and any(each.match(run[0][2]) for each in (ITEM, SPEECH, HANGS))
    # what stands at the right or in the middle begins further away; an accent may stand by itself
    if (_is_indented(above, line) and not hangs) or (above[3] > line[3] + FAR and len(last) > 2):
        return False
    if words[0].islower() and not NEVER_ENDS.search(last):
        return True
    return _is_full(above, words, widths, n)


def _is_indented(above: Line, line: Line) -> bool:
    """Tell the first line of a paragraph; a small indent tells it below the end of a sentence alone."""
    deeper, words = line[3] - above[3], line[2]
    is_after = NEVER_ENDS.search(above[2]) is not None and not words[0].islower()
    return deeper > INDENT or (deeper == INDENT and is_after)


def _begins(words: str) -> bool:
    """Tell a line that begins a block whatever stands above it."""
    return any(each.match(words) for each in (ITEM, SPEECH, SEPARATOR, NOTE, BOX))


def _is_full(above: Line, words: str, widths: _Widths, n: int) -> bool:
    """Tell a line behind which there was no room for the next word."""
    last = above[2]
    filled = (above[3] + len(last) + len(words.split(None, 1)[0])) * 4
    if filled >= widths.usual * 3:
        return True
    return not (OF_CODE.search(last) or OF_CODE.search(words)) and filled >= widths.near(n) * 3
