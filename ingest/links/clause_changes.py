"""Clause by clause, what became of a set of rules from each edition to the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, ClassVar, NamedTuple

from ingest.declare import Archive
from ingest.grammar.edtf import earliest_latest
from ingest.ids import join
from ingest.matching.clauses import Clause, Link, align
from ingest.matching.diff import as_json, diff, words_added, words_removed
from ingest.model import Problem

# An edition that a document quotes a few clauses of says nothing about the others: whole documents alone are compared.
EDITIONS = """
select rule_editions.id, instrument, from_date, rule_editions.source_id from rule_editions
join documents on documents.id = document_id
  and documents."start" = rule_editions."start" and documents."end" = rule_editions."end"
where instrument is not null order by instrument, from_date, rule_editions.rowid
"""


@dataclass(slots=True)
class ClauseChange:
    """What became of one clause; `diff` is a list of kinds and words, null where the words are the same or on one side alone."""

    table: ClassVar[str] = "clause_changes"
    id: str
    instrument: str
    from_edition_id: str
    to_edition_id: str
    from_clause_id: str | None
    to_clause_id: str | None
    kind: str
    words_added: int
    words_removed: int
    diff: str | None


class Edition(NamedTuple):
    id: str
    instrument: str
    from_date: str | None
    source_id: str


def link(connection: sqlite3.Connection, _: Archive) -> Iterator[ClauseChange | Problem]:
    """Yield the changes between editions whose order is certain from their dates, and a problem where it is not."""
    editions = [Edition(*row) for row in connection.execute(EDITIONS)]
    for instrument, group in groupby(editions, key=lambda edition: edition.instrument):
        some = list(group)
        unclear = _unclear(some)
        if unclear:
            reason = (
                f"the editions of {instrument} are not compared, because their order is not certain; "
                "declare the from_date of each under hints, editions"
            )
            yield Problem(unclear.source_id, reason, id=join(unclear.id, "problem-order"))
            continue
        for before, after in pairwise(some):
            yield from _changes(connection, before, after)


def _unclear(editions: list[Edition]) -> Edition | None:
    """Return the first edition that is not certain to come before the next."""
    for before, after in pairwise(editions):
        latest, earliest = earliest_latest(before.from_date)[1], earliest_latest(after.from_date)[0]
        if latest is None or earliest is None or latest >= earliest:
            return before
    return None


def _changes(connection: sqlite3.Connection, before: Edition, after: Edition) -> Iterator[ClauseChange]:
    links = align(_clauses(connection, before.id), _clauses(connection, after.id))
    for n, each in enumerate(links, 1):
        yield ClauseChange(
            join(after.id, "change", n), after.instrument, before.id, after.id,
            each.before and each.before.id, each.after and each.after.id, each.kind, *_compared(each),
        )  # fmt: skip


def _clauses(connection: sqlite3.Connection, edition_id: str) -> list[Clause]:
    asked = "select id, number, text from rule_clauses where edition_id = ? order by position"
    return [Clause(*row) for row in connection.execute(asked, (edition_id,))]


def _compared(link: Link) -> tuple[int, int, Any]:
    pieces = diff(link.before.text if link.before else "", link.after.text if link.after else "")
    changed = link.before and link.after and link.before.text != link.after.text
    return words_added(pieces), words_removed(pieces), as_json(pieces) if changed else None
