"""An old file of Word (97 to 2003), opened: its text, character by character, and where in the file each stands.

[MS-DOC]: a compound file with a stream `WordDocument`, whose header (the FIB) says where in it and in a second stream,
`0Table` or `1Table`, everything else is. The text is put together of *pieces*; a place in it is a CP, a place in the stream
an FC. A CP is half of a pair of UTF-16 where a character needs one, so both halves are kept until words are made of them.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.errors import UnreadableError
from ingest.formats.compound import Compound
from ingest.formats.decode import DOUBT, LOST, OTHER, READ_AS, unknown
from ingest.formats.single_byte import found
from ingest.formats.western import doubt, is_foreign

MAIN, TABLES, LOCKED = "worddocument", ("0table", "1table"), "encryptedpackage"
FIRST_97 = 0xC1  # the version of the first Word 97
ENCRYPTED, SECOND_TABLE = 0x0100, 0x0200
FIB_PLACES = 0x9A  # where the pairs of place and length begin, which everything else is found by
FIB_COUNTS = 0x4C  # where the lengths of the texts stand, one behind the other
OLD_START, OLD_COUNTS, OLD_PIECES = 0x18, 0x34, 0x160  # the same in Word 6 and 95
OLD_IS_PIECED, OLD_IS_WIDE = 0x0004, 0x1000  # put together of pieces; of an alphabet of East Asia, in two bytes
CHARACTER_SET, OF_MACS = 0x14, 0x100
COMPRESSED = 1 << 30
NOT_WORD = "it is a file of another old program of Office, or breaks off; save it as .docx, or get the whole."
PASSWORD = "it is locked with a password; save it without one."
CUT_OFF = "it breaks off: {:,} characters of its text are missing; get the whole"
# the texts of a file, in their order
TEXTS = ("main", "footnote", "header", "macro", "comment", "endnote", "box", "header box")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text (CPs), where in the stream it stands (FC), in one byte a character or in two; and properties of its own."""

    start: int
    end: int
    fc: int
    is_narrow: bool
    modifier: int = 0

    def place_of(self, cp: int) -> int:
        return self.fc + (cp - self.start) * (1 if self.is_narrow else 2)


@dataclass(slots=True)
class File:
    """An opened file. `text` has one character for each CP; `starts` are the first CPs of TEXTS, and the end of the last."""

    main: bytes
    table: bytes
    is_old: bool
    pieces: list[Piece] = field(default_factory=list)
    modifiers: list[bytes] = field(default_factory=list)
    text: str = ""
    starts: list[int] = field(default_factory=list)
    missing: int = 0
    doubts: list[str] = field(default_factory=list)  # about the encoding

    def part(self, index: int, beyond: bool = False) -> bytes:
        """Return what the pair of this index points at in the table stream; `beyond`, all from there to the end of the stream."""
        if self.is_old or FIB_PLACES + 8 * index + 8 > len(self.main):
            return b""
        place, length = struct.unpack_from("<II", self.main, FIB_PLACES + 8 * index)
        if not length:
            return b""
        return self.table[place:] if beyond else self.table[place : place + length]

    def plex(self, index: int, size: int) -> tuple[list[int], list[bytes]]:
        """Return the places of a list (one more than it has entries), and its entries of `size` bytes."""
        return plex(self.part(index), size)

    def range_of(self, name: str) -> tuple[int, int]:
        """Return the first CP of one of TEXTS, and its end."""
        index = TEXTS.index(name)
        return self.starts[index], self.starts[index + 1]


