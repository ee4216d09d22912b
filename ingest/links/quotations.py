"""Quotations held against the words of the other documents."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from ingest.declarations.archive import Archive
from ingest.links.as_before import Waiting
from ingest.matching.at_once import Asked
from ingest.matching.finding import Claim, Finding
from ingest.waiting import ArticleExtract, Quotation

Repeated = TypeVar("Repeated", Quotation, ArticleExtract)
WAITING = Waiting("quotations", "quotation_places", "quotation_id")

READ = """
select id, document_id, passage_id, parent_id, marks, attributed_to, claimed_title, claimed_date, "start", "end", text
from temp.quotations_read order by rowid"""


@dataclass(slots=True)
class QuotationPlace:
    """One of several places in which the words of an ambiguous quotation stand."""

    table: ClassVar[str] = "quotation_places"
    quotation_id: str
    position: int
    document_id: str
    passage_id: str
    start: int
    end: int


def link(connection: sqlite3.Connection, _: Archive) -> Iterator[Quotation | QuotationPlace]:
    """Yield every quotation of the archive in its order, with its state and where it stands in another document."""
    connection.execute("create index temp.quotations_within on quotations_read (document_id)")
    rows = [Quotation(*row) for row in connection.execute(READ)]
    asked = [
        Asked(Claim(row.text, row.attributed_to, row.claimed_title, row.claimed_date, row.document_id)) for row in rows
    ]
    for row, found in zip(rows, WAITING.findings(connection, asked), strict=True):
        yield filled(row, found)
        for n, place in enumerate(found.places, 1):
            yield QuotationPlace(row.id, n, place.document_id, place.passage_id, place.start, place.end)


def filled(row: Repeated, found: Finding) -> Repeated:
    """Return a quotation or an extract with what came of looking for its words."""
    row.state, row.diff, row.flags = found.state, found.diff_json, found.flags_json
    if found.place:
        row.matched_passage_id = found.place.passage_id
        row.matched_start, row.matched_end = found.place.start, found.place.end
    return row
