"""Labels: a row is called by its title; where it has none, by what it is and its date ("blog post, 16 February 2019")."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import escape_sqlite
from datasette.utils.asgi import Request
from jinja2 import Environment
from markupsafe import Markup

from ingest.date_words import date_words

# what a row of a table is; that of a document stands in its column kind
KINDS = {
    "article_extracts": "extract",
    "articles": "article",
    "blog_posts": "blog post",
    "emails": "e-mail",
    "exchanges": "answer",
    "motions": "motion",
    "rule_editions": "edition of rules",
    "timeline": "document",
    "witness_statements": "witness statement",
}
DATES = ("published_date", "sent_date", "statement_date", "from_date", "date")
# the tables whose label may be missing, by the column that points to them
MAY_BE_UNTITLED = {"document_id": "documents", "edition_id": "rule_editions", "motion_id": "motions",
    "in_reply_to_id": "documents", "thread_id": "documents"}  # fmt: skip


def untitled(row: Any, table: str) -> str:
    """Return what a row without a title is called: its kind and its date, as far as they are known."""
    kind = _value(row, "kind") or KINDS.get(table, table.rstrip("s").replace("_", " "))
    date = next(filter(None, (_value(row, column) for column in DATES)), None)
    return f"{kind}, {date_words(date)}" if date else f"untitled {kind}"


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let templates write `row|untitled(table)`."""
    env.filters["untitled"] = untitled


@hookimpl
def extra_template_vars(
    database: str | None,
    table: str | None,
    view_name: str | None,
    request: Request | None,
    datasette: Datasette,
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Give row pages `row_title`, and `row_links`: an address and words for each column that is a foreign key.

    Table pages get `name_of(column, id)`, for the facets on keys.
    """
    if not database or not table or request is None or view_name not in ("row", "table"):
        return None

    async def name_of(column: str, key: str) -> str:
        return await _name_of(datasette, database, column, key)

    async def names() -> dict[str, Any]:
        if view_name == "table":
            return {"name_of": name_of}
        return await _names(datasette, database, table, request.url_vars["pks"])

    return names


@hookimpl(tryfirst=True)
def render_cell(value: Any, column: str, table: str | None, database: str, datasette: Datasette) -> Any:
    """Link a key to a row without a title by what that row is; None where Datasette knows the words."""
    if not table or not isinstance(value, dict) or value.get("label") is not None or column not in MAY_BE_UNTITLED:
        return None

    async def link() -> Markup:
        href = datasette.urls.row(database, MAY_BE_UNTITLED[column], value["value"])
        words = await _name_of(datasette, database, column, value["value"])
        return Markup('<a href="{}">{}</a>').format(href, words)

    return link


async def _names(datasette: Datasette, database: str, table: str, key: str) -> dict[str, Any]:
    db = datasette.get_database(database)
    keys = await db.primary_keys(table)
    row = await _row(datasette, database, table, key) if len(keys) == 1 else None
    if row is None:
        return {"row_title": None, "row_links": {}}
    label = await db.label_column_for_table(table)
    links = {}
    for foreign_key in await db.foreign_keys_for_table(table):
        column, other = foreign_key["column"], foreign_key["other_table"]
        if row[column] is not None:
            words = await datasette.expand_foreign_keys(database, table, column, [row[column]])
            shown = words.get((column, row[column])) or await _name_of(datasette, database, column, row[column])
            links[column] = {"href": datasette.urls.row(database, other, row[column]), "label": shown}
    title = (row[label] or untitled(row, table)) if label else None
    return {"row_title": title, "row_links": links}


async def _name_of(datasette: Datasette, database: str, column: str, key: str) -> str:
    """Return what the row without a title that `column` points to is called, or its id."""
    if column not in MAY_BE_UNTITLED:
        return key
    row = await _row(datasette, database, MAY_BE_UNTITLED[column], key)
    return untitled(row, MAY_BE_UNTITLED[column]) if row else key


async def _row(datasette: Datasette, database: str, table: str, key: str) -> Any:
    db = datasette.get_database(database)
    name = (await db.primary_keys(table))[0]
    sql = f"select * from {escape_sqlite(table)} where {escape_sqlite(name)} = :key"
    return (await db.execute(sql, {"key": key})).first()


def _value(row: Any, column: str) -> Any:
    try:
        return row[column]
    except (KeyError, IndexError):
        return None
