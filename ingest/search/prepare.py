"""What search needs beside the full-text index, written when an archive is built, so that it answers from the first second.

The common words of the index as packed postings; for every passage its length, document and speaker, for every document the
values that are counted beside results; and the words themselves, for spelling and beginnings. All of it is read off the
finished tables, in their order: the same rows give the same bytes.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.search import frequent
from ingest.search.apart import Counted
from ingest.search.postings import from_places, packed
from ingest.workers.memory import give_back

COMMON = 0.02  # the share of passages that makes a word common
FEWEST = 500  # passages, no fewer than of a frequent word; they are read off the index in a millisecond
TABLES = """
create table search_postings (term text primary key, passage_count integer not null, passages blob, times blob);
create table search_arrays (name text primary key, type text not null, value blob);
"""
# What is counted beside results, by name: the column of documents. People are counted by mention.
FACETS = {"kind": "kind", "author": "author", "publisher": "publisher", "year": "published_year"}


def make(connection: sqlite3.Connection) -> None:
    """Make the two empty tables."""
    connection.executescript(TABLES)


Posting = tuple[str, int, bytes, bytes]


class Prepared(NamedTuple):
    """The rows of both tables."""

    postings: list[Posting]
    arrays: list[tuple[str, str, bytes]]


def prepared(
    connection: sqlite3.Connection, found: Counted, counted: Mapping[str, int], known: list[Posting] | None = None
) -> Prepared:
    """Return the rows of both tables of an archive whose passages, documents, mentions and full-text index are written.

    `found` are the words of all passages, `counted` the passages of each frequent word, `known` the postings where they are known.
    """
    held = list(postings(connection, counted)) if known is None else known
    rows = Prepared(held, list(arrays(connection, found, counted)))
    give_back()  # quotations are looked for meanwhile
    return rows


def fill(connection: sqlite3.Connection, rows: Prepared) -> None:
    """Fill both tables."""
    connection.execute("begin")
    connection.executemany("insert into search_postings values (?, ?, ?, ?)", rows.postings)
    connection.executemany("insert into search_arrays values (?, ?, ?)", rows.arrays)
    connection.execute("commit")


def postings(connection: sqlite3.Connection, counted: Mapping[str, int]) -> Iterator[Posting]:
    """Yield the rows of `search_postings`, in order of their terms; `counted` are the passages of each frequent word."""
    (total,) = connection.execute("select count(*) from passages").fetchone()
    connection.execute("create virtual table temp.places_of using fts5vocab (main, passages_fts, instance)")
    least = max(FEWEST, int(total * COMMON))
    for term in (term for term, count in counted.items() if count >= least):
        (places,) = connection.execute(
            "select group_concat(doc) from temp.places_of where term = ?", (term,)
        ).fetchone()
        found = from_places(places)
        yield term, len(found), *packed(found, total)
    connection.execute("drop table temp.places_of")


def arrays(
    connection: sqlite3.Connection, found: Counted, counted: Mapping[str, int]
) -> Iterator[tuple[str, str, bytes]]:
    """Yield the rows of `search_arrays`; `found` and `counted` are what `prepared` is given."""
    for name, array in _arrays(connection):
        yield name, array.dtype.str, array.tobytes()
    words, stems, stem = _vocabulary(found.stems)
    yield "words", "text", "\n".join(words).encode()
    yield "stems", "text", "\n".join(stems).encode()
    yield "stem", stem.dtype.str, stem.tobytes()
    yield "times", "<u4", np.fromiter((found.times[word] for word in words), "<u4", len(words)).tobytes()
    yield frequent.WORDS, "text", "\n".join(counted).encode()
    yield frequent.COUNTS, "<u4", np.fromiter(counted.values(), "<u4", len(counted)).tobytes()


def _arrays(connection: sqlite3.Connection) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """Yield what is known of passages and documents as arrays of numbers, and what the numbers stand for as JSON."""
    yield "length", _lengths(connection)
    rows = _numbers(
        connection,
        "select documents.rowid from passages join documents on documents.id = document_id order by passages.rowid",
    )
    held, document = np.unique(rows, return_inverse=True)
    yield "document", document.astype("<u4")
    yield "document_row", held.astype("<u4")
    yield "date", _dates(connection)[held - 1].astype("<i4")
    for name, column in FACETS.items():
        codes, values = _coded(
            value for (value,) in connection.execute(f"select {column} from documents order by rowid")
        )
        yield name, codes[held - 1]
        yield f"{name}_values", values
    codes, values = _coded(value for (value,) in connection.execute("select speaker from passages order by rowid"))
    yield "speaker", codes
    yield "speaker_values", values
    yield from _people(connection)


def _people(connection: sqlite3.Connection) -> Iterator[tuple[str, NDArray[np.generic]]]:
    named = connection.execute(
        "select distinct passages.rowid - 1, people.rowid from mentions join passages on passages.id = passage_id "
        "join people on people.id = person_id order by 1, 2"
    ).fetchall()
    yield "named_in", np.array([passage for passage, _ in named], "<u4")
    yield "person", np.array([person for _, person in named], "<u4")
    people = [list(row) for row in connection.execute("select rowid, name from people order by rowid")]
    yield "person_values", _as_bytes([None, *people])


def _lengths(connection: sqlite3.Connection) -> NDArray[np.generic]:
    """Return how many words each passage has, as FTS5 keeps it: varints, seven bits a byte, high bits first."""
    sizes = b"".join(size for (size,) in connection.execute("select sz from passages_fts_docsize order by id"))
    every = np.frombuffer(sizes, np.uint8).astype(np.int64)
    ends = np.flatnonzero(every < 128)
    starts = np.concatenate(([0], ends[:-1] + 1)) if len(ends) else ends
    shift = 7 * (np.repeat(ends, ends - starts + 1) - np.arange(len(every)))
    values = np.add.reduceat((every & 127) << shift, starts) if len(ends) else every
    return np.minimum(values, 65_535).astype("<u2")


def _dates(connection: sqlite3.Connection) -> NDArray[np.int64]:
    """Return the day that each document was published at the earliest, as 20161205; 0 where it is not known."""
    values = [value or "" for (value,) in connection.execute("select published_date from documents order by rowid")]
    # 2016-12 is 20161200: before every day of its month
    return np.array(
        [int("".join(re.findall("[0-9]", each.split("/")[0]))[:8].ljust(8, "0")) for each in values], np.int64
    )


def _numbers(connection: sqlite3.Connection, sql: str) -> NDArray[np.int64]:
    return np.fromiter((value for (value,) in connection.execute(sql)), np.int64)


def _coded(values: Iterable[object]) -> tuple[NDArray[np.generic], NDArray[np.generic]]:
    """Return a number for each value, 0 for none, and the values by number as JSON."""
    every = ["" if value is None else str(value) for value in values]
    names = sorted({*every} - {""})
    numbers = {name: n for n, name in enumerate(["", *names])}
    codes = np.array([numbers[value] for value in every], "<u4")
    return codes, _as_bytes([None, *names])


def _as_bytes(value: object) -> NDArray[np.generic]:
    return np.frombuffer(json.dumps(value, ensure_ascii=False).encode(), np.uint8)


def _vocabulary(found: Mapping[str, str]) -> tuple[list[str], list[str], NDArray[np.uint32]]:
    """Return every word in order, in small letters and without accents, what is left of all without endings, and the number of each."""
    words, stems = sorted(found), sorted({*found.values()})
    numbers = {stem: n for n, stem in enumerate(stems)}
    return words, stems, np.fromiter((numbers[found[word]] for word in words), "<u4", len(words))


def folded(text: str) -> str:
    """Return a text in small letters without accents."""
    small = text.lower()
    if small.isascii():
        return small
    return "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c))
