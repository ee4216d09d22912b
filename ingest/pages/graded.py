"""A text graded: what came of each quotation in it, with the places where its words stand, as a page and its JSON show it."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

from ingest.matching.as_corrected import as_corrected
from ingest.matching.finding import Finding, Place
from ingest.matching.held import Held

MOST_QUOTATIONS = 200  # that are looked for in one text
MOST_SECONDS = 4.0  # after which what is left is not checked
DOCUMENT = """
select documents.title, documents.kind, documents.published_date, documents.author, passages.locator, passages.position
from passages join documents on documents.id = passages.document_id where passages.id = ?"""


def graded(connection: sqlite3.Connection, text: str) -> dict[str, Any]:
    """Return what came of each quotation, until the time is up; the rest is not checked."""
    # it brings every finder of records: half a second, which the start of a server saves
    from ingest.matching.texts import quoted  # noqa: PLC0415

    every = quoted(text)
    held, until = Held(connection), time.monotonic() + MOST_SECONDS
    answers: list[dict[str, Any]] = []
    for n, each in enumerate(every):
        out_of_time = n >= MOST_QUOTATIONS or time.monotonic() > until
        found = Finding("not checked", flags=("too many quotations at once",)) if out_of_time else held.find(each.claim)
        answers.append(
            told(connection, held, each.text, each.attributed_to, found)
            | {"claimed_title": each.title, "claimed_date": each.date}
        )
    return {"quotations": answers}


def told(connection: sqlite3.Connection, held: Held, text: str, by: str | None, found: Finding) -> dict[str, Any]:
    """Return what came of looking for one quotation, which is said to be `by` someone."""
    places = [found.place] if found.place else list(found.places)
    return {
        "text": text,
        "attributed_to": by,
        "state": found.state,
        "flags": list(found.flags),
        "diff": [list(piece) for piece in found.diff],
        "places": [_place(connection, place) | _corrected(connection, held, text, place) for place in places],
    }


def _place(connection: sqlite3.Connection, place: Place) -> dict[str, Any]:
    cursor = connection.cursor()
    cursor.row_factory = None
    title, kind, date, author, locator, position = cursor.execute(DOCUMENT, (place.passage_id,)).fetchone()
    return {
        "passage_id": place.passage_id, "document_id": place.document_id, "title": title or kind, "author": author,
        "published_date": date, "locator": locator, "position": position, "start": place.start, "end": place.end,
    }  # fmt: skip


def _corrected(connection: sqlite3.Connection, held: Held, text: str, place: Place) -> dict[str, Any]:
    """Return the `corrections` of the words that were found, and the state of the quotation with them, `as_corrected`."""
    found = as_corrected(connection, held, text, place)
    grade = found.grade if found else None
    return {
        "corrections": list(found.corrections) if found else [],
        "as_corrected": {
            "state": grade.state,
            "flags": list(grade.flags),
            "diff": [list(piece) for piece in grade.diff],
        }
        if grade
        else None,
    }
