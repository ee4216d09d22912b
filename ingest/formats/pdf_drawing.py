"""How much draws a page of a PDF, in its drawing and those that it shows, and whether it shows pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf import PageObject
from pypdf.generic import StreamObject

DEEPEST = 8  # drawings in drawings


def drawn(page: PageObject, most: int) -> int:
    """Return how many bytes draw a page; where they are more than `most`, the rest is not counted."""
    contents = page.get_contents()
    count = len(contents.get_data()) if isinstance(contents, StreamObject) else 0
    for each in _within(page, set(), DEEPEST):
        if count > most:
            break
        count += len(each.get_data()) if each.get("/Subtype") == "/Form" else 0
    return count


def has_images(page: PageObject) -> bool:
    """Tell whether a page shows pictures."""
    return any(each.get("/Subtype") == "/Image" for each in _within(page, set(), DEEPEST))


def _within(holder: Any, seen: set[int], deep: int) -> Iterator[Any]:
    """Yield the drawings and the pictures that a page or a drawing shows, and those that these show, each once."""
    for each in _shown(holder):
        if id(each) not in seen and deep:
            seen.add(id(each))
            yield each
            yield from _within(each, seen, deep - 1)


def _shown(holder: Any) -> list[Any]:
    try:
        resources: Any = holder["/Resources"].get_object()
        shown = resources["/XObject"].get_object() if "/XObject" in resources else {}
        return [shown[name].get_object() for name in shown]
    except Exception:  # resources that cannot be read show nothing
        return []
