"""What is known of every passage and document as arrays of numbers: read once, then counted with numpy."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.search.prepare import FACETS
from ingest.tables import refuse_other_version

LENGTH_SHARE = 0.75  # how much of the length of a text counts against it (b of BM25)
SATURATION = 1.2  # how soon a word said again adds nothing (k1 of BM25)
Numbers = NDArray[Any]


@dataclass(frozen=True)
class Arrays:
    """Passages by number (their rowid less 1), documents by number (those that have passages, in their order)."""

    document: Numbers  # of each passage
    row: Numbers  # the rowid of each document
    number: Numbers  # the number of the document of each rowid, -1 for one without passages
    first: Numbers  # passage of each document
    date: Numbers  # of each document, as 20161205; 0 where it is not known
    facets: dict[str, Numbers]  # a code for each document
    values: dict[
        str, list[Any]
    ]  # what the codes of each facet, of speakers and people stand for, in order; 0 for nothing
    speaker: Numbers  # a code for each passage
    named_in: Numbers  # passages, one for each person that is named in it
    person: Numbers  # a code for the name of that person
    passage_norm: Numbers  # what BM25 adds below the line, for the length of each passage
    document_norm: Numbers

    @property
    def passages(self) -> int:
        """Return how many passages there are."""
        return len(self.document)

    @property
    def documents(self) -> int:
        """Return how many documents there are."""
        return len(self.row)

    def of_documents(self, per_passage: Numbers, kind: Any = np.int64) -> Numbers:
        """Return the sums of a number for each passage over each document."""
        if not self.documents:
            return np.zeros(0, kind)
        return np.add.reduceat(per_passage, self.first, dtype=kind)

    def best_of_documents(self, per_passage: Numbers) -> Numbers:
        """Return the highest of the numbers of the passages of each document."""
        return np.maximum.reduceat(per_passage, self.first) if self.documents else per_passage[:0]


def load(connection: sqlite3.Connection) -> Arrays:
    """Return the arrays of an archive. Raises sqlite3.OperationalError where the file has none, or others than are read here."""
    refuse_other_version(connection)
    kept = {name: (kind, value) for name, kind, value in connection.execute("select * from search_arrays")}

    def numbers(name: str) -> Numbers:
        kind, value = kept[name]
        return np.frombuffer(value, kind)

    document, row, length = numbers("document").astype(np.int32), numbers("document_row"), numbers("length")
    number = np.full(int(row.max(initial=0)) + 1, -1, np.int32)
    number[row] = np.arange(len(row), dtype=np.int32)
    first = np.flatnonzero(np.diff(document, prepend=-1))
    lengths = np.add.reduceat(length, first, dtype=np.int64) if len(row) else np.zeros(0, np.int64)
    values = {name: json.loads(kept[f"{name}_values"][1]) for name in (*FACETS, "speaker", "person")}
    values["person"], name_of = _names(values["person"])
    return Arrays(
        document,
        row,
        number,
        first,
        numbers("date"),
        {name: numbers(name).astype(np.intp) for name in FACETS},  # as bincount wants them
        values,
        numbers("speaker"),
        numbers("named_in").astype(np.intp),
        name_of[numbers("person")],
        _norm(length),
        _norm(lengths),
    )


def _names(people: list[Any]) -> tuple[list[Any], Numbers]:
    """Return the names of people in order, None first, and a code for each row of the table."""
    rows, named = [row for row, _ in people[1:]], [name for _, name in people[1:]]
    names = sorted(set(named))
    codes = {name: n for n, name in enumerate(names, 1)}
    of_row = np.zeros(max(rows, default=0) + 1, np.intp)
    of_row[rows] = [codes[name] for name in named]
    return [None, *names], of_row


def _norm(lengths: Numbers) -> Numbers:
    mean = lengths.mean() if len(lengths) else 1.0
    return (SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths / max(mean, 1.0))).astype(np.float32)
