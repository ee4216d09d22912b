"""Records: what is found in a document. A new kind is one file and one line in `RECORDS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ingest.model import Reading
from ingest.records import (
    article_extracts,
    articles,
    blog_posts,
    calendar_entries,
    chats,
    emails,
    events,
    exchanges,
    judgments,
    links,
    minuted_meetings,
    motions,
    outlook_occasions,
    quotations,
    rule_clauses,
    witness_statements,
)

Find = Callable[[Reading], Iterator[Any]]

# In this order: a finder may use what those above it have found.
RECORDS: tuple[Find, ...] = (
    blog_posts.find,
    emails.find,
    chats.find,
    articles.find,
    article_extracts.find,
    witness_statements.find,
    rule_clauses.find,
    judgments.find,
    motions.find,
    exchanges.find,
    events.find,
    minuted_meetings.find,
    calendar_entries.find,
    outlook_occasions.find,
    links.find,
    quotations.find,
)
