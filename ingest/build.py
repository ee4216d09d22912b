"""The whole flow: read, parse, link, write, verify, publish. The page to read first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ingest.errors import ArchiveError, ArchiveErrors, SourceError, UnreadableError
from ingest.link import link
from ingest.parse import Parsed, parse
from ingest.read import Folder, Received, not_read, read
from ingest.replace import replacing
from ingest.unfit import Unfit
from ingest.verify import Report, verify
from ingest.write import write

Progress = Callable[[int, int, str], None]


def build(folder: Path, db: Path, files: Path | None = None, progress: Progress = lambda *_: None) -> Report:
    """Build the archive of `folder` into `db`, and return what `verify` found.

    `files` is a folder in which bytes are found by their sha256. `db` is replaced only by a whole and verified
    archive. Raises ArchiveErrors with every mistake that was found, or BrokenPromise for a fault of ours.
    """
    faults: list[ArchiveError] = []
    found = read(folder, files, faults)
    with replacing(db) as building:
        write(building, found.archive, _parsed(found, folder, faults, progress), found.unread)
        return verify(building).or_raise()


def _parsed(found: Folder, folder: Path, faults: list[ArchiveError], progress: Progress) -> Iterator[Parsed]:
    """Yield every source that can be parsed, and add the others to `unread`.

    Raises ArchiveErrors at the end if a declaration was wrong, or if no source could be parsed at all.
    """
    owners: dict[str, Received] = {}
    unreadable: list[ArchiveError] = []
    unfit = Unfit()
    for n, received in enumerate(found.sources, 1):
        progress(n, len(found.sources), received.file_name)
        try:
            parsed = link(parse(received, found.archive), found.archive)
            _own([received.id, *(each.id for each in parsed.rows.get("documents", []))], received, owners)
            unfit.note(received, parsed)
            yield parsed
        except UnreadableError as fault:
            unreadable.append(fault)
            found.unread.append(not_read(received, folder, fault))
        except ArchiveError as fault:
            faults.append(fault)
    faults += unfit.faults()
    if len(unreadable) == len(found.sources):
        faults += unreadable
    if faults:
        raise ArchiveErrors(faults)


def _own(ids: list[str], received: Received, owners: dict[str, Received]) -> None:
    """Note whose the ids are. Raises SourceError for one that another source has already."""
    for id in ids:
        other = owners.setdefault(id, received)
        if other is not received:
            raise SourceError(
                f"{received.name}: its id `{id}` is already that of {other.name}; declare another with `id:`."
            )
