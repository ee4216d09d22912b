"""What lies in a folder and in those in it: the files that may be opened, and of every other why not."""

from __future__ import annotations

import os
from hashlib import file_digest
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from ingest.containers.member import Unread, is_hidden
from ingest.errors import SourceError
from ingest.rebuild.replace import BUILDING, JOURNALS, SEARCH, WORDS

# what stands beside sources without being one
ABOUT_THE_FOLDER = ("license", "licence", "readme", "copying")


class File(NamedTuple):
    """A file, its path seen from the folder (with `/`), and where it really lies if a link leads there."""

    path: str
    real: str | None = None


class Listing(NamedTuple):
    """The files of a folder in order, and what in it is no file that may be opened."""

    files: list[File]
    unread: list[Unread]


def listing(folder: Path, db: Path | None = None) -> Listing:
    """List a folder; hidden files and folders are left out, and so is the archive `db` with what lies beside it while it is built.

    Raises SourceError where it is none, or cannot be read.
    """
    if not os.path.lexists(folder):
        raise SourceError(f"{folder}: there is no such folder; create it, or name another.")
    if not os.path.isdir(folder):
        raise SourceError(f"{folder}: it is a file, not a folder; name the folder that holds it.")
    found = Listing([], [])
    root = os.path.realpath(folder)
    own = _own(db, root) if db else frozenset()
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(os.path.join(folder, below)) as entries:
                for entry in entries:
                    if not is_hidden(entry.name) and not _is_own(entry, f"{below}{entry.name}", root, own):
                        _sort(entry, f"{below}{entry.name}", root, found, waiting)
        except OSError as error:
            if not below:
                raise SourceError(
                    f"{folder}: the folder cannot be read ({error.strerror}); mend its permissions."
                ) from None
            found.unread.append(
                Unread(below.rstrip("/"), f"the folder cannot be read ({error.strerror}); mend its permissions")
            )
    found.files.sort()
    found.unread.sort(key=lambda each: each.locator)
    return found


def digest_of(path: Path | str) -> str | None:
    """Return the SHA-256 of a file of any size, or None where it cannot be read."""
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            return file_digest(file, "sha256").hexdigest() if S_ISREG(os.fstat(file.fileno()).st_mode) else None
    except OSError:
        return None


def _sort(entry: os.DirEntry[str], path: str, root: str, found: Listing, waiting: list[str]) -> None:
    """Put one entry of a folder where it belongs."""
    if not _is_text(entry.name):
        name = os.fsencode(path).decode("utf-8", "replace")
        found.unread.append(Unread(name, "its name is not UTF-8; rename the file"))
    elif entry.is_symlink():
        real = os.path.realpath(entry.path)
        why = _why_not_followed(real, root)
        if why:
            found.unread.append(Unread(path, why))
        elif not _is_about_the_folder(entry.name):
            found.files.append(File(path, real))
    elif entry.is_dir(follow_symlinks=False):
        waiting.append(f"{path}/")
    elif not entry.is_file(follow_symlinks=False):
        found.unread.append(Unread(path, "it is a pipe, a socket or a device, not a file"))
    elif not _is_about_the_folder(entry.name):
        found.files.append(File(path))


def _own(db: Path, root: str) -> frozenset[str]:
    """Return the archive, and what SQLite or a build has beside it, as seen from the folder."""
    place = os.path.relpath(os.path.realpath(db.parent), root)
    building = f"{db.name}{BUILDING}"
    names = [each + journal for each in (db.name, building) for journal in ("", *JOURNALS)]
    names += [f"{building}{SEARCH}", f"{building}{WORDS}"]
    return frozenset(os.path.normpath(os.path.join(place, each)) for each in names)


def _is_own(entry: os.DirEntry[str], path: str, root: str, own: frozenset[str]) -> bool:
    """Tell whether an entry is the archive or what lies beside it, or a link to it."""
    if path in own:
        return True
    return bool(own) and entry.is_symlink() and os.path.relpath(os.path.realpath(entry.path), root) in own


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _why_not_followed(real: str, root: str) -> str | None:
    if not os.path.exists(real):
        return "it is a link to nothing; put the file there, or remove the link"
    if os.path.commonpath([real, root]) != root:
        return "it is a link that leads out of the folder; put the file itself there"
    if os.path.isdir(real):
        return "it is a link to a folder, whose files are read where they lie"
    return None if os.path.isfile(real) else "it is a link to a pipe, a socket or a device"


def _is_about_the_folder(name: str) -> bool:
    stem = os.path.splitext(name)[0]
    return stem.lower() in ABOUT_THE_FOLDER or stem == "NOTICE"
