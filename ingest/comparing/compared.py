"""A comparison of editions of one set of rules, made from an archive: what stands in each, clause beside clause."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.comparing.clauses import Clause, Link, align
from ingest.comparing.editions import Edition, editions
from ingest.comparing.side_by_side import Column, Row, side_by_side

MOST_COMPARED = 4  # editions beside each other
USUAL = 3
CLAUSES = "select id, number, text from rule_clauses where edition_id = ? order by position"
CHANGES = """
select kind, before.id, before.number, before.text, after.id, after.number, after.text
from clause_changes
join rule_clauses as before on before.id = from_clause_id
join rule_clauses as after on after.id = to_clause_id
where from_edition_id = ? and to_edition_id = ? order by clause_changes.rowid"""
COMPARED = "select 1 from clause_changes where from_edition_id = ? and to_edition_id = ? limit 1"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Editions in their order, and their clauses in rows."""

    editions: Sequence[Edition]
    rows: Sequence[Row]


def compare(connection: sqlite3.Connection, some: Sequence[Edition]) -> Comparison:
    """Return editions clause beside clause, by what the archive says of them or, where it does not compare them, aligned anew."""
    columns = [Column([Clause(*row) for row in connection.execute(CLAUSES, (each.id,))], each.whole) for each in some]
    steps = []
    for (before, after), (first, second) in zip(pairwise(some), pairwise(columns), strict=True):
        stored = _stored(connection, before, after)
        steps.append(align(first.clauses, second.clauses, first.whole, second.whole) if stored is None else stored)
    return Comparison(some, side_by_side(columns, steps))


def usual(connection: sqlite3.Connection, instrument: str) -> list[Edition]:
    """Return the editions to begin with: the latest that are held whole, else those that one document quotes side by side."""
    held = editions(connection, instrument)
    whole = [each for each in held if each.whole]
    if len(whole) > 1:
        return whole[-USUAL:]
    documents = [each.document_id for each in held]
    most = max(documents, key=documents.count, default=None)
    beside = [each for each in held if each.document_id == most]
    return (beside if len(beside) > 1 else held)[-USUAL:]


def _stored(connection: sqlite3.Connection, before: Edition, after: Edition) -> list[Link] | None:
    if not connection.execute(COMPARED, (before.id, after.id)).fetchone():
        return None
    return [
        Link(row[0], Clause(*row[1:4]), Clause(*row[4:]))
        for row in (tuple(row) for row in connection.execute(CHANGES, (before.id, after.id)))
    ]
