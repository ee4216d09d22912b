"""A folder of files and their declarations: what there is to read, before anything is read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from msgspec import structs

from ingest.containers import container_of
from ingest.containers.member import Unread
from ingest.containers.other_formats import NO_FORMAT, why_not_read
from ingest.declarations import curated
from ingest.declarations.allegations import Allegations
from ingest.declarations.archive import Archive, Whole
from ingest.declarations.load import Declared, line_of, load
from ingest.declarations.retired import RetiredIds
from ingest.declarations.source import Declaration
from ingest.errors import ArchiveError, DeclarationError, OtherKindError, SourceError, UnreadableError
from ingest.sources import source_ids
from ingest.sources.declared_files import SUFFIXES, Beside, Held, declared, is_read, is_yaml
from ingest.sources.folder import Listing, listing
from ingest.sources.received import Received
from ingest.sources.register import REGISTER
from ingest.sources.unpack import Ids, unpack
from ingest.withholding.in_archive_files import told_of_patterns
from ingest.withholding.in_declarations import told_name
from ingest.withholding.same_files import declared_twice, published_elsewhere

ARCHIVE = "archive.yml"
ALLEGATIONS = "allegations.yml"
RETIRED = "retired.yml"
OF_THE_WHOLE = (ARCHIVE, ALLEGATIONS, RETIRED)


@dataclass(frozen=True, slots=True)
class Folder:
    """Everything found in a folder of sources: in order of id, and what is not read."""

    archive: Archive
    sources: list[Received]
    unread: list[Unread]


def read(
    folder: Path, files: Path | None = None, faults: list[ArchiveError] | None = None, db: Path | None = None
) -> Folder:
    """Return the sources declared or lying in `folder`; `files` is where bytes are found by their sha256.

    The archive `db` that they go into is no source, should it lie there.

    What is wrong with a file is told in `unread`. With `faults`, mistakes in declarations are added to it and everything
    else is read; without, the first is raised.
    """
    told: list[ArchiveError] = [] if faults is None else faults
    found = listing(folder, db)
    unread = [each for each in found.unread if not is_yaml(each.locator)]
    told += [
        DeclarationError(f"{folder / each.locator}: {each.reason}.") for each in found.unread if is_yaml(each.locator)
    ]
    archive, said = _declarations(folder, found, Held(files), told)
    told += declared_twice(said)
    told += told_of_patterns(archive, said)
    undeclared = _undeclared(folder, found, {os.path.realpath(each.path) for each in said}, unread)
    wanted = list(_unpacked([*(((each.id,), each) for each in said), *undeclared], folder, unread, told))
    sources = sorted(_with_ids(wanted), key=lambda each: each.id)
    told += _duplicates(sources)
    told += published_elsewhere(sources)
    if not sources and not told:
        told += _nothing(folder, unread)
    if faults is None and told:
        raise told[0]
    return Folder(archive, sources, unread)


def not_read(received: Received, folder: Path, error: UnreadableError) -> Unread:
    """Return what is told of a source that cannot be read after all."""
    within = received.path.is_relative_to(folder)
    place = received.path.relative_to(folder).as_posix() if within else received.path.name
    locator = "/".join([place, *(each.name for each in received.within)])
    said = str(error).removeprefix(f"{received.where}: ").rstrip(".")
    is_asked_for = received.declared is not None and not received.is_one_of_many
    is_fault = is_asked_for or not isinstance(error, OtherKindError)
    return Unread(told_name(locator, received), said, is_fault=is_fault)


def _declarations(
    folder: Path, found: Listing, held: Held, faults: list[ArchiveError]
) -> tuple[Archive, list[Received]]:
    """Return what archive.yml says, and every file that is declared; mistakes go to `faults`."""
    archive, alleged, retired = Archive(title=folder.resolve().name), Allegations(), RetiredIds()
    said: list[Received] = []
    beside = Beside(folder, found)
    for path in (folder / each.path for each in found.files if is_yaml(each.path)):
        try:
            if path.name == ARCHIVE:
                archive = _archive(path, folder)
            elif path.name == ALLEGATIONS:
                alleged = _of_the_whole(path, folder, Allegations)
            elif path.name == RETIRED:
                retired = _of_the_whole(path, folder, RetiredIds)
            elif path.parent == folder and path.with_suffix(".yml").name in OF_THE_WHOLE:
                raise DeclarationError(f"{path}: what it says is read from {path.stem}.yml alone; rename it.")
            else:
                said.append(declared(path, beside, held))
        except UnreadableError:
            continue  # it speaks of a file that is told already
        except ArchiveError as fault:
            faults.append(fault)
    register = next((str(folder / each.path) for each in found.files if each.path == REGISTER), None)
    whole = Whole(
        **structs.asdict(archive), allegations=alleged.allegations, retired=retired.retired, register=register
    )
    return whole, said


def _of_the_whole(path: Path, folder: Path, kind: type[Declared]) -> Declared:
    """Return what a file says of the archive as a whole. Raises DeclarationError where it stands elsewhere."""
    if path.parent != folder:
        raise DeclarationError(f"{path}: there is one {path.name}, in {folder}; move what it says there.")
    return load(path, kind)


def _archive(path: Path, folder: Path) -> Archive:
    """Return what archive.yml says. Raises DeclarationError where it stands elsewhere, or contradicts itself."""
    archive = _of_the_whole(path, folder, Archive)
    try:
        for _ in curated.rows(archive):
            pass
    except DeclarationError as fault:
        said = str(fault).removeprefix(f"{ARCHIVE}: ")
        raise DeclarationError(f"{path}: line {line_of(path, fault.place)}: {said}") from None
    return archive


def _undeclared(folder: Path, found: Listing, used: set[str], unread: list[Unread]) -> Iterator[tuple[Ids, Received]]:
    """Yield the files that no declaration speaks of, and the ids that each may have."""
    root, none = os.path.realpath(folder), Declaration()
    for each in found.files:
        if is_yaml(each.path) or each.path == REGISTER or (each.real or os.path.join(root, each.path)) in used:
            continue
        if is_read(each.path):
            ids = source_ids.of_path(each.path)
            yield ids, Received(ids[0], folder / each.path, none)
        else:
            why = why_not_read(each.path)
            unread.append(Unread(each.path, why, is_fault=why != NO_FORMAT))


def _unpacked(
    wanted: Iterable[tuple[Ids, Received]], folder: Path, unread: list[Unread], faults: list[ArchiveError]
) -> Iterator[tuple[Ids, Received]]:
    """Yield every source, the files in containers in place of the containers."""
    for ids, each in wanted:
        if container_of(each.path.name) is None:
            yield ids, each
            continue
        try:
            within = each.path.is_relative_to(folder)
            yield from unpack(each, each.path.relative_to(folder).as_posix() if within else each.path.name, unread)
        except ArchiveError as fault:
            faults.append(fault)


def _with_ids(wanted: list[tuple[Ids, Received]]) -> Iterator[Received]:
    for (_, each), id in zip(wanted, source_ids.apart([ids for ids, _ in wanted]), strict=True):
        yield each if each.id == id and not each.within else replace(each, id=id)


def _duplicates(sources: list[Received]) -> Iterator[ArchiveError]:
    for a, b in pairwise(sources):
        if a.id == b.id:
            yield SourceError(f"{b.name}: its id `{b.id}` is already that of {a.name}; declare another with `id:`.")


def _nothing(folder: Path, unread: list[Unread]) -> Iterator[ArchiveError]:
    """Yield why there is nothing to build an archive of."""
    for each in unread:
        yield SourceError(f"{folder / each.locator}: {each.reason}.")
    if not unread:
        kinds = ", ".join(SUFFIXES)
        yield SourceError(f"{folder}: no source in it; put a file ({kinds}) or a declaration (.yml) there.")
