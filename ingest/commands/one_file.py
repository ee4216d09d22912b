"""One file with what is found in it, for the commands that look at a file alone."""

from __future__ import annotations

from pathlib import Path

from ingest.declare import Archive
from ingest.declared import load
from ingest.parse import Parsed, parse
from ingest.read import ARCHIVE, one
from ingest.received import Received


def parsed(file: Path) -> tuple[Received, Archive, Parsed]:
    """Return a file, the archive.yml beside it, and what is found in it. Raises ArchiveError where it cannot be used."""
    received = one(file)
    declared = file.parent / ARCHIVE
    archive = load(declared, Archive) if declared.is_file() else Archive(title=file.parent.name or "archive")
    return received, archive, parse(received, archive)
