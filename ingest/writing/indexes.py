"""What is searched and what is asked for: the columns of each table that have an index, and the indexes made in bulk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ingest.tables import tables
from ingest.writing import fulltext

# The columns that full-text search finds words in, by table.
SEARCHED = {
    "passages": ("text",),
    "documents": ("title",),
    "blog_posts": ("title",),
    "articles": ("title",),
    "emails": ("subject", "from_name", "to_names", "cc_names"),
    "chat_messages": ("author", "text"),
    "article_extracts": ("title", "text"),
    "witness_statements": ("witness", "capacity", "text"),
    "rule_clauses": ("heading", "text"),
    "exchanges": ("question", "answer"),
    "motions": ("title", "text"),
    "motion_resolves": ("text",),
    "quotations": ("text",),
    "events": ("title", "text"),
    "allegations": ("title", "made_by", "against"),
    "people": ("name", "aliases", "description"),
    "organisations": ("name", "aliases", "description"),
    "places": ("name", "address"),
}

# The columns that facets, pictures and canned queries ask for, some together; keys have their indexes besides.
INDEXED: dict[str, tuple[str | tuple[str, ...], ...]] = {
    "documents": ("kind", "author", "publisher", "published_year", ("published_date", "kind")),
    "passages": ("kind", "speaker", "position"),
    "segments": ("discard",),
    "blog_posts": ("author", "publisher", "published_year", "published_date"),
    "articles": ("author", "publisher", "published_year", "published_date"),
    "emails": ("from_name", "sent_date", "sent_year", "thread_id"),
    "chat_messages": ("author", "sent_date", "sent_year"),
    "article_extracts": ("author", "publisher", "published_year", "published_date", "state"),
    "witness_statements": ("witness",),
    "rule_editions": ("instrument", "organisation"),
    "rule_clauses": ("number",),
    "clause_changes": ("instrument", "kind"),
    "clause_quotations": ("instrument", "standing"),
    "exchanges": ("asker", "answerer", "position"),
    "quotations": ("state", "attributed_to", "marks"),
    "events": ("kind", ("event_date", "kind"), "event_year"),
    "places": ("postcode",),
    "allegations": ("made_by", "against", "status", "made_year"),
    "allegation_evidence": ("role",),
    "links": ("host", "url"),
    "mentions": (("person_id", "document_id"), ("organisation_id", "document_id"), "kind"),
    "reuse": ("published_date", "is_earliest"),
    "document_copies": ("kind",),
    "withheld": ("kind", "reason"),
    "problems": ("reason",),
}


def index(connection: sqlite3.Connection, names: Iterable[str] | None = None) -> None:
    """Index every key and every column that is asked for, of all tables or those named, unless an index begins with it."""
    for table in tables(connection) if names is None else names:
        begun = _begun(connection, table)
        keys = [(column,) for column in _keys(connection, table)]
        for columns in (*map(_together, INDEXED.get(table, ())), *keys):
            if columns[0] not in begun:
                quoted = ", ".join(f'"{column}"' for column in columns)
                connection.execute(f'CREATE INDEX "idx_{table}_{"_".join(columns)}"\n    ON "{table}" ({quoted})')
                begun.add(columns[0])


def _together(columns: str | tuple[str, ...]) -> tuple[str, ...]:
    return (columns,) if isinstance(columns, str) else columns


def _begun(connection: sqlite3.Connection, table: str) -> set[str]:
    """Return the columns that an index of a table begins with."""
    indexes = [name for _, name, *_ in connection.execute(f'pragma index_list("{table}")')]
    return {connection.execute(f'pragma index_info("{name}")').fetchone()[2] for name in indexes}


def _keys(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns that point at another table, each by itself."""
    return [column for _, _, _, column, *_ in sorted(connection.execute(f'pragma foreign_key_list("{table}")'))]


def search(connection: sqlite3.Connection, names: Iterable[str] = tuple(SEARCHED)) -> None:
    """Make and fill the full-text indexes of all tables, or of those named."""
    for table in names:
        fulltext.make(connection, table, SEARCHED[table])
        fulltext.fill(connection, table, SEARCHED[table])
