"""Parquet files, written row group by row group so that they can be streamed: plain values, compressed by gzip.

The format is that of https://github.com/apache/parquet-format, of which a table of texts and numbers needs little: columns that may
be empty, one page to a column of a row group. Written here because the kept libraries take 80 to 170 MB, and put their
version into each file: the same rows make the same bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import Any, NamedTuple

MAGIC = b"PAR1"
# https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
INT64, DOUBLE, BYTE_ARRAY = 2, 5, 6  # Type
PLAIN, RLE = 0, 3  # Encoding
GZIP = 2  # CompressionCodec
OPTIONAL = 1  # FieldRepetitionType
UTF8 = 0  # ConvertedType
DATA_PAGE = 0  # PageType
TYPES = {"INTEGER": INT64, "REAL": DOUBLE}
# the wire types of Thrift's compact protocol
I32, I64, BINARY, LIST, STRUCT = 5, 6, 8, 9, 12
LENGTH = struct.Struct("<I")


class Column(NamedTuple):
    """A column of a table: its name, and INTEGER, REAL, TEXT or BLOB."""

    name: str
    type: str


class Parquet:
    """A file that grows: `head`, then `rows` as often as there are any, then `foot`, each returning the bytes to add."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.written = 0
        self.groups: list[bytes] = []
        self.row_count = 0

    def head(self) -> bytes:
        """Return the first bytes."""
        return self._add(MAGIC)

    def rows(self, values: Sequence[Sequence[Any]], count: int) -> bytes:
        """Return a row group; `values` holds the `count` values of each column: int, float, bytes (UTF-8) or None."""
        pages, chunks, total = [], [], 0
        for column, cells in zip(self.columns, values, strict=True):
            type = TYPES.get(column.type, BYTE_ARRAY)
            page, size = _page(cells, type, count)
            chunks.append(_chunk(column.name, type, count, size, len(page), self.written))
            total += size
            pages.append(self._add(page))
        self.groups.append(
            _struct((1, LIST, _list(STRUCT, chunks)), (2, I64, _number(total)), (3, I64, _number(count)))
        )
        self.row_count += count
        return b"".join(pages)

    def foot(self) -> bytes:
        """Return what tells a reader where everything stands."""
        schema = [_struct((4, BINARY, _binary("schema")), (5, I32, _number(len(self.columns))))]
        for column in self.columns:
            fields = [
                (1, I32, _number(TYPES.get(column.type, BYTE_ARRAY))),
                (3, I32, _number(OPTIONAL)),
                (4, BINARY, _binary(column.name)),
            ]
            schema.append(_struct(*fields, *([(6, I32, _number(UTF8))] if column.type == "TEXT" else [])))
        meta = _struct(
            (1, I32, _number(1)),
            (2, LIST, _list(STRUCT, schema)),
            (3, I64, _number(self.row_count)),
            (4, LIST, _list(STRUCT, self.groups)),
            (6, BINARY, _binary("evidence-archive")),
        )
        return self._add(meta + LENGTH.pack(len(meta)) + MAGIC)

    def _add(self, piece: bytes) -> bytes:
        self.written += len(piece)
        return piece


def _page(cells: Sequence[Any], type: int, count: int) -> tuple[bytes, int]:
    """Return a page with its header, and what both would take uncompressed."""
    held = [cell for cell in cells if cell is not None]
    levels = _levels(cells, len(held))
    if type == BYTE_ARRAY:
        pack = LENGTH.pack
        plain = b"".join([part for cell in held for part in (pack(len(cell)), cell)])
    else:
        plain = struct.pack(f"<{len(held)}{'q' if type == INT64 else 'd'}", *held)
    body = LENGTH.pack(len(levels)) + levels + plain
    squeeze = zlib.compressobj(1, zlib.DEFLATED, 31)
    packed = squeeze.compress(body) + squeeze.flush()
    data = _struct((1, I32, _number(count)), (2, I32, _number(PLAIN)), (3, I32, _number(RLE)), (4, I32, _number(RLE)))
    head = _struct(
        (1, I32, _number(DATA_PAGE)), (2, I32, _number(len(body))), (3, I32, _number(len(packed))), (5, STRUCT, data)
    )
    return head + packed, len(head) + len(body)


def _levels(cells: Sequence[Any], held: int) -> bytes:
    """Return which cells are there: one run where all or none are, else a bit each."""
    if held in (0, len(cells)):
        return _varint(len(cells) << 1) + bytes([held > 0])
    groups = -(-len(cells) // 8)
    bits = int("".join(["0" if cell is None else "1" for cell in reversed(cells)]), 2)
    return _varint(groups << 1 | 1) + bits.to_bytes(groups, "little")


def _chunk(name: str, type: int, count: int, size: int, packed: int, at: int) -> bytes:
    """Return what the footer says of a column of a row group."""
    meta = _struct(
        (1, I32, _number(type)),
        (2, LIST, _list(I32, [_number(PLAIN), _number(RLE)])),
        (3, LIST, _list(BINARY, [_binary(name)])),
        (4, I32, _number(GZIP)),
        (5, I64, _number(count)),
        (6, I64, _number(size)),
        (7, I64, _number(packed)),
        (9, I64, _number(at)),
    )
    return _struct((2, I64, _number(at)), (3, STRUCT, meta))


def _struct(*fields: tuple[int, int, bytes]) -> bytes:
    """Return a struct of Thrift's compact protocol: fields of (number, wire type, value), in order."""
    found, before = [], 0
    for number, type, value in fields:
        found.append(bytes([(number - before) << 4 | type]) + value)
        before = number
    return b"".join(found) + b"\x00"


def _list(type: int, values: Sequence[bytes]) -> bytes:
    size = bytes([len(values) << 4 | type]) if len(values) < 15 else bytes([0xF0 | type]) + _varint(len(values))
    return size + b"".join(values)


def _binary(words: str) -> bytes:
    encoded = words.encode()
    return _varint(len(encoded)) + encoded


def _number(value: int) -> bytes:
    return _varint(value << 1)  # zigzag, of which only numbers from 0 are needed


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)
