"""As received and as corrected: both wordings of a passage, and a quotation held against either."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import pairwise
from json import dumps
from typing import Any

from ingest.matching.finding import Place
from ingest.matching.grade import Grade, grade
from ingest.matching.held import LONGEST_TEXT, Held
from ingest.matching.pieces import OF_PASSAGES, Pieces, by_passage, in_text, is_parted

PASSAGE = 'select source_id, "start", "end", text from passages where id = ?'
CORRECTIONS = """
select before, after, reason, "start", "end" from corrections
where source_id = ? and "start" < ? and "end" > ? order by "start" """


@dataclass(frozen=True, slots=True)
class AsCorrected:
    """What is corrected where a quotation stands, as rows, and how it stands there when that is read as it should be.

    `grade` is None where the quotation is the same either way, or cannot be held against both wordings.
    """

    corrections: tuple[dict[str, Any], ...]
    grade: Grade | None


def as_corrected(connection: sqlite3.Connection, held: Held, quotation: str, place: Place) -> AsCorrected | None:
    """Return what is corrected in the passage at a place and what that changes; None where it is nothing to the quotation."""
    cursor = connection.cursor()
    cursor.row_factory = None
    source_id, start, end, text = cursor.execute(PASSAGE, (place.passage_id,)).fetchone()
    cursor.execute(CORRECTIONS, (source_id, max(end, place.end), start))
    names = [column[0] for column in cursor.description]
    corrections = [dict(zip(names, row, strict=True)) for row in cursor]
    if not corrections:
        return None
    changed = _graded(held, quotation, wordings(text, _pieces(cursor, place.passage_id, text, start, end), corrections))
    quoted = [each for each in corrections if each["start"] < place.end and each["end"] > place.start]
    return AsCorrected(tuple(corrections if changed else quoted), changed) if changed or quoted else None


def wordings(text: str, pieces: Pieces, corrections: list[dict[str, Any]]) -> list[tuple[str, str]] | None:
    """Return the words of a passage as pairs: as received, and as corrected; None where they cannot be told apart.

    That is where a correction begins or ends outside the passage.
    """
    start, end = pieces[0][0], pieces[-1][1]
    inside = [each for each in corrections if start <= each["start"] and each["end"] <= end]
    if not inside or len(inside) < len(corrections):
        return None
    found: list[tuple[str, str]] = []
    edges = [(start, start, "", "")] + [(each["start"], each["end"], each["before"], each["after"]) for each in inside]
    for (_, above, *_), (begins, _, before, after) in pairwise(edges):
        same = text[in_text(pieces, above) : in_text(pieces, begins)]
        found += [(same, same), (before, after)]
    rest = text[in_text(pieces, edges[-1][1]) :]
    return [*found, (rest, rest)]


def _pieces(cursor: sqlite3.Cursor, id: str, text: str, start: int, end: int) -> Pieces:
    if not is_parted(text, start, end):
        return ((start, end),)
    return by_passage(cursor.execute(OF_PASSAGES, {"ids": dumps([id])}))[id]


def _graded(held: Held, quotation: str, both: list[tuple[str, str]] | None) -> Grade | None:
    """Return the grade as corrected, if it is another than as received."""
    if both is None or sum(len(text) for text, _ in both) > LONGEST_TEXT:
        return None
    received, corrected = (
        grade(quotation, "".join(pair[side] for pair in both), held.index.weight, held.index.needed) for side in (0, 1)
    )
    if received is None or corrected is None:
        return None
    return corrected if (corrected.state, corrected.diff) != (received.state, received.diff) else None
