"""When the words of a clause were in force: through every edition that has them, one after the other without a gap."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from json import dumps
from typing import NamedTuple

from ingest.grammar.edtf import earliest_latest

# The clauses that have the same words in the editions before and after, with the dates of these editions.
SAME = """
with recursive
  asked(id) as (select value from json_each(?)),
  earlier(asked, id) as (
    select id, id from asked
    union
    select asked, from_clause_id from earlier join clause_changes on to_clause_id = earlier.id
    where kind in ('same', 'renumbered') and order_basis = 'dates'
  ),
  later(asked, id) as (
    select id, id from asked
    union
    select asked, to_clause_id from later join clause_changes on from_clause_id = later.id
    where kind in ('same', 'renumbered') and order_basis = 'dates'
  ),
  found(asked, id) as (select * from earlier union select * from later)
select asked, found.id = asked, from_date, to_date, rule_editions.passage_id is null
from found join rule_clauses on rule_clauses.id = found.id join rule_editions on rule_editions.id = rule_clauses.edition_id
where found.id = asked or rule_editions.passage_id is null
order by asked, from_date"""
FIRST_DAY = "0001-01-01"


class InForce(NamedTuple):
    """From when to when words were in force; `to_date` is null where no end of theirs is known, `editions` have them."""

    from_date: str | None
    to_date: str | None
    editions: int


def terms(connection: sqlite3.Connection, clause_ids: Iterable[str]) -> dict[str, InForce]:
    """Return for each clause when its words were in force, as far as the dates of the editions tell."""
    rows = defaultdict(list)
    for asked, mine, from_date, to_date, _ in connection.execute(SAME, (dumps(list(clause_ids)),)):
        rows[asked].append((bool(mine), from_date, to_date))
    return {asked: _joined(found) for asked, found in rows.items()}


def _joined(found: list[tuple[bool, str | None, str | None]]) -> InForce:
    """Join the terms of editions that follow the one asked for, or that it follows."""
    here = next(n for n, (mine, *_) in enumerate(found) if mine)
    first = last = here
    while first > 0 and _follows(found[first - 1], found[first]):
        first -= 1
    while last + 1 < len(found) and _follows(found[last], found[last + 1]):
        last += 1
    return InForce(found[first][1], found[last][2], last - first + 1)


def _follows(before: tuple[bool, str | None, str | None], after: tuple[bool, str | None, str | None]) -> bool:
    """Tell whether an edition took the place of another the day after it ended, or where no end of it is stated."""
    begun, begins = before[1], after[1]
    start = earliest_latest(begins)[0]
    if earliest_latest(begun)[1] is None or start is None or start <= FIRST_DAY:
        return False
    return before[2] is None or earliest_latest(before[2])[1] == (date.fromisoformat(start) - timedelta(1)).isoformat()
