"""Properties of paragraphs and characters in an old file of Word: which stretch has which, and what of them is read.

[MS-DOC] 2.6: a property is a number (a *sprm*) that says itself how long its value is. Stretches of the stream with the same
properties are kept in pages of 512 bytes, in the order of their places.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from ingest.formats.word.doc_file import File, Piece

PAGE = 512
CHARACTERS, PARAGRAPHS = 12, 13  # indices of the lists of pages
STYLE, LEVEL, LIST = 0x4600, 0x260A, 0x460B
IN_TABLE, ROW_END, OUTLINE = 0x2416, 0x2417, 0x2640
DELETED, INSERTED, HIDDEN, SYMBOL = 0x0800, 0x0801, 0x083C, 0x6A09
DEFINES_TABLE, TABS = 0xD608, 0xC615
LENGTHS = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes of a value, by the three highest bits of its number
# what a piece of a file that was "saved fast" says in one byte
SHORT = {0x41: DELETED, 0x42: INSERTED, 0x5C: HIDDEN}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the stream (FCs), the number of its style, and its properties."""

    start: int
    end: int
    style: int
    properties: bytes


@dataclass(slots=True)
class Stretches:
    """All of one sort, in order and apart."""

    found: list[Stretch] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)

    def add(self, each: Stretch) -> None:
        if each.end > each.start and (not self.found or each.start >= self.found[-1].end):
            self.found.append(each)
            self._starts.append(each.start)

    def at(self, place: int) -> Stretch | None:
        index = bisect_right(self._starts, place) - 1
        return self.found[index] if index >= 0 and place < self.found[index].end else None

    def within(self, start: int, end: int) -> Iterator[Stretch]:
        for index in range(max(0, bisect_right(self._starts, start) - 1), len(self.found)):
            if self.found[index].start >= end:
                return
            if self.found[index].end > start:
                yield self.found[index]


def read(file: File, which: int) -> Stretches:
    """Return the stretches of CHARACTERS or of PARAGRAPHS."""
    _, entries = file.plex(which, 4)
    pages = dict.fromkeys(int.from_bytes(each, "little") & 0x3FFFFF for each in entries)
    found: list[Stretch] = []
    for page in pages:
        data = file.main[page * PAGE : page * PAGE + PAGE]
        if len(data) == PAGE:
            found += _page(data, which == PARAGRAPHS)
    stretches = Stretches()
    for each in sorted(found, key=lambda each: each.start):
        stretches.add(each)
    return stretches


def _page(data: bytes, is_paragraphs: bool) -> Iterator[Stretch]:
    count, size = data[-1], 13 if is_paragraphs else 1
    if 4 * (count + 1) + size * count > PAGE:
        return
    places = struct.unpack_from(f"<{count + 1}I", data)
    for index in range(count):
        at = 2 * data[4 * (count + 1) + size * index]
        style, properties = (_of_paragraph if is_paragraphs else _of_characters)(data, at)
        yield Stretch(places[index], places[index + 1], style, properties)


def _of_paragraph(data: bytes, at: int) -> tuple[int, bytes]:
    if not at:
        return 0, b""
    if data[at]:
        length, at = 2 * data[at] - 1, at + 1
    else:
        length, at = 2 * data[min(at + 1, PAGE - 1)], at + 2
    held = data[at : min(at + length, PAGE - 1)]
    return int.from_bytes(held[:2], "little"), held[2:]


def _of_characters(data: bytes, at: int) -> tuple[int, bytes]:
    return 0, data[at + 1 : min(at + 1 + data[at], PAGE - 1)] if at else b""


@lru_cache(maxsize=4096)
def values(properties: bytes) -> dict[int, int]:
    """Return the properties of at most four bytes by their numbers; the last of a number counts."""
    found: dict[int, int] = {}
    at = 0
    while at + 2 <= len(properties):
        number = int.from_bytes(properties[at : at + 2], "little")
        at += 2
        length = LENGTHS[number >> 13]
        if not length:
            head = 2 if number == DEFINES_TABLE else 1
            length = int.from_bytes(properties[at : at + head], "little") - (head == 2)
            if number == TABS and length == 255:
                break  # its length is told by what it holds, and nothing that is read here stands behind it
            at += head
        elif at + length <= len(properties):
            found[number] = int.from_bytes(properties[at : at + length], "little")
        at += max(0, length)
    return found


def _of_piece(file: File, piece: Piece) -> dict[int, int]:
    """Return the properties that a piece has by itself."""
    if not piece.modifier & 1:
        number = SHORT.get(piece.modifier >> 1 & 0x7F)
        return {number: piece.modifier >> 8} if number is not None else {}
    index = piece.modifier >> 1
    return values(file.modifiers[index]) if index < len(file.modifiers) else {}


class Properties:
    """Which properties the characters and paragraphs of a text have, by their places in it (CPs)."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._paragraphs, self._characters = read(file, PARAGRAPHS), read(file, CHARACTERS)
        self._ends = [each.end for each in file.pieces]

    def of_paragraph(self, cp: int) -> tuple[dict[int, int], int]:
        """Return the properties of the paragraph that ends here, and the number of its style."""
        index = bisect_right(self._ends, cp)
        if index >= len(self._ends):
            return {}, 0
        piece = self._file.pieces[index]
        stretch = self._paragraphs.at(piece.place_of(cp))
        if stretch is None:
            return {}, 0
        own, of_piece = values(stretch.properties), _of_piece(self._file, piece)
        said = own | of_piece if of_piece else own
        return said, said.get(STYLE, stretch.style)

    def of_characters(self, start: int, end: int) -> Iterator[tuple[int, int, dict[int, int]]]:
        """Yield the stretches between two places whose characters have the same properties."""
        at = start
        for index in range(bisect_right(self._ends, start), len(self._ends)):
            piece = self._file.pieces[index]
            if piece.start >= end:
                break
            yield from self._within(piece, max(at, piece.start), min(end, piece.end))
            at = min(end, piece.end)
        if at < end:
            yield at, end, {}

    def _within(self, piece: Piece, start: int, end: int) -> Iterator[tuple[int, int, dict[int, int]]]:
        own = _of_piece(self._file, piece)
        width = 1 if piece.is_narrow else 2
        at = start
        for stretch in self._characters.within(piece.place_of(start), piece.place_of(end)):
            first = max(at, piece.start + (stretch.start - piece.fc) // width)
            stop = min(end, piece.start + (stretch.end - piece.fc) // width)
            if first > at:
                yield at, first, own
            if stop > first:
                said = values(stretch.properties)
                yield first, stop, said | own if own else said
                at = stop
        if at < end:
            yield at, end, own
