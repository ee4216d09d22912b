"""The whole flow: read, parse, link, write, verify, publish. The page to read first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path

from ingest.archive_file import to_read
from ingest.errors import ArchiveError, ArchiveErrors
from ingest.flow import Flow
from ingest.model import Problem
from ingest.read import read
from ingest.rebuild.previous import Kept, recall, remember
from ingest.rebuild.replace import replacing
from ingest.tables import counts
from ingest.terminal.progress import Progress
from ingest.verifying.names_left import names_left
from ingest.verifying.report import Report
from ingest.workers.pack import Packed
from ingest.workers.pool import Reader, outcomes


def build(
    folder: Path,
    db: Path,
    files: Path | None = None,
    progress: Progress = lambda *_: None,
    reader: Reader = outcomes,
) -> Report:
    """Build the archive of `folder` into `db`, and return what `verify` found and what could not be read.

    `files` is a folder in which bytes are found by their sha256; `reader` is who parses: processes of this machine, or a
    cluster. `db` is replaced only by a whole and verified archive. Raises ArchiveErrors with every mistake that was
    found, or BrokenPromise for a fault of ours.
    """
    told: list[ArchiveError] = []
    found = read(folder, files, told, db)
    with replacing(db) as building:
        flow = Flow(found, folder, recall(db), told)
        entries = flow.entries(reader, progress)
        begun = _up_to_parsed(entries)
        if flow.previous and flow.previous.whole == flow.whole():
            report = Report(_counted(db), same=True)
            building.unlink()
        else:
            from ingest.verify import verify  # noqa: PLC0415 # both take half a second to load: where nothing has changed, a third
            from ingest.write import write  # noqa: PLC0415

            with _beside(told):
                made = write(building, found.archive, chain(begun, entries), flow.previous, progress)
            progress(0, 0, "verifying")
            report = verify(building, fresh=True, known=flow.same).or_raise()
    if not report.same:
        remember(db, made, flow.whole())
    report.unread = [str(each) for each in told]
    report.left = [str(each) for each in names_left(db, found.sources)]
    return report


def _counted(db: Path) -> dict[str, int]:
    with closing(sqlite3.connect(to_read(db), uri=True)) as connection:
        return dict(counts(connection))


@contextmanager
def _beside(told: list[ArchiveError]) -> Iterator[None]:
    """Tell beside a mistake what could not be read: an id that is not there may be that of such a file."""
    try:
        yield
    except ArchiveError as error:
        untold = [each for each in told if str(each) not in str(error)]
        if untold:
            raise ArchiveErrors([*untold, error]) from None
        raise


def _up_to_parsed(entries: Iterator[Packed | Kept | Problem]) -> list[Packed | Kept | Problem]:
    """Return the entries up to the first source that was parsed, that with them; all if none was."""
    found: list[Packed | Kept | Problem] = []
    for each in entries:
        found.append(each)
        if isinstance(each, Packed):
            break
    return found
