"""Links within one source: its records joined with each other and with what archive.yml declares.

It is done where the source is parsed, and needs none of the libraries by which sources are held against each other.
"""

from __future__ import annotations

from ingest.declarations.archive import Archive
from ingest.links import mentions, places, threads
from ingest.links.names import names
from ingest.parse import Parsed


def link(parsed: Parsed, archive: Archive) -> Parsed:
    """Join the records of one source with the people, organisations and places that archive.yml declares."""
    threads.link(parsed.rows.get("emails", []), parsed.rows.get("documents", []))
    parsed.add(places.link(parsed.rows.get("events", []), archive.places))
    parsed.add(mentions.link(parsed, names(archive)))
    return parsed
