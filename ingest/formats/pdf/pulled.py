"""Pull quotes of a PDF: words of the text that stand in it a second time in large letters, and may part a paragraph in two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.formats.page_lines import SENTENCE_END, Line, interrupts, lines_of
from ingest.formats.pdf.faces import Drawn
from ingest.formats.pdf.lines import clean
from ingest.formats.running_heads import PULL_QUOTE, Furniture

LARGER = 1.15  # times the letters of most of the text
MOST_LINES = 10  # of one
FEWEST = 4  # words of one
PROSE = 12  # letters of a line of a narrow column
MOST = 200  # that are looked for
QUOTES = "“”‘’\"'«»„"
# what is no part of the words, by which a quote and the text are compared
SIGNS = re.compile(r"[\W_]+")


def find(lined: Sequence[str], drawn: Sequence[Sequence[Drawn]], height: float) -> dict[int, Furniture]:
    """Return the lines that repeat words of the text, by the place where each begins, in a text whose pages two signs part.

    `height` is that of most letters.
    """
    found: dict[int, Furniture] = {}
    folded = ""
    count = start = 0
    for text, rows in zip(lined, drawn, strict=True):
        large = {clean(row.words) for row in rows if row.height > height * LARGER}
        for run in _quotes(list(lines_of(text)), large) if height and large else ():
            folded = folded or SIGNS.sub("", "".join(lined)).casefold()
            count += 1
            words = SIGNS.sub("", "".join(line.words for line in run)).casefold()
            # it may part the very words that it repeats
            if count <= MOST and words in folded.replace(words, "", 1):
                found.update((start + line.start, Furniture(PULL_QUOTE)) for line in run)
        start += len(text) + 2
    return found


def usual_height(drawn: Sequence[Sequence[Drawn]]) -> float:
    """Return the height of most letters."""
    letters: Counter[float] = Counter()
    for rows in drawn:
        for row in rows:
            letters[round(row.height, 1)] += len(row.words)
    return max(letters, key=lambda each: letters[each], default=0.0)


def _quotes(lines: Sequence[Line], large: set[str]) -> Iterator[Sequence[Line]]:
    """Yield lines below each other in large letters that are no title: in quotation marks, or a sentence, or within one."""
    first = -1
    for n in range(len(lines) + 1):
        if n < len(lines) and "".join(lines[n].words.split()) in large:
            first = n if first < 0 else first
        elif first >= 0:
            run = lines[first:n]
            if len(run) <= MOST_LINES and _is_quote(run, lines[max(first - 1, 0) : first], lines[n : n + 1]):
                yield run
            first = -1


def _is_quote(run: Sequence[Line], above: Sequence[Line], below: Sequence[Line]) -> bool:
    words = " ".join(line.words for line in run)
    count = len(words.split())
    if count < FEWEST or not (above and below):
        return False
    if interrupts(above[0], below[0]):
        return True
    # a headline may quote somebody too, but no prose stands right above it
    is_within = len(above[0].words) >= PROSE and len(below[0].words) >= PROSE
    is_quoted = words[0] in QUOTES or (SENTENCE_END.search(words) is not None and words[-1] != "?")
    return is_within and is_quoted and count > FEWEST
