"""Names: what a quotation names as its source, held against the documents of an archive and who speaks in them."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ingest.matching.finding import Claim

DOCUMENT = "select title, author, published_date from documents where id = ?"
# who or what is named, and two of the documents that it names: one of them is another than any given
TITLES = "select title, min(id), max(id) from documents where title is not null group by title"
AUTHORS = "select author, min(id), max(id) from documents where author is not null group by author"
SPEAKERS = "select speaker, min(document_id), max(document_id) from passages where speaker is not null group by speaker"


@dataclass(slots=True)
class Named:
    """The titles, authors and speakers of an archive."""

    connection: sqlite3.Connection
    _documents: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    _named_by: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)

    def rank(self, claim: Claim, document_id: str, speaker: str | None) -> int:
        """Return 2 where the quotation names this document, 1 where it names who wrote or said it or its date, else 0."""
        title, author, date = self._document(document_id)
        if title and plain(claim.title or "") == title:
            return 2
        by = plain(claim.attributed_to or "")
        return int(bool(by and by in (author, plain(speaker or ""))) or bool(claim.date and claim.date == date))

    def _document(self, id: str) -> tuple[str, str, str]:
        if id not in self._documents:
            title, author, date = (each or "" for each in self._ask(DOCUMENT, id)[0])
            self._documents[id] = (plain(title), plain(author), date)
        return self._documents[id]

    def is_held(self, claim: Claim) -> bool:
        """Tell whether anything of what the quotation names as its source is held; True where it names nothing."""
        if claim.title:
            return self._names_another(TITLES, claim.title, claim)
        if not claim.attributed_to:
            return True
        return any(self._names_another(sql, claim.attributed_to, claim) for sql in (AUTHORS, SPEAKERS))

    def _names_another(self, sql: str, name: str, claim: Claim) -> bool:
        """Tell whether a document other than the quotation's own has this title, author or speaker."""
        if sql not in self._named_by:
            known: dict[str, tuple[str, str]] = {}
            for said, first, last in self._ask(sql):
                held = known.get(plain(said), (first, last))
                known[plain(said)] = (min(held[0], first), max(held[1], last))
            self._named_by[sql] = known
        return any(id != claim.document_id for id in self._named_by[sql].get(plain(name), ()))

    def _ask(self, sql: str, *values: Any) -> list[Any]:
        cursor = self.connection.cursor()
        cursor.row_factory = None
        return cursor.execute(sql, values).fetchall()


@lru_cache(4096)
def plain(words: str) -> str:
    """Return a name or a title as it is compared: its words in small letters."""
    return " ".join(re.findall(r"\w+", words.casefold()))
