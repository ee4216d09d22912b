"""One file, packed by gzip, bzip2, xz or Zstandard: `letter.txt.gz` holds `letter.txt`."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import BinaryIO

from ingest.containers.member import LARGEST, TOO_LARGE, Member, Unread, too_much
from ingest.containers.unpacking import PACKERS, packer_of, pieces
from ingest.errors import UnreadableError

SUFFIXES = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "zstd"}
NAMELESS = "its name does not say what is packed in it; call it as letter.txt{}"


def members(stream: BinaryIO, name: str) -> Iterator[Member | Unread]:
    """Yield the one file; its name is that of the container without its ending."""
    inner, suffix = os.path.splitext(name)
    if not os.path.splitext(inner)[1]:
        yield Unread("", NAMELESS.format(suffix))
        return
    packer = packer_of(stream) or SUFFIXES[suffix.lower()]
    size = stream.seek(0, io.SEEK_END)
    yield Member(inner, (size, PACKERS.index(packer)), size)


def load(stream: BinaryIO, member: Member) -> bytes:
    """Return the unpacked bytes. Raises UnreadableError where they are broken, cut off or too many."""
    packed, packer = member.place
    parts: list[bytes] = []
    size = 0
    for part in pieces(stream, PACKERS[packer]):
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            raise UnreadableError(TOO_LARGE)
    why = too_much(min(packed, LARGEST), size)
    if why:
        raise UnreadableError(why)
    return b"".join(parts)


def opened(stream: BinaryIO, member: Member) -> BinaryIO:
    """Return the file to look about in."""
    return io.BytesIO(load(stream, member))
