"""Compound files, as old programs of Office wrote them ([MS-CFB]), with streams of our choosing."""

from __future__ import annotations

import struct

SECTOR = 512
SMALL = 4096  # bytes: streams below it would stand in a stream of their own, so they are filled up
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: dict[str, bytes]) -> bytes:
    """Return a compound file of some streams in its root; each is filled up with zeros to at least SMALL."""
    fat: list[int] = [FAT]
    body = bytearray()

    def put(data: bytes) -> int:
        count = -(-len(data) // SECTOR)
        first = len(fat)
        fat.extend([*range(first + 1, first + count), END])
        body.extend(data.ljust(count * SECTOR, b"\0"))
        return first

    filled = {name: data.ljust(SMALL, b"\0") for name, data in streams.items()}
    entries = [
        _entry(name, 2, put(data), len(data), right=n + 2 if n + 1 < len(filled) else FREE)
        for n, (name, data) in enumerate(sorted(filled.items(), key=lambda each: (len(each[0]), each[0].upper())))
    ]
    root = _entry("Root Entry", 5, END, 0, child=1 if entries else FREE)
    directory = put(b"".join([root, *entries]).ljust(SECTOR * -(-(len(entries) + 1) // 4), b"\0"))
    assert len(fat) <= SECTOR // 4, "more than one sector of places is not written here"
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory, 0, SMALL, END, 0, END, 0)
    )
    places = struct.pack("<109I", 0, *[FREE] * 108)
    return head + places + struct.pack("<128I", *fat, *[FREE] * (128 - len(fat))) + bytes(body)


def _entry(name: str, kind: int, first: int, size: int, child: int = FREE, right: int = FREE) -> bytes:
    words = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII16xI16xIQ", words, len(words), kind, 1, FREE, right, child, 0, first, size)
