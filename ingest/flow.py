"""What a build writes, source by source: parsed, copied from the archive before, or told as a problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.containers.member import Unread
from ingest.declarations.fits_no_file import Unfit
from ingest.errors import ArchiveError, ArchiveErrors, SourceError, UnreadableError
from ingest.model import Problem
from ingest.read import Folder, not_read
from ingest.rebuild.previous import Kept, Previous, fingerprint, published_sha256, whole_sha256
from ingest.sources.received import Received
from ingest.terminal.progress import Progress
from ingest.withholding import withhold
from ingest.workers.pack import Packed
from ingest.workers.pool import Reader


@dataclass(slots=True)
class Flow:
    """The sources of one build on their way, in order of id: parsed, copied from the previous archive, or unreadable.

    `told` are the mistakes that were found, `same` the sources that have not changed, `keys` the fingerprints of those that have gone
    by, `problems` what was told at the end.
    """

    found: Folder
    folder: Path
    previous: Previous | None
    told: list[ArchiveError]
    same: set[str] = field(default_factory=set)
    keys: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _owners: dict[str, Received] = field(default_factory=dict)
    _unfit: Unfit = field(default_factory=Unfit)
    _published: str | None = field(init=False)

    def __post_init__(self) -> None:
        # before the register is read: should it change meanwhile, the next build sees that
        self._published = published_sha256(self.found.archive)

    def entries(self, reader: Reader, progress: Progress) -> Iterator[Packed | Kept | Problem]:
        """Yield what is to be written. Raises ArchiveErrors at the end for a mistake in a declaration, or where nothing can be read."""
        progress(0, 0, "looking for what has changed")
        self.same = self._unchanged()
        parsed = reader([each for each in self.found.sources if each.id not in self.same], self.found.archive)
        unread, read = list(self.found.unread), 0
        for n, received in enumerate(self.found.sources, 1):
            progress(n, len(self.found.sources), received.file_name)
            entry = Kept(received.id) if received.id in self.same else self._entry(next(parsed), received)
            if isinstance(entry, Unread):
                unread.append(entry)
            elif entry and (taken := self._taken([received.id, *self._documents(entry)], received)):
                unread += self._refused(taken, received)
            elif entry:
                read += 1
                self._unfit.note(received, self._unfit_of(entry))
                self.keys[received.id] = self._key_of(entry)
                yield entry
        yield from self._not_read(unread)
        progress(0, 0, "filling the indexes")
        self.told += self._unfit.faults()
        if not read or not all(isinstance(each, UnreadableError) for each in self.told):
            raise ArchiveErrors(self.told)

    def whole(self) -> str:
        """Return the digest of everything that the archive depends on, once all entries have gone by."""
        return whole_sha256(self.found.archive, self._published, self.keys, self.problems)

    def _not_read(self, unread: list[Unread]) -> Iterator[Problem]:
        """Yield a problem for every file that is not in the archive; what is not just of another kind is told too."""
        for n, each in enumerate(sorted(unread, key=lambda each: (each.locator, each.reason)), 1):
            if each.is_fault:
                self.told.append(UnreadableError(f"{self.folder / each.locator}: {each.reason}."))
            # the name of a file, or what is told of it, may have an address in it
            reason, locator = (withhold.mask(words, withhold.addresses(words)) for words in (each.reason, each.locator))
            self.problems.append(Problem(None, reason, locator, id=f"problem-{n}"))
        yield from self.problems

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

    def _entry(self, outcome: Packed | ArchiveError, received: Received) -> Packed | Unread | None:
        """Return what was parsed; a file that cannot be read is told, a mistake in a declaration is a fault."""
        if isinstance(outcome, UnreadableError):
            return not_read(received, self.folder, outcome)
        if isinstance(outcome, ArchiveError):
            self.told.append(outcome)
            return None
        return outcome

    def _unfit_of(self, entry: Packed | Kept) -> Iterable[str]:
        if isinstance(entry, Packed):
            return entry.unfit
        return self.previous.made[entry.id].unfit if self.previous else ()

    def _key_of(self, entry: Packed | Kept) -> str:
        if isinstance(entry, Packed):
            return entry.key
        return self.previous.made[entry.id].key if self.previous else ""

    def _documents(self, entry: Packed | Kept) -> list[str]:
        if isinstance(entry, Packed):
            return entry.values("documents", "id")
        return self.previous.made[entry.id].documents if self.previous else []

    def _taken(self, ids: list[str], received: Received) -> str | None:
        """Note whose the ids are; return a sentence about one that another source has already, or None."""
        for id in ids:
            other = self._owners.setdefault(id, received)
            if other is not received:
                return f"its id `{id}` is already that of {other.name}; declare another with `id:`"
        return None

    def _refused(self, why: str, received: Received) -> list[Unread]:
        """Return the problem that a source with another's id is; where a person declared it, that is a mistake."""
        if received.declared:
            self.told.append(SourceError(f"{received.name}: {why}."))
            return []
        return [not_read(received, self.folder, UnreadableError(f"{received.where}: {why}."))]
