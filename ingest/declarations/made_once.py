"""What is made of archive.yml, or of a list of a container, is made once, for all the sources that are held against it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def once(make: Callable[[Given], Made]) -> Callable[[Given], Made]:
    """Remember what `make` made of the last thing it was given: all sources of a build are given the same archive."""
    last: tuple[Given, Made] | None = None

    @wraps(make)
    def made(given: Given) -> Made:
        nonlocal last
        kept = last
        if kept is None or (kept[0] is not given and kept[0] != given):
            last = kept = (given, make(given))
        return kept[1]

    return made
