"""Text as it was set on a page: lines at their place, empty lines where the page has more room than between two lines.

Letters have different widths, so the length of a line says little; a paragraph ends at an empty line, before an indent or
an item, and after a line that is much too short.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from statistics import quantiles

from ingest.formats.blocks import Split
from ingest.formats.margins import Line, is_adjacent
from ingest.formats.paragraphs import HANGS, ITEM, SEPARATOR, block_of, lines_of
from ingest.formats.wrapped import is_inside
from ingest.grammar.labels import SPEECH

# "Quill, Ada      Packing hall", "12      14      8", "The shelf . . . . . 12"; not "(a)      the shelf"
CELLS = re.compile(r"\w{4}\S{0,200} {4,}\S|\S {4,}\S{1,200} {4,}\S|(?:\. ?){5,}")
INDENT = 2  # columns
LONGEST_LINE = 1000  # characters: a page is no wider
NEVER_ENDS = re.compile(r"[.!?:;][”’\"')\]]*\Z")


def split(text: str, include: Collection[str] = ()) -> Split:  # noqa: ARG001
    """Return the paragraphs, list items and separators of a text that was set on pages."""
    lines = list(lines_of(text, 0))
    lengths = [line[3] + len(line[2]) for line in lines]
    width = int(quantiles(lengths, n=10)[-1]) if len(lengths) > 1 else 0
    runs: list[list[Line]] = []
    for above, line in pairwise([None, *lines]):
        assert line is not None
        if above is not None and _continues(runs[-1], above, line, text, width):
            runs[-1].append(line)
        else:
            runs.append([line])
    return Split([block_of(run) for run in runs])


def _continues(run: list[Line], above: Line, line: Line, text: str, width: int) -> bool:
    if not is_adjacent(above, line, text):
        return False
    words, last = line[2], above[2]
    if is_inside(last, words):
        return True
    if ITEM.match(words) or SPEECH.match(words) or SEPARATOR.match(words) or SEPARATOR.match(last):
        return False
    if CELLS.search(words[:LONGEST_LINE]) or CELLS.search(last[:LONGEST_LINE]):
        return False
    hangs = len(run) == 1 and any(each.match(run[0][2]) for each in (ITEM, SPEECH, HANGS))
    if line[3] > above[3] + INDENT and not hangs:
        return False
    short = (above[3] + len(last) + len(words.split(None, 1)[0])) * 4 < width * 3
    return not short or (words[0].islower() and not NEVER_ENDS.search(last))
