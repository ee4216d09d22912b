"""Links: records joined with what the archive knows. A new link is one file in `links/` and one line here."""

from __future__ import annotations

from ingest.declare import Archive
from ingest.links import mentions, places, threads
from ingest.links.names import names
from ingest.parse import Parsed


def link(parsed: Parsed, archive: Archive) -> Parsed:
    """Join the records of one source with the people, organisations and places that archive.yml declares."""
    threads.link(parsed.rows.get("emails", []), parsed.rows.get("documents", []))
    parsed.add(places.link(parsed.rows.get("events", []), archive.places))
    parsed.add(mentions.link(parsed, names(archive)))
    return parsed
