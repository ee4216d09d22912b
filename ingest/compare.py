"""Editions of rules compared on a terminal: what became of each clause, word by word, and what a clause said on a day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ingest.archive_file import reading
from ingest.comparing.became import changed
from ingest.comparing.clauses import Clause, Link
from ingest.comparing.compared import compare as compare_editions
from ingest.comparing.compared import usual
from ingest.comparing.editions import Edition, clause_at, editions, in_order
from ingest.comparing.side_by_side import Row, counted
from ingest.errors import UnknownRules
from ingest.grammar.edtf import earliest_latest
from ingest.matching.diff import as_words

INSTRUMENTS = "select distinct instrument from rule_editions where instrument is not null order by 1"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: editions by id, title or a part of it; a clause number; a date; only what changed."""

    instrument: str
    clause: str | None = None
    before: str | None = None
    after: str | None = None
    changed: bool = False
    at: str | None = None


def compare(db: Path, asked: Question) -> list[str]:
    """Return the lines that answer. Raises UnknownRules, and DatabaseError where there is no archive."""
    with reading(db) as connection:
        instrument = _instrument(connection, asked.instrument)
        if asked.at is not None:
            return list(_at(connection, instrument, asked))
        return list(_compared(connection, instrument, asked))


def _instrument(connection: sqlite3.Connection, name: str) -> str:
    """Return the one set of rules of this name, or whose name holds it."""
    every: list[str] = [each for (each,) in connection.execute(INSTRUMENTS)]
    wanted = name.casefold().strip()
    found = [each for each in every if each == name] or [each for each in every if wanted in each.casefold()]
    if len(found) == 1:
        return found[0]
    if not every:
        raise UnknownRules("This archive holds no set of rules with a name.")
    which = "More than one set of rules is called so" if found else "No set of rules is called so"
    raise UnknownRules(f"{which}: {name}. There is {', '.join(f'“{each}”' for each in found or every)}.")


def _at(connection: sqlite3.Connection, instrument: str, asked: Question) -> Iterator[str]:
    if asked.clause is None:
        raise UnknownRules(
            "Which clause? Give its number behind the name of the rules, as in: compare RULES 49 --at 2017-03."
        )
    if earliest_latest(asked.at)[0] is None:
        raise UnknownRules(f"{asked.at} is not a date; give it as 2017, 2017-02 or 2017-02-01.")
    found = clause_at(connection, instrument, asked.clause, asked.at or "")
    if found.text is None:
        yield f"The archive does not know what {asked.clause} of {instrument} said on {asked.at}. {found.why}"
        return
    if found.edition:
        yield f"{instrument}, {asked.clause}, on {asked.at}: {_called(found.edition)} ({found.clause_id})"
    yield f"  {' '.join(found.text.split())}"


def _compared(connection: sqlite3.Connection, instrument: str, asked: Question) -> Iterator[str]:
    chosen = _chosen(connection, instrument, asked)
    comparison = compare_editions(connection, chosen)
    yield f"{instrument}: {len(chosen)} edition{'s' if len(chosen) > 1 else ''}"
    for n, each in enumerate(chosen, 1):
        yield f"  {n}. {_called(each)}"
    rows = list(comparison.rows)
    for n, (before, after) in enumerate(pairwise(chosen)):
        counts = ", ".join(f"{count:,} {kind}" for kind, count in sorted(counted(rows, n).items()))
        doubt = "" if in_order(before, after) else "; which is the earlier their dates do not tell"
        yield f"  {n + 1} to {n + 2}: {counts or 'no clause in both'}{doubt}"
    if asked.clause:
        wanted = asked.clause.strip().rstrip(".").casefold()
        rows = [row for row in rows if any(each.number.casefold() == wanted for cell in row.cells for each in cell)]
        if not rows:
            raise UnknownRules(f"No clause of these editions of {instrument} is numbered {asked.clause}.")
    for row in rows:
        if row.changed or not asked.changed:
            yield ""
            yield from _row(row)


def _chosen(connection: sqlite3.Connection, instrument: str, asked: Question) -> list[Edition]:
    held = editions(connection, instrument)
    if asked.before is None and asked.after is None:
        return usual(connection, instrument)
    if asked.before is None or asked.after is None:
        raise UnknownRules("Give both editions, --from and --to, or neither.")
    return [_edition(held, asked.before), _edition(held, asked.after)]


def _edition(held: list[Edition], name: str) -> Edition:
    """Return the one edition of this id or title, or whose title holds it; of several the one that is held whole."""
    wanted = name.casefold().strip()
    found = [each for each in held if each.id == name] or [each for each in held if wanted in each.name.casefold()]
    whole = [each for each in found if each.whole]
    if len(found) == 1 or len(whole) == 1:
        return found[0] if len(found) == 1 else whole[0]
    which = "More than one edition is called so" if found else "No edition is called so"
    told = "".join(f"\n  {each.id}: {_called(each)}" for each in found or held)
    raise UnknownRules(f"{which}: {name}. There is{told}")


def _called(edition: Edition) -> str:
    from_date, to_date = edition.dates
    term = f"in force from {from_date}" if from_date else "from when it was in force is not known"
    held = "" if edition.whole else f", as quoted in {edition.document_id}"
    return f"{edition.name}, {term}{f' to {to_date}' if to_date else ''}{held}"


def _row(row: Row) -> Iterator[str]:
    """Yield a clause, and edition by edition what became of it."""
    for n, cell in enumerate(row.cells):
        links = row.links[n - 1] if n else []
        for clause in cell:
            yield from _clause(n, clause, links)
        for link in links:
            if link.before and link.after is None:
                gone = "removed" if link.kind == "removed" else "not in what is held of this edition"
                yield f"  {n + 1}. {link.before.number}: {gone}"


def _clause(n: int, clause: Clause, row: list[Link]) -> Iterator[str]:
    links = [link for link in row if link.after and link.after.id == clause.id]
    before = [link.before for link in links if link.before]
    told = links[0].kind if links else ""
    if before and (told in ("split", "merged") or before[0].number != clause.number):
        told += f", was {', '.join(each.number for each in before)}"
    yield f"  {n + 1}. {clause.number}{f' ({told})' if told else ''}"
    pieces = changed(clause, row)
    if pieces or not before or told.startswith(("split", "merged")):
        yield f"     {as_words(pieces) or ' '.join(clause.text.split())}"
