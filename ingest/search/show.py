"""What is shown of each result: its document, and its passages with the words that were found marked."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from ingest.search.index import MOST_MARKED, Index, quoted
from ingest.search.marks import END, START, telling
from ingest.search.prepare import folded
from ingest.search.query import Query
from ingest.search.rank import Scores
from ingest.search.snippet import Parts, opening, parts, snippet

WORDS = 45  # of a snippet
WORD = re.compile(r"[^\W_]+")
DOCUMENTS = """
select documents.rowid, documents.id, documents.source_id, documents.title, documents.kind, documents.author,
  documents.publisher, documents.published_date, documents.url,
  (select media_type from sources where sources.id = documents.source_id) as media_type,
  exists (select 1 from corrections where corrections.source_id = documents.source_id
    and corrections."start" < documents."end" and corrections."end" > documents."start") as is_corrected
from documents where documents.rowid = ?"""
PASSAGE = """
select rowid, id, position, locator, speaker, kind, text,
  (select count(*) from corrections where corrections.passage_id = passages.id) as correction_count
from passages where rowid = ?"""
SNIPPET = f"""
select snippet(passages_fts, 0, '{START}', '{END}', '…', {WORDS}) from passages_fts
where passages_fts match ? and rowid = ?"""


TITLE = f"""
select highlight(documents_fts, 0, '{START}', '{END}') from documents_fts where documents_fts match ? and rowid = ?"""


class Marking:
    """What is marked in the passages shown: the terms of a search, as FTS5 queries."""

    def __init__(self, index: Index, query: Query) -> None:
        self.index, self.terms = index, [term for term in telling(query) if index.stems(term.text)]
        begun = [term for term in self.terms if term.kind == "prefix" and folded(term.text).isalnum()]
        self.beginnings = tuple(folded(term.text) for term in begun)
        self.others = [found for term in self.terms if term not in begun and (found := index.expression(term))]

    @property
    def whole(self) -> str | None:
        """Return the query that finds all that is marked, None where there is nothing."""
        found = (self.index.expression(term) for term in self.terms)
        return " OR ".join(dict.fromkeys(each for each in found if each)) or None

    def of(self, text: str) -> str | None:
        """Return the query for one passage: of the many words with a beginning, those that it has."""
        found = list(self.others)
        if self.beginnings:
            words = dict.fromkeys(WORD.findall(folded(text)))
            begun = (quoted(word) for word in words if word.startswith(self.beginnings))
            found += islice(begun, MOST_MARKED)
        return " OR ".join(dict.fromkeys(found)) or None


def shown(
    index: Index, found: list[tuple[int, list[int], float]], held: Any, scores: Scores, marking: Marking
) -> list[dict[str, Any]]:
    """Return a row for each document that is found: its number, its passages, of which the first is the best, its score."""
    return [_result(index, each, held, scores, marking) for each in found]


def _result(
    index: Index, found: tuple[int, list[int], float], held: Any, scores: Scores, marking: Marking
) -> dict[str, Any]:
    document, passages, score = found
    row = _document(index, document)
    media_type = row.pop("media_type")
    return row | {
        "title_parts": _title(index, document, row["title"], marking),
        "score": round(score, 4),
        "passage_count": int(held[document]),
        "passages": [_passage(index, at, scores, marking, media_type) for at in passages],
    }


def _document(index: Index, number: int) -> dict[str, Any]:
    cursor = index.connection.execute(DOCUMENTS, (int(index.arrays.row[number]),))
    names = [column[0] for column in cursor.description]
    row = dict(zip(names, cursor.fetchone(), strict=True))
    return {"document_id": row.pop("id"), **{name: value for name, value in row.items() if name != "rowid"}}


def _title(index: Index, number: int, title: str | None, marking: Marking) -> Parts:
    """Return a title in stretches, each with whether it was found."""
    expression = marking.of(title) if title else None
    asked = (expression, int(index.arrays.row[number]))
    marked = index.connection.execute(TITLE, asked).fetchone() if expression else None
    return parts(marked[0] if marked else title or "")


def _passage(index: Index, at: int, scores: Scores, marking: Marking, media_type: str | None) -> dict[str, Any]:
    row, id, position, locator, speaker, kind, text, corrections = index.connection.execute(
        PASSAGE, (at + 1,)
    ).fetchone()
    expression = marking.of(text)
    marked = index.connection.execute(SNIPPET, (expression, row)).fetchone() if expression else None
    return {
        "passage_id": id,
        "position": position,
        "locator": locator,
        "speaker": speaker,
        "kind": kind,
        "score": round(float(scores.passages[at]), 4),
        "correction_count": corrections,
        "text": text,
        "snippet": snippet(marked[0], text, kind, media_type) if marked else opening(text, kind, media_type, WORDS),
    }
