"""A folder that was made before stays as it is until a whole new one takes its place; any other is left alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import FolderError
from ingest.rebuild.replace import lock, sync

# which names in a folder a run that has ended made, or None where the folder is of another kind; which a run may make
Made = Callable[[Path], set[str] | None]
MayMake = Callable[[str], bool]


@contextmanager
def replacing_folder(folder: Path, made: Made, may_make: MayMake) -> Iterator[Path]:
    """Yield an empty folder beside `folder`; when the block ends without an error it is renamed to `folder`.

    A run that is killed leaves its folder behind, and the next one empties it first.
    Raises FolderError where `folder` may not be replaced, another run is at work, or it cannot be written.
    """
    folder = folder.resolve()
    making, former = (folder.with_name(folder.name + end) for end in (".exporting", ".former"))
    try:
        _check(folder, made)
        with _held(making, may_make):
            yield making
            sync(making)
            if folder.exists() and any(folder.iterdir()):
                _empty(former, made)
                folder.rename(former)
            making.rename(folder)
            sync(folder.parent)
            _empty(former, made)
    except OSError as error:
        raise FolderError(
            f"{folder}: it cannot be written ({error.strerror}); free some space, or name another folder."
        ) from error


def _check(folder: Path, made: Made) -> None:
    """Raise FolderError unless there is room for a folder, an empty one, or one that was made before."""
    if not folder.parent.is_dir():
        raise FolderError(f"{folder}: the folder {folder.parent} is not there; create it first.")
    if folder.exists() and not folder.is_dir():
        raise FolderError(f"{folder}: it is a file; name a folder.")
    if Path.cwd().is_relative_to(folder):
        raise FolderError(f"{folder}: you are in it; name a folder below it or beside it.")
    _check_made(folder, made)


def _check_made(folder: Path, made: Made) -> None:
    held = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    known = made(folder) if held else set()
    if known is None:
        raise FolderError(f"{folder}: it is not empty, and no former export; name another folder.")
    if other := sorted(held - known):
        raise FolderError(f"{folder}: it holds {other[0]}, which is no part of an export; move it away.")


@contextmanager
def _held(making: Path, may_make: MayMake) -> Iterator[None]:
    """Hold the folder `making` for this run alone, empty; take it away again where the run does not come to its end."""
    making.mkdir(exist_ok=True)
    handle = os.open(making, os.O_RDONLY)
    try:
        if not lock(handle, making):
            raise FolderError(f"{making}: another export is at work on it; wait for it to end.")
        _clear(making, may_make)
        try:
            yield
        finally:
            if making.is_dir() and os.path.samestat(os.fstat(handle), making.stat()):  # it has not taken its place
                _clear(making, may_make)
                making.rmdir()
    finally:
        os.close(handle)


def _clear(making: Path, may_make: MayMake) -> None:
    for path in sorted(making.iterdir()):
        if path.is_dir() or not may_make(path.name):
            raise FolderError(f"{making}: it holds {path.name}, which no export makes; move it away.")
    for path in making.iterdir():
        path.unlink()


def _empty(former: Path, made: Made) -> None:
    """Take away a folder that was made before, if it is there."""
    if former.is_dir():
        _check_made(former, made)
        for path in former.iterdir():
            path.unlink()
        former.rmdir()
