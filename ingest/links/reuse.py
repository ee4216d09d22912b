"""Reuse: the same words in several documents, as clusters of copies in the order of their dates, and copies of documents."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from ingest.declarations.archive import Archive
from ingest.grammar.edtf import earliest_latest
from ingest.ids import join
from ingest.links import reuse_before
from ingest.links.clusters import Stretch, clusters
from ingest.links.copies import DocumentCopy, copies
from ingest.matching.diff import as_json, diff
from ingest.matching.pieces import in_source, is_parted
from ingest.matching.seeds import Corpus
from ingest.matching.shared_words import shared
from ingest.matching.word_hashes import words
from ingest.search.texts import texts
from ingest.workers.pack import columns

ROWS = """
select group_concat(rowid), group_concat(document)
from (
  select passages.rowid, documents.rowid as document from passages join documents on documents.id = document_id
  order by passages.rowid
)"""
DOCUMENTS = "select rowid, id, published_date, date_basis, kind, title from documents order by rowid"
UNDATED = "9999-99"
OPEN = "9999-99-99"  # after every day
# what the date of a document rests on where it is the day of a meeting: minutes are written on it, or on any day after it
OF_A_MEETING = "day of the meeting"
# where it is that of a file or a title, it is the day of what these name, written before it or after
NAMES = ("file name", "title")
HELD = re.compile(
    r"\b(?:minutes|notes? of|notice|agenda|meetings?|a\.?g\.?m|e\.?g\.?m|assembly|hearing|conference)\b", re.IGNORECASE
)
# passages that say who writes, to whom and when: their likeness is no repetition
FORMAL = ("attribution", "byline", "date line", "header", "calendar line")


@dataclass(slots=True)
class Reuse:
    """One copy of words that stand in several documents; `diff` holds it against the copy before it."""

    table: ClassVar[str] = "reuse"
    id: str
    cluster_id: str
    document_id: str
    passage_id: str
    position: int
    published_date: str | None
    is_earliest: int | None
    words_changed: int | None
    diff: str | None
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Copy:
    """A stretch with what its document and passage say of it; its id counts the words of the passage."""

    id: str
    passage_id: str
    document_id: str
    document: int
    date: str | None
    days: tuple[str, str] | tuple[None, None]
    start: int
    end: int
    text: str


def link(connection: sqlite3.Connection, _: Archive) -> Iterator[Reuse | DocumentCopy]:
    """Yield the copies of every stretch of words that stands in two documents or more, then the documents that are copies."""
    others = reuse_before.others(connection, FORMAL)
    if others and not any(others):
        yield from _as_before(connection)
        return
    known = connection.execute(DOCUMENTS).fetchall()
    documents = [(id, date) for _, id, date, *_ in known]
    corpus, rowids = _corpus(connection, [rowid for rowid, *_ in known])
    formal = _formal(connection, rowids)
    if others and reuse_before.stand_alone(corpus, rowids, formal, others):
        yield from _as_before(connection)
        return
    found = list(shared(corpus))
    days = [earliest_latest(date) for _, date in documents]
    written = [_written(each, *said) for each, (_, _, _, *said) in zip(days, known, strict=True)]
    repeated = (each for each in found if not {each.first, each.second} & formal)
    for stretches in clusters(repeated, corpus.documents):
        yield from _rows([_copy(connection, each, rowids, corpus, documents, written) for each in stretches])
    yield from copies(corpus, found, [id for id, _ in documents], days)


def _written(days: Any, basis: str | None, kind: str, title: str | None) -> Any:
    """Return the first and the last day on which the words of a document may have been written; None of both where that is not known."""
    if days[0] and basis == OF_A_MEETING:
        return days[0], OPEN
    if basis in NAMES and (kind == "minutes" or HELD.search(title or "")):
        return None, None
    return days


def _as_before(connection: sqlite3.Connection) -> Iterator[Reuse | DocumentCopy]:
    yield from (Reuse(*row) for row in reuse_before.as_before(connection, Reuse.table, columns(Reuse)))
    yield from (
        DocumentCopy(*row) for row in reuse_before.as_before(connection, DocumentCopy.table, columns(DocumentCopy))
    )


def _corpus(connection: sqlite3.Connection, known: Sequence[int]) -> tuple[Corpus, NDArray[np.int64]]:
    """Return the words of every passage as numbers, and the rowid of each passage; `known` are the rowids of the documents."""
    # grown in place: as many words as this are not to be in memory twice
    hashes, counts = bytearray(), [np.zeros(1, np.int64)]
    for some in texts(connection):
        read = words("\n".join(some))
        ends = np.cumsum([len(text) + 1 for text in some])
        hashes += read.hashes.data.cast("B")
        counts.append(np.diff(np.searchsorted(read.starts, ends), prepend=0))
    # in one step, as in `texts`
    rowids, documents = (np.fromstring(each or "", np.int64, sep=",") for each in connection.execute(ROWS).fetchone())
    numbers = np.searchsorted(known, documents).astype(np.int32)
    bounds = np.cumsum(np.concatenate(counts))
    return Corpus(np.frombuffer(hashes, np.uint32), bounds, numbers), rowids


def _formal(connection: sqlite3.Connection, rowids: NDArray[np.int64]) -> set[int]:
    """Return the numbers of the passages that are formal, among those with these rowids, which are in order."""
    marks = ", ".join("?" * len(FORMAL))
    held = connection.execute(f"select rowid from passages where kind in ({marks})", FORMAL)
    return set(np.searchsorted(rowids, [rowid for (rowid,) in held]).tolist())


def _copy(
    connection: sqlite3.Connection,
    stretch: Stretch,
    rowids: NDArray[np.int64],
    corpus: Corpus,
    documents: list[tuple[str, str | None]],
    days: list[Any],
) -> Copy:
    id, start, end, text = connection.execute(
        'select id, "start", "end", text from passages where rowid = ?', (int(rowids[stretch.passage]),)
    ).fetchone()
    read = words(text)
    first, last = int(read.starts[stretch.start]), int(read.ends[stretch.end - 1])
    document = int(corpus.documents[stretch.passage])
    begin, finish = start + first, start + last
    if is_parted(text, start, end):
        begin, finish = _places(connection, id, (start, end), first, last)
    name, date = documents[document]
    name_here = join(id, "w", stretch.start + 1, stretch.end)
    return Copy(name_here, id, name, document, date, days[document], begin, finish, text[first:last])


def _places(
    connection: sqlite3.Connection, passage_id: str, reach: tuple[int, int], first: int, last: int
) -> tuple[int, int]:
    """Return where characters of a passage stand in the source, counted through its segments."""
    segments = connection.execute(
        'select "start", "end" from segments where source_id = (select source_id from passages where id = ?) '
        'and "start" between ? and ? and passage_id = ? order by "start"',
        (passage_id, *reach, passage_id),
    ).fetchall()
    return in_source(segments, first), in_source(segments, last - 1) + 1


def _rows(found: list[Copy]) -> Iterator[Reuse]:
    """Yield the copies of one cluster in the order of their dates; those without a date stand last."""
    found.sort(key=lambda copy: (*(copy.days if copy.days[0] else (UNDATED, UNDATED)), copy.document, copy.start))
    earliest = _earliest([copy.days for copy in found])
    rows = [
        Reuse(
            each.id,
            found[0].id,
            each.document_id,
            each.passage_id,
            n,
            each.date,
            first,
            None,
            None,
            each.start,
            each.end,
            each.text,
        )
        for n, (each, first) in enumerate(zip(found, earliest, strict=True), 1)
    ]
    for before, row in pairwise(rows):
        if before.text == row.text:
            row.words_changed = 0
            continue
        old, new = (words(each.text).hashes.tolist() for each in (before, row))
        row.words_changed = max(len(old), len(new)) - LCSseq.similarity(old, new)
        row.diff = as_json(diff(before.text, row.text))
    yield from rows


def _earliest(days: list[Any]) -> list[int | None]:
    """Return 1 for the copy that is certainly the first, 0 for those that certainly are not, None where dates do not tell."""
    ends = sorted(last for _, last in days if last)
    may_be = [first is None or not ends or first <= ends[0] for first, _ in days]
    if sum(may_be) == 1:
        return [int(each) for each in may_be]
    return [None if each else 0 for each in may_be]
