"""Tags of a page of a PDF: which of what is drawn on it the file calls headings (ISO 32000-1, 14.8.4.3.2: H1 to H6)."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

from pypdfium2 import PdfDocument, raw

DEEPEST = 40
MOST = 5_000  # elements of a file: PDFium looks through all of them for each page
MOST_PAGES = 30  # for the same reason
LONGEST = 64  # bytes of the name of an element
NAMES = {f"H{level}\0".encode("utf-16-le"): level for level in range(1, 7)}
# what holds no heading
LEAVES = {
    f"{name}\0".encode("utf-16-le") for name in ("P", "Span", "Link", "LI", "TR", "TOCI", "Figure", "Caption", "Note")
}


class Tag(NamedTuple):
    """A heading of a page: its level, and its number among those of the page."""

    level: int
    number: int


class Tags:
    """Asked for the headings of each page of a file; none where it says nothing of them, or is too long to be asked."""

    def __init__(self, document: PdfDocument) -> None:
        self._is_asked = bool(raw.FPDFCatalog_IsTagged(document.raw)) and len(document) <= MOST_PAGES

    def headings(self, page: Any) -> dict[int, Tag]:
        """Return the headings of a page by the numbers of their marked content; `ONE_AT_A_TIME` is to be held."""
        tree = raw.FPDF_StructTree_GetForPage(page) if self._is_asked else None
        if not tree:
            return {}
        walk = _Walk()
        try:
            for n in range(min(raw.FPDF_StructTree_CountChildren(tree), MOST)):
                walk.read(raw.FPDF_StructTree_GetChildAtIndex(tree, n), None, DEEPEST)
        finally:
            raw.FPDF_StructTree_Close(tree)
        self._is_asked = walk.left >= 0
        return walk.found if self._is_asked else {}


def tag_of(text_page: Any, number: int, tags: dict[int, Tag]) -> Tag | None:
    """Return the heading to which a letter belongs, by its number."""
    drawn = raw.FPDFText_GetTextObject(text_page, number)
    return tags.get(raw.FPDFPageObj_GetMarkedContentID(drawn)) if drawn else None


class _Walk:
    def __init__(self) -> None:
        self.found: dict[int, Tag] = {}
        self.left = MOST
        self._name = ctypes.create_string_buffer(LONGEST)
        self._count = 0

    def read(self, element: Any, within: Tag | None, deep: int) -> None:
        """Note the marked content of an element, where it is or stands in a heading."""
        if not element or not deep:
            return
        length = raw.FPDF_StructElement_GetType(element, self._name, LONGEST)
        name = self._name.raw[:length]
        if within is None and name in LEAVES:
            return
        if within is None and (level := NAMES.get(name)):
            self._count += 1
            within = Tag(level, self._count)
        count = max(raw.FPDF_StructElement_CountChildren(element), 0)
        self.left -= count
        for n in range(count if self.left >= 0 else 0):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, n)
            if child:
                self.read(child, within, deep - 1)
            elif within:
                self.found[raw.FPDF_StructElement_GetChildMarkedContentID(element, n)] = within
