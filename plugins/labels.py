"""Labels: a row is called by its title; where it has none, by what it is and its date ("blog post, 16 February 2019"), or its id."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import escape_sqlite
from datasette.utils.asgi import Request
from jinja2 import Environment
from markupsafe import Markup

from ingest.pages.asked_together import Ask, at_once
from ingest.pages.date_words import date_words
from ingest.pages.served import is_archive

# what a row of a table is; that of a document stands in its column kind
KINDS = {
    "article_extracts": "extract",
    "articles": "article",
    "blog_posts": "blog post",
    "chat_messages": "message",
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
# where a row of another table has the id of these
POINTERS = {"documents": "document_id", "rule_editions": "edition_id"}
NAMELESS: dict[str, Any] = {"row_title": None, "row_links": {}}


def untitled(row: Any, table: str) -> str:
    """Return what a row without a title is called: its kind and its date, or the id that tells it from others of its kind."""
    kind = _value(row, "kind") or KINDS.get(table, table.rstrip("s").replace("_", " "))
    date = next(filter(None, (_value(row, column) for column in DATES)), None)
    if date:
        return f"{kind}, {date_words(date)}"
    key = (_value(row, POINTERS[table]) or _value(row, "id")) if table in POINTERS else None
    return f"untitled {kind} ({key})" if key else f"untitled {kind}"


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
    if not is_archive(datasette.databases, database):
        return None

    async def link() -> Markup:
        href = datasette.urls.row(database, MAY_BE_UNTITLED[column], value["value"])
        words = await _name_of(datasette, database, column, value["value"])
        return Markup('<a href="{}">{}</a>').format(href, words)

    return link


async def _names(datasette: Datasette, database: str, table: str, key: str) -> dict[str, Any]:
    db = datasette.get_database(database)
    keys = await db.primary_keys(table)
    if len(keys) != 1:
        return NAMELESS
    label = await db.label_column_for_table(table)
    leads_to = await db.foreign_keys_for_table(table)
    labels = {each["other_table"]: await db.label_column_for_table(each["other_table"]) for each in leads_to}

    def names(ask: Ask) -> dict[str, Any]:
        row = _row(ask, table, keys[0], key)
        if row is None:
            return NAMELESS
        links = {}
        for each in leads_to:
            column, other = each["column"], each["other_table"]
            if row[column] is not None:
                # the key of another file may lead to a table that it has not, or to its key without a name
                is_called = labels[other] and each["other_column"]
                there = _row(ask, other, each["other_column"], row[column]) if is_called else None
                words = _words(there, labels[other], column) or row[column]
                links[column] = {"href": datasette.urls.row(database, other, row[column]), "label": words}
        title = (row[label] or untitled(row, table)) if label else None
        return {"row_title": title, "row_links": links}

    return await at_once(db, names)


def _words(row: dict[str, Any] | None, label: str | None, column: str) -> Any:
    """Return what the row that `column` points to is called; None where that is not known."""
    if row is None or label is None:
        return None
    return row[label] or (untitled(row, MAY_BE_UNTITLED[column]) if column in MAY_BE_UNTITLED else None)


async def _name_of(datasette: Datasette, database: str, column: str, key: str) -> str:
    """Return what the row without a title that `column` points to is called, or its id."""
    if column not in MAY_BE_UNTITLED:
        return key
    db, table = datasette.get_database(database), MAY_BE_UNTITLED[column]
    name = (await db.primary_keys(table))[0]
    row = await at_once(db, lambda ask: _row(ask, table, name, key))
    return untitled(row, table) if row else key


def _row(ask: Ask, table: str, column: str, key: Any) -> dict[str, Any] | None:
    rows = ask(f"select * from {escape_sqlite(table)} where {escape_sqlite(column)} = :key", {"key": key})
    return rows[0] if rows else None


def _value(row: Any, column: str) -> Any:
    try:
        return row[column]
    except (KeyError, IndexError):
        return None
