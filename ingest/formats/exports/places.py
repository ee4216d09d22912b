"""Which bytes of an export each stretch of its text was made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest.formats.decode import Decoded, Run


class Places:
    """The bytes of the elements of an export, asked for in the order in which they stand or the other way; none where they are not known."""

    def __init__(self, found: Decoded) -> None:
        self.text, self.encoding = found.text, found.encoding
        self.at, self.byte = 0, 0
        # where an element begins and ends, and its bytes: a list of Reddit is that of all its comments
        self.last = (0, 0, 0)

    def run(self, place: tuple[int, int], start: int, end: int) -> Iterator[Run]:
        """Yield the stretch of the export from `start` to `end` that a place of the new text was made of."""
        if self.encoding is None or place[0] >= place[1]:
            return
        self.byte += self._count(self.at, start) if self.at <= start else -self._count(start, self.at)
        self.at = start
        if self.last[:2] != (start, end):
            self.last = (start, end, self._count(start, end))
        yield Run(*place, self.byte, self.byte + self.last[2])

    def _count(self, start: int, end: int) -> int:
        return len(self.text[start:end].encode(self.encoding or "utf-8"))


def as_far_as(runs: Iterable[Run], length: int) -> tuple[Run, ...]:
    """Return the runs as far as the text goes, without the blank lines at its end."""
    return tuple(Run(run.start, min(run.end, length), run.byte_start, run.byte_end) for run in runs)
