"""Words, or characters, in a row found among others, in time that grows with both (Knuth, Morris and Pratt 1977)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def standing(row: Sequence[str], words: Sequence[str], start: int) -> Iterator[int]:
    """Yield every place from `start` on at which `row` stands in `words`, also where two of them overlap."""
    borders = _borders(row)
    same = 0
    for n in range(start, len(words)):
        while same and (same == len(row) or row[same] != words[n]):
            same = borders[same - 1]
        if row[same] == words[n]:
            same += 1
        if same == len(row):
            yield n + 1 - same


def _borders(row: Sequence[str]) -> list[int]:
    """Return for each word of a row how many up to it are those with which the row begins."""
    found = [0] * len(row)
    same = 0
    for n in range(1, len(row)):
        while same and row[same] != row[n]:
            same = found[same - 1]
        same += row[same] == row[n]
        found[n] = same
    return found
