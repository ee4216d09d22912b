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
    from sqlite_utils import Database  # noqa: PLC0415 # it takes long to load, and most commands write nothing

    database = Database(connection)
    for name in tables(connection) if names is None else names:
        table = database.table(name)
        begun = {index.columns[0] for index in table.indexes}
        keys = [key.column for key in table.foreign_keys if key.column]
        for wanted in [*INDEXED.get(name, ()), *keys]:
            together = (wanted,) if isinstance(wanted, str) else wanted
            if together[0] not in begun:
                table.create_index(together)
                begun.add(together[0])


def search(connection: sqlite3.Connection, names: Iterable[str] = tuple(SEARCHED)) -> None:
    """Make and fill the full-text indexes of all tables, or of those named."""
    for table in names:
        fulltext.make(connection, table, SEARCHED[table])
        fulltext.fill(connection, table, SEARCHED[table])
