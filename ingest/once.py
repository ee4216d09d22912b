"""What is made of archive.yml is made once, for all the sources that are held against it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from ingest.declare import Archive

Made = TypeVar("Made")


def once(make: Callable[[Archive], Made]) -> Callable[[Archive], Made]:
    """Remember what `make` made of the last archive it was given: all sources of a build are given the same."""
    last: tuple[Archive, Made] | None = None

    @wraps(make)
    def made(archive: Archive) -> Made:
        nonlocal last
        kept = last
        if kept is None or (kept[0] is not archive and kept[0] != archive):
            last = kept = (archive, make(archive))
        return kept[1]

    return made
