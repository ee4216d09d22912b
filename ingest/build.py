"""The whole flow: read, parse, link, write, verify, publish. The page to read first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import ArchiveError, ArchiveErrors, SourceError, UnreadableError
from ingest.ids import join
from ingest.model import Problem
from ingest.pack import Packed
from ingest.pool import Reader, outcomes
from ingest.previous import Kept, Previous, fingerprint, recall, remember
from ingest.read import Folder, Received, read
from ingest.replace import replacing
from ingest.verify import Report, verify
from ingest.write import write

Progress = Callable[[int, int, str], None]


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
    found = read(folder, files, told)
    with replacing(db) as building:
        flow = Flow(found, folder, recall(db), told)
        made = write(building, found.archive, flow.entries(reader, progress), flow.previous)
        report = verify(building).or_raise()
    remember(db, made)
    report.unread = [str(each) for each in told]
    return report


@dataclass(slots=True)
class Flow:
    """The sources of one build on their way, in order of id: parsed, copied from the previous archive, or unreadable.

    `told` are the mistakes that were found.
    """

    found: Folder
    folder: Path
    previous: Previous | None
    told: list[ArchiveError]
    _owners: dict[str, Received] = field(default_factory=dict)

    def entries(self, reader: Reader, progress: Progress) -> Iterator[Packed | Kept | Problem]:
        """Yield what is to be written. Raises ArchiveErrors at the end for a mistake in a declaration, or where nothing can be read."""
        same = self._unchanged()
        parsed = reader([each for each in self.found.sources if each.id not in same], self.found.archive)
        problems, read = list(self._not_read()), 0
        for n, received in enumerate(self.found.sources, 1):
            progress(n, len(self.found.sources), received.path.name)
            entry = Kept(received.id) if received.id in same else self._entry(next(parsed), received)
            if isinstance(entry, Problem):
                problems.append(entry)
            elif entry and self._owns([received.id, *self._documents(entry)], received):
                read += 1
                yield entry
        yield from problems
        if not read or not all(isinstance(each, UnreadableError) for each in self.told):
            raise ArchiveErrors(self.told)

    def _not_read(self) -> Iterator[Problem]:
        for n, file in enumerate(self.found.unread, 1):
            yield Problem(None, "no format reads this file", file.as_posix(), id=f"problem-{n}")

    def _unchanged(self) -> set[str]:
        """Return the ids of the sources that the previous archive holds as they would be made again."""
        found: set[str] = set()
        if self.previous:
            for each in self.found.sources:
                try:
                    key = fingerprint(each, self.found.archive, each.load())
                except ArchiveError:
                    continue  # it is told when it is parsed
                if self.previous.has(each.id, key):
                    found.add(each.id)
        return found

    def _entry(self, outcome: Packed | ArchiveError, received: Received) -> Packed | Problem | None:
        """Return what was parsed; a file that cannot be read becomes a problem, a mistake in a declaration a fault."""
        if isinstance(outcome, ArchiveError):
            self.told.append(outcome)
        if isinstance(outcome, UnreadableError):
            path = received.path
            locator = path.relative_to(self.folder) if path.is_relative_to(self.folder) else Path(path.name)
            reason = str(outcome).removeprefix(f"{path}: ")
            return Problem(None, reason, locator.as_posix(), id=join(received.id, "problem"))
        return outcome if isinstance(outcome, Packed) else None

    def _documents(self, entry: Packed | Kept) -> list[str]:
        if isinstance(entry, Packed):
            return entry.values("documents", "id")
        return self.previous.made[entry.id].documents if self.previous else []

    def _owns(self, ids: list[str], received: Received) -> bool:
        """Tell whether no other source has any of the ids; what another has is told."""
        for id in ids:
            other = self._owners.setdefault(id, received)
            if other is not received:
                said = f"{received.name}: its id `{id}` is already that of {other.name}; declare another with `id:`."
                self.told.append(SourceError(said))
                return False
        return True
