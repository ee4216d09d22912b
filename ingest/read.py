"""A folder of files and their declarations: what there is to read, before anything is read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from ingest import curated
from ingest.declare import Archive, Declaration
from ingest.declared import load
from ingest.errors import ArchiveError, DeclarationError, SourceError
from ingest.formats import FORMATS, format_of
from ingest.ids import slug

ARCHIVE = "archive.yml"
YAML = (".yml", ".yaml")
# what stands beside sources without being one
ABOUT_THE_FOLDER = ("license", "licence", "readme", "copying")


@dataclass(frozen=True, slots=True)
class Received:
    """A file as received, and what a person said of it; `declared` is the YAML file, if there is one."""

    id: str
    path: Path
    declaration: Declaration
    declared: Path | None = None

    @property
    def file_name(self) -> str:
        """The name of the file, in its folder or in its container."""
        return self.path.name

    @property
    def container(self) -> str | None:
        """The name of the file that holds this one."""
        return None

    def size(self) -> int:
        """Return how many bytes it has; 0 where that cannot be told."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    @property
    def name(self) -> str:
        """The name to use in sentences: the declaration where there is one."""
        return str(self.declared or self.path)

    def load(self) -> bytes:
        """Return the bytes. Raises SourceError where they cannot be read, or are not those declared."""
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise SourceError(f"{self.path}: it cannot be read ({error.strerror}).") from None
        found, declared = sha256(data).hexdigest(), self.declaration.sha256
        if declared and found != declared:
            raise SourceError(
                f"{self.name}: sha256 of {self.path.name} is {found[:12]}…, declared {declared[:12]}…; "
                f"if the publisher replaced it, review it and update the declaration to {found}."
            )
        return data


@dataclass(frozen=True, slots=True)
class Folder:
    """Everything found in a folder of sources: in order of id, and the files (as seen from it) that no format reads."""

    archive: Archive
    sources: list[Received]
    unread: list[Path]


def read(folder: Path, files: Path | None = None, faults: list[ArchiveError] | None = None) -> Folder:
    """Return the sources declared or lying in `folder`; `files` is where bytes are found by their sha256.

    With `faults`, mistakes are added to it and everything else is read; without, the first is raised.
    """
    told: list[ArchiveError] = [] if faults is None else faults
    paths = [path for path in files_in(folder) if _is_named(path, told)]
    archive = Archive(title=folder.resolve().name)
    declared: list[Received] = []
    held = Held(files)
    for path in (path for path in paths if path.suffix.lower() in YAML):
        try:
            if path.name == ARCHIVE:
                archive = _archive(path, folder)
            else:
                declared.append(_declared(path, held))
        except ArchiveError as fault:
            told.append(fault)
    used = {each.path.resolve() for each in declared}
    undeclared, unread = _undeclared([path for path in paths if path.resolve() not in used], told)
    sources = sorted(declared + undeclared, key=lambda each: each.id)
    told += _duplicates(sources)
    if not sources and not told:
        kinds = ", ".join(suffix for each in FORMATS for suffix in each.suffixes)
        told.append(SourceError(f"{folder}: no source in it; put a file ({kinds}) or a declaration (.yml) there."))
    if faults is None and told:
        raise told[0]
    return Folder(archive, sources, [path.relative_to(folder) for path in unread])


def _archive(path: Path, folder: Path) -> Archive:
    """Return what archive.yml says. Raises DeclarationError where it stands elsewhere, or contradicts itself."""
    if path.parent != folder:
        raise DeclarationError(f"{path}: there is one {ARCHIVE}, in {folder}; move what it says there.")
    archive = load(path, Archive)
    for _ in curated.rows(archive):
        pass
    return archive


def _is_named(path: Path, faults: list[ArchiveError]) -> bool:
    """Tell whether the name of a file is text; what is wrong with it goes to `faults`."""
    try:
        path.name.encode()
    except UnicodeEncodeError:
        name = os.fsencode(path.name).decode(errors="replace")
        faults.append(SourceError(f"{path.parent / name}: its name is not UTF-8; rename the file."))
        return False
    return True


