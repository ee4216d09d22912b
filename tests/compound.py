"""Compound files made for tests ([MS-CFB], version 3): streams in storages, and messages of Outlook ([MS-OXMSG]) in them."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

SECTOR, SMALL, CUTOFF = 512, 64, 4096
END, FREE, TABLE, FURTHER, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC, 0xFFFFFFFF
IN_HEADER, IN_SECTOR = 109, 127  # sectors of the table that the header names, and one further sector
STORAGE, STREAM, ROOT = 1, 2, 5
BEGAN = datetime(1601, 1, 1, tzinfo=UTC)
# types of properties
SHORT, LONG, BOOLEAN, TIME = 0x0002, 0x0003, 0x000B, 0x0040
ABOVE, ABOVE_INNER, ABOVE_OTHERS = 32, 24, 8

Storage = Mapping[str, Any]  # name -> bytes, or another storage


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int
    content: bytes = b""
    left: int = NONE
    right: int = NONE
    child: int = NONE
    start: int = END

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le", "surrogatepass")
        return struct.pack(
            "<64sHBBIII16sIQQIII", name, len(name) + 2, self.kind, 1, self.left, self.right, self.child, b"", 0, 0, 0, self.start,
            len(self.content), 0,
        )  # fmt: skip


@dataclass(slots=True)
class _Writer:
    entries: list[_Entry] = field(default_factory=list)
    table: list[int] = field(default_factory=list)
    sectors: list[bytes] = field(default_factory=list)

    def fill(self, storage: Storage) -> int:
        """Add what stands in a storage; return the entry at the top of its tree."""
        names = sorted(storage, key=lambda name: (len(name), name.upper()))
        at = {name: len(self.entries) + n for n, name in enumerate(names)}
        self.entries += [_Entry(name, STREAM if isinstance(storage[name], bytes) else STORAGE) for name in names]
        for name in names:
            if isinstance(storage[name], bytes):
                self.entries[at[name]].content = storage[name]
            else:
                self.entries[at[name]].child = self.fill(storage[name])
        return self._tree([at[name] for name in names])

    def _tree(self, places: Sequence[int]) -> int:
        if not places:
            return NONE
        middle = len(places) // 2
        entry = self.entries[places[middle]]
        entry.left, entry.right = self._tree(places[:middle]), self._tree(places[middle + 1 :])
        return places[middle]

    def add(self, content: bytes) -> int:
        """Add sectors; return the first."""
        first, count = len(self.table), -(-len(content) // SECTOR)
        self.table += [*range(first + 1, first + count), END][:count]
        self.sectors += [content[n : n + SECTOR].ljust(SECTOR, b"\0") for n in range(0, len(content), SECTOR)]
        return first if count else END


def compound(root: Storage) -> bytes:
    """Return a compound file."""
    writer = _Writer([_Entry("Root Entry", ROOT)])
    writer.entries[0].child = writer.fill(root)
    small, table = bytearray(), list[int]()
    for entry in writer.entries[1:]:
        if entry.kind == STREAM and len(entry.content) >= CUTOFF:
            entry.start = writer.add(entry.content)
        elif entry.content:
            entry.start, count = len(table), -(-len(entry.content) // SMALL)
            table += [*range(entry.start + 1, entry.start + count), END]
            small += entry.content.ljust(count * SMALL, b"\0")
    writer.entries[0].content, writer.entries[0].start = bytes(small), writer.add(bytes(small))
    small_table = writer.add(struct.pack(f"<{len(table)}I", *table))
    directory = writer.add(b"".join(entry.packed() for entry in writer.entries))
    return _with_header(writer, directory, small_table, -(-len(table) * 4 // SECTOR))


def _with_header(writer: _Writer, directory: int, small_table: int, small_tables: int) -> bytes:
    """Return the sectors with their table behind them, and the header above; of a long table further sectors say where it is."""
    tables, further = 1, 0
    while tables * (SECTOR // 4) < len(writer.table) + tables + further:
        tables += 1
        further = -(-max(0, tables - IN_HEADER) // IN_SECTOR)
    first = len(writer.table)
    writer.table += [TABLE] * tables + [FURTHER] * further
    words = struct.pack(f"<{len(writer.table)}I", *writer.table).ljust(tables * SECTOR, b"\xff")
    for n in range(further):
        held = [first + each for each in range(tables)][IN_HEADER + n * IN_SECTOR :][:IN_SECTOR]
        below = first + tables + n + 1 if n + 1 < further else END
        words += struct.pack(f"<{IN_SECTOR + 1}I", *held, *[FREE] * (IN_SECTOR - len(held)), below)
    head = struct.pack(
        "<8s16xHHHHH6xIII4xIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, directory, CUTOFF, small_table,
        small_tables, first + tables if further else END, further,
    )  # fmt: skip
    named = struct.pack(f"<{IN_HEADER}I", *[first + n if n < tables else FREE for n in range(IN_HEADER)])
    return head + named + b"".join(writer.sectors) + words


def properties(said: Mapping[int, Any], above: int, unicode: bool = True, page: str = "cp1252") -> dict[str, Any]:
    """Return properties as streams: words, bytes, storages, and whole numbers, switches and times in the stream of what is short."""
    found: dict[str, Any] = {}
    fixed = bytearray(above)
    for number, value in said.items():
        if isinstance(value, bool | int | datetime):
            kind, packed = _fixed(value)
            fixed += struct.pack("<HHI8s", kind, number, 6, packed)
        elif isinstance(value, str):
            data = value.encode("utf-16-le", "surrogatepass") if unicode else value.encode(page)
            found[f"__substg1.0_{number:04X}{'001F' if unicode else '001E'}"] = data
        else:
            found[f"__substg1.0_{number:04X}{'0102' if isinstance(value, bytes) else '000D'}"] = value
    return {"__properties_version1.0": bytes(fixed), **found}


def _fixed(value: bool | int | datetime) -> tuple[int, bytes]:
    if isinstance(value, bool):
        return BOOLEAN, struct.pack("<Q", value)
    if isinstance(value, int):
        return LONG, struct.pack("<iI", value, 0)
    return TIME, struct.pack("<Q", round((value - BEGAN).total_seconds()) * 10_000_000)


def storage(
    said: Mapping[int, Any],
    recipients: Sequence[Mapping[int, Any]] = (),
    attachments: Sequence[Mapping[int, Any]] = (),
    above: int = ABOVE_INNER,
    unicode: bool = True,
    page: str = "cp1252",
) -> dict[str, Any]:
    """Return a message within another: its properties by number, those of its recipients, and those of its attachments."""
    parts = (("recip", recipients), ("attach", attachments))
    return {
        **properties(said, above, unicode, page),
        **{
            f"__{name}_version1.0_#{n:08X}": properties(each, ABOVE_OTHERS, unicode, page)
            for name, several in parts
            for n, each in enumerate(several)
        },
    }


def message(
    said: Mapping[int, Any], *parts: Sequence[Mapping[int, Any]], names: Sequence[tuple[bytes, int]] = (), **how: Any
) -> bytes:
    """Return a message as Outlook saves it; `names` are those of properties, called 0x8000 and on, each in a set of them."""
    sets = list(dict.fromkeys(each for each, _ in names))
    rows = (struct.pack("<IHH", number, (sets.index(each) + 3) << 1, n) for n, (each, number) in enumerate(names))
    inside = {"__substg1.0_00020102": b"".join(sets), "__substg1.0_00030102": b"".join(rows)}
    return compound(storage(said, *parts, above=ABOVE, **how) | {"__nameid_version1.0": inside})


def lzfu(data: bytes) -> bytes:
    """Return RTF packed without repeating anything ([MS-OXRTFCP])."""
    runs = b"".join(b"\0" + data[n : n + 8] for n in range(0, len(data), 8))
    return struct.pack("<IIII", len(runs) + 12, len(data), 0x75465A4C, 0) + runs
