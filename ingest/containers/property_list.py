"""Binary property lists of Apple (`bplist00`): what stands under which key, and where the bytes of it lie.

An object may stand in many others and in itself, so that a small file says as much as terabytes: nothing is read but what is asked
for. The format is told in CFBinaryPList.c of Apple's CoreFoundation: objects, a table of where each begins, and a trailer.
"""

from __future__ import annotations

from ingest.errors import UnreadableError

MAGIC = b"bplist00"
TRAILER = 32  # bytes
MOST_KEYS = 100  # of one dictionary
MOST_ITEMS = 10_000  # of one array
LONGEST_WORDS = 10_000  # characters of a string
DATA, ASCII, UTF_16, ARRAY, DICTIONARY = 4, 5, 6, 10, 13
INTEGER = 1
BROKEN = "it is broken, or no property list of Apple; get it again"


class PropertyList:
    """The objects of a property list, each by its number; `top` is that of the outermost.

    What is asked for and is not there, or is something else, is empty. Raises UnreadableError for a list whose places lead nowhere.
    """

    def __init__(self, data: bytes) -> None:
        trailer = data[-TRAILER:]
        if not data.startswith(MAGIC) or len(data) < len(MAGIC) + TRAILER:
            raise UnreadableError(BROKEN)
        self.data, self._place_size, self._number_size = data, trailer[6], trailer[7]
        self.count, self.top, self._table = (int.from_bytes(trailer[at : at + 8], "big") for at in (8, 16, 24))

    def keys(self, number: int) -> dict[str, int]:
        """Return the keys of a dictionary, each with the number of what stands under it."""
        start, count = self._found(number, DICTIONARY)
        behind = start + count * self._number_size
        shown = min(count, MOST_KEYS) if self._holds(start, 2 * count) else 0
        names, values = self._numbers(start, shown), self._numbers(behind, shown)
        return {self.words(name): value for name, value in zip(names, values, strict=True)}

    def items(self, number: int) -> list[int]:
        """Return the numbers of what stands in an array."""
        start, count = self._found(number, ARRAY)
        return self._numbers(start, min(count, MOST_ITEMS)) if self._holds(start, count) else []

    def words(self, number: int) -> str:
        """Return a string; nothing for one that is too long."""
        start, count = self._found(number, ASCII)
        if count and count <= LONGEST_WORDS:
            return self.data[start : start + count].decode("ascii", "replace")
        start, count = self._found(number, UTF_16)
        return self.data[start : start + 2 * count].decode("utf-16-be", "replace") if count <= LONGEST_WORDS else ""

    def bytes_of(self, number: int) -> tuple[int, int]:
        """Return where the bytes of an object begin and end."""
        start, count = self._found(number, DATA)
        if start + count > len(self.data):
            raise UnreadableError(BROKEN)
        return start, start + count

    def _found(self, number: int, kind: int) -> tuple[int, int]:
        """Return where the content of an object of this kind begins, and how much there is of it: bytes, signs or items."""
        at = self._number(self._table + number * self._place_size, self._place_size)
        marker = self._number(at, 1)
        if marker >> 4 != kind:
            return 0, 0
        if marker & 15 < 15:
            return at + 1, marker & 15
        size = self._number(at + 1, 1)
        if size >> 4 != INTEGER or size & 15 > 3:
            raise UnreadableError(BROKEN)
        return at + 2 + (1 << (size & 15)), self._number(at + 2, 1 << (size & 15))

    def _holds(self, start: int, count: int) -> bool:
        return start + count * self._number_size <= len(self.data)

    def _numbers(self, start: int, count: int) -> list[int]:
        size = self._number_size
        return [self._number(start + n * size, size) for n in range(count)]

    def _number(self, at: int, size: int) -> int:
        if not 0 < size <= 8 or at + size > len(self.data):
            raise UnreadableError(BROKEN)
        return int.from_bytes(self.data[at : at + size], "big")
