"""Links: in the results of queries and views an id leads to what it names, a passage to its paragraph."""

from __future__ import annotations

import re
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from markupsafe import Markup

ROWS = {
    "document_id": "documents",
    "source_id": "sources",
    "clause_id": "rule_clauses",
    "edition_id": "rule_editions",
    "event_id": "events",
    "exchange_id": "exchanges",
    "extract_id": "article_extracts",
    "motion_id": "motions",
    "place_id": "places",
    "post_id": "blog_posts",
    "quotation_id": "quotations",
    "statement_id": "witness_statements",
}
ID = re.compile(r"[a-z0-9-]+")


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Datasette) -> Any:
    """Link an id; None for everything else, and for tables, whose foreign keys Datasette links itself."""
    if not isinstance(value, str) or not ID.fullmatch(value) or table in ROWS.values():
        return None
    if column == "passage_id":
        return _link(_passage(row, value, datasette, database), value)
    if column in ROWS and value:
        return _link(datasette.urls.row(database, ROWS[column], value), value)
    return None


def _passage(row: Any, value: str, datasette: Datasette, database: str) -> str:
    """Return the address of a passage: its paragraph in the document if the row tells which, else its own page."""
    columns = set(row.keys())
    if {"document_id", "position"} <= columns and row["document_id"] and row["position"]:
        return f"{datasette.urls.row(database, 'documents', row['document_id'])}#p{int(row['position'])}"
    return str(datasette.urls.row(database, "passages", value))


def _link(address: str, words: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, words)
