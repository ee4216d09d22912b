"""Rows of tables: one line of cells each, or, where a table only arranges a page, the paragraphs that stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

LONGEST_CELL = 2_000  # characters: a cell with more than one paragraph and this many is part of a page
IN_A_ROW = frozenset(("paragraph", "list item", "caption", "quote", "code"))


class Stretch(NamedTuple):
    """Words that stand by themselves: kind and level as those of a Block, and their place in the markup.

    `place` is what the elements around them are, in the words of the caller. `part` is "hidden" or "no-script notice"
    for words that a browser does not show, "control" for the words on buttons, else "". The first `mark` characters
    are the number of a list item, which stands nowhere in the markup.
    """

    kind: str
    words: str
    level: int
    start: int
    end: int
    place: str | None = None
    part: str = ""
    linked: bool = False  # eight in ten of its characters are those of links
    mark: int = 0


@dataclass(slots=True)
class Table:
    """What is known of a table: `arranges` if it holds no rows of its own, `lists` if it says that it holds data."""

    arranges: bool = False
    lists: bool = False


@dataclass(slots=True)
class Row:
    """The cells of a row while it is read, each the stretches in it."""

    cells: list[list[Stretch]] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)

    def stretches(self, table: Table) -> Iterator[Stretch]:
        """Yield the row as one stretch, or what stands in its cells one after the other."""
        held = [each for cell in self.cells for each in cell]
        if not held:
            return
        if table.arranges or len(self.cells) < 2 or not all(_is_cell(cell, table) for cell in self.cells):
            yield from held
            return
        widths = zip(self.cells, self.widths, strict=True)
        words = " | ".join(_in_one_line(cell) + " | " * (width - 1) for cell, width in widths)
        start, end = min(each.start for each in held), max(each.end for each in held)
        parts = {each.part for each in held}
        part = parts.pop() if len(parts) == 1 else ""
        yield Stretch("table", f"| {words} |", 0, start, end, held[0].place, part, all(each.linked for each in held))


def _is_cell(cell: list[Stretch], table: Table) -> bool:
    """Tell the content of a cell from a part of a page."""
    if len(cell) < 2 and not (cell and cell[0].kind == "heading" and not table.lists):
        return True
    return table.lists and sum(len(each.words) for each in cell) <= LONGEST_CELL and cell[0].kind in IN_A_ROW


def _in_one_line(cell: list[Stretch]) -> str:
    return " ".join(" ".join(each.words.split()) for each in cell).replace("|", "\\|")
