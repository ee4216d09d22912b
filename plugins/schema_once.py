"""The schema of an archive is read once, as the file does not change while it is served.

For each page Datasette asks SQLite for the keys of every table, for columns and for names, a dozen questions that each wait for a
thread; the answers are remembered for each database that is served as immutable.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette

from ingest.pages.served import is_internal

MOST_ANSWERS = 1_000  # to one question; an address may name tables that are none
# methods of datasette.database.Database, which Datasette documents for plugins
QUESTIONS = (
    "foreign_keys_for_table", "fts_table", "get_all_foreign_keys", "get_table_definition", "get_view_definition",
    "label_column_for_table", "primary_keys", "table_column_details", "table_columns", "table_exists",
)  # fmt: skip


# the same in SQL: how a table is spelt, which is asked three times for a page
SPELLING = "select name from sqlite_master where type in ('table', 'view') and name = ? collate nocase"


@hookimpl
def startup(datasette: Datasette) -> None:
    """Remember what each question was answered."""
    served = [db for db in datasette.databases.values() if not is_internal(db.name)]
    for db in served:
        if not db.is_mutable:
            for question in QUESTIONS:
                setattr(db, question, _remembered(getattr(db, question)))
            db.execute = _spelling_remembered(db.execute)
    refresh = getattr(datasette, "refresh_schemas", None)  # no promise of Datasette, which asks for each page
    if refresh is not None and not any(db.is_mutable for db in served):
        datasette.refresh_schemas = _remembered(refresh)


def _spelling_remembered(execute: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    spelling = _remembered(execute)

    def asked(sql: str, *values: Any, **options: Any) -> Awaitable[Any]:
        return spelling(sql, *values) if sql == SPELLING and not options else execute(sql, *values, **options)

    return asked


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
