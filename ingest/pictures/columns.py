"""Columns: a height for each number, one upon another where a column has several, and the lines of a scale beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

GAP = 0.18  # of the width of a column, between it and the next


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a column: what it counts, how many, and where it is drawn, in pixels from the top."""

    name: str
    count: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `left` and `room` are the place it may take, `x` and `width` what it takes, in percent of the picture."""

    left: float
    room: float
    x: float
    width: float
    parts: tuple[Part, ...]
    count: int

    @property
    def middle(self) -> float:
        """Where its label stands."""
        return round(self.left + self.room / 2, 3)


def columns(counts: Sequence[Mapping[str, int]], height: float, most: int | None = None) -> list[Column]:
    """Return a column for each mapping of names to numbers, the first name lowest; `most` is what `height` stands for."""
    top = most or max((sum(each.values()) for each in counts), default=0) or 1
    room = 100 / max(1, len(counts))
    return [_column(each, index * room, room, height, top) for index, each in enumerate(counts)]


def scale(most: int) -> list[int]:
    """Return at most four round numbers up to the last one that is not below `most`: 0 is left out."""
    if most < 1:
        return []
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if step * 4 >= most:
                return [step * n for n in range(1, -(-most // step) + 1)]
        power *= 10


def _column(counts: Mapping[str, int], left: float, room: float, height: float, top: int) -> Column:
    parts, y = [], height
    for name, count in counts.items():
        if count:
            tall = max(1.5, height * count / top)  # the least there is can still be seen
            y -= tall
            parts.append(Part(name, count, round(max(0.0, y), 1), round(tall, 1)))
    gap = room * GAP
    x, width = round(left + gap / 2, 3), round(room - gap, 3)
    return Column(round(left, 3), round(room, 3), x, width, tuple(parts), sum(counts.values()))
