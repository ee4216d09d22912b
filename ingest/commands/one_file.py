"""One file with what is found in it, for the commands that look at a file alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.declare import Archive
from ingest.declared import load
from ingest.errors import ArchiveError
from ingest.parse import Parsed, parse
from ingest.pool import FRAIL, stopped
from ingest.read import ARCHIVE, one
from ingest.received import Received
from ingest.worker import Work, Worker, working


def parsed(file: Path) -> tuple[Received, Archive, Parsed]:
    """Return a file, the archive.yml beside it, and what is found in it. Raises ArchiveError where it cannot be used."""
    received = one(file)
    declared = file.parent / ARCHIVE
    archive = load(declared, Archive) if declared.is_file() else Archive(title=file.parent.name or "archive")
    if received.format is None or received.format.name not in FRAIL:
        return received, archive, parse(received, archive)
    with working(1, _stopped, _reading, archive) as submit:
        (found,) = submit([received]).result()
    if isinstance(found, ArchiveError):
        raise found
    return received, archive, found


def _reading(archive: Archive) -> Callable[[], Work[Received, Parsed | ArchiveError]]:
    """Return what begins a process of its own, and returns what that does with a file that may end it."""
    return lambda: lambda batch: [_read(each, archive) for each in batch]


def _read(received: Received, archive: Archive) -> Parsed | ArchiveError:
    try:
        return parse(received, archive)
    except ArchiveError as fault:
        return fault


def _stopped(batch: Sequence[Received], _: Worker[Received, Parsed | ArchiveError]) -> list[Parsed | ArchiveError]:
    return [stopped(each) for each in batch]