def plex(data: bytes, size: int) -> tuple[list[int], list[bytes]]:
    count = max(0, (len(data) - 4) // (4 + size))
    if not count:
        return [], []
    places = list(struct.unpack_from(f"<{count + 1}I", data))
    return places, [data[at : at + size] for at in range(4 * count + 4, 4 * count + 4 + size * count, size or 1)]


def read(data: bytes, declared: str | None = None) -> File:
    """Open a file. Raises UnreadableError for one that is of no Word since 6.0, or is locked."""
    streams = _streams(data)
    main = streams.get(MAIN, b"")
    if not main and LOCKED in streams:
        raise UnreadableError(PASSWORD)
    if len(main) < FIB_PLACES:
        raise UnreadableError(NOT_WORD)
    version, flags = struct.unpack_from("<H", main, 2)[0], struct.unpack_from("<H", main, 10)[0]
    if flags & ENCRYPTED:
        raise UnreadableError(PASSWORD)
    is_old = version < FIRST_97
    table = main if is_old else streams.get(TABLES[bool(flags & SECOND_TABLE)], b"")
    file = File(main, table, is_old)
    try:
        is_of_mac = is_old and struct.unpack_from("<H", main, CHARACTER_SET)[0] == OF_MACS
        _put_together(file, flags, declared or ("mac_roman" if is_of_mac else None))
    except struct.error:
        raise UnreadableError(NOT_WORD) from None
    return file


def _streams(data: bytes) -> dict[str, bytes]:
    """Return the streams of a compound file that are asked for, by their names in small letters."""
    compound = Compound(data)
    within = compound.within(compound.root)
    return {name: compound.bytes_of(within[name]) for name in (MAIN, *TABLES, LOCKED) if name in within}


def _put_together(file: File, flags: int, encoding: str | None) -> None:
    counts = struct.unpack_from("<8i", file.main, OLD_COUNTS if file.is_old else FIB_COUNTS)
    if min(counts) < 0 or sum(counts) > len(file.main):
        raise UnreadableError(NOT_WORD)
    file.starts = [0]
    for count in counts:
        file.starts.append(file.starts[-1] + count)
    file.pieces = [each for each in _pieces(file, flags) if each.end > each.start]
    length = max(file.starts[-1], max((each.end for each in file.pieces), default=0))
    if length > len(file.main):
        raise UnreadableError(NOT_WORD)
    if file.is_old and not encoding:
        encoding = _told_by(b"".join(_bytes(file.main, each) for each in file.pieces if each.is_narrow), file.doubts)
    parts: list[str] = []
    at = 0
    for piece in file.pieces:
        words = _words(file.main, piece, encoding or "cp1252")
        parts += ["\0" * (piece.start - at), words, "\0" * (piece.end - piece.start - len(words))]
        file.missing += piece.end - piece.start - len(words)
        at = piece.end
    file.text = "".join(parts) + "\0" * (file.starts[-1] - at)
    file.missing += max(0, file.starts[1] - at)


def _pieces(file: File, flags: int) -> Iterator[Piece]:
    """Yield the pieces of the text in their order; each begins at or behind the end of the one before it."""
    is_old_narrow = file.is_old and not flags & OLD_IS_WIDE
    if file.is_old and not flags & OLD_IS_PIECED:
        yield Piece(0, file.starts[-1], struct.unpack_from("<I", file.main, OLD_START)[0], is_old_narrow)
        return
    places, entries = plex(_piece_table(file), 8)
    end = 0
    for index, entry in enumerate(entries):
        fc, modifier = struct.unpack_from("<IH", entry, 2)
        start, stop = max(places[index], end), places[index + 1]
        if start != places[index] or stop < start:
            continue
        is_narrow = is_old_narrow if file.is_old else bool(fc & COMPRESSED)
        end = stop
        yield Piece(
            start, stop, fc if file.is_old else (fc & ~COMPRESSED) // (2 if is_narrow else 1), is_narrow, modifier
        )


def _piece_table(file: File) -> bytes:
    """Return the table of pieces; what stands before it are properties that pieces name by number."""
    if file.is_old:
        place, length = struct.unpack_from("<II", file.main, OLD_PIECES)
        data = file.main[place : place + length]
    else:
        data = file.part(33)
    at = 0
    while data[at : at + 1] == b"\x01":
        size = int.from_bytes(data[at + 1 : at + 3], "little")
        file.modifiers.append(data[at + 3 : at + 3 + size])
        at += 3 + size
    return data[at + 5 :] if data[at : at + 1] == b"\x02" else b""


def _told_by(data: bytes, doubts: list[str]) -> str | None:
    """Return the encoding that words of one byte a character are certainly in, if it is another than Windows-1252; what is not sure is doubted.

    Raises UnreadableError where their letters are of another alphabet.
    """
    name, names = found(data)
    text = data.decode("cp1252", "replace")
    if not name and is_foreign(text):
        raise UnreadableError(unknown(data))
    if names:
        doubts.append(READ_AS.format(name) if name else OTHER.format(" or ".join(names)))
    elif doubt(text) is not None:
        doubts.append(DOUBT)
    return name


def _bytes(main: bytes, piece: Piece) -> bytes:
    return main[piece.fc : piece.place_of(piece.end)]


def _words(main: bytes, piece: Piece, encoding: str) -> str:
    data = _bytes(main, piece)
    if piece.is_narrow:
        words = data.decode(encoding, "replace")
        return words if len(words) == len(data) else data.decode("cp1252", "replace")
    units = array("H", data[: len(data) // 2 * 2])
    if struct.pack("=H", 1) != struct.pack("<H", 1):
        units.byteswap()
    return "".join(map(chr, units))


def wide(data: bytes) -> str:
    """Return words of two bytes a character; half a character at the end is left out."""
    return paired(data[: len(data) // 2 * 2].decode("utf-16-le", "surrogatepass"))


def paired(words: str) -> str:
    """Return words in which every two halves of a character are one; a half that is alone is lost."""
    if not any("\ud800" <= sign <= "\udfff" for sign in words):
        return words
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\ufffd", LOST)
