"""Records of an old workbook of Excel ([MS-XLS]): one behind the other in a stream, each with its number and its length, and the strings in them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

CONTINUE = 0x3C
HEAD = struct.Struct("<HH")
WIDE, RICH, SPOKEN = 0x01, 0x08, 0x04
LOST = "\ufffd"


class Record(NamedTuple):
    """A record: its number, where it begins in the stream, its bytes, and those of the records that continue it."""

    kind: int
    at: int
    data: bytes
    more: list[bytes]

    @property
    def whole(self) -> bytes:
        return b"".join([self.data, *self.more])


def records(stream: bytes, at: int = 0) -> Iterator[Record]:
    """Yield the records from a place in the stream on, as far as they are whole."""
    current: Record | None = None
    while at + HEAD.size <= len(stream):
        kind, size = HEAD.unpack_from(stream, at)
        data = stream[at + HEAD.size : at + HEAD.size + size]
        if len(data) < size:
            break
        if kind == CONTINUE and current is not None:
            current.more.append(data)
        else:
            if current is not None:
                yield current
            current = Record(kind, at, data, [])
        at += HEAD.size + size
    if current is not None:
        yield current


@dataclass(slots=True)
class Strings:
    """Strings of Excel 97 and later, read one after the other from a record and those that continue it.

    Where a string goes on in the next record, that begins with a byte which says how wide its characters are there.
    """

    blocks: list[bytes]
    block: int = 0
    at: int = 0

    @property
    def is_over(self) -> bool:
        while self.block < len(self.blocks) and self.at >= len(self.blocks[self.block]):
            self.block, self.at = self.block + 1, 0
        return self.block >= len(self.blocks)

    def next(self, length_size: int = 2) -> str:
        """Return the next string, its number of characters given in so many bytes."""
        count = int.from_bytes(self._bytes(length_size), "little")
        flags = int.from_bytes(self._bytes(1), "little")
        runs = int.from_bytes(self._bytes(2), "little") if flags & RICH else 0
        spoken = int.from_bytes(self._bytes(4), "little") if flags & SPOKEN else 0
        words = self._characters(count, bool(flags & WIDE))
        self._skip(4 * runs + spoken)
        return words

    def _characters(self, count: int, wide: bool) -> str:
        parts: list[str] = []
        while count > 0 and self.block < len(self.blocks):
            here = self.blocks[self.block]
            taken = here[self.at : self.at + count * (2 if wide else 1)]
            taken = taken[: len(taken) // 2 * 2] if wide else taken
            parts.append(taken.decode("utf-16-le" if wide else "latin-1", "replace"))
            count -= len(taken) // (2 if wide else 1)
            self.at += len(taken)
            if count > 0:
                self.block, self.at = self.block + 1, 0
                if self.block < len(self.blocks) and self.blocks[self.block]:
                    wide, self.at = bool(self.blocks[self.block][0] & WIDE), 1
        return "".join(parts)

    def _bytes(self, count: int) -> bytes:
        """Return bytes of what is no characters; they may go on in the next record."""
        found = b""
        while len(found) < count and not self.is_over:
            taken = self.blocks[self.block][self.at : self.at + count - len(found)]
            found += taken
            self.at += len(taken)
        return found

    def _skip(self, count: int) -> None:
        while count > 0 and not self.is_over:
            step = min(count, len(self.blocks[self.block]) - self.at)
            self.at += step
            count -= step
