"""Declarations, and the files they speak of: by name, by sha256, or the one that lies beside."""

from __future__ import annotations

import difflib
import os
from collections import defaultdict
from functools import cached_property
from pathlib import Path

from ingest.containers import CONTAINERS, container_of
from ingest.containers.other_formats import why_not_read
from ingest.declarations.load import load
from ingest.declarations.source import Declaration
from ingest.errors import DeclarationError, SourceError, UnreadableError
from ingest.formats import FORMATS, format_of
from ingest.ids import slug
from ingest.sources.folder import Listing, digest_of, listing
from ingest.sources.received import Received
from ingest.sources.source_ids import LONGEST, stem

YAML = (".yml", ".yaml")
SUFFIXES = tuple(suffix for each in (*FORMATS, *CONTAINERS) for suffix in each.suffixes)
ORDER: tuple[object, ...] = (*FORMATS, *CONTAINERS)


class Held:
    """Files found by their sha256, each read once, and only when the first is asked for."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        if folder and not folder.is_dir():
            raise SourceError(f"{folder}: there is no such folder; name with --files the one that holds the files.")
        self._found: dict[str, Path] | None = None

    def find(self, digest: str) -> Path | None:
        if self._found is None:
            self._found = {}
            for each in listing(self.folder).files if self.folder else ():
                path = Path(self.folder or "", each.path)
                self._found.setdefault(digest_of(path) or "", path)
        return self._found.get(digest)


class Beside:
    """The files of a folder by their names without endings, sorted out only when the first is asked for."""

    def __init__(self, folder: Path, found: Listing) -> None:
        self.folder, self._found = folder, found

    def of(self, declared: Path) -> Path | None:
        """Return the file beside a declaration. Raises UnreadableError where it is one that may not be opened."""
        name = stem(declared.relative_to(self.folder).as_posix())
        here = sorted(self._read.get(name, ()), key=lambda path: ORDER.index(format_of(path) or container_of(path)))
        if not here and name in self._unread:
            raise UnreadableError("the file beside it may not be opened")
        return self.folder / here[0] if here else None

    @cached_property
    def _read(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for each in self._found.files:
            if is_read(each.path):
                found[stem(each.path)].append(each.path)
        return found

    @cached_property
    def _unread(self) -> set[str]:
        return {stem(each.locator) for each in self._found.unread if not is_yaml(each.locator)}


def is_yaml(name: str) -> bool:
    """Tell whether a file of this name is a declaration."""
    return name.lower().endswith(YAML)


def is_read(name: str) -> bool:
    """Tell whether a format reads a file of this name, or it is a container that is looked into."""
    return format_of(name) is not None or container_of(name) is not None


def declared(path: Path, beside: Beside, held: Held) -> Received:
    """Return what the declaration at `path` speaks of. Raises ArchiveError where that cannot be told."""
    declaration = load(path, Declaration)
    id = declaration.id or slug(stem(path.relative_to(beside.folder).as_posix()), LONGEST)
    if not id:
        raise SourceError(f"{path}: no id can be made of this name; declare one with `id:`.")
    return Received(id, _file_of(path, declaration, beside, held), declaration, path)


def _file_of(path: Path, declaration: Declaration, beside: Beside, held: Held) -> Path:
    if declaration.file:
        return _named(path, declaration.file)
    here = beside.of(path)
    if here:
        return here
    folder = next((each for each in map(path.with_suffix, SUFFIXES) if os.path.isdir(each)), None)
    if folder:
        raise SourceError(
            f"{path}: `{folder.name}` beside it is a folder; put the file there, or name it with `file:`."
        )
    if not declaration.sha256:
        raise SourceError(f"{path}: no file of this name lies beside it; name one with `file:`, or give its `sha256:`.")
    found = held.find(declaration.sha256)
    if found is None:
        where = f"in {held.folder}" if held.folder else "without --files DIR"
        raise SourceError(
            f"{path}: no file with sha256 {declaration.sha256[:12]}… is found {where}; name the folder that holds it with --files."
        )
    return found


def _named(path: Path, name: str) -> Path:
    file = path.parent / name
    if os.path.isdir(file):
        raise SourceError(f"{path}: file: `{name}` is a folder; name a file in it.")
    if not os.path.lexists(file):
        near = _near(file)
        remedy = f"did you mean `{near}`? Else " if near else ""
        raise SourceError(f"{path}: file: `{name}` is not there; {remedy}put it back, or remove this declaration.")
    if not is_read(file.name):
        raise DeclarationError(
            f"{path}: file: `{file.name}`: {why_not_read(file.name)}; see docs/containers.md for what is read."
        )
    return file


def _near(file: Path) -> str | None:
    """Return the name of a file in the same folder that may be meant by one that is not there."""
    try:
        names = {
            each.name.lower(): each.name for each in os.scandir(file.parent) if each.is_file() and is_read(each.name)
        }
    except OSError:
        return None
    near = difflib.get_close_matches(file.name.strip().lower(), names, 1, 0.8)
    return names[near[0]] if near else None
