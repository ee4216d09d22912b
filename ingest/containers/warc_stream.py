"""A web archive read from front to back: unpacked where it is gzipped, in bounded memory, knowing where it stands.

WARC files are gzipped record by record (WARC 1.1, annex D), so that reading can begin at any of them. Nothing is
trusted: lines, headers and pieces have limits, whatever the file says of itself.
"""

from __future__ import annotations

import zlib
from typing import BinaryIO

from ingest.containers.gzipped import CHUNK, MAGIC

LONGEST_LINE = 1 << 16
FURTHEST = 16 << 20  # bytes into a packed piece at which a record may begin: all before it is unpacked to load it
Place = tuple[int, int]  # where the packed piece begins in the file, and how far into it once it is unpacked


class Broken(Exception):
    """The file cannot be read on from here."""


class Stream:
    """The bytes of a web archive from `place` on."""

    def __init__(self, file: BinaryIO, place: Place = (0, 0)) -> None:
        self._file = file
        file.seek(place[0])
        self._raw = file.read(CHUNK)
        self._packed = self._raw.startswith(MAGIC)
        self._file_at = place[0] + len(self._raw)  # where the bytes behind `_raw` are in the file
        self._begin(place[0])
        self._skip(place[1])

    def place(self) -> Place | None:
        """Go to the next byte that ends no line, and return where it is; None at the end of the file."""
        while True:
            if not self._ready():
                return None
            rest = self._held[self._at :].lstrip(b"\r\n")
            self.read(len(self._held) - self._at - len(rest))
            if rest:
                break
        if self._packed and self._used > FURTHEST:
            raise Broken("it is gzipped as a whole, not record by record")
        return (self._piece, self._used) if self._packed else (self._piece + self._used, 0)

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes; none only at the end. Raises Broken where they do not unpack."""
        if not self._ready():
            return b""
        data = self._held[self._at : self._at + size]
        self._at += len(data)
        self._used += len(data)
        return data

    def line(self, most: int = LONGEST_LINE) -> bytes:
        """Return the next line with its end, or `most` bytes of it. Raises Broken for one that is longer than any line."""
        parts: list[bytes] = []
        left = min(most, LONGEST_LINE)
        while left > 0 and self._ready():
            end = self._held.find(b"\n", self._at, self._at + left) + 1
            parts.append(self.read(end - self._at if end else left))
            left -= len(parts[-1])
            if end:
                return b"".join(parts)
        if left == 0 and most >= LONGEST_LINE:
            raise Broken("a line of it has no end")
        return b"".join(parts)

    def _begin(self, piece: int) -> None:
        self._piece, self._used, self._held, self._at = piece, 0, b"", 0
        self._decompressor = zlib.decompressobj(zlib.MAX_WBITS | 16)

    def _skip(self, size: int) -> None:
        while size > 0:
            gone = len(self.read(size))
            if not gone:
                raise Broken("it ends too soon")
            size -= gone

    def _ready(self) -> bool:
        """Fill what is held; tell whether there is anything."""
        while self._at >= len(self._held):
            if not self._raw and not self._more():
                return self._ended()
            if not self._packed:
                self._held, self._at, self._raw = self._raw, 0, b""
            elif self._decompressor.eof:
                self._next_piece()
            else:
                self._unpack()
        return True

    def _more(self) -> bool:
        self._raw = self._file.read(CHUNK)
        self._file_at += len(self._raw)
        return bool(self._raw)

    def _ended(self) -> bool:
        if self._packed and not self._decompressor.eof:
            raise Broken("it breaks off")
        return False

    def _next_piece(self) -> None:
        """Go on with the next packed piece; zeros that fill up a block are none."""
        if len(self._raw) < len(MAGIC):
            held = self._raw
            self._more()
            self._raw = held + self._raw
        if not self._raw.startswith(MAGIC):
            if self._raw.strip(b"\0"):
                raise Broken("something else than gzip follows")
            self._raw = b""
            return
        self._begin(self._file_at - len(self._raw))

    def _unpack(self) -> None:
        try:
            self._held, self._at = self._decompressor.decompress(self._raw, CHUNK), 0
        except zlib.error:
            raise Broken("it does not unpack") from None
        done = self._decompressor.eof
        self._raw = self._decompressor.unused_data if done else self._decompressor.unconsumed_tail
