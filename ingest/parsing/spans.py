"""Places of rows in a text: moved from the corrected text to the text as received, and sliced again from what is published."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from ingest.parsing.correct import Corrected

Span = tuple[str | None, str, str]
_SPANS: dict[type, tuple[Span, ...]] = {}


def spans(kind: type) -> tuple[Span, ...]:
    """Return the spans of a row type: the field that is the slice (or None), its start and its end."""
    if kind not in _SPANS:
        _SPANS[kind] = _spans(kind)
    return _SPANS[kind]


def move(rows: Iterable[Any], corrected: Corrected) -> None:
    """Change every place of the rows from one in the corrected text to one in the text as received."""
    for row in rows:
        for _, start, end in spans(type(row)):
            if getattr(row, start) is not None:
                setattr(row, start, corrected.received(getattr(row, start)))
                setattr(row, end, corrected.received(getattr(row, end), end=True))


@dataclass(slots=True)
class Slices:
    """A text of which slices are taken. Page furniture (`holes`, in order and apart) is no part of them."""

    text: str
    holes: list[tuple[int, int]]
    _ends: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._ends = [end for _, end in self.holes]

    def slice(self, start: int, end: int) -> str:
        """Return the text between two places, without the holes in it."""
        if not self.holes:
            return self.text[start:end]
        return "".join(self.text[a:b] for a, b in self.pieces(start, end))

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches between two places that lie between holes."""
        for index in range(bisect_right(self._ends, start), len(self.holes)):
            hole, after = self.holes[index]
            if hole >= end:
                break
            if start < hole:
                yield start, hole
            start = max(start, after)
        if start < end:
            yield start, end


def slice_again(rows: Iterable[Any], published: Slices) -> None:
    """Set every field that is a slice to the slice of the published text."""
    for row in rows:
        for value, start, end in spans(type(row)):
            if value and getattr(row, start) is not None:
                setattr(row, value, published.slice(getattr(row, start), getattr(row, end)))


def _spans(kind: type) -> tuple[Span, ...]:
    names = {field.name for field in fields(kind)}
    found = [
        (name.removesuffix("_start"), name, name.removesuffix("start") + "end")
        for name in names
        if name.endswith("_start")
    ]
    if {"start", "end"} <= names:
        found.append(("text", "start", "end"))
    return tuple((value if value in names else None, start, end) for value, start, end in sorted(found))
