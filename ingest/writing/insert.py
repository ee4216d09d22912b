"""Rows into tables, many at once; those that wait for all sources to be in go into tables of their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

from ingest.workers.pack import Row

# Tables whose rows wait, in temp.<table>_read, until every source is in: only then is it known what they say.
WAITING = ("quotations", "article_extracts", "emails")
# Columns that their rows have only as long as they wait.
UNPUBLISHED = {"emails": ("message_sha256", "names_sha256")}


def into(table: str) -> str:
    """Return the table that the rows of one source go into."""
    return f"{table}_read" if table in WAITING else table


def insert(
    connection: sqlite3.Connection, table: str, names: tuple[str, ...], rows: list[Row], *, linked: bool = False
) -> None:
    connection.executemany(_statement(table, names, linked), rows)


@cache
def _statement(table: str, names: tuple[str, ...], linked: bool) -> str:
    # two sources may print the same place: the first row stands
    verb = "insert or ignore" if table == "places" else "insert"
    quoted, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" for _ in names)
    return f'{verb} into "{table if linked else into(table)}" ({quoted}) values ({marks})'


def by_type(rows: Iterable[Any]) -> Iterator[list[Any]]:
    for _, run in groupby(rows, type):
        yield list(run)