class Held:
    """Files found by their sha256, each read once, and only when the first is asked for."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        if folder and not folder.is_dir():
            raise SourceError(f"{folder}: there is no such folder; name with --files the one that holds the files.")
        self._found: dict[str, Path] | None = None

    def find(self, digest: str) -> Path | None:
        if self._found is None:
            paths = [path for path in files_in(self.folder) if os.access(path, os.R_OK)] if self.folder else []
            self._found = {sha256(path.read_bytes()).hexdigest(): path for path in reversed(paths)}
        return self._found.get(digest)


def files_in(folder: Path) -> list[Path]:
    """Return the files of a folder and of those in it, in order; neither hidden ones, nor pipes and devices."""
    if not os.path.lexists(folder):
        raise SourceError(f"{folder}: there is no such folder; create it, or name another.")
    if not os.path.isdir(folder):
        raise SourceError(f"{folder}: it is a file, not a folder; name the folder that holds it.")
    found: list[Path] = []
    for where, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(where, name) for name in sorted(names) if not name.startswith(".")]
    return [path for path in found if not _is_about_the_folder(path) and not _is_device(path)]


def raw(path: Path) -> Received:
    """Return a single file without a declaration as a source."""
    if path.is_dir():
        raise SourceError(f"{path}: it is a folder, not a file; give a file, or build the folder.")
    if not path.exists():
        raise SourceError(f"{path}: there is no such file; check its name.")
    return Received(_id_of(path) or "source", path, Declaration())


def one(path: Path) -> Received:
    """Return a single file with the declaration that lies beside it, if one does."""
    beside = [path.with_suffix(suffix) for suffix in YAML]
    declared = next((each for each in beside if each.is_file() and each != path), None)
    if declared is None or not path.is_file():
        return raw(path)
    found = _declared(declared, Held(None))
    return found if found.path.resolve() == path.resolve() else raw(path)


def _id_of(path: Path) -> str:
    return slug(path.stem, limit=80)


def _is_about_the_folder(path: Path) -> bool:
    return path.stem.lower() in ABOUT_THE_FOLDER or path.stem == "NOTICE"


def _is_device(path: Path) -> bool:
    """Tell a pipe, socket or device, which would be waited on for ever, from a file or a link to nothing."""
    return os.path.exists(path) and not os.path.isfile(path)


def _unreadable(error: OSError) -> None:
    raise SourceError(f"{error.filename}: the folder cannot be read ({error.strerror}); mend its permissions.")


def _declared(path: Path, held: Held) -> Received:
    declaration = load(path, Declaration)
    id = declaration.id or _id_of(path)
    if not id:
        raise SourceError(f"{path}: no id can be made of this name; declare one with `id:`.")
    return Received(id, _bytes_of(path, declaration, held), declaration, path)


def _bytes_of(path: Path, declaration: Declaration, held: Held) -> Path:
    """Return the file that a declaration speaks of: by its name, by its sha256, or the one of the same name."""
    if declaration.file:
        file = path.parent / declaration.file
        if os.path.isdir(file):
            raise SourceError(f"{path}: file: `{declaration.file}` is a folder; name a file in it.")
        if not os.path.isfile(file):
            raise SourceError(
                f"{path}: file: `{declaration.file}` is not there; put it back, or remove this declaration."
            )
        if format_of(file.name) is None:
            raise SourceError(
                f"{path}: file: no format reads `{file.name}`; see docs/declarations.md for those that are."
            )
        return file
    beside = [path.with_suffix(suffix) for each in FORMATS for suffix in each.suffixes]
    here = next((file for file in beside if os.path.exists(file)), None)
    if here and os.path.isdir(here):
        raise SourceError(f"{path}: `{here.name}` beside it is a folder; put the file there, or name it with `file:`.")
    if here:
        return here
    if not declaration.sha256:
        raise SourceError(f"{path}: no file of this name lies beside it; name one with `file:`, or give its `sha256:`.")
    found = held.find(declaration.sha256)
    if found is None:
        where = f"in {held.folder}" if held.folder else "without --files DIR"
        raise SourceError(
            f"{path}: no file with sha256 {declaration.sha256[:12]}… is found {where}; name the folder that holds it with --files."
        )
    return found


def _undeclared(paths: Iterable[Path], faults: list[ArchiveError]) -> tuple[list[Received], list[Path]]:
    found, unread = [], []
    for path in paths:
        if path.suffix.lower() in YAML:
            continue
        if format_of(path.name) is None:
            unread.append(path)
        elif not _id_of(path):
            faults.append(
                SourceError(f"{path}: no id can be made of this name; rename it, or declare it with an `id:`.")
            )
        else:
            found.append(raw(path))
    return found, unread


def _duplicates(sources: list[Received]) -> Iterator[ArchiveError]:
    for a, b in pairwise(sources):
        if a.id == b.id:
            yield SourceError(f"{b.name}: its id `{b.id}` is already that of {a.name}; declare another with `id:`.")
