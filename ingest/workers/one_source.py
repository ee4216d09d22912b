"""One source, from its file to its rows: what a process of a build, or a worker of a cluster, does."""

from __future__ import annotations

from ingest.declarations.archive import Archive
from ingest.errors import ArchiveError, UnreadableError
from ingest.links.within import link
from ingest.parse import parse
from ingest.rebuild.previous import fingerprint
from ingest.sources.received import Received
from ingest.workers.pack import Outcome, pack


def read_one(received: Received, archive: Archive, data: bytes | None = None) -> Outcome:
    """Return the rows of one source, or the error that tells why there are none."""
    try:
        data = received.load() if data is None else data
        return pack(link(parse(received, archive, data), archive), fingerprint(received, archive, data))
    except ArchiveError as fault:
        return fault
    except (MemoryError, RecursionError):
        return UnreadableError(
            f"{received.where}: reading it takes more memory than there is; split it into smaller files."
        )
