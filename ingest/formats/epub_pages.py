"""Pages of the printed book in an EPUB: marks where each begins (epub:type "pagebreak", or role "doc-pagebreak"), as locators.

EPUB Accessibility 1.1: the number of a page stands in the `title` or the `aria-label` of its mark, or between its tags.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.formats.html.tables import Stretch
from ingest.formats.html.tokens import Token, attributes_of, tokens

MARK = "pagebreak"
# "12", "xiv", "Page 12.", " 12. "
NUMBER = re.compile(r"\W*(?:(?:page|p|pg)\b\W*)?(\w{1,12})\W*", re.IGNORECASE)


class Break(NamedTuple):
    """Where a page begins in the markup, and its number; empty where the mark does not say it."""

    at: int
    page: str


@dataclass(slots=True)
class PrintedPages:
    """The page that the words are on, from file to file in the order of reading."""

    page: str = ""
    markup: str = ""
    breaks: list[Break] = field(default_factory=list)

    def begin(self, markup: str) -> None:
        """Look for the marks of the next file."""
        self.page = self.breaks[-1].page if self.breaks else self.page
        self.markup, self.breaks = markup, list(_breaks(markup)) if MARK in markup else []

    def locator(self, stretch: Stretch) -> str | None:
        """Return the page or the pages on which a stretch of the file stands, "p 12" or "pp 12–13"; None where that is not known."""
        first, last = self._at(stretch.start), self._at(max(stretch.start, stretch.end - 1))
        if not first or not last:
            return None
        return f"p {first}" if first == last else f"pp {first}–{last}"

    def is_number(self, stretch: Stretch) -> bool:
        """Tell the number of a page, printed right behind its mark."""
        here = bisect_right(self.breaks, stretch.start, key=_at) - 1
        if here < 0 or self.markup[self.breaks[here].at : stretch.start].strip():
            return False
        words = NUMBER.fullmatch(stretch.words)
        return words is not None and words[1] == self.breaks[here].page

    def _at(self, place: int) -> str:
        here = bisect_right(self.breaks, place, key=_at) - 1
        return self.breaks[here].page if here >= 0 else self.page


def _breaks(markup: str) -> Iterator[Break]:
    """Yield the marks in a file; one that holds its number between its tags is read as it is printed there."""
    open_mark: Token | None = None
    for token in tokens(markup, xml=True):
        if open_mark is not None:
            is_held = token.slash and token.name == open_mark.name and not open_mark.attributes.endswith("/")
            yield Break(open_mark.end, _number(markup[open_mark.end : token.text_end]) if is_held else "")
            open_mark = None
        if MARK not in token.attributes or token.slash:
            continue
        said = attributes_of(token.attributes)
        if MARK in said.get("epub:type", "").split() or f"doc-{MARK}" in said.get("role", "").split():
            page = _number(said.get("title") or said.get("aria-label") or "")
            if page:
                yield Break(token.end, page)
            else:
                open_mark = token


def _number(words: str) -> str:
    match = NUMBER.fullmatch(words)
    return match[1] if match else ""


def _at(each: Break) -> int:
    return each.at
