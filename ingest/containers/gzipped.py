"""One file, packed by gzip: `letter.txt.gz` holds `letter.txt`; and bytes unpacked as far as they go, within limits."""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from ingest.containers.member import LARGEST, TOO_LARGE, Member, Unread, too_much
from ingest.errors import UnreadableError

MAGIC = b"\x1f\x8b"
CHUNK = 1 << 16
BROKEN = "it is broken, or not packed by gzip; get it again"


def members(stream: BinaryIO, name: str) -> Iterator[Member | Unread]:
    """Yield the one file; its name is that of the container without its ending."""
    size = stream.seek(0, io.SEEK_END)
    yield Member(os.path.splitext(name)[0], (size,), size)


def load(stream: BinaryIO, member: Member) -> bytes:
    """Return the unpacked bytes. Raises UnreadableError where they are broken, cut off or too many."""
    stream.seek(0)
    parts: list[bytes] = []
    size = 0
    for part in unpacked(stream):
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            raise UnreadableError(TOO_LARGE)
    why = too_much(min(member.place[0], LARGEST), size)
    if why:
        raise UnreadableError(why)
    return b"".join(parts)


def opened(stream: BinaryIO, member: Member) -> BinaryIO:
    """Return the file to look about in."""
    return io.BytesIO(load(stream, member))


def unpacked(stream: BinaryIO) -> Iterator[bytes]:
    """Yield what a gzip file holds, of all its parts, in small pieces. Raises UnreadableError where it is broken or cut off."""
    packed = stream.read(CHUNK)
    if not packed:
        raise UnreadableError(BROKEN)
    while packed.strip(b"\0"):  # tapes leave zeros behind the last part
        decompressor = zlib.decompressobj(zlib.MAX_WBITS | 16)
        while not decompressor.eof:
            if not packed:
                raise UnreadableError("it breaks off in the middle; get it again")
            try:
                piece = decompressor.decompress(packed, CHUNK)
            except zlib.error:
                raise UnreadableError(BROKEN) from None
            packed = decompressor.unconsumed_tail or (b"" if decompressor.eof else stream.read(CHUNK))
            if piece:
                yield piece
        packed = decompressor.unused_data or stream.read(CHUNK)
