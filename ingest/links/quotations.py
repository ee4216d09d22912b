"""Quotations held against the words of the other documents."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from ingest.declare import Archive
from ingest.matching.held import Claim, Finding, Held
from ingest.records.quotations import Quotation

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
    held: Held | None = None
    for row in connection.execute(READ):
        held = held or Held(connection, reading=True)
        quotation = Quotation(*row)
        found = held.find(
            Claim(
                quotation.text,
                quotation.attributed_to,
                quotation.claimed_title,
                quotation.claimed_date,
                quotation.document_id,
            )
        )
        yield _filled(quotation, found)
        for n, place in enumerate(found.places, 1):
            yield QuotationPlace(quotation.id, n, place.document_id, place.passage_id, place.start, place.end)


def _filled(quotation: Quotation, found: Finding) -> Quotation:
    quotation.state, quotation.diff, quotation.flags = found.state, found.diff_json, found.flags_json
    if found.place:
        quotation.matched_passage_id = found.place.passage_id
        quotation.matched_start, quotation.matched_end = found.place.start, found.place.end
    return quotation
