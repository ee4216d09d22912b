"""The elements of a page that are open: which an opening tag ends unsaid, and which a closing tag ends (WHATWG HTML, 13.2.6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.formats.html.elements import BLOCKS, CELLS, CONTROLS, HEADINGS, ITEMS, ROW_GROUPS
from ingest.formats.html.tables import Row, Table
from ingest.formats.html.words import Around, Words

DEEPEST_SEARCH = 200  # elements: how far up the closing tag of a phrase looks for its opening tag
OF_TABLES = CELLS | ROW_GROUPS | {"table", "tr"}
QUOTE_MARKS = (("‘", "’"), ("“", "”"))


class Scope(NamedTuple):
    """The page, a table or a cell: a closing tag in it closes nothing outside it. `open` counts names."""

    name: str
    height: int
    open: dict[str, int]


@dataclass(slots=True)
class OpenElements(Words):
    """The open elements, each with what was around it; headings go by the one name "h"."""

    depth: int = 0  # the most elements that were open at a time
    stack: list[tuple[str, Around, bool]] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=lambda: [Scope("", 0, {})])
    tables: list[Table] = field(default_factory=list)
    quoting: int = 0  # how many <q> are open
    entry: int = -1  # where the element that may hold a post stands among the open elements

    def push(self, name: str, around: Around, *, block: bool = False, scope: bool = False) -> None:
        counts = self.scopes[-1].open
        counts[name] = counts.get(name, 0) + 1
        self.stack.append((name, self.around, block))
        self.around, self.depth = around, max(self.depth, len(self.stack))
        if scope:
            self.scopes.append(Scope(name, len(self.stack), {}))

    def end_implied(self, name: str) -> bool:
        """Close what cannot go on when a block opens; return whether its tag is to be passed over."""
        self.close_open("p")
        if name in ITEMS:
            items = self.around.list
            if items and items.item >= self.scopes[-1].height:
                self.pop_to(items.item)
        elif name in OF_TABLES and name != "table":
            return self._is_misplaced(name)
        elif name in ("option", "optgroup"):
            self.close_open("option")
        elif name in HEADINGS and self.stack and self.stack[-1][0] == "h":
            self.pop_to(len(self.stack) - 1)
        return False

    def _is_misplaced(self, name: str) -> bool:
        """Close the cell or row before this one; tell whether there is no table around it."""
        if self.scopes[-1].name in CELLS:
            self.pop_to(self.scopes[-1].height - 1)
        if self.scopes[-1].name != "table":
            self.end_stretch()
            return True
        if name not in ("td", "th"):
            self.close_open("tr")
        elif not self.scopes[-1].open.get("tr"):
            self.end_stretch()
            self.push("tr", self.around, block=True)
            self.row = None if self.tables[-1].arranges else Row()
        if name in ROW_GROUPS or name == "caption":
            for group in ("tbody", "thead", "tfoot"):
                self.close_open(group)
        self.tables[-1].lists = self.tables[-1].lists or name == "thead"
        return False

    def close_open(self, name: str) -> None:
        if self.scopes[-1].open.get(name):
            height = len(self.stack) - 1
            while self.stack[height][0] != name:
                height -= 1
            self.pop_to(height)

    def close(self, name: str) -> None:
        if name == "a":
            self.in_link = False
        if name in BLOCKS:
            self._close_block(name)
        elif name == "br":
            self.break_line()
        elif self.scopes[-1].open.get(name):
            self._close_phrase(name)

    def _close_block(self, name: str) -> None:
        if name in OF_TABLES:
            self._close_in_table(name)
        else:
            self.close_open("h" if name in HEADINGS else name)
            if name == "p":
                self.end_stretch()

    def _close_phrase(self, name: str) -> None:
        """Close a phrase that was opened in this paragraph."""
        height = len(self.stack) - 1
        for _ in range(DEEPEST_SEARCH):
            if height < 0 or self.stack[height][2]:
                return
            if self.stack[height][0] == name:
                self.pop_to(height)
                return
            height -= 1

    def _close_in_table(self, name: str) -> None:
        if not self.tables:
            return
        scope = self.scopes[-1]
        table = scope if scope.name == "table" else self.scopes[-2]
        if name in CELLS and scope is not table:
            self.pop_to(scope.height - 1)
        elif name == "table":
            self.pop_to(table.height - 1)
        elif table.open.get(name):
            if scope is not table:
                self.pop_to(scope.height - 1)
            self.close_open(name)

    def pop_to(self, height: int) -> None:
        while len(self.stack) > height:
            name, around, block = self.stack[-1]
            if block:
                self.end_stretch()
            self.stack.pop()
            if self.scopes[-1].height > len(self.stack):
                self.scopes.pop()
            self.scopes[-1].open[name] -= 1
            self._end_element(name)
            if len(self.stack) == self.entry:
                self.end_entry()
            self.around = around

    def end_entry(self) -> None:
        """Keep where an element ends that may hold a post; only a reader of whole pages looks for them."""

    def _end_element(self, name: str) -> None:
        if name == "q" and not self.around.unseen:
            self.say(QUOTE_MARKS[self.quoting % 2][1], self.end, self.end)
            self.quoting -= 1
        elif name in CONTROLS:
            self.say(" ", 0, 0)
        elif name in ITEMS and self.around.list:
            self.around.list.item, self.around.list.fresh = -1, False
        elif name == "tr":
            self.end_row()
        elif name == "table":
            self.tables.pop()

    def end_row(self) -> None:
        row, self.row = self.row, None
        if row:
            self.stretches += row.stretches(self.tables[-1])
