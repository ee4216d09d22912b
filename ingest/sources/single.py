"""A single file, as the commands that look at one are given it: with the declaration that lies beside it, or out of a container."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from ingest.containers import container_of
from ingest.declarations.source import Declaration
from ingest.errors import SourceError
from ingest.sources import source_ids
from ingest.sources.declared_files import YAML, Beside, Held, declared, is_yaml
from ingest.sources.folder import File, Listing
from ingest.sources.received import Received
from ingest.sources.unpack import unpack


def one(path: Path) -> Received:
    """Return a single file with the declaration that lies beside it, if one does; a file in a container by its path there.

    Raises SourceError where there is no such file, or where it is a container of several.
    """
    if path.is_dir():
        raise SourceError(f"{path}: it is a folder, not a file; give a file, or build the folder.")
    holds = next((each for each in (path, *path.parents) if each.is_file()), None)
    if holds is None and path.exists():
        raise SourceError(f"{path}: it is no ordinary file; save what comes from there in one.")
    if holds is None or (holds != path and not container_of(holds.name)):
        raise SourceError(f"{path}: there is no such file; check its name.")
    if is_yaml(holds.name):
        raise SourceError(f"{path}: it is a declaration; give the file that it speaks of.")
    received = _with_declaration(holds)
    if not container_of(holds.name):
        return received
    found = [each for _, each in unpack(received, holds.name, [])]
    chosen = [each for each in found if each.where == str(path) or (path == holds and len(found) == 1)]
    if holds != path and not chosen:
        raise SourceError(f"{path}: there is no such file in {holds.name}, or it cannot be read; check its name.")
    if not chosen:
        names = ", ".join(f"`{each.where}`" for each in found[:3])
        raise SourceError(
            f"{path}: it holds {len(found):,} files that are read; name one of them, as {names or 'none'}."
        )
    return replace(chosen[0], id=received.id)


def _with_declaration(path: Path) -> Received:
    name = source_ids.stem(path.name)
    beside = [path.with_name(name + suffix) for suffix in YAML]
    # an empty one is about to be written: the shell makes it before `ingest describe FILE > FILE.yml` is run
    yaml = next((each for each in beside if each.is_file() and each != path and each.stat().st_size), None)
    alone = Received(source_ids.of_path(path.name)[0], path, Declaration())
    if yaml is None:
        return alone
    files = [File(each.name) for each in os.scandir(path.parent) if each.is_file()]
    found = declared(yaml, Beside(path.parent, Listing(files, [])), Held(None))
    return found if os.path.realpath(found.path) == os.path.realpath(path) else alone
