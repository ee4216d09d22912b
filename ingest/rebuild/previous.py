"""The archive that a build takes the place of: what has not changed since is copied from it, row by row, and not parsed again.

What each source was made of is remembered beside other programs' caches, in private: a digest of a file with a withheld
telephone number, published, would give the number away. Without that memory everything is parsed again.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import accumulate
from pathlib import Path
from typing import Any
from unicodedata import unidata_version

import msgspec

from ingest.archive_file import to_read
from ingest.declarations.archive import Archive, Whole
from ingest.declarations.made_once import once
from ingest.model import Problem
from ingest.sources.folder import digest_of
from ingest.sources.received import Received
from ingest.withholding.in_archive_files import said_sha256

# the libraries whose versions decide what is read out of a file, and what comes of a quotation
LIBRARIES = (
    "docutils", "lxml", "markdown-it-py", "numpy", "olefile", "phonenumbers", "pypdf", "pypdfium2", "pyyaml", "rapidfuzz", "trafilatura",
)  # fmt: skip


@dataclass(slots=True)
class Made:
    """What one source was made of (`key`), how many rows it has by table, its documents, and the places it prints.

    The tables are in the order in which they are written; of places, several sources may print the same.
    `unfit` is what its declaration says without fitting it, where that speaks of other files too; `unpublished` are the values of
    its rows that stand in no archive, by table.
    """

    key: str
    counts: dict[str, int]
    documents: list[str]
    places: list[list[Any]] = field(default_factory=list)
    unfit: tuple[str, ...] = ()
    unpublished: dict[str, list[list[Any]]] = field(default_factory=dict)


class Rows:
    """Where the rows of each source stand in a table: those of one source behind those of the other, in order of id."""

    def __init__(self, made: Mapping[str, Made]) -> None:
        self._made = made
        self._starts: dict[str, dict[str, int]] = {}

    def of(self, table: str, id: str) -> tuple[int, int]:
        """Return the rowid of the first row of a source in a table, and the one behind the last."""
        if table not in self._starts:
            counts = [each.counts.get(table, 0) for each in self._made.values()]
            self._starts[table] = dict(zip(self._made, accumulate(counts, initial=1), strict=False))
        start = self._starts[table][id]
        return start, start + self._made[id].counts.get(table, 0)


@dataclass(frozen=True, slots=True)
class Kept:
    """A source that is copied from the previous archive."""

    id: str


@dataclass(slots=True)
class Previous:
    """An archive, what its sources were made of, in order of id, and what the whole was made of."""

    db: Path
    made: dict[str, Made] = field(default_factory=dict)
    whole: str = ""

    def has(self, id: str, key: str) -> bool:
        """Tell whether a source stands there as it would be made again."""
        return id in self.made and self.made[id].key == key


def fingerprint(received: Received, archive: Archive, data: bytes) -> str:
    """Return a digest of everything that the rows of a source depend on: bytes, declarations, the code itself."""
    format = received.format and received.format.name
    named = (received.id, received.file_name, received.container, received.title)
    people = _people_sha256(received.people) if received.people else None
    said = (*named, format, received.encoding, people, received.is_one_of_many, received.declared is not None)
    known = (_known_sha256(archive), said_sha256(archive, received.declaration))
    parts = (code_sha256(), said, received.declaration, known, sha256(data).hexdigest())
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def published_sha256(archive: Archive) -> str | None:
    """Return the digest of the register of published ids, whatever it says; None where there is none, or it cannot be read."""
    return digest_of(archive.register) if isinstance(archive, Whole) and archive.register else None


def whole_sha256(archive: Archive, published: str | None, keys: Mapping[str, str], problems: Sequence[Problem]) -> str:
    """Return a digest of everything that an archive depends on: what archive.yml and its like say, the sources, what was not read.

    `published` is the digest of the register, `keys` are the fingerprints of the sources by id, in order.
    """
    parts = (code_sha256(), archive, published, list(keys.items()), problems)
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


@once
def _known_sha256(archive: Archive) -> str:
    """Return a digest of what archive.yml knows, as far as rows of sources depend on it."""
    known = (archive.region, archive.places, archive.people, archive.organisations)
    return sha256(repr(known).encode("utf-8", "surrogatepass")).hexdigest()


@once
def _people_sha256(people: tuple[tuple[str, str], ...]) -> str:
    """Return a digest of the names in a container: they are the same for thousands of files in it."""
    return sha256(repr(people).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def code_sha256() -> str:
    """Return a digest of the code that reads documents, and of the Python and the libraries it reads them with."""
    digest = sha256()
    for name, content in sorted(_code(files("ingest"), "")):
        digest.update(f"{name} {sha256(content).hexdigest()}\n".encode())
    # what is a letter, and which is its small one, is another matter in another Python
    python = ".".join(map(str, sys.version_info[:2]))
    digest.update(f"python {python} {unidata_version} sqlite {sqlite3.sqlite_version}\n".encode())
    for library in LIBRARIES:
        with suppress(PackageNotFoundError):
            digest.update(f"{library} {version(library)}\n".encode())
    return digest.hexdigest()


def _code(folder: Traversable, at: str) -> Iterable[tuple[str, bytes]]:
    for each in folder.iterdir():
        name = f"{at}/{each.name}"
        if each.is_dir():
            yield from _code(each, name)
        elif name.endswith((".py", ".sql")):
            yield name, each.read_bytes()


def recall(db: Path) -> Previous | None:
    """Return the archive at `db` if it is, to the last byte written, the one remembered."""
    try:
        said = msgspec.json.decode(_memory(db).read_bytes(), type=tuple[list[int], str, dict[str, Made]])
        if said[0] != _state(db):
            return None
    except (OSError, RuntimeError, msgspec.MsgspecError):  # a user without a home has no memory
        return None
    return Previous(db, said[2], said[1])


def remember(db: Path, made: dict[str, Made], whole: str) -> None:
    """Remember what the archive at `db` and its sources were made of; where that cannot be kept, nothing is lost but time."""
    with suppress(OSError, RuntimeError):
        path = _memory(db)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(msgspec.json.encode((_state(db), whole, made)))
        fresh.replace(path)


def attach(connection: sqlite3.Connection, previous: Previous) -> None:
    """Open the previous archive beside the one being written, as `previous`, and only to be read."""
    connection.execute("attach ? as previous", (to_read(previous.db, immutable=True),))


def _state(db: Path) -> list[int]:
    found = db.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def _memory(db: Path) -> Path:
    """Return the file of one archive, where the XDG base directory specification has caches."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return folder / "evidence-archive" / f"{sha256(os.fsencode(db.resolve())).hexdigest()[:24]}.json"
