"""Tables of speakers: transcripts whose rows have a cell for who speaks and one for the words, as Markdown writes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.grammar.rule_parts import Stretch

# "Speaker", "Who", "Name of speaker" above the one column, "Words", "What was said" above the other
SPEAKER = re.compile(
    r"[*_\s]*(?:speakers?|who|name(?: of speaker)?|participant|person|spreker|orateur|sprecher(?:in)?|redner(?:in)?)[*_\s]*\Z",
    re.I,
)
WORDS = re.compile(
    r"[*_\s]*(?:words|text|transcript(?:ion)?|speech|said|what (?:was|they|he|she) said|utterance|statement|tekst|wortlaut|propos|contribution)[*_\s]*\Z",
    re.IGNORECASE,
)
# "| 18:02 | Ann Bee | Good morning. |": the cells between bars that are not escaped
CELL = re.compile(r"(?:\\.|[^|\\])+|(?<=\|)(?=\|)")
# " (Chair)" behind a name
OFFICE = re.compile(r"\s*\([^()]{1,60}\)\Z")
FEWEST = 4  # rows
LONGEST_SPEAKER = 80
MOST_COLUMNS = 8


class Turn(NamedTuple):
    """A row: its number among the stretches, who speaks, and the place of the words."""

    at: int
    speaker: str
    start: int
    end: int


def turns(stretches: Sequence[Stretch], text: str) -> list[Turn]:
    """Return the rows of the tables of speakers of a text, none where its tables are others."""
    found: list[Turn] = []
    columns: tuple[int, int] | None = None
    for at, stretch in enumerate(stretches):
        if stretch.kind != "table" or text[stretch.start] != "|":
            columns = None
            continue
        cells = list(_cells(text, stretch))
        if columns is None or _columns(cells, text):
            columns = _columns(cells, text)
            continue
        if len(cells) > max(columns):
            speaker, words = cells[columns[0]], cells[columns[1]]
            name = OFFICE.sub("", text[slice(*speaker)].strip("*_ "))
            if name and len(name) <= LONGEST_SPEAKER and words[0] < words[1]:
                found.append(Turn(at, name, *words))
    counts = Counter(turn.speaker for turn in found)
    return found if len(found) >= FEWEST and len(counts) > 1 and max(counts.values()) > 1 else []


def is_transcript(stretches: Sequence[Stretch], text: str) -> bool:
    """Tell whether a text is a table of speakers, some of whom ask."""
    if not any(stretch.kind == "table" for stretch in stretches):
        return False
    found = turns(stretches, text)
    return any("?" in text[turn.start : turn.end] for turn in found) and len(found) * 2 >= len(stretches)


def _columns(cells: list[tuple[int, int]], text: str) -> tuple[int, int] | None:
    """Return which column has the speakers and which the words, of the row above the others."""
    if len(cells) > MOST_COLUMNS:
        return None
    speakers = [n for n, cell in enumerate(cells) if SPEAKER.match(text[slice(*cell)])]
    words = [n for n, cell in enumerate(cells) if WORDS.match(text[slice(*cell)])]
    return (speakers[0], words[0]) if len(speakers) == len(words) == 1 else None


def _cells(text: str, stretch: Stretch) -> Iterator[tuple[int, int]]:
    """Yield the places of the words of the cells of a row; of an empty one, where it begins."""
    for match in CELL.finditer(text, stretch.start + 1, stretch.end):
        words = match.group()
        start = match.start() + len(words) - len(words.lstrip())
        yield start, max(start, match.start() + len(words.rstrip()))
