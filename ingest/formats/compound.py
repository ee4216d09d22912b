"""Compound files ([MS-CFB]), in which Outlook and old programs of Office keep what they save: streams in storages, as files in folders.

olefile reads them; what it trusts of a file is checked first, so that one that lies takes no more time than one that does not.
"""

from __future__ import annotations

import struct
from typing import Any

from olefile import OleFileIO

from ingest.errors import UnreadableError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# of the header, behind its first 30 bytes: shifts of sectors, and how many of them are in which table
HEADER = struct.Struct("<30xHH10xI16xI")
SHIFTS, SMALL_SHIFT = (9, 12), 6
IN_HEADER = 109  # sectors of the table that the header itself names
NONE = 0xFFFFFFFF
STORAGE, STREAM = 1, 2
BROKEN = "it is a damaged compound file ({}); save it again, or get the whole."
LIES = "its header names more than the file holds"

Entry = Any  # olefile ships no types


class _File(OleFileIO):  # type: ignore[misc]
    """A file without what takes quadratic time: no list of all streams, and no tree that is climbed by recursion."""

    def _check_duplicate_stream(self, first_sect: int, minifat: bool = False) -> None:
        pass

    def loaddirectory(self, sect: int) -> None:
        self.directory_fp = self._open(sect, force_FAT=True)
        self.direntries = [None] * (self.directory_fp.size // 128)
        self.root = self._load_direntry(0)


class Compound:
    """The storages and streams of a compound file. Raises UnreadableError for a file that is none.

    `is_cut` tells whether a stream that was read is shorter than its entry says.
    """

    def __init__(self, data: bytes) -> None:
        _check(data)
        self._most = len(data)
        self._left = 4 * len(data)  # some streams are read twice
        self._seen = {0}
        self.is_cut = False
        try:
            self._file = _File(data)
        except Exception as error:  # olefile raises struct.error, IndexError and more, and documents none of them
            raise UnreadableError(BROKEN.format(error)) from None
        self.root: Entry = self._file.root
        if self.root.size > self._most:
            raise UnreadableError(BROKEN.format(LIES))

    def within(self, storage: Entry) -> dict[str, Entry]:
        """Return what stands in a storage by its name in small letters, in order of these; an entry stands in one storage alone."""
        found: dict[str, Entry] = {}
        waiting = [storage.sid_child]
        while waiting:
            sid = waiting.pop()
            if sid == NONE or sid >= len(self._file.direntries) or sid in self._seen:
                continue
            self._seen.add(sid)
            entry = self._file._load_direntry(sid)  # its public way climbs the whole tree by recursion
            found.setdefault(entry.name.lower(), entry)
            waiting += [entry.sid_left, entry.sid_right]
        return dict(sorted(found.items()))

    def bytes_of(self, stream: Entry) -> bytes:
        """Return the bytes of a stream, as far as they are there. Raises UnreadableError where streams share their bytes."""
        if stream.entry_type != STREAM or not stream.size:
            return b""
        self._left -= min(stream.size, self._most)
        if self._left < 0:
            raise UnreadableError(BROKEN.format("its streams share their bytes"))
        try:
            data: bytes = self._file._open(stream.isectStart, min(stream.size, self._most)).read()  # as above
        except Exception as error:
            raise UnreadableError(BROKEN.format(error)) from None
        self.is_cut |= len(data) < stream.size
        return data


def _check(data: bytes) -> None:
    """Raise UnreadableError where a header names more sectors than its file has room for."""
    if len(data) < 1536 or not data.startswith(MAGIC):
        raise UnreadableError(BROKEN.format("it is too short"))
    shift, small, tables, small_tables = HEADER.unpack_from(data)
    if shift not in SHIFTS or small != SMALL_SHIFT:
        raise UnreadableError(BROKEN.format("its sectors are of no size that is allowed"))
    sectors = len(data) >> shift
    if tables > IN_HEADER + sectors // 32 or small_tables > sectors:
        raise UnreadableError(BROKEN.format(LIES))
