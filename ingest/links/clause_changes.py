"""Clause by clause, what became of a set of rules from each edition to the next.

Editions that are held whole are compared in the order of their dates. Those of which a document quotes some clauses are
compared with one another where they stand side by side, and with the whole editions before and after them where dates
tell; what they do not quote is neither added nor removed.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import ClassVar, NamedTuple

from ingest.comparing.clauses import Clause, Link, align
from ingest.comparing.editions import Edition, as_read, in_order, overlaps
from ingest.declarations.archive import Archive
from ingest.ids import join
from ingest.matching.diff import as_json, diff, words_added, words_removed
from ingest.model import Problem

INSTRUMENTS = "select distinct instrument from rule_editions where instrument is not null order by instrument"
BY_DATES, AS_QUOTED = "dates", "order in the document"


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
    order_basis: str
    words_added: int
    words_removed: int
    diff: str | None


class Pair(NamedTuple):
    """Two editions to compare, and what their order rests on."""

    before: Edition
    after: Edition
    basis: str


def link(connection: sqlite3.Connection, _: Archive) -> Iterator[ClauseChange | Problem]:
    """Yield the changes between editions whose order is told, and a problem where that of whole editions is not certain."""
    counts: Counter[str] = Counter()
    for (instrument,) in connection.execute(INSTRUMENTS).fetchall():
        some = as_read(connection, instrument)
        whole = sorted((each for each in some if each.whole), key=lambda each: each.from_date or "")
        quoted = [each for each in some if not each.whole]
        unclear = _unclear(whole)
        if unclear:
            reason = (
                f"the editions of {instrument} are not compared, because their order is not certain; "
                "declare the from_date of each under hints, editions"
            )
            yield Problem(unclear.source_id, reason, id=join(unclear.id, "problem-order"))
        yield from _both_in_force(instrument, some)
        pairs = [] if unclear else [Pair(*two, BY_DATES) for two in pairwise(whole)]
        pairs += _side_by_side(quoted)
        pairs += [] if unclear else _among(whole, quoted)
        for pair in pairs:
            yield from _changes(connection, pair, counts)


def _unclear(editions: list[Edition]) -> Edition | None:
    """Return the first edition that is not certain to come before the next."""
    return next((before for before, after in pairwise(editions) if not in_order(before, after)), None)


def _both_in_force(instrument: str, editions: list[Edition]) -> Iterator[Problem]:
    for each in overlaps(editions):
        days = f"on {each.first}" if each.first == each.last else f"from {each.first} to {each.last}"
        reason = (
            f"two editions of {instrument} were in force {days}, as their dates say: {each.before.named}, and {each.after.named}; "
            "what a clause said then is not known. Mend a from_date or a to_date under hints, editions, if it is not so"
        )
        yield Problem(each.after.source_id, reason, id=join(each.after.id, "problem-overlap"))


def _side_by_side(quoted: list[Edition]) -> list[Pair]:
    """Return the editions that one document quotes, in the order of their dates if that is certain, else as they stand there."""
    found = []
    for _, group in groupby(quoted, key=lambda each: each.document_id):
        some = list(group)
        dated = sorted(some, key=lambda each: each.from_date or "")
        certain = _unclear(dated) is None
        found += [Pair(*two, BY_DATES if certain else AS_QUOTED) for two in pairwise(dated if certain else some)]
    return found


def _among(whole: list[Edition], quoted: list[Edition]) -> list[Pair]:
    """Return each quoted edition with the whole one before and after it, unless it may be one of those that are held."""
    found = []
    for each in quoted:
        earlier, later = [one for one in whole if in_order(one, each)], [one for one in whole if in_order(each, one)]
        if len(earlier) + len(later) == len(whole):
            found += [Pair(one, each, BY_DATES) for one in earlier[-1:]]
            found += [Pair(each, one, BY_DATES) for one in later[:1]]
    return found


def _changes(connection: sqlite3.Connection, pair: Pair, counts: Counter[str]) -> Iterator[ClauseChange]:
    before, after, basis = pair
    links = align(_clauses(connection, before.id), _clauses(connection, after.id), before.whole, after.whole)
    for each in links:
        counts[after.id] += 1
        yield ClauseChange(
            join(after.id, "change", counts[after.id]), after.instrument, before.id, after.id,
            each.before and each.before.id, each.after and each.after.id, each.kind, basis, *_compared(each),
        )  # fmt: skip


def _clauses(connection: sqlite3.Connection, edition_id: str) -> list[Clause]:
    asked = "select id, number, text from rule_clauses where edition_id = ? order by position"
    return [Clause(*row) for row in connection.execute(asked, (edition_id,))]


def _compared(link: Link) -> tuple[int, int, str | None]:
    """Return how many words were added and removed, and the difference where both sides have words."""
    before, after = link.before and link.before.text, link.after and link.after.text
    if before == after:
        return 0, 0, None
    pieces = diff(before or "", after or "")
    return words_added(pieces), words_removed(pieces), as_json(pieces) if link.before and link.after else None
