"""The documents of an archive as references, for programs that keep literature: RIS, BibTeX and CSL-JSON, one for each document."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from json import dumps
from pathlib import Path
from urllib.parse import quote

from ingest.archive_file import to_read
from ingest.pages.citations import Citation, bibtex, csl, of, ris

DOCUMENTS = """
select documents.*, sources.licence from documents join sources on sources.id = documents.source_id order by documents.rowid"""

Pieces = Iterator[bytes]


def references(db: Path, at: str | None) -> Iterator[Citation]:
    """Yield the citation of every document, with its address if the site is said to be `at` one."""
    with closing(sqlite3.connect(to_read(db, immutable=True), uri=True)) as connection:
        connection.row_factory = lambda cursor, row: dict(
            zip([each[0] for each in cursor.description], row, strict=True)
        )
        about = connection.execute("select * from about").fetchone()
        for document in connection.execute(DOCUMENTS):
            address = f"{at.rstrip('/')}/archive/documents/{quote(document['id'])}" if at else ""
            yield of(document, about, address)


def _one_after_another(written: Callable[[Citation], str]) -> Callable[[Iterator[Citation]], Pieces]:
    def pieces(cited: Iterator[Citation]) -> Pieces:
        for each in cited:
            yield written(each).encode()

    return pieces


def _as_array(cited: Iterator[Citation]) -> Pieces:
    """Yield one array, an item to a line."""
    before = b"["
    for each in cited:
        yield before + b"\n" + dumps(csl(each)[0], ensure_ascii=False).encode()
        before = b","
    yield b"[]\n" if before == b"[" else b"\n]\n"


REFERENCES: dict[str, tuple[str, Callable[[Iterator[Citation]], Pieces]]] = {
    "ris": ("application/x-research-info-systems", _one_after_another(ris)),
    "bib": ("application/x-bibtex", _one_after_another(bibtex)),
    "csl.json": ("application/vnd.citationstyles.csl+json", _as_array),
}
