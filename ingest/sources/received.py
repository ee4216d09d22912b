"""A file as received, in a folder or in a container: small enough to be sent about, its bytes loaded when they are asked for."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from ingest import containers
from ingest.containers.member import LARGEST, LARGEST_CONTAINER, TOO_LARGE, Member
from ingest.declarations.source import Declaration
from ingest.errors import SourceError, UnreadableError
from ingest.formats import Format, format_for, format_of

CHANGED = "it changed while the archive was built; build again"

Seen = tuple[int, int]  # size in bytes, and time of the last change in nanoseconds


@dataclass(frozen=True, slots=True)
class Received:
    """A file as received, and what a person said of it; `declared` is the YAML file, if there is one.

    `within` is the way to a file in a container, from the outermost member inwards; `seen` is what the container was like
    when it was looked through.
    """

    id: str
    path: Path
    declaration: Declaration
    declared: Path | None = None
    within: tuple[Member, ...] = ()
    seen: Seen | None = None

    @property
    def file_name(self) -> str:
        """The name of the file, in its folder or in its container."""
        return self.within[-1].name if self.within else self.path.name

    @property
    def container(self) -> str | None:
        """The name of the file that holds this one."""
        return "/".join([self.path.name, *(each.name for each in self.within[:-1])]) if self.within else None

    @property
    def title(self) -> str:
        """What to call it: as declared, as its container says, or its name."""
        return self.declaration.title or (self.within and self.within[-1].title) or self.file_name

    @property
    def format(self) -> Format | None:
        """The format that reads it: as its container says, or by its name."""
        said = self.within[-1].media_type if self.within else None
        return format_for(said) if said else format_of(self.file_name)

    @property
    def encoding(self) -> str | None:
        """The encoding that its container says it has, which may be wrong."""
        return self.within[-1].encoding if self.within else None

    @property
    def people(self) -> tuple[tuple[str, str], ...]:
        """The names that its container has for the ids of people in it."""
        return self.within[-1].people if self.within else ()

    @property
    def is_one_of_many(self) -> bool:
        """Tell whether its declaration speaks of other files too."""
        return bool(self.declared and self.within) and not containers.kind_of(self.path.name).is_one

    def size(self) -> int:
        """Return how many bytes it has, as far as that can be told without reading it."""
        if self.within:
            return self.within[-1].size
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    @property
    def where(self) -> str:
        """The place of the file, for sentences: `sources/papers.zip/letters/reply.txt`."""
        return "/".join([str(self.path), *(each.name for each in self.within)])

    @property
    def name(self) -> str:
        """The name to use in sentences: the declaration where there is one."""
        return str(self.declared or self.where)

    def load(self) -> bytes:
        """Return the bytes. Raises UnreadableError where they cannot be read, SourceError where they are not those declared."""
        try:
            data = self._bytes()
        except UnreadableError as error:
            raise UnreadableError(f"{self.where}: {error}.") from None
        declared = self.declaration.sha256
        if declared and not self.within:
            check_sha256(self.name, self.path, sha256(data).hexdigest(), declared)
        return data

    def _bytes(self) -> bytes:
        if not self.within:
            with opened(self.path, LARGEST, buffering=0) as file:
                # one byte more than it had when it was opened: to be asked for more takes room for more
                return file.read(os.fstat(file.fileno()).st_size + 1)
        inner = _unpacked(self.path, self.seen, self.within[0]) if len(self.within) > 1 else None
        if inner is not None:
            return containers.load(io.BytesIO(inner), self.within[0].name, self.within[1:])
        with _container(self.path, self.seen) as file:
            return containers.load(file, self.path.name, self.within)


@contextmanager
def opened(path: Path, most: int, seen: Seen | None = None, buffering: int = -1) -> Iterator[BinaryIO]:
    """Open a file to read; with `buffering` 0 all at once. Raises UnreadableError where it cannot be, is no file or too large, or changes meanwhile."""
    try:
        # a pipe would be waited on for ever
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb", buffering) as file:
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise UnreadableError("it is a folder, a pipe or a device, not a file")
            if before.st_size > most:
                raise UnreadableError(TOO_LARGE if most == LARGEST else f"it is larger than {most >> 30} GiB; part it")
            if seen not in (None, seen_of(before)):
                raise UnreadableError(CHANGED)
            yield file
            if seen_of(os.fstat(file.fileno())) != seen_of(before):
                raise UnreadableError(CHANGED)
    except OSError as error:
        raise UnreadableError(f"it cannot be read ({error.strerror})") from None


def seen_of(status: os.stat_result) -> Seen:
    """Return what tells whether a file changed."""
    return status.st_size, status.st_mtime_ns


def check_sha256(name: str, path: Path, found: str, declared: str) -> None:
    """Raise SourceError unless the digest of a file is the one declared."""
    if found != declared:
        raise SourceError(
            f"{name}: sha256 of {path.name} is {found[:12]}…, declared {declared[:12]}…; "
            f"if the publisher replaced it, review it and update the declaration to {found}."
        )


@contextmanager
def _container(path: Path, seen: Seen | None) -> Iterator[BinaryIO]:
    """Open a container, unpacked if it is packed as a whole."""
    whole = _whole(path, seen) if containers.kind_of(path.name).ready else None
    if whole is not None:
        yield io.BytesIO(whole)
        return
    with opened(path, LARGEST_CONTAINER, seen) as file:
        yield file


@lru_cache(maxsize=1)
def _whole(path: Path, seen: Seen | None) -> bytes | None:
    """Return a container that is packed as a whole, unpacked once for all the files in it; None where it is not packed."""
    with opened(path, LARGEST_CONTAINER, seen) as file:
        found = containers.ready(file, path.name)
        return found.getvalue() if isinstance(found, io.BytesIO) else None


@lru_cache(maxsize=1)
def _unpacked(path: Path, seen: Seen | None, member: Member) -> bytes | None:
    """Return a container that lies packed in another, unpacked once for all the files in it; None where it is not packed."""
    with _container(path, seen) as file:
        inner = containers.opened(file, path.name, member)
        return inner.getvalue() if isinstance(inner, io.BytesIO) else None
