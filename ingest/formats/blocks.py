"""What every format makes of a text: blocks in order, and the values its front matter states."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a source that its format holds together, without the white space around it.

    `kind` is heading, paragraph, list item, quote, code, table; or, with `discard` true, the name of something
    that is not text of the document (markup, front matter). `level` is the level of a heading or the depth of a list.
    """

    kind: str
    start: int
    end: int
    level: int = 0
    discard: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """The blocks of a text, in order and apart; what lies between two blocks is white space.

    `problems` are sentences about what the format could not read, each with its start and end.
    """

    blocks: list[Block]
    front_matter: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, int, int]] = field(default_factory=list)
