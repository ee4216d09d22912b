"""What one source gives, as plain rows: small to send from one process, or one machine, to another."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ingest.errors import ArchiveError

if TYPE_CHECKING:
    from ingest.parse import Parsed

Row = tuple[Any, ...]


@dataclass(slots=True)
class Packed:
    """The rows of one source by table, each with the names of its columns; `key` is a digest of what they depend on.

    `unfit` is what its declaration says without fitting it, where that speaks of other files too.
    """

    source_id: str
    key: str
    tables: dict[str, tuple[tuple[str, ...], list[Row]]]
    unfit: tuple[str, ...] = ()

    def values(self, table: str, column: str) -> list[Any]:
        """Return the values of one column, in order."""
        names, rows = self.tables.get(table, ((column,), []))
        at = names.index(column)
        return [row[at] for row in rows]


# what reading one source gives: its rows, or the error that tells why there are none
Outcome = Packed | ArchiveError


def pack(parsed: Parsed, key: str) -> Packed:
    """Return the rows of one source; the source itself comes first."""
    tables = {"sources": [parsed.source], **parsed.rows}
    rows = {name: (columns(found[0].__class__), as_tuples(found)) for name, found in tables.items() if found}
    return Packed(parsed.source.id, key, rows, parsed.unfit)


def as_tuples(rows: list[Any]) -> list[Row]:
    """Return rows of one type as tuples in the order of their fields."""
    return list(map(attrgetter(*columns(rows[0].__class__)), rows))


@cache
def columns(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
