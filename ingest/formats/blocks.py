"""What every format makes of a text: blocks in order, the documents it tells apart, and what the file states of itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a source that its format holds together, without the white space around it (but for tabs that end empty cells).

    `kind` is heading, paragraph, list item, quote, code, table, caption; or, with `discard` true, the name of something
    that is not text of the document (markup, front matter, navigation). `level` is the level of a heading, the depth of a list, or 1 of
    the row of a table that names its columns. `locator` is how the format points at the place ("p 4"), where it can; `speaker` is whom the
    format names. `wide` says that its letters are each as wide as two: "灯台へ行った".
    """

    kind: str
    start: int
    end: int
    level: int = 0
    discard: bool = False
    locator: str | None = None
    speaker: str | None = None
    wide: bool = False


# letters of Chinese, Japanese and Korean
WIDE = re.compile(r"[\u3041-\u9fff\uac00-\ud7a3]")
FRONT = 6  # characters of a block, in which one stands


def widened(blocks: list[Block], text: str) -> list[Block]:
    """Return the blocks, those that begin with wide letters marked."""
    if text.isascii() or not WIDE.search(text):
        return blocks
    return [
        replace(each, wide=True) if WIDE.search(text, each.start, min(each.end, each.start + FRONT)) else each
        for each in blocks
    ]


@dataclass(frozen=True, slots=True)
class Item:
    """A document that the format itself tells apart: a message of a mailbox, an entry of a feed, a page of an export.

    `said` is what the format states of it, in words: kind, title, author, publisher, date (EDTF or as printed) with
    `date_basis` (where it stands), url, language, and `name`, of which its id is made (an entry's slug, never its place in the file).
    """

    start: int
    end: int
    said: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Split:
    """The blocks of a text, in order and apart; what lies between two blocks is white space.

    `problems` are sentences about what the format could not read, each with its start and end. `items` are the
    documents that the format tells apart, in order and apart; where there are none, the text is divided by its shape. In a
    format that is `slanted`, two apostrophes slant the words between them, and quote no one. `separator` is what parts the cells in
    a format whose text is rows (`ingest.grammar.cells`).
    `pages` is where each page begins, `starts` where
    the documents do that a person declares; `marked` are the numbers of the pages to which the outline of a file leads first, from 1.
    """

    blocks: list[Block]
    front_matter: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, int, int]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    slanted: bool = False
    separator: str = ""
    pages: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    marked: tuple[int, ...] = ()


BOM = "\ufeff"  # the byte order mark that a decoded text may begin with

# what stands on a page without being part of what is read there: the text of a paragraph goes on behind it
PAGE_FURNITURE = (
    "page break", "page number", "running head", "running foot", "line number", "hyphenation", "pull quote",
    "caption cue", "caption header", "caption comment", "caption markup", "caption speaker", "repeated caption",
    "folded line", "escape sign",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a text that is page furniture; `name` is one of PAGE_FURNITURE.

    The line ends that it leaves behind say whether the paragraph goes on: one where it does, two where it does not. `reads` are
    line ends that the parser reads in its place.
    """

    start: int
    end: int
    name: str
    reads: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """The page furniture of a text, in order and apart, and where each page, or each numbered line, begins.

    A place is an offset, the page as printed ("12", "iv", or counted from 1) and the line, or None. `speakers` say from where on
    the file names who speaks, or nobody. `unit` is what the places count: pages, or with "" times, by which a stretch begins.
    """

    cuts: list[Cut] = field(default_factory=list)
    places: list[tuple[int, str, str | None]] = field(default_factory=list)
    speakers: list[tuple[int, str | None]] = field(default_factory=list)
    unit: str = "p"

    def speaker(self, start: int) -> str | None:
        """Return who speaks at a place, where the file names them."""
        index = bisect_right(self.speakers, start, key=itemgetter(0)) - 1
        return self.speakers[index][1] if index >= 0 else None

    def locator(self, start: int, end: int) -> str | None:
        """Return how a lawyer points at a stretch: "p 4", "pp 4–5", "p 12, l 5–9", "p 12, l 24 – p 13, l 2"."""
        if not self.places or start < self.places[0][0]:
            return None
        _, page, line = self.places[bisect_right(self.places, start, key=itemgetter(0)) - 1]
        if not self.unit:
            return page
        _, last, until = self.places[bisect_right(self.places, max(start, end - 1), key=itemgetter(0)) - 1]
        if line is None or until is None:
            return f"p {page}" if page == last else f"pp {page}–{last}"
        if page != last:
            return f"p {page}, l {line} – p {last}, l {until}"
        return f"p {page}, l {line}" if line == until else f"p {page}, l {line}–{until}"
