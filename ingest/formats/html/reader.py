"""A page read as a browser shows it: tags open and close elements, and what lies between them is said.

No tree is built and no function calls itself, so a page may be nested as deep as it likes, and takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.formats.html.elements import (
    BLOCKS,
    CELLS,
    CONTROLS,
    EMPTY_BLOCKS,
    HEADINGS,
    HIDDEN,
    ITEMS,
    KEEPS_LINES,
    LISTS,
    SHOWN_VALUES,
    VOID,
    is_shown,
    whole_number,
)
from ingest.formats.html.entries import Entry, is_entry
from ingest.formats.html.lists import item_in, list_in
from ingest.formats.html.places import BOX, TEXT
from ingest.formats.html.stack import QUOTE_MARKS, OpenElements
from ingest.formats.html.tables import Row, Stretch, Table
from ingest.formats.html.tokens import ENDS, Token, attributes_of, tokens
from ingest.formats.html.words import WHITE, Around

# "hidden", 'style="display:none"', "shadowrootmode", "open": what may tell that an element is not shown
TELLING = ("hidden", "style", "shadow", "open")
# "headerlink", "anchor-link": the ¶ or # beside a heading, which is shown when one points at it
LINK_TO_HEADING = re.compile(
    r"\bclass=[\"']?[^\"'>]{0,60}\b(?:headerlink|header-anchor|heading-anchor|anchor-link|anchorjs-link)\b"
)
TELLING_ABROAD = re.compile("|".join(TELLING), re.IGNORECASE)  # in attributes that are not all ASCII
# "¶", "#", "&#182;", an empty picture, "Permalink", and its end: such a link has no words of the page; one that has some is a link like any other
SIGN_ALONE = re.compile(
    r"(?:[^\w<>&]|&(?:#\w{1,7}|para|sect|nbsp|infin);|</?(?:span|i|b|svg|use|path|img)\b[^<>]{0,300}>){0,12}"
    r"(?:(?:permalink|anchor|link|permanent link|link to this (?:heading|section))\s?(?:</span>\s?)?)?</a\b",
    re.IGNORECASE,
)
# elements within a paragraph that mean nothing here, if they are shown
PHRASES = frozenset(("a", "b", "i", "em", "strong", "span", "code", "sup", "sub", "u", "small", "font", "cite", "abbr"))
STATED = frozenset(("html", "meta", "link", "title", "script", "time"))

WIDEST_CELL = 40  # columns
KEEPS = {"pre": "spaces", "listing": "spaces", "xmp": "characters", "plaintext": "characters"}
KINDS = {"figcaption": "caption", "caption": "caption"} | dict.fromkeys(KEEPS, "code")


# the name of an element, its attributes, and what it stands in -> what it is: "navigation", or None
Naming = Callable[[str, dict[str, str], str | None], str | None]


@dataclass(slots=True)
class Reader(OpenElements):
    """Reads a page once: `read` gives its stretches in order.

    With `hidden` "shown", what a browser does not show is read as if it did. With `xml`, `<p/>` is closed.
    `stated` are the tags that state something of the page, each with the place it stands in; `entries` the elements that may
    hold a post.
    """

    naming: Naming | None = None
    xml: bool = False
    stated: list[tuple[Token, str | None]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def end_entry(self) -> None:
        self.entries[-1].last, self.entry = len(self.stretches), -1

    def read(self) -> list[Stretch]:
        for token in tokens(self.markup, self.xml):
            start, end, slash, name, _, _ = token
            if start < end:
                self.text(start, end)
            if not name:
                continue
            if slash:
                self.close(name)
            else:
                self._open(token)
        self.pop_to(0)
        self.end_stretch()
        return self.stretches

    def _open(self, token: Token) -> None:
        _, _, _, name, words, _ = token
        if name in STATED or (words and ("ublished" in words or "author" in words or '"dc:' in words)):
            self.stated.append((token, self.around.place))
        if name == "a" and words and LINK_TO_HEADING.search(words) and SIGN_ALONE.match(self.markup, token.end):
            self.in_link = True
            self.push(name, self.around._replace(unseen=self.around.unseen or "hidden"))
            return
        if name in PHRASES and not self.around.unseen and not _is_telling(words):
            self.in_link = self.in_link or name == "a"
            return
        if name == "br":
            self.break_line()
        elif name in BLOCKS:
            self._open_block(token, attributes_of(words) if words else {})
        elif name in EMPTY_BLOCKS:
            self.close_open("p")
            self.end_stretch()
        elif name == "img":
            self._image(token)
        elif name == "input":
            self._input(token)
        elif name not in VOID and (not words.endswith("/") or (name in ENDS and not self.xml)):
            self._open_phrase(token)  # in HTML "<script/>" is as open as "<script>"

    def _open_phrase(self, token: Token) -> None:
        name, around = token.name, self.around
        self.in_link = self.in_link or name == "a"
        unseen = self._unseen_of(name, attributes_of(token.attributes) if _is_telling(token.attributes) else {})
        if unseen:
            self.push(name, around._replace(unseen=unseen))
        elif name == "q":
            self.quoting += 1
            self.say(QUOTE_MARKS[self.quoting % 2][0], token.text_end, token.end)
            self.push(name, around)
        elif name in CONTROLS:
            self.say(" ", 0, 0)
            self.push(name, around._replace(control=True, keeps="lines" if name == "textarea" else around.keeps))

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
        if self.end_implied(name):
            return
        self.end_stretch()
        if self.xml and token.attributes.endswith("/"):
            return
        around = self._around_in(name, attributes)
        if name == "table":
            self._open_table(attributes)
        elif name == "article" and around.list:
            around.list.marks()  # a page that lists its posts does not number their titles
        if (
            self.entry < 0
            and self.row is None
            and (name == "article" or "ost" in token.attributes or "entry" in token.attributes)
        ):
            self._open_entry(token, attributes, around.place)
        self.push("h" if name in HEADINGS else name, around, block=True, scope=name == "table" or name in CELLS)
        if name == "tr":
            self.row = None if self.tables[-1].arranges else Row()
        elif name in CELLS:
            self._open_cell(name, attributes)

    def _open_entry(self, token: Token, attributes: dict[str, str], place: str | None) -> None:
        """Keep where an element begins that may hold a post, if it is one and stands in the text of the page."""
        says = is_entry(token.name, attributes) if place in (*TEXT, BOX) else None
        if says is not None:
            self.entries.append(Entry(token.text_end, len(self.stretches), says))
            self.entry = len(self.stack)

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
            return around._replace(list=list_in(around.list, name, attributes))
        if name in ITEMS:
            return around._replace(list=item_in(self.around.list, attributes, len(self.stack)))
        if name in ("table", "option"):
            return around._replace(
                list=around.list if name == "option" else None, control=around.control or name == "option"
            )
        if "style" in attributes and KEEPS_LINES.search(attributes["style"]):
            return around._replace(keeps="lines")
        return around

    def _open_table(self, attributes: dict[str, str]) -> None:
        """Open a table; within a row it tells that the outer one arranges a page, whose cells are no row."""
        if self.tables and self.row:
            self.tables[-1].arranges = True
            self.end_row()
        self.tables.append(Table(arranges=attributes.get("role", "") in ("presentation", "none")))

    def _open_cell(self, name: str, attributes: dict[str, str]) -> None:
        self.tables[-1].lists = self.tables[-1].lists or name != "td"
        if name != "caption" and self.row:
            self.row.cells.append([])
            self.row.widths.append(min(max(whole_number(attributes.get("colspan", "")) or 1, 1), WIDEST_CELL))

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


def _is_telling(attributes: str) -> bool:
    if attributes.isascii():
        return bool(attributes) and any(map(attributes.lower().__contains__, TELLING))
    return TELLING_ABROAD.search(attributes) is not None
