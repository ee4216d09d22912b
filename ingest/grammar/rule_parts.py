"""What a set of rules is read from, and into: stretches of its text, and numbered provisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Stretch(Protocol):
    """A passage or a block: something of a kind with a place."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(slots=True)
class Provision:
    """A numbered provision: `start` and `end` hold its own words, without its number and what is numbered below it.

    `parent` is the index of the provision above it, `stretch` that of the stretch it begins in, `part` the heading
    under which numbers began again.
    """

    number: str
    parent: int | None
    stretch: int
    line: int
    start: int
    end: int
    part: str | None = None
    heading: str | None = None
