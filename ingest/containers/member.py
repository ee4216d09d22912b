"""What lies in a container, and how much of it is read: limits that hold whatever a container says of itself."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LARGEST = 256 << 20  # bytes of one file that are read, in a container or beside it
LARGEST_CONTAINER = 16 << 30  # bytes of a container
MOST_MEMBERS = 200_000  # files of one container, those in containers within it included
TIGHTEST = 200  # bytes that one packed byte may give; prose gives 3 or 4, an empty spreadsheet 50
LOOSE = 4 << 20  # bytes that may be packed as tightly as anyone likes
TOO_LARGE = f"it is larger than {LARGEST >> 20} MiB, which is the most that is read of one file; part it"
TOO_TIGHT = f"it unpacks to more than {TIGHTEST} times its size, which no text does; unpack it and look at it first"
# __MACOSX   Thumbs.db   ~$letter.docx   .~lock.letter.odt#
BESIDE = re.compile(r"__MACOSX|(?i:thumbs\.db|desktop\.ini)|~\$.*")
# "C:\\…", "c:…"
DRIVE = re.compile(r"[A-Za-z]:")
LEADS_OUT = "its name leads out of the container; unpack it by hand, and look at it first"


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container: its name there, where it lies, and what the container says of it.

    `place` is what its container needs to find it again. `size` is in bytes, unpacked, as far as the container says.
    `stamp` tells it from another of the same name. `people` are the names for ids in it that stand in another file of the container.
    """

    name: str
    place: tuple[int, ...]
    size: int = 0
    stamp: str = ""
    media_type: str | None = None
    encoding: str | None = None
    url: str | None = None
    retrieved_date: str | None = None
    title: str | None = None
    people: tuple[tuple[str, str], ...] = field(default=(), hash=False, repr=False)


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is not in the archive: `locator` is where it lies, seen from the folder; `reason` says why, and what to do.

    `is_fault` tells of one that should have been read; pictures, and what else no format reads, are no faults.
    """

    locator: str
    reason: str
    is_fault: bool = True


class Window(io.RawIOBase):
    """A stretch of an open file as a file of its own."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self.file, self.start, self.size, self.at = file, start, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self.at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence])
        return self.at

    def tell(self) -> int:
        return self.at

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        self.file.seek(self.start + self.at)
        data = self.file.read(max(0, min(len(view), self.size - self.at)))
        view[: len(data)] = data
        self.at += len(data)
        return len(data)


def window(file: BinaryIO, start: int, size: int) -> BinaryIO:
    """Return a stretch of an open file as a file of its own, which reads ahead."""
    return io.BufferedReader(Window(file, start, size), 1 << 16)


def too_much(packed: int, size: int) -> str | None:
    """Tell of a file that is too large, or packed as no text is."""
    if max(packed, size) > LARGEST:
        return TOO_LARGE
    return TOO_TIGHT if size > LOOSE and size > packed * TIGHTEST else None


def printable(name: str) -> str:
    """Return a name as it can be shown and stored: what is no character, and controls, as replacement characters."""
    text = name.encode("utf-8", "replace").decode("utf-8")
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


def is_hidden(name: str) -> bool:
    """Tell a file that is hidden or lies in a hidden folder, and what macOS, Windows and office programs put beside files."""
    parts = re.split(r"[/\\]", name)
    return any(BESIDE.fullmatch(part) or (part.startswith(".") and part not in (".", "..")) for part in parts)


def leads_out(name: str) -> str | None:
    """Tell of a name that leads elsewhere than into the container."""
    is_out = "\0" in name or "\\" in name or name.startswith("/") or DRIVE.match(name) or ".." in name.split("/")
    return LEADS_OUT if is_out else None
