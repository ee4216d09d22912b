"""Bytes that are packed as a whole, by gzip, bzip2, xz or Zstandard: unpacked piece by piece, within limits, as far as they go."""

from __future__ import annotations

import io
import lzma
from bz2 import BZ2Decompressor
from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

from ingest.containers import gzipped
from ingest.containers.member import LARGEST, TOO_LARGE, too_much, window
from ingest.errors import UnreadableError

MOST_MEMORY = 128 << 20  # bytes that xz may ask for; its tightest level asks for 65 MiB
# how a packed file begins
MAGICS = {"gzip": gzipped.MAGIC, "bzip2": b"BZh", "xz": b"\xfd7zXZ\0", "zstd": b"\x28\xb5\x2f\xfd"}
PACKERS = tuple(MAGICS)
BROKEN = "it is broken, or not packed by {}; get it again"
CUT_OFF = "it breaks off in the middle; get it again"


class Decompressor(Protocol):
    """What bz2 and lzma have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class Unpacked(io.BytesIO):
    """What was packed; `broken` says why there is no more of it."""

    broken = ""


def packer_of(stream: BinaryIO) -> str | None:
    """Return by what a file is packed, as its first bytes say."""
    stream.seek(0)
    head = stream.read(6)
    return next((name for name, magic in MAGICS.items() if head.startswith(magic)), None)


def unpacked(stream: BinaryIO) -> Unpacked:
    """Return as much of a packed file as can be unpacked. Raises UnreadableError where that is too much."""
    packer = packer_of(stream)
    size = stream.seek(0, io.SEEK_END)
    found = Unpacked()
    try:
        for piece in pieces(stream, packer or "gzip"):
            found.write(piece)
            if found.tell() > LARGEST:
                raise UnreadableError(TOO_LARGE)
    except UnreadableError as error:
        if found.tell() > LARGEST:
            raise
        found.broken = str(error)
    why = too_much(min(size, LARGEST), found.tell())
    if why:
        raise UnreadableError(why)
    found.seek(0)
    return found


def pieces(stream: BinaryIO, packer: str) -> Iterator[bytes]:
    """Yield what is packed by a packer, in small pieces. Raises UnreadableError where it is broken or cut off."""
    stream.seek(0)
    if packer == "gzip":
        yield from gzipped.unpacked(stream)
    elif packer == "zstd":
        yield from _zstd(stream)
    else:
        yield from _pieces(stream, packer)


def _pieces(stream: BinaryIO, packer: str) -> Iterator[bytes]:
    """Yield what is in all parts of a file, which may stand one behind the other."""
    packed = stream.read(gzipped.CHUNK)
    if not packed:
        raise UnreadableError(BROKEN.format(packer))
    while packed.strip(b"\0"):
        decompressor = DECOMPRESSORS[packer]()
        while not decompressor.eof:
            if decompressor.needs_input and not packed:
                raise UnreadableError(CUT_OFF)
            try:
                piece = decompressor.decompress(packed, gzipped.CHUNK)
            except (OSError, lzma.LZMAError, EOFError, ValueError, MemoryError):
                raise UnreadableError(BROKEN.format(packer)) from None
            packed = stream.read(gzipped.CHUNK) if decompressor.needs_input and not decompressor.eof else b""
            if piece:
                yield piece
        packed = decompressor.unused_data or stream.read(gzipped.CHUNK)


def _zstd(stream: BinaryIO) -> Iterator[bytes]:
    """Yield what is in all frames of a file; Python has no Zstandard of its own before 3.14, and Arrow has."""
    import pyarrow  # noqa: PLC0415 # it takes long to load, and such files are rare

    found = False
    lent = window(stream, 0, stream.seek(0, io.SEEK_END))  # Arrow closes what it is given
    try:
        with pyarrow.CompressedInputStream(pyarrow.PythonFile(lent, "r"), "zstd") as unpacked:
            while piece := unpacked.read(gzipped.CHUNK):
                found = True
                yield piece
    except (OSError, ValueError, MemoryError) as error:
        raise UnreadableError(CUT_OFF if "Truncated" in str(error) else BROKEN.format("zstd")) from None
    if not found:
        raise UnreadableError(BROKEN.format("zstd"))


def _xz() -> Decompressor:
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MOST_MEMORY)


DECOMPRESSORS: dict[str, Callable[[], Decompressor]] = {"bzip2": BZ2Decompressor, "xz": _xz}
