"""Extracts held against the words of the other documents, the article that they are said to come from before any other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from ingest.declarations.archive import Archive
from ingest.links.as_before import Waiting
from ingest.links.quotations import filled
from ingest.matching.at_once import Asked
from ingest.matching.finding import Claim
from ingest.matching.wrapped import paragraphs, unwrapped
from ingest.waiting import ArticleExtract

READ = """
select id, document_id, title, author, publisher, published_date, url, first_passage_id, last_passage_id, "start", "end", text
from temp.article_extracts_read order by rowid"""
WAITING = Waiting("article_extracts", "extract_places", "extract_id")


@dataclass(slots=True)
class ExtractPlace:
    """One of several places in which the words of an ambiguous extract stand."""

    table: ClassVar[str] = "extract_places"
    extract_id: str
    position: int
    document_id: str
    passage_id: str
    start: int
    end: int


def link(connection: sqlite3.Connection, _: Archive) -> Iterator[ArticleExtract | ExtractPlace]:
    """Yield every extract of the archive in its order, with its state and where it stands in another document."""
    rows = [ArticleExtract(*row) for row in connection.execute(READ)]
    found_of = WAITING.findings(connection, [_asked(row) for row in rows])
    for row, found in zip(rows, found_of, strict=True):
        yield filled(row, found)
        for n, place in enumerate(found.places, 1):
            yield ExtractPlace(row.id, n, place.document_id, place.passage_id, place.start, place.end)


def _asked(row: ArticleExtract) -> Asked:
    words = unwrapped(row.text)
    return Asked(Claim(words, row.author, row.title, row.published_date, row.document_id), paragraphs(words))
