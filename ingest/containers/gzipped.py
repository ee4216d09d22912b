"""Bytes that gzip packed: unpacked piece by piece, as far as they go."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from ingest.errors import UnreadableError

MAGIC = b"\x1f\x8b"
CHUNK = 1 << 16
BROKEN = "it is broken, or not packed by gzip; get it again"


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
