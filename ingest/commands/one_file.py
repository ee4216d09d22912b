"""One file with what is found in it, for the commands that look at a file alone."""

from __future__ import annotations

from pathlib import Path

from ingest.declarations.archive import Archive
from ingest.declarations.load import load
from ingest.errors import ArchiveError
from ingest.parse import Parsed, parse
from ingest.read import ARCHIVE
from ingest.sources.received import Received
from ingest.sources.single import one
from ingest.workers.copied_process import in_a_copy
from ingest.workers.pool import FRAIL, stopped
from ingest.workers.worker import Died


def parsed(file: Path) -> tuple[Received, Archive, Parsed]:
    """Return a file, the archive.yml beside it, and what is found in it. Raises ArchiveError where it cannot be used."""
    received = one(file)
    declared = file.parent / ARCHIVE
    archive = load(declared, Archive) if declared.is_file() else Archive(title=file.parent.name or "archive")
    if received.format is None or received.format.name not in FRAIL:
        return received, archive, parse(received, archive)
    try:
        found = in_a_copy(lambda: _read(received, archive))
    except Died:
        found = stopped(received)
    if isinstance(found, ArchiveError):
        raise found
    return received, archive, found


def _read(received: Received, archive: Archive) -> Parsed | ArchiveError:
    try:
        return parse(received, archive)
    except ArchiveError as fault:
        return fault
