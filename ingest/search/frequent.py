"""Frequent words: those in so many passages that no quotation is looked for by one alone, and in how many each stands.

What they are is counted once, when the full-text index is there, and kept among what search keeps.
"""

from __future__ import annotations

import sqlite3

import numpy as np

FREQUENT = 400  # passages
WORDS, COUNTS = "frequent", "frequent_counts"  # the names of both in `search_arrays`

TERMS = "create virtual table temp.terms using fts5vocab (main, passages_fts, row)"
COUNTED = "select term, doc from temp.terms where doc >= ? order by term"
KEPT = "select value from search_arrays where name = ?"


def counted(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many passages hold each frequent word, its ending off, in order, as the full-text index tells."""
    connection.execute(TERMS)
    try:
        return dict(connection.execute(COUNTED, (FREQUENT,)).fetchall())
    finally:
        connection.execute("drop table temp.terms")


def kept(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the same as a finished archive has it."""
    cursor = connection.cursor()
    cursor.row_factory = None
    words, counts = (cursor.execute(KEPT, (name,)).fetchone()[0] for name in (WORDS, COUNTS))
    return dict(zip(words.decode().split("\n"), np.frombuffer(counts, "<u4").tolist(), strict=True)) if words else {}
