"""The schema of an archive is read once, as the file does not change while it is served.

For each page Datasette asks SQLite for the keys of every table, for columns and for names, a dozen questions that each wait for a
thread; the answers are remembered for each database that is served as immutable.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette

MOST_ANSWERS = 1_000  # to one question; an address may name tables that are none
# methods of datasette.database.Database, which Datasette documents for plugins
QUESTIONS = (
    "foreign_keys_for_table", "fts_table", "get_all_foreign_keys", "get_table_definition", "get_view_definition",
    "label_column_for_table", "primary_keys", "table_column_details", "table_columns", "table_exists",
)  # fmt: skip


@hookimpl
def startup(datasette: Datasette) -> None:
    """Remember what each question was answered."""
    for db in datasette.databases.values():
        if not db.is_mutable:
            for question in QUESTIONS:
                setattr(db, question, _remembered(getattr(db, question)))


def _remembered(ask: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    answers: dict[tuple[Any, ...], Any] = {}

    async def remembered(*about: Any) -> Any:
        if about not in answers:
            if len(answers) >= MOST_ANSWERS:
                answers.clear()
            answers[about] = await ask(*about)
        found = answers[about]
        return list(found) if isinstance(found, list) else found

    return remembered
