"""Rules in SQL: `clause_diff(a, b)`, what changed between two clauses, and `clause_at(instrument, number, date)`, what one said on a day."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette import hookimpl

from ingest.comparing.editions import Wording
from ingest.comparing.editions import clause_at as wording_at
from ingest.matching.diff import as_words, diff
from ingest.pages.served import is_internal

LONGEST = 200_000  # characters of a clause that is compared
TEXT = "select text from rule_clauses where id = ?"


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Give readers' SQL the functions.

    `clause_diff` returns the words of the second clause on one line, [-what stands in the first alone-] and {+what stands
    in the second alone+} marked, or null where either id is no clause. `clause_at` returns the words of a clause as they
    stood on a date, or null where the archive does not know; `clause_at_why` says then why, and is null where it does.
    """
    if is_internal(database):
        return

    def text(clause_id: Any) -> str | None:
        found = conn.execute(TEXT, (clause_id,)).fetchone()
        if found and len(found[0]) > LONGEST:
            raise ValueError("the clause is too long for clause_diff()")
        return found[0] if found else None

    def clause_diff(a: Any, b: Any) -> str | None:
        before, after = text(a), text(b)
        return None if before is None or after is None else as_words(diff(before, after))

    def wording(instrument: Any, number: Any, date: Any) -> Wording | None:
        if instrument is None or number is None or date is None:
            return None
        return wording_at(conn, str(instrument), str(number), str(date))

    def clause_at(instrument: Any, number: Any, date: Any) -> str | None:
        found = wording(instrument, number, date)
        return found.text if found else None

    def clause_at_why(instrument: Any, number: Any, date: Any) -> str | None:
        found = wording(instrument, number, date)
        return found.why if found else None

    conn.create_function("clause_diff", 2, clause_diff)
    conn.create_function("clause_at", 3, clause_at)
    conn.create_function("clause_at_why", 3, clause_at_why)
