"""Links: records joined with what the archive knows. A new link is one file in `links/` and one line here."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from ingest.declare import Archive
from ingest.links import (
    allegations,
    clause_changes,
    clause_quotations,
    extracts,
    mentions,
    places,
    quotations,
    retired,
    reuse,
    threads,
)
from ingest.links.names import names
from ingest.parse import Parsed

Across = Callable[[sqlite3.Connection, Archive], Iterator[Any]]

# What joins one source with the others, in the order in which it is done: each is given the archive with every row of every
# source and the full-text index of the passages, and yields the rows that it adds. Quotations and extracts wait in
# temp.quotations_read and temp.article_extracts_read.
ACROSS: tuple[Across, ...] = (
    clause_changes.link,
    quotations.link,
    extracts.link,
    clause_quotations.link,
    reuse.link,
    allegations.link,
    retired.link,
)

# Of these, what takes long and asks for nothing but rows of the sources, without the indexes that are being made: it is worked out
# in a thread of its own, from the moment that all sources are in.
BESIDE: tuple[Across, ...] = (reuse.link,)


def link(parsed: Parsed, archive: Archive) -> Parsed:
    """Join the records of one source with the people, organisations and places that archive.yml declares."""
    threads.link(parsed.rows.get("emails", []), parsed.rows.get("documents", []))
    parsed.add(places.link(parsed.rows.get("events", []), archive.places))
    parsed.add(mentions.link(parsed, names(archive)))
    return parsed
