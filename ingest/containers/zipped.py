"""Zip files: what lies in them is told by their directory, and each member is unpacked alone, within limits."""

from __future__ import annotations

import bz2
import io
import stat
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ingest.containers.member import Member, Unread, is_hidden, leads_out, printable, too_much, window
from ingest.errors import UnreadableError

LARGEST_DIRECTORY = 32 << 20  # bytes; about 300,000 names, for which Python needs some 250 MB
METHODS = (ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2)
# the end of central directory record, and that of ZIP64 with its locator (APPNOTE 4.3.14 to 4.3.16)
END, END_64, LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
LOCAL_HEADER = struct.Struct("<4s22xHH")
BROKEN = "it is broken in its container ({}); get the container again, or unpack what can be saved"


def members(stream: BinaryIO, _: str) -> Iterator[Member | Unread]:
    """Yield the files in a zip, in order of name; hidden ones are left out. Raises UnreadableError where it is none."""
    infos = [
        info for info in _directory(stream) if not (info.orig_filename.endswith("/") or is_hidden(info.orig_filename))
    ]
    overlapping = _overlapping(infos)
    for info in sorted(infos, key=lambda each: (each.orig_filename, each.header_offset)):
        name = printable(info.orig_filename)
        why = _why_not(info) or ("it overlaps another file of the container" if info in overlapping else None)
        if why:
            yield Unread(name, why)
        else:
            place = (info.header_offset, info.compress_size, info.file_size, info.CRC, info.compress_type)
            yield Member(name, place, info.file_size, f"{info.CRC:08x}")


def load(stream: BinaryIO, member: Member) -> bytes:
    """Return the bytes of a member. Raises UnreadableError where they are broken, or more than its directory says."""
    _, packed, size, crc, method = member.place
    stream.seek(_start(stream, member))
    data = _unpacked(stream.read(packed), method, size)
    if len(data) != size or zlib.crc32(data) != crc:
        raise UnreadableError(BROKEN.format("its checksum is not that of its bytes"))
    return data


def opened(stream: BinaryIO, member: Member) -> BinaryIO:
    """Return a member as a file to look about in: in its place where it is not packed, unpacked otherwise."""
    _, packed, _, _, method = member.place
    return window(stream, _start(stream, member), packed) if method == ZIP_STORED else io.BytesIO(load(stream, member))


def _directory(stream: BinaryIO) -> list[ZipInfo]:
    if _directory_size(stream) > LARGEST_DIRECTORY:
        raise UnreadableError("it holds more files than are read of one container; part it")
    try:
        with ZipFile(stream) as file:
            return file.infolist()
    except Exception as error:
        # zipfile raises BadZipFile, NotImplementedError, UnicodeDecodeError, struct.error and more on broken directories
        why = str(error) or type(error).__name__
        raise UnreadableError(f"it is broken, or no zip ({printable(why).rstrip('.').lower()}); get it again") from None


def _directory_size(stream: BinaryIO) -> int:
    """Return the size of the directory, before it is read into memory; 0 where there is none."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 65_557 - 20))
    tail = stream.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) < at + 22:
        return 0
    (found,) = struct.unpack_from("<L", tail, at + 12)
    if at >= 20 and tail.startswith(LOCATOR_64, at - 20):
        (where,) = struct.unpack_from("<Q", tail, at - 12)
        stream.seek(min(where, size))
        end = stream.read(56)
        if end.startswith(END_64) and len(end) == 56:
            (found,) = struct.unpack_from("<Q", end, 40)
    return int(found)


def _overlapping(infos: list[ZipInfo]) -> set[ZipInfo]:
    """Return the members whose bytes are those of another too: a small zip that unpacks to terabytes is made so."""
    found: set[ZipInfo] = set()
    end = 0
    for info in sorted(infos, key=lambda each: each.header_offset):
        if info.header_offset < end:
            found.add(info)
        end = max(end, info.header_offset + 30 + info.compress_size)
    return found


def _why_not(info: ZipInfo) -> str | None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if leads_out(info.orig_filename):
        return leads_out(info.orig_filename)
    if kind not in (0, stat.S_IFREG):
        return "it is a link or a device, not a file"
    if info.flag_bits & 1:
        return "it is encrypted; unpack it with its password"
    if info.compress_type not in METHODS:
        return "it is packed by a method that is not read; unpack it"
    if info.compress_type == ZIP_STORED:
        return None if info.compress_size == info.file_size else "the directory of its container contradicts itself"
    return too_much(info.compress_size, info.file_size)


def _start(stream: BinaryIO, member: Member) -> int:
    """Return where the bytes of a member begin: behind its local header."""
    stream.seek(member.place[0])
    header = stream.read(LOCAL_HEADER.size)
    if len(header) < LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise UnreadableError(BROKEN.format("it is not where the directory says"))
    _, name, extra = LOCAL_HEADER.unpack(header)
    return member.place[0] + LOCAL_HEADER.size + int(name) + int(extra)


def _unpacked(packed: bytes, method: int, size: int) -> bytes:
    """Return what was packed, and never more than one byte over the size that is expected."""
    try:
        if method == ZIP_DEFLATED:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, size + 1)
        return bz2.BZ2Decompressor().decompress(packed, size + 1) if method == ZIP_BZIP2 else packed
    except (zlib.error, OSError, EOFError, ValueError):
        raise UnreadableError(BROKEN.format("it does not unpack")) from None
