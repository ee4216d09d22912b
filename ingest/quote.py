"""Quotations of a text from outside, graded against an archive: what a reader does with an article in the hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.archive_file import reading
from ingest.matching.diff import as_words
from ingest.matching.finding import Finding, Place
from ingest.matching.held import Held
from ingest.matching.texts import Quoted

PLACE = """
select documents.title, documents.kind, documents.published_date, passages.locator
from passages join documents on documents.id = passages.document_id where passages.id = ?"""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where words stand: the document as it is called, its date, the locator, the passage."""

    title: str
    date: str | None
    locator: str
    passage_id: str

    def __str__(self) -> str:
        return ", ".join(each for each in (self.title, self.date, self.locator, self.passage_id) if each)


def check(db: Path, every: Sequence[Quoted]) -> list[str]:
    """Return the lines that say what came of every quotation. Raises DatabaseError where there is no archive."""
    with reading(db) as connection:
        held = Held(connection)
        return [line for each in every for line in _lines(connection, each, held)]


def cite(connection: sqlite3.Connection, place: Place) -> Citation:
    """Return how a place is cited."""
    title, kind, date, locator = connection.execute(PLACE, (place.passage_id,)).fetchone()
    return Citation(title or kind, date, locator, place.passage_id)


def _lines(connection: sqlite3.Connection, each: Quoted, held: Held) -> Iterator[str]:
    found: Finding = held.find(each.claim)
    said = ", ".join(name for name in (each.attributed_to, each.title, each.date) if name)
    yield f"“{' '.join(each.text.split())}”" + (f" ({said})" if said else "")
    yield f"  {found.state}" + (f": {'; '.join(found.flags)}" if found.flags else "")
    if found.diff and found.state in ("variant", "ambiguous"):
        yield f"  {as_words(found.diff)}"
    for place in (found.place, *found.places):
        if place:
            yield f"  {cite(connection, place)}"
    yield ""
