"""Tar files, packed or not: what lies in them stands one file behind the other, each below a header (POSIX pax, ustar, GNU).

Headers are read here within limits, and nothing is followed: a file may lie about its size, its name and what it is.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from ingest.containers.member import Member, Unread, is_hidden, leads_out, printable, window
from ingest.containers.unpacking import packer_of, unpacked

BLOCK = 512
LARGEST_HEADER = 1 << 20  # bytes of a long name, or of other things that are said of one file
# what a header says it stands above: links and devices, a folder, a file in pieces
LINKS, FOLDER, IN_PIECES = (b"1", b"2", b"3", b"4", b"6"), b"5", b"S"
# more about the next file, or about all of them
LONG_NAME, LONG_LINK, SAID, SAID_OF_ALL = b"L", b"K", b"x", b"g"
# a folder, a volume label, a list of what lay in a folder
NO_FILES = (FOLDER, b"V", b"D", b"N")
KEPT = ("path", "size")  # of what is said of a file
LINK = "it is a link or a device, not a file"
SPARSE = "it is kept in pieces (sparse), which is not read; unpack it"
NOWHERE = "no file begins where one should"
NO_END = "it breaks off"


class Broken(Exception):
    """The file cannot be read on from here."""


@dataclass(slots=True)
class Header:
    """What stands above a file: its name, its size in bytes, what it is, and when it was changed."""

    name: str
    size: int
    kind: bytes
    stamp: str


def ready(stream: BinaryIO) -> BinaryIO:
    """Return a tar file as it can be looked through: unpacked, as far as it goes, if it is packed."""
    stream.seek(0)
    return stream if _is_header(stream.read(BLOCK)) or packer_of(stream) is None else unpacked(stream)


def members(stream: BinaryIO, _: str) -> Iterator[Member | Unread]:
    """Yield the files in a tar in their order, hidden ones left out, then where it breaks off."""
    size, at, last = stream.seek(0, io.SEEK_END), 0, ""
    broken = getattr(stream, "broken", "").removesuffix("; get it again")
    try:
        while (found := _next(stream, at)) is not None:
            header, start = found
            at = start + -(-header.size // BLOCK) * BLOCK
            held = min(header.size, size - start)
            found_member = _member(header, start, held)
            if found_member:
                last = printable(header.name)
                yield found_member
            if held < header.size:
                raise Broken(NO_END)
    except Broken as error:
        broken = broken or str(error)
    if broken:
        where = f" in or behind {last}" if last else ""
        yield Unread("", f"it is broken{where} ({broken}); what stands before is read; get it again")


def load(stream: BinaryIO, member: Member) -> bytes:
    """Return the bytes of a file, as far as there are any."""
    start, size = member.place
    stream.seek(start)
    return stream.read(size)


def opened(stream: BinaryIO, member: Member) -> BinaryIO:
    """Return a file to look about in, in its place."""
    return window(stream, *member.place)


def _next(stream: BinaryIO, at: int) -> tuple[Header, int] | None:
    """Return the header of the next file, and where its bytes begin; None at the end. Raises Broken where there is none."""
    said: dict[str, str] = {}
    while True:
        stream.seek(at)
        block = stream.read(BLOCK)
        if len(block) == BLOCK and not block.strip(b"\0"):
            return None
        if len(block) < BLOCK:
            raise Broken(NO_END)
        if not _is_header(block):
            raise Broken(NOWHERE)
        header = _header(block)
        at += BLOCK
        if header.kind not in (LONG_NAME, LONG_LINK, SAID, SAID_OF_ALL):
            return _completed(header, said), at
        if header.size > LARGEST_HEADER:
            raise Broken("its headers have no end")
        data = stream.read(header.size)
        if len(data) < header.size:
            raise Broken(NO_END)
        if header.kind == LONG_NAME:
            said["path"] = _text(data)
        elif header.kind == SAID:
            said |= _records(data)
        at += -(-header.size // BLOCK) * BLOCK


def _completed(header: Header, said: dict[str, str]) -> Header:
    """Return a header with what was said of its file before it.

    A folder may be told by its name alone, of which the header has no more than a beginning where it is long.
    """
    name, kind, said_size = said.get("path", header.name), header.kind, said.get("size", "")
    if kind in (b"0", b"\0") and name.endswith("/"):
        kind = FOLDER
    size = int(said_size) if said_size.isdecimal() and len(said_size) < 20 else header.size
    if kind in (*LINKS, FOLDER):
        size = 0
    return replace(header, name=name, size=size, kind=IN_PIECES if "sparse" in said else kind)


def _is_header(block: bytes) -> bool:
    """Tell a header by its checksum: the sum of its bytes, those of the checksum itself taken as spaces."""
    if len(block) < BLOCK or not block.strip(b"\0"):
        return False
    return _number(block[148:156]) == sum(block) - sum(block[148:156]) + 8 * ord(" ")


def _header(block: bytes) -> Header:
    name, kind = _text(block[:100]), block[156:157]
    if block[257:262] == b"ustar" and block[262:263] == b"\0" and block[345:500].strip(b"\0"):
        name = f"{_text(block[345:500])}/{name}"
    return Header(name, max(_number(block[124:136]), 0), kind, f"{_number(block[136:148]):x}")


def _number(field: bytes) -> int:
    """Return a number in octal digits or, where they are too few for it, in binary; -1 where it is none."""
    if field[0] == 0x80:
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b"\0 ")
    return int(digits, 8) if digits and not digits.strip(b"01234567") else 0 if not digits else -1


def _records(data: bytes) -> dict[str, str]:
    """Return what is said of a file: lines "27 path=letters/reply.txt", each beginning with its length."""
    found, at = dict[str, str](), 0
    while at < len(data):
        length, space, _ = data[at : at + 20].partition(b" ")
        if not space or not length.isdigit() or not len(length) + 1 < int(length) <= len(data) - at:
            raise Broken("what is said of a file is broken")
        key, _, value = data[at + len(length) + 1 : at + int(length)].rstrip(b"\n").partition(b"=")
        name = "sparse" if key.startswith(b"GNU.sparse.") else _text(key)
        if name in (*KEPT, "sparse"):
            found[name] = _text(value)
        at += int(length)
    return found


def _text(data: bytes) -> str:
    return data.partition(b"\0")[0].decode("utf-8", "replace")


def _member(header: Header, start: int, held: int) -> Member | Unread | None:
    """Return a file, why it is not read, or nothing for what is no file or hidden."""
    name, kind = header.name.removeprefix("./"), header.kind
    if kind in NO_FILES or is_hidden(name) or not name:
        return None
    why = leads_out(name) or (LINK if kind in LINKS else SPARSE if kind == IN_PIECES else None)
    return Unread(printable(name), why) if why else Member(printable(name), (start, held), held, header.stamp)
