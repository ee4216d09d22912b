"""A page read as a browser shows it: the stretches of words that stand by themselves, and where each is in the file.

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
from ingest.formats.html_tokens import Token, attributes_of, resolved, tokens

# what a browser shows as one space
WHITE = re.compile(r"[ \t\n\f\r]+")
# the same, but for line ends
BLANKS = re.compile(r"[ \t\f]+")
# "\r\n"
LINE_END = re.compile(r"\r\n?")
# spaces around a line end that was asked for, and spaces that two elements brought together
LOOSE = re.compile(r"[ \n]*\n[ \n]*| {2,}")
# an empty line
EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
# "hidden", 'style="display:none"', 'class="…"': what may tell that an element is not shown, or what it is
TELLING = re.compile(r"hidden|style|class|role|shadow|open|id[ \t\n\f\r]*=", re.IGNORECASE)

DEEPEST_SEARCH = 200  # elements: how far up the closing tag of a phrase looks for its opening tag
WIDEST_CELL = 40  # columns
OF_TABLES = CELLS | ROW_GROUPS | {"table", "tr"}
QUOTE_MARKS = (("‘", "’"), ("“", "”"))
KEEPS = {"pre": "spaces", "listing": "spaces", "xmp": "characters", "plaintext": "characters"}
KINDS = {"figcaption": "caption", "caption": "caption"} | dict.fromkeys(KEEPS, "code")


@dataclass(slots=True)
class List:
    """A list that is open: how deep it is nested, its next number, and the mark before the item that was opened last."""

    depth: int
    outer: List | None = None
    number: int | None = None
    step: int = 1
    style: str = "decimal"
    mark: str = ""
    fresh: bool = False  # the item has shown no word yet
    item: int = -1  # where the open item stands among the open elements

    def marks(self) -> str:
        """Return what stands before the first word of an item, and of those around it, and have it said."""
        said: list[str] = []
        here: List | None = self
        while here and here.fresh:
            said.append(here.mark)
            here.fresh, here.mark, here = False, "", here.outer
        return "".join(reversed(said))


class Around(NamedTuple):
    """What the open elements make of a word. `unseen` is "" for what is shown, "hidden", or "never" for programs."""

    unseen: str = ""
    kind: str = "paragraph"
    level: int = 0
    quotes: int = 0
    list: List | None = None
    keeps: str = ""  # "lines": line ends; "spaces": spaces as well; "characters": entities, too
    place: str | None = None
    control: bool = False


PLAIN = Around()


class Scope(NamedTuple):
    """The page, a table or a cell: a closing tag in it closes nothing outside it. `open` counts names."""

    name: str
    height: int
    open: dict[str, int]


# the name of an element, its attributes and what it stands in -> what it is: "navigation", or None
Naming = Callable[[str, dict[str, str], str | None], str | None]


@dataclass(slots=True)
class Reader:
    """Reads a page once: `read` gives its stretches in order.

    What a browser does not show is left out; with `hidden` "kept" it comes as stretches of its own, with "shown" it is
    read as if it were shown. With `xml`, `<p/>` is closed.
    """

    markup: str
    naming: Naming | None = None
    hidden: str = ""
    xml: bool = False
    stretches: list[Stretch] = field(default_factory=list)
    _around: Around = PLAIN
    _stack: list[tuple[str, Around, bool]] = field(default_factory=list)
    _scopes: list[Scope] = field(default_factory=lambda: [Scope("", 0, {})])
    _tables: list[Table] = field(default_factory=list)
    _row: Row | None = None
    _words: list[str] = field(default_factory=list)
    _start: int = -1
    _end: int = 0
    _in_controls: bool = True  # every word of the stretch stands on a button
    _broken: bool = False  # the stretch ends with a line end
    _phrases: int = 0  # how many <q> are open
    _unseen: list[tuple[str, int, int]] = field(default_factory=list)

    def read(self) -> list[Stretch]:
        for token in tokens(self.markup, self.xml):
            if token[0] < token[1]:
                self._text(token[0], token[1])
            if token[3]:
                if token[2]:
                    self._close(token)
                else:
                    self._open(token)
        self._pop_to(0)
        self._flush()
        return self.stretches

    # words into stretches

    def _text(self, start: int, end: int) -> None:
        raw, around = self.markup[start:end], self._around
        if raw.isspace() and not (around.keeps or self._words):
            return
        words = (raw if around.keeps == "characters" else resolved(raw)).replace("\0", "")
        if around.unseen:
            if around.unseen == "hidden" and self.hidden == "kept":
                self._unseen.append((words, start, end))
            return
        if not around.keeps:
            words = WHITE.sub(" ", words)
        else:
            words = LINE_END.sub("\n", words)
            words = BLANKS.sub(" ", words) if around.keeps == "lines" else words
        start += len(raw) - len(raw.lstrip())
        self._say(words, start, max(start, end - (len(raw) - len(raw.rstrip()))))

    def _say(self, words: str, start: int, end: int) -> None:
        """Add words to the stretch, made of the markup between the two places."""
        if not words or words.isspace():
            if self._words or self._around.keeps:
                self._words.append(words)
            return
        if self._start < 0:
            self._start = start
        self._end, self._broken = end, False
        self._in_controls = self._in_controls and self._around.control
        self._words.append(words)

    def _flush(self, kind: str | None = None) -> None:
        """End the stretch that is being read: what is said next stands by itself."""
        if self._words:
            words, start, end = "".join(self._words), self._start, self._end
            control = self._in_controls
            self._words, self._start, self._in_controls, self._broken = [], -1, True, False
            if start >= 0:
                self._emit(words, start, end, "control" if control else "", kind)
        if self._unseen:
            words, start, end = "".join(each for each, _, _ in self._unseen), self._unseen[0][1], self._unseen[-1][2]
            self._unseen = []
            words = WHITE.sub(" ", words).strip()
            if words:
                self.stretches.append(Stretch("paragraph", words, 0, start, end, self._around.place, "hidden"))

    def _emit(self, words: str, start: int, end: int, part: str, kind: str | None) -> None:
        around = self._around
        if around.keeps in ("", "lines"):
            words = (
                LOOSE.sub(lambda match: "\n" if "\n" in match[0] else " ", words) if around.keeps != "lines" else words
            )
            words = words.strip()
        fresh = bool(around.list and around.list.fresh)
        mark = around.list.marks() if around.list and fresh else ""
        kind, level = (kind, 0) if kind else self._kind(fresh)
        pieces = EMPTY_LINE.split(words) if around.keeps == "lines" else [words]
        if mark and kind == "code":
            self._put(Stretch("list item", mark.strip(), level, start, start, around.place, part))
            mark = ""
        for n, piece in enumerate(pieces):
            if piece.strip():
                said = piece if kind == "code" else piece.strip()
                self._put(Stretch(kind, said if n else mark + said, level, start, end, around.place, part))

    def _kind(self, fresh: bool) -> tuple[str, int]:
        around = self._around
        if around.kind != "paragraph":
            return around.kind, around.level
        if around.quotes:
            return "quote", around.quotes
        return ("list item" if fresh else "paragraph"), around.list.depth if around.list else 0

    def _put(self, stretch: Stretch) -> None:
        if self._row and self._row.cells:
            self._row.cells[-1].append(stretch)
        else:
            self.stretches.append(stretch)

    # opening tags

    def _open(self, token: Token) -> None:
        name, words = token.name, token.attributes
        if name == "br":
            self._break()
        elif name in BLOCKS:
            self._open_block(token, attributes_of(words) if words else {})
        elif name in EMPTY_BLOCKS:
            self._end_paragraph()
            self._flush()
        elif name == "img":
            self._image(token)
        elif name == "input":
            self._input(token)
        elif name not in VOID and not words.endswith("/"):
            self._open_phrase(token)

    def _open_phrase(self, token: Token) -> None:
        name, around = token.name, self._around
        attributes = attributes_of(token.attributes) if TELLING.search(token.attributes) else {}
        unseen = self._unseen_of(name, attributes)
        if not unseen and name == "q":
            self._phrases += 1
            self._say(QUOTE_MARKS[self._phrases % 2][0], token.text_end, token.end)
            self._push(name, around, block=False)
        elif not unseen and name in CONTROLS:
            self._say(" ", 0, 0)
            self._push(name, around._replace(control=True), block=False)
        elif unseen:
            self._push(name, around._replace(unseen=unseen), block=False)

    def _unseen_of(self, name: str, attributes: dict[str, str]) -> str:
        if self._around.unseen:
            return self._around.unseen
        if name in HIDDEN and not is_shown(name, attributes):
            return "never"
        return "" if self.hidden == "shown" or is_shown(name, attributes) else "hidden"

    def _open_block(self, token: Token, attributes: dict[str, str]) -> None:
        name = token.name
        if self._end_implied(name):
            return
        self._flush()
        if self.xml and token.attributes.endswith("/"):
            return
        around = self._around
        unseen = self._unseen_of(name, attributes)
        place = self.naming(name, attributes, around.place) if self.naming else around.place
        around = around._replace(unseen=unseen, place=place, control=around.control or name == "option")
        if name in HEADINGS:
            around, name = around._replace(kind="heading", level=int(name[1])), "h"
        elif name in KINDS:
            around = around._replace(kind=KINDS[name], keeps=KEEPS.get(name, around.keeps))
        elif name == "blockquote":
            around = around._replace(quotes=around.quotes + 1)
        elif name in LISTS:
            around = around._replace(list=self._list(name, attributes))
        elif name in ITEMS:
            around = around._replace(list=self._item(attributes))
        elif name == "table":
            self._open_table(attributes)
            around = around._replace(list=None)
        elif KEEPS_LINES.search(attributes.get("style", "")):
            around = around._replace(keeps="lines")
        self._push(name, around, block=True, scope=name == "table" or name in CELLS)
        if name == "tr":
            self._row = None if self._tables[-1].arranges else Row()
        if name in CELLS:
            self._open_cell(name, attributes)

    def _push(self, name: str, around: Around, *, block: bool, scope: bool = False) -> None:
        counts = self._scopes[-1].open
        counts[name] = counts.get(name, 0) + 1
        self._stack.append((name, self._around, block))
        self._around = around
        if scope:
            self._scopes.append(Scope(name, len(self._stack), {}))

    def _list(self, name: str, attributes: dict[str, str]) -> List:
        outer = self._around.list
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
        items = self._around.list
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
        """A table within a row tells that the outer one arranges a page: what stands in it is no row."""
        if self._tables and self._row:
            self._tables[-1].arranges = True
            self._end_row()
        self._tables.append(Table(arranges=attributes.get("role", "") in ("presentation", "none")))

    def _open_cell(self, name: str, attributes: dict[str, str]) -> None:
        self._tables[-1].lists = self._tables[-1].lists or name != "td"
        if name != "caption" and self._row:
            self._row.cells.append([])
            self._row.widths.append(min(max(whole_number(attributes.get("colspan", "")) or 1, 1), WIDEST_CELL))

    def _break(self) -> None:
        if self._around.unseen:
            return
        if self._broken and self._around.kind != "heading":
            self._flush()  # an empty line
        elif self._words:
            self._words.append("\n")
            self._broken = True

    def _image(self, token: Token) -> None:
        """The words that stand in for a picture: a paragraph of their own where the picture stands by itself."""
        if self._around.unseen or not token.attributes:
            return
        words = WHITE.sub(" ", attributes_of(token.attributes).get("alt", "")).strip()
        if len(words) < 3 or not any(map(str.isalnum, words)):
            self._say(words, token.text_end, token.end)  # a drop cap, a smiley
            return
        alone = self._start < 0 and self._around.kind == "paragraph"
        if alone and not self._around.quotes and not (self._around.list and self._around.list.fresh):
            self._say(words, token.text_end, token.end)
            self._flush("caption")
        else:
            self._say(f" {words} ", token.text_end, token.end)

    def _input(self, token: Token) -> None:
        attributes = attributes_of(token.attributes)
        if self._around.unseen or attributes.get("type", "text").lower() not in SHOWN_VALUES:
            return
        before, self._around = self._around, self._around._replace(control=True)
        self._say(f" {attributes.get('value', '')} ", token.text_end, token.end)
        self._around = before

    # closing tags, said and implied

    def _end_implied(self, name: str) -> bool:
        """Close what cannot go on when an element opens; return whether the tag is to be passed over."""
        if name in ITEMS:
            items = self._around.list
            if items and items.item >= self._scopes[-1].height:
                self._pop_to(items.item)
        elif name in OF_TABLES and name != "table":
            return self._is_misplaced(name)
        elif name in ("option", "optgroup"):
            self._close_open("option")
        elif name in HEADINGS and self._stack and self._stack[-1][0] == "h":
            self._pop_to(len(self._stack) - 1)
        self._end_paragraph()
        return False

    def _is_misplaced(self, name: str) -> bool:
        """Close the cell or row before this one; tell whether there is no table around it."""
        if self._scopes[-1].name in CELLS:
            self._pop_to(self._scopes[-1].height - 1)
        if self._scopes[-1].name != "table":
            self._flush()
            return True
        if name not in ("td", "th"):
            self._close_open("tr")
        if name in ROW_GROUPS or name == "caption":
            for group in ROW_GROUPS:
                self._close_open(group)
        if name in ("td", "th") and not self._scopes[-1].open.get("tr"):
            self._flush()
            self._push("tr", self._around, block=True)
            self._row = None if self._tables[-1].arranges else Row()
        self._tables[-1].lists = self._tables[-1].lists or name == "thead"
        return False

    def _end_paragraph(self) -> None:
        self._close_open("p")

    def _close_open(self, name: str) -> None:
        if self._scopes[-1].open.get(name):
            height = len(self._stack) - 1
            while self._stack[height][0] != name:
                height -= 1
            self._pop_to(height)

    def _close(self, token: Token) -> None:
        name = token.name
        if name in OF_TABLES:
            self._close_in_table(name)
        elif name in HEADINGS:
            self._close_open("h")
        elif name in BLOCKS:
            self._close_open(name)
            if name == "p":
                self._flush()
        elif name == "br":
            self._break()
        elif self._scopes[-1].open.get(name):
            self._close_phrase(token)

    def _close_phrase(self, token: Token) -> None:
        height = len(self._stack) - 1
        for _ in range(DEEPEST_SEARCH):
            if height < 0 or self._stack[height][2]:
                return  # it was opened outside this paragraph
            if self._stack[height][0] == token.name:
                self._pop_to(height)
                return
            height -= 1

    def _close_in_table(self, name: str) -> None:
        if not self._tables:
            return
        scope = self._scopes[-1]
        if name in CELLS:
            if scope.name in CELLS:
                self._pop_to(scope.height - 1)
            return
        table = scope if scope.name == "table" else self._scopes[-2]
        if name == "table":
            self._pop_to(table.height - 1)
        elif table.open.get(name):
            if scope.name in CELLS:
                self._pop_to(scope.height - 1)
            self._close_open(name)

    def _pop_to(self, height: int) -> None:
        while len(self._stack) > height:
            name, around, block = self._stack[-1]
            if block:
                self._flush()
            self._stack.pop()
            if self._scopes[-1].height > len(self._stack):
                self._scopes.pop()
            self._scopes[-1].open[name] -= 1
            self._end_element(name)
            self._around = around

    def _end_element(self, name: str) -> None:
        if name == "q" and not self._around.unseen:
            self._say(QUOTE_MARKS[self._phrases % 2][1], self._end, self._end)
            self._phrases -= 1
        elif name in CONTROLS:
            self._say(" ", 0, 0)
        elif name in ITEMS and self._around.list:
            self._around.list.item = -1
            self._around.list.fresh = False
        elif name == "tr":
            self._end_row()
        elif name == "table":
            self._tables.pop()

    def _end_row(self) -> None:
        row, self._row = self._row, None
        if row:
            self.stretches += row.stretches(self._tables[-1])
