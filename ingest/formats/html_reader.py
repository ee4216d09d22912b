"""A page read as a browser shows it: tags open and close elements, and what lies between them is said.

No tree is built and no function calls itself, so a page may be nested as deep as it likes, and takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.formats.html_elements import (
    BLOCKS,
    CELLS,
    CONTROLS,
    EMPTY_BLOCKS,
    HEADINGS,
    HIDDEN,
    ITEMS,
    KEEPS_LINES,
    LIST_STYLE,
    LISTS,
    ROW_GROUPS,
    SHOWN_VALUES,
    VOID,
    is_shown,
    item_mark,
    whole_number,
)
from ingest.formats.html_tables import Row, Stretch, Table
from ingest.formats.html_tokens import Token, attributes_of, tokens
from ingest.formats.html_words import WHITE, Around, List, Words

# "hidden", 'style="display:none"', "shadowrootmode", "open": what may tell that an element is not shown
TELLING = re.compile(r"hidden|style|shadow|open", re.IGNORECASE)
# elements within a paragraph that mean nothing here, if they are shown
PHRASES = frozenset(("a", "b", "i", "em", "strong", "span", "code", "sup", "sub", "u", "small", "font", "cite", "abbr"))
STATED = frozenset(("html", "meta", "link", "title", "script", "time"))

DEEPEST_SEARCH = 200  # elements: how far up the closing tag of a phrase looks for its opening tag
WIDEST_CELL = 40  # columns
OF_TABLES = CELLS | ROW_GROUPS | {"table", "tr"}
QUOTE_MARKS = (("‘", "’"), ("“", "”"))
KEEPS = {"pre": "spaces", "listing": "spaces", "xmp": "characters", "plaintext": "characters"}
KINDS = {"figcaption": "caption", "caption": "caption"} | dict.fromkeys(KEEPS, "code")


class Scope(NamedTuple):
    """The page, a table or a cell: a closing tag in it closes nothing outside it. `open` counts names."""

    name: str
    height: int
    open: dict[str, int]


# the name of an element, its attributes, and what it stands in -> what it is: "navigation", or None
Naming = Callable[[str, dict[str, str], str | None], str | None]


@dataclass(slots=True)
class Reader(Words):
    """Reads a page once: `read` gives its stretches in order.

    With `hidden` "shown", what a browser does not show is read as if it did. With `xml`, `<p/>` is closed.
    `stated` are the tags that state something of the page, each with the place it stands in.
    """

    naming: Naming | None = None
    xml: bool = False
    stated: list[tuple[Token, str | None]] = field(default_factory=list)
    depth: int = 0  # the most elements that were open at a time
    _stack: list[tuple[str, Around, bool]] = field(default_factory=list)
    _scopes: list[Scope] = field(default_factory=lambda: [Scope("", 0, {})])
    _tables: list[Table] = field(default_factory=list)
    _phrases: int = 0  # how many <q> are open

    def read(self) -> list[Stretch]:
        for token in tokens(self.markup, self.xml):
            start, end, slash, name, _, _ = token
            if start < end:
                self.text(start, end)
            if not name:
                continue
            if slash:
                self._close(name)
            else:
                self._open(token)
        self._pop_to(0)
        self.end_stretch()
        return self.stretches

    # opening tags

    def _open(self, token: Token) -> None:
        _, _, _, name, words, _ = token
        if name in PHRASES and not self.around.unseen and not TELLING.search(words):
            self.in_link = self.in_link or name == "a"
            return
        if name in STATED:
            self.stated.append((token, self.around.place))
        if name == "br":
            self._break()
        elif name in BLOCKS:
            self._open_block(token, attributes_of(words) if words else {})
        elif name in EMPTY_BLOCKS:
            self._close_open("p")
            self.end_stretch()
        elif name == "img":
            self._image(token)
        elif name == "input":
            self._input(token)
        elif name not in VOID and not words.endswith("/"):
            self._open_phrase(token)

    def _open_phrase(self, token: Token) -> None:
        name, around = token.name, self.around
        self.in_link = self.in_link or name == "a"
        unseen = self._unseen_of(name, attributes_of(token.attributes) if TELLING.search(token.attributes) else {})
        if unseen:
            self._push(name, around._replace(unseen=unseen))
        elif name == "q":
            self._phrases += 1
            self.say(QUOTE_MARKS[self._phrases % 2][0], token.text_end, token.end)
            self._push(name, around)
        elif name in CONTROLS:
            self.say(" ", 0, 0)
            self._push(name, around._replace(control=True, keeps="lines" if name == "textarea" else around.keeps))

    def _unseen_of(self, name: str, attributes: dict[str, str]) -> str:
        if self.around.unseen:
            return self.around.unseen
        if name in HIDDEN:
            return "" if is_shown(name, attributes) else "never"
        if self.hidden == "shown" or (name != "noscript" and is_shown(name, attributes)):
            return ""
        if name == "noscript":
            return "no-script notice" if self.hidden else ""
        return "hidden"

    def _open_block(self, token: Token, attributes: dict[str, str]) -> None:
        name = token.name
        if self._end_implied(name):
            return
        self.end_stretch()
        if self.xml and token.attributes.endswith("/"):
            return
        around = self._around_in(name, attributes)
        if name == "table":
            self._open_table(attributes)
        self._push("h" if name in HEADINGS else name, around, block=True, scope=name == "table" or name in CELLS)
        if name == "tr":
            self.row = None if self._tables[-1].arranges else Row()
        elif name in CELLS:
            self._open_cell(name, attributes)

    def _around_in(self, name: str, attributes: dict[str, str]) -> Around:
        """Return what a block makes of the words in it."""
        around = self.around
        if attributes or around.unseen or name == "dialog":
            around = around._replace(unseen=self._unseen_of(name, attributes))
        place = self.naming(name, attributes, around.place) if self.naming else None
        if place != around.place:
            around = around._replace(place=place)
        if name in HEADINGS:
            return around._replace(kind="heading", level=int(name[1]))
        if name in KINDS:
            return around._replace(kind=KINDS[name], keeps=KEEPS.get(name, around.keeps))
        if name == "blockquote" or (name == "footer" and around.quotes):  # its footer says whose words they are
            return around._replace(quotes=around.quotes + 1 if name == "blockquote" else 0)
        if name in LISTS:
            return around._replace(list=self._list(name, attributes))
        if name in ITEMS:
            return around._replace(list=self._item(attributes))
        if name in ("table", "option"):
            return around._replace(
                list=around.list if name == "option" else None, control=around.control or name == "option"
            )
        if "style" in attributes and KEEPS_LINES.search(attributes["style"]):
            return around._replace(keeps="lines")
        return around

    def _push(self, name: str, around: Around, *, block: bool = False, scope: bool = False) -> None:
        counts = self._scopes[-1].open
        counts[name] = counts.get(name, 0) + 1
        self._stack.append((name, self.around, block))
        self.around, self.depth = around, max(self.depth, len(self._stack))
        if scope:
            self._scopes.append(Scope(name, len(self._stack), {}))

    def _list(self, name: str, attributes: dict[str, str]) -> List:
        outer = self.around.list
        found = List(outer.depth + 1 if outer else 1, outer)
        if name == "ol":
            start = whole_number(attributes.get("start", ""))
            style = LIST_STYLE.search(attributes.get("style", ""))
            found.number = 1 if start is None else start
            found.step = -1 if "reversed" in attributes else 1
            found.style = style[1] if style else attributes.get("type", "1")
            if found.step < 0 and start is None:
                found.number = None  # it is the number of items, which are not read yet
        return found

    def _item(self, attributes: dict[str, str]) -> List:
        """Return the list that an item opens in, its number taken."""
        items = self.around.list
        if items is None or items.item >= 0:
            items = List(items.depth + 1 if items else 1, items)  # an item outside any list
        if items.number is not None:
            value = whole_number(attributes.get("value", ""))
            items.number = items.number if value is None else value
            style = LIST_STYLE.search(attributes.get("style", ""))
            items.mark = item_mark(items.number, style[1] if style else attributes.get("type", items.style))
            items.number += items.step
        items.fresh, items.item = True, len(self._stack)
        return items

    def _open_table(self, attributes: dict[str, str]) -> None:
        """Open a table; within a row it tells that the outer one arranges a page, whose cells are no row."""
        if self._tables and self.row:
            self._tables[-1].arranges = True
            self._end_row()
        self._tables.append(Table(arranges=attributes.get("role", "") in ("presentation", "none")))

    def _open_cell(self, name: str, attributes: dict[str, str]) -> None:
        self._tables[-1].lists = self._tables[-1].lists or name != "td"
        if name != "caption" and self.row:
            self.row.cells.append([])
            self.row.widths.append(min(max(whole_number(attributes.get("colspan", "")) or 1, 1), WIDEST_CELL))

    def _break(self) -> None:
        if self.around.unseen:
            return
        if self.broken and self.around.kind != "heading":
            self.end_stretch()  # an empty line
        elif self.words:
            self.words.append("\n")
            self.broken = True

    def _image(self, token: Token) -> None:
        """Say the words that stand in for a picture: as a caption where it stands by itself."""
        around = self.around
        words = "" if around.unseen else attributes_of(token.attributes).get("alt", "")
        words = WHITE.sub(" ", words.replace("\0", "")).strip()
        if len(words) < 3 or not any(map(str.isalnum, words)):
            self.say(words, token.text_end, token.end)  # a drop cap, a smiley
        elif self.start >= 0 or around.kind != "paragraph" or around.quotes or (around.list and around.list.fresh):
            self.say(f" {words} ", token.text_end, token.end)
        else:
            self.say(words, token.text_end, token.end)
            self.end_stretch("caption")

    def _input(self, token: Token) -> None:
        attributes = attributes_of(token.attributes)
        if self.around.unseen or attributes.get("type", "text").lower() not in SHOWN_VALUES:
            return
        before, self.around = self.around, self.around._replace(control=True)
        words = WHITE.sub(" ", attributes.get("value", "").replace("\0", ""))
        self.say(f" {words} ", token.text_end, token.end)
        self.around = before

    # closing tags, said and implied

    def _end_implied(self, name: str) -> bool:
        """Close what cannot go on when a block opens; return whether its tag is to be passed over."""
        self._close_open("p")
        if name in ITEMS:
            items = self.around.list
            if items and items.item >= self._scopes[-1].height:
                self._pop_to(items.item)
        elif name in OF_TABLES and name != "table":
            return self._is_misplaced(name)
        elif name in ("option", "optgroup"):
            self._close_open("option")
        elif name in HEADINGS and self._stack and self._stack[-1][0] == "h":
            self._pop_to(len(self._stack) - 1)
        return False

    def _is_misplaced(self, name: str) -> bool:
        """Close the cell or row before this one; tell whether there is no table around it."""
        if self._scopes[-1].name in CELLS:
            self._pop_to(self._scopes[-1].height - 1)
        if self._scopes[-1].name != "table":
            self.end_stretch()
            return True
        if name not in ("td", "th"):
            self._close_open("tr")
        elif not self._scopes[-1].open.get("tr"):
            self.end_stretch()
            self._push("tr", self.around, block=True)
            self.row = None if self._tables[-1].arranges else Row()
        if name in ROW_GROUPS or name == "caption":
            for group in ("tbody", "thead", "tfoot"):
                self._close_open(group)
        self._tables[-1].lists = self._tables[-1].lists or name == "thead"
        return False

    def _close_open(self, name: str) -> None:
        if self._scopes[-1].open.get(name):
            height = len(self._stack) - 1
            while self._stack[height][0] != name:
                height -= 1
            self._pop_to(height)

    def _close(self, name: str) -> None:
        if name == "a":
            self.in_link = False
        if name in BLOCKS:
            self._close_block(name)
        elif name == "br":
            self._break()
        elif self._scopes[-1].open.get(name):
            self._close_phrase(name)

    def _close_block(self, name: str) -> None:
        if name in OF_TABLES:
            self._close_in_table(name)
        else:
            self._close_open("h" if name in HEADINGS else name)
            if name == "p":
                self.end_stretch()

    def _close_phrase(self, name: str) -> None:
        """Close a phrase that was opened in this paragraph."""
        height = len(self._stack) - 1
        for _ in range(DEEPEST_SEARCH):
            if height < 0 or self._stack[height][2]:
                return
            if self._stack[height][0] == name:
                self._pop_to(height)
                return
            height -= 1

    def _close_in_table(self, name: str) -> None:
        if not self._tables:
            return
        scope = self._scopes[-1]
        table = scope if scope.name == "table" else self._scopes[-2]
        if name in CELLS and scope is not table:
            self._pop_to(scope.height - 1)
        elif name == "table":
            self._pop_to(table.height - 1)
        elif table.open.get(name):
            if scope is not table:
                self._pop_to(scope.height - 1)
            self._close_open(name)

    def _pop_to(self, height: int) -> None:
        while len(self._stack) > height:
            name, around, block = self._stack[-1]
            if block:
                self.end_stretch()
            self._stack.pop()
            if self._scopes[-1].height > len(self._stack):
                self._scopes.pop()
            self._scopes[-1].open[name] -= 1
            self._end_element(name)
            self.around = around

    def _end_element(self, name: str) -> None:
        if name == "q" and not self.around.unseen:
            self.say(QUOTE_MARKS[self._phrases % 2][1], self.end, self.end)
            self._phrases -= 1
        elif name in CONTROLS:
            self.say(" ", 0, 0)
        elif name in ITEMS and self.around.list:
            self.around.list.item, self.around.list.fresh = -1, False
        elif name == "tr":
            self._end_row()
        elif name == "table":
            self._tables.pop()

    def _end_row(self) -> None:
        row, self.row = self.row, None
        if row:
            self.stretches += row.stretches(self._tables[-1])
