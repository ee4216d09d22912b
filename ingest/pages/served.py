"""Which of the databases that Datasette serves is the archive: that of this name, else the first.

Those whose names begin with `_` are Datasette's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

Database = TypeVar("Database")
NAME = "archive"  # that `ingest serve` gives it
# what a reader is told where another version built the archive
UNFIT = "This archive was built without what search needs. Build it again with `ingest build`."


def archive(databases: Mapping[str, Database]) -> Database | None:
    """Return the archive among the databases by name; None where there is none."""
    name = name_of_archive(databases)
    return None if name is None else databases[name]


def is_archive(databases: Mapping[str, Any], name: str | None) -> bool:
    """Tell whether a database is the archive: others may have tables of the same names, and rows that are nothing of ours."""
    return name is not None and name == name_of_archive(databases)


def name_of_archive(databases: Mapping[str, Any]) -> str | None:
    """Return the name of the archive among the databases; None where there is none."""
    return NAME if NAME in databases else next((name for name in databases if not is_internal(name)), None)


async def archive_with(databases: Mapping[str, Any], table: str) -> Any:
    """Return the archive among Datasette's databases if it has a table, as those that this program built have; else None."""
    db = archive(databases)
    return db if db is not None and await db.table_exists(table) else None


def is_internal(name: str) -> bool:
    """Tell whether a database is one of Datasette's own, which no reader asks."""
    return name.startswith("_")
