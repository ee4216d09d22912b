"""Places of rows in a text: moved from the corrected text to the text as received, and sliced again from what is published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from ingest.correct import Corrected

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


def slice_again(rows: Iterable[Any], published: str) -> None:
    """Set every field that is a slice to the slice of the published text."""
    for row in rows:
        for value, start, end in spans(type(row)):
            if value and getattr(row, start) is not None:
                setattr(row, value, published[getattr(row, start) : getattr(row, end)])


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
