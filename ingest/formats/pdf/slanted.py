"""Headings of a PDF in slanted letters of the size of the text: several of them, each a title by itself with room above."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from ingest.formats.page_lines import SENTENCE_END
from ingest.formats.pdf.body import NEAR, Body, Standing, distance
from ingest.formats.pdf.titles import NO_TITLE, is_title

ABOVE = 1.2  # times the distance of lines: room above a heading
SMALLER = 0.95  # times the letters of the text: those of notes, which may stand below a heading at the foot of a page
MOST_NOTES = 12  # lines of them
BELOW = 3.0  # times it: room below one, at the most
FEWEST = 2  # in a text: one may be anything
LONGEST = 80  # characters
MOST_WORDS = 10
PROSE = 30  # letters of a line below it
# "The rota", not "LU-1187"
WORD = re.compile(r"[^\W\d_]{4}")
# "Cllr Orr left the meeting", "The chair was taken by": what happened, and no heading
HAPPENED = re.compile(
    r"\b(?:(?:was|were|has|have) \w+(?:ed|n)|left|joined|arrived|entered|returned|resumed|adjourned|rose|spoke|voted|sworn|laughter|applause)\b"
)


def slanted(lines: Sequence[Standing], body: Body, taken: Collection[int]) -> list[int]:
    """Return the lines that are headings by their slanted letters."""
    if body.is_italic:
        return []
    found = [n for n in _candidates(lines, body) if n not in taken]
    larger = sum(line.drawn is not None and line.drawn.is_italic for line in map(lines.__getitem__, taken))
    return found if len(found) + larger >= FEWEST else []


def _candidates(lines: Sequence[Standing], body: Body) -> Iterator[int]:
    for n, line in enumerate(lines[:-1]):
        drawn = line.drawn
        if not (drawn and drawn.is_italic) or drawn.is_bold or abs(drawn.height - body.height) > body.height * NEAR:
            continue
        if _is_title(line.words) and _stands_alone(lines, n, body):
            yield n


def _is_title(words: str) -> bool:
    is_short = len(words) <= LONGEST and words.count(" ") < MOST_WORDS
    is_said = WORD.search(words) is not None and not (NO_TITLE.match(words) or HAPPENED.search(words))
    return is_short and is_said and is_title(words)


def _stands_alone(lines: Sequence[Standing], n: int, body: Body) -> bool:
    """Tell a line with room above it, and near below it words of other letters that begin a sentence."""
    above = distance(lines[n - 1], lines[n]) if n else None
    below = next((line for line in lines[n + 1 : n + MOST_NOTES] if not _is_note(line, body)), lines[n + 1])
    down = distance(lines[n], below)
    if (above is not None and above < body.leading * ABOVE) or (down is not None and down > body.leading * BELOW):
        return False
    is_other = below.drawn is None or not below.drawn.is_italic
    is_prose = len(below.words) >= PROSE or SENTENCE_END.search(below.words) is not None
    return is_other and is_prose and not below.words[0].islower()


def _is_note(line: Standing, body: Body) -> bool:
    return line.drawn is not None and line.drawn.height < body.height * SMALLER
