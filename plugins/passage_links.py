"""Links: in the results of queries and views an id leads to what it names, a passage to its paragraph."""

from __future__ import annotations

import re
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from jinja2 import Environment
from markupsafe import Markup

from ingest.pages.parts import paragraph
from ingest.pages.served import is_archive

ROWS = {
    "document_id": "documents",
    "source_id": "sources",
    "clause_id": "rule_clauses",
    "edition_id": "rule_editions",
    "event_id": "events",
    "exchange_id": "exchanges",
    "extract_id": "article_extracts",
    "in_reply_to_id": "documents",
    "motion_id": "motions",
    "organisation_id": "organisations",
    "origin_id": "documents",
    "person_id": "people",
    "place_id": "places",
    "post_id": "blog_posts",
    "quotation_id": "quotations",
    "statement_id": "witness_statements",
    "thread_id": "documents",
}
# the table whose id the `id` of a view is
OF_VIEWS = {"document_texts": "documents"}
# what has a page of its own
PAGES = {"allegation_id": "/allegations/", "became_id": "/cite/", "cluster_id": "/reuse/"}
ID = re.compile(r"[a-z0-9-]+")


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Let templates ask `row_address(database, table, row, leads_to)`: where the words that lead to a row go."""

    def row_address(database: str, table: str, row: Any, leads_to: list[str] | None) -> str | None:
        if not leads_to:
            key = _value(row, "id")
            return datasette.urls.row(database, table, str(key)) if key else None
        column = next((each for each in leads_to if _value(row, each)), None)
        if column is None:
            return None
        key = str(_value(row, column))
        if column == "id":
            return str(datasette.urls.row(database, OF_VIEWS[table], key))
        if column == "passage_id":
            return _passage(row, key, datasette, database)
        return _address(column, key, datasette, database)

    env.globals["row_address"] = row_address


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Datasette) -> Any:
    """Link an id; None for everything else, and for tables, whose foreign keys to rows Datasette links itself."""
    if not is_archive(datasette.databases, database):
        return None
    if column in PAGES and isinstance(value, dict):
        return _link(_address(column, value["value"], datasette, database), value["label"] or value["value"])
    if not isinstance(value, str) or not ID.fullmatch(value) or table in ROWS.values():
        return None
    if column == "passage_id":
        return _link(_passage(row, value, datasette, database), value)
    if column in ROWS or column in PAGES:
        return _link(_address(column, value, datasette, database), value)
    return None


def _address(column: str, value: str, datasette: Datasette, database: str) -> str:
    """Return where an id leads: to the page made for it, else to its row."""
    if column in PAGES:
        return str(datasette.urls.path(PAGES[column] + value))
    return str(datasette.urls.row(database, ROWS[column], value))


def _passage(row: Any, value: str, datasette: Datasette, database: str) -> str:
    """Return the address of a passage: its paragraph in the document if the row tells which, else its own page."""
    document, position = _value(row, "document_id"), _value(row, "position")
    if isinstance(document, str) and isinstance(position, int) and document:
        return f"{datasette.urls.row(database, 'documents', document)}{paragraph(position)}"
    return str(datasette.urls.row(database, "passages", value))


def _link(address: str, words: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, words)


def _value(row: Any, column: str) -> Any:
    try:
        return row[column]
    except (KeyError, IndexError):
        return None
