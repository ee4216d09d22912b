"""Lists of motions: sheets with a column of motions, and beside it who moved each or what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.grammar.cells import Span, words
from ingest.grammar.movers import Movers
from ingest.model import Passage, Reading
from ingest.records.sheets import Named, cells_of, named_rows, only, separator_in

MOTION = re.compile(
    r"(?:motions?|(?:title|subject|text) of (?:the )?motions?|motion (?:title|subject|text))[:.]?\Z",
    re.IGNORECASE,
)
# of a list of motions, or of faults that somebody resolved
RESOLUTION = re.compile(r"resolutions?[:.]?\Z", re.IGNORECASE)
MOVER = re.compile(r"(?:movers?|moved(?: by)?|proposers?|proposed(?: by)?)[:.]?\Z", re.IGNORECASE)
SECONDER = re.compile(r"(?:seconders?|seconded(?: by)?)[:.]?\Z", re.IGNORECASE)
OUTCOME = re.compile(r"(?:outcomes?|results?|decisions?|carried(?: or |/)lost)[:.]?\Z", re.IGNORECASE)
# what becomes of motions
BECAME = re.compile(
    r"\W*(?:carried|lost|fell|fallen|remitted|withdrawn|adopted|rejected|defeated|passed|not (?:carried|moved|reached|debated))\b",
    re.IGNORECASE,
)
LONGEST_TITLE = 300


class Listed(NamedTuple):
    """A motion of a list: its row, its title, who moved and seconded it, and what became of it."""

    passage: Passage
    title: str
    movers: Movers
    outcome: Span | None


def listed_motions(reading: Reading) -> Iterator[Listed]:
    """Yield the motions of the sheets of a document that list motions beyond doubt."""
    for sheet in named_rows(reading):
        yield from _listed(sheet, reading)


def _listed(sheet: Named, reading: Reading) -> Iterator[Listed]:
    named, resolved = only(MOTION, sheet.columns), only(RESOLUTION, sheet.columns)
    mover, seconder, outcome = (only(shape, sheet.columns) for shape in (MOVER, SECONDER, OUTCOME))
    motion = resolved if named is None else named
    if motion is None:
        return
    rows = [(passage, cells_of(reading, passage)) for passage in sheet.rows]
    became = [reading.text[slice(*span)] for _, cells in rows if (span := _held(cells, outcome))]
    is_sure = mover is not None and (named is not None or seconder is not None)
    if not is_sure and sum(1 for each in became if BECAME.match(each)) * 2 <= len(became):
        return
    for passage, cells in rows:
        place = _held(cells, motion)
        if place and place[1] - place[0] <= LONGEST_TITLE:
            title = " ".join(words(reading.text, place, separator_in(reading)).split())
            yield Listed(passage, title, Movers(_held(cells, mover), _held(cells, seconder)), _held(cells, outcome))


def _held(cells: Sequence[Span], column: int | None) -> Span | None:
    """Return the cell of a column, if it has words."""
    cell = cells[column] if column is not None and column < len(cells) else None
    return cell if cell and cell[0] < cell[1] else None
