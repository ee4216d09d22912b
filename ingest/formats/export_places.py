"""Which bytes of an export each stretch of its text was made of."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.formats.decode import Decoded, Run


class Places:
    """The bytes of the elements of an export, asked for in the order in which they stand; none where they are not known."""

    def __init__(self, found: Decoded) -> None:
        self.text, self.encoding = found.text, found.encoding
        self.at, self.byte = 0, 0

    def run(self, place: tuple[int, int], start: int, end: int) -> Iterator[Run]:
        """Yield the stretch of the export from `start` to `end` that a place of the new text was made of."""
        if self.encoding is None or place[0] >= place[1]:
            return
        if start < self.at:
            self.at, self.byte = 0, 0
        self.byte += self._count(self.at, start)
        self.at = start
        yield Run(*place, self.byte, self.byte + self._count(start, end))

    def _count(self, start: int, end: int) -> int:
        return len(self.text[start:end].encode(self.encoding or "utf-8"))
