"""Pages of an OpenDocument text, as the program that saved it last had them, where it says where each of them ends.

OpenDocument 1.3, part 3, 5.6 and 19.907: a text that says `text:use-soft-page-breaks` has an element wherever a page was full; where a
page is turned on purpose, a style says so (20.184 fo:break-before, 20.183 fo:break-after, 19.501 style:master-page-name), and from
which number pages are counted (20.346 style:page-number).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.formats.package import Element
from ingest.formats.word.odt_styles import Key, based, styles_in
from ingest.formats.word.odt_text import DRAW, OASIS, OFFICE, STYLE, TABLE, T

SOFT = f"{T}soft-page-break"
FO = f"{{{OASIS}:xsl-fo-compatible:1.0}}"
ROW = f"{TABLE}table-row"
ONE_SIDED = ("left", "right")  # pages of these alone are preceded by empty ones that no file tells of
LARGEST = 5  # digits of a number of a page


class Turn(NamedTuple):
    """What a style says of the page: whether it is turned before, or behind, and the number that the page then has."""

    before: bool = False
    after: bool = False
    number: int | None = None


NONE = Turn()


@dataclass(slots=True)
class Pages:
    """The page that is being written; `turns` are the styles that say something of it. Nothing is known of a file that marks no pages.

    `is_fresh` tells that nothing stands on the page yet, `aside` how many text boxes deep the writing is.
    """

    turns: dict[Key, Turn] = field(default_factory=dict)
    known: bool = False
    page: int = 1
    is_fresh: bool = True
    is_left: bool = False
    aside: int = 0
    within: Element | None = None  # the row that is written
    place: str | None = None  # and where it stands

    def begin(self, element: Element, family: str) -> None:
        """Turn the page where the style of a paragraph, or of a table, says so."""
        if self.aside:
            return
        said = self.turns.get((family, element.get(f"{T if family == 'paragraph' else TABLE}style-name", "")), NONE)
        if (said.before or self.is_left) and not self.is_fresh:
            self.turn()
        self.page = self.page if said.number is None else said.number
        self.is_left = said.after

    def turn(self) -> None:
        """Turn the page, unless a text box is being written."""
        if not self.aside:
            self.page, self.is_fresh = self.page + 1, True

    def paragraph(self, element: Element) -> str | None:
        """Return where a paragraph stands, "p 4" or "pp 4–5", and go on to its end."""
        if not self.known:
            return None
        if self.aside:
            return self._locator(self.page)
        self.begin(element, "paragraph")
        soft = [each for each in element.iter(SOFT) if not _is_aside(each, element)]
        if soft and _is_first(soft[0], element):
            del soft[0]
            if not self.is_fresh:
                self.turn()
        first, self.page, self.is_fresh = self.page, self.page + len(soft), False
        return self._locator(first)

    def enter(self, cell: Element, is_frame: bool = False) -> str | None:
        """Return where the row of a cell stands, and go on to its end; the paragraphs of one that is a frame are counted by themselves."""
        row = cell.getparent()
        if self.known and not self.aside and row is not self.within:
            self.within = row
            for each in row.itersiblings(preceding=True):
                if each.tag == ROW:
                    break
                if each.tag == SOFT:
                    self.turn()
            self.place = self._row(row, is_frame)
        return self.place

    def _row(self, row: Element, is_frame: bool) -> str:
        first = self.page
        if not is_frame:
            found = (sum(1 for each in cell.iter(SOFT) if not _is_aside(each, cell)) for cell in row)
            self.page, self.is_fresh = self.page + max(found, default=0), False
        return self._locator(first)

    def _locator(self, first: int) -> str:
        return f"p {first}" if first == self.page else f"pp {first}–{self.page}"


def read(body: Element, roots: Iterable[Element]) -> Pages:
    """Return what a document says of its pages; nothing where it does not mark them all, or has pages of one side alone."""
    if body.get(f"{T}use-soft-page-breaks") != "true":
        return Pages()
    held = list(roots)
    if any(each.get(f"{STYLE}page-usage") in ONE_SIDED for root in held for each in root.iter(f"{STYLE}page-layout")):
        return Pages()
    raw = styles_in(held)
    found = {key: _turn(based(*key, raw), key[0]) for key in raw if key[0] in ("paragraph", "table")}
    return Pages({key: each for key, each in found.items() if each != NONE}, known=True)


def _turn(styles: Iterable[Element], family: str) -> Turn:
    """Return what a style and those that it is based on say, the nearest first."""
    before = after = number = master = None
    for each in styles:
        said = each.find(f"{STYLE}{family}-properties")
        master = each.get(f"{STYLE}master-page-name") if master is None else master
        if said is not None:
            before = said.get(f"{FO}break-before") if before is None else before
            after = said.get(f"{FO}break-after") if after is None else after
            number = said.get(f"{STYLE}page-number") if number is None else number
    is_number = (
        number is not None and number.isascii() and number.isdecimal() and 0 < int(number[: LARGEST + 1]) < 10**LARGEST
    )
    return Turn(bool(master) or before == "page", after == "page", int(number or 0) if is_number else None)


def _is_aside(soft: Element, within: Element) -> bool:
    """Tell a break in a text box, in a note or in a comment, which is none of the text around it."""
    for each in soft.iterancestors():
        if each is within:
            return False
        if each.tag.startswith(DRAW) or each.tag in (f"{T}note", f"{OFFICE}annotation"):
            return True
    return False


def _is_first(soft: Element, within: Element) -> bool:
    """Tell a break that stands before all words of a paragraph."""
    each = soft
    while each is not within:
        above = each.getparent()
        if above[0] is not each or (above.text or "").strip():
            return False
        each = above
    return True
