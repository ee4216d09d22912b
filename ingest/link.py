"""Links across sources: records joined with those of others. A new link is one file in `links/` and one line here.

What one source gives by itself is linked in `ingest.links.within`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from ingest.declarations.archive import Archive
from ingest.links import (
    allegations,
    clause_changes,
    clause_quotations,
    conversations,
    extracts,
    quotations,
    retired,
    reuse,
    same_events,
)

Across = Callable[[sqlite3.Connection, Archive], Iterator[Any]]

# What joins one source with the others, in the order in which it is done: each is given the archive with every row of every
# source and the full-text index of the passages, and yields the rows that it adds. Quotations, extracts and e-mails wait
# in temp.quotations_read, temp.article_extracts_read and temp.emails_read.
ACROSS: tuple[Across, ...] = (
    conversations.link,
    clause_changes.link,
    quotations.link,
    extracts.link,
    clause_quotations.link,
    reuse.link,
    same_events.link,
    allegations.link,
    retired.link,
)

# Of these, what takes long and asks for nothing but rows of the sources, without the indexes that are being made: it is worked out
# in a thread of its own, from the moment that all sources are in.
BESIDE: tuple[Across, ...] = (reuse.link,)
