"""Quotations held against the words of the other documents."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import fields

from ingest.declare import Archive
from ingest.records.quotations import Quotation


def link(connection: sqlite3.Connection, _: Archive) -> Iterator[Quotation]:
    """Yield every quotation of the archive in its order, as it was read from `temp.quotations_read`."""
    names = tuple(field.name for field in fields(Quotation))
    asked = ", ".join(f'"{name}"' for name in names)
    for row in connection.execute(f"select {asked} from temp.quotations_read order by rowid"):
        yield Quotation(**dict(zip(names, row, strict=True)))
