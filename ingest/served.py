"""Which of the databases that Datasette serves is the archive; those whose names begin with `_` are its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

Database = TypeVar("Database")
# what a reader is told where another version built the archive
UNFIT = "This archive was built without what search needs. Build it again with `ingest build`."


def archive(databases: Mapping[str, Database]) -> Database | None:
    """Return the archive among the databases by name; None where there is none."""
    return next((db for name, db in databases.items() if not is_internal(name)), None)


async def archive_with(databases: Mapping[str, Any], table: str) -> Any:
    """Return the archive among Datasette's databases if it has a table, as those that this program built have; else None."""
    db = archive(databases)
    return db if db is not None and await db.table_exists(table) else None


def is_internal(name: str) -> bool:
    """Tell whether a database is one of Datasette's own, which no reader asks."""
    return name.startswith("_")
