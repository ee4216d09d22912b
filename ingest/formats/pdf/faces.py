"""Lines of a page of a PDF as they are drawn: how large their letters are, and whether they are heavy or slanted."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pypdfium2 import raw

from ingest.formats.pdf import tags as pdf_tags
from ingest.formats.pdf.tags import Tag
from ingest.formats.pdf.words import Word

LEVEL = 0.3  # of the height of a letter: words that stand nearer are of one line
WIDE = 2.0  # of it: room between words of one line
BLANK = 0.7  # of it: such room behind a number
BACK = 0.5  # of it: how far a word may begin before the end of the one drawn before it
SAME = 0.8  # of the letters of a line are of one height at least, or nothing is said of it
LONGEST_NAME = 128  # bytes of the name of a font
FIXED_PITCH, ITALIC, FORCE_BOLD = 1, 1 << 6, 1 << 18  # ISO 32000-1, 9.8.2: flags of fonts
# "Liberation-Sans-Bold", "NimbusRomNo9L-Medi", "CMBX12", "SFBX1000", "Arial,Bold", "HelveticaNeue-Heavy"
HEAVY = re.compile(
    rb"bold|black|heavy|demi|medi(?!um|eval)|-bd|(?:\A|\+)(?:cmbx|cmssbx|cmb\d|sfbx|sfsx|ecbx|ecsx|lmbx)", re.IGNORECASE
)
# "Times-Italic", "DejaVuSans-Oblique", "LibertinusSerif-It", "CMTI10", "SFTI1000"
SLANTED = re.compile(
    rb"italic|oblique|slanted|kursiv|-it\Z|-i\Z|(?:\A|\+)(?:cmti|cmsl|sfti|sfsl|ecti|ecsl|lmri)", re.IGNORECASE
)
TYPEWRITER = re.compile(rb"courier|mono|typewriter|cmtt|consol", re.IGNORECASE)


class Drawn(NamedTuple):
    """Words that stand side by side, without the blanks between them, and their letters; the places are those of `Word`.

    `tag` is the heading to which they belong, where the file says so.
    """

    words: str
    left: float
    right: float
    line: float
    height: float
    is_bold: bool
    is_typed: bool
    tag: Tag | None = None
    is_italic: bool = False


class Face(NamedTuple):
    """How letters of a font look."""

    is_bold: bool
    is_typed: bool
    is_italic: bool


PLAIN = Face(False, False, False)


def drawn(words: Sequence[Word], text_page: Any, tags: dict[int, Tag]) -> Iterator[Drawn]:
    """Yield the lines of a page that are not turned, as they are drawn; `ONE_AT_A_TIME` is to be held.

    `tags` are the headings of the page, by the numbers of their marked content.
    """
    face = _Faces(text_page.raw, tags)
    row: list[Word] = []
    for word in words:
        if word.turn:
            continue
        if row:
            last = row[-1]
            height = last.height if last.height > word.height else word.height
            wide = BLANK if len(row) == 1 and last.text.isdecimal() else WIDE  # a number of a line, or of a heading
            is_level = -height * LEVEL <= word.line - last.line <= height * LEVEL
            if not (is_level and -height * BACK <= word.left - last.right <= height * wide):
                yield _drawn(row, face)
                row = []
        row.append(word)
    if row:
        yield _drawn(row, face)


def _drawn(row: Sequence[Word], face: _Faces) -> Drawn:
    first, last = row[0], row[-1]
    height = first.height
    if any(word.height != height for word in row):
        height = _usual(row)
    here = face.of(first.first)
    is_bold, is_typed, is_italic = here
    for word in (row[len(row) // 2], last) if is_bold or is_italic else (last,):
        here = face.of(word.first)
        is_bold, is_typed, is_italic = (
            is_bold and here.is_bold, is_typed or here.is_typed, is_italic and here.is_italic
        )  # fmt: skip
    words = "".join([word.text for word in row])
    tag = face.tag_of(first.first)
    return Drawn(words, first.left, last.right, first.line, height, is_bold, is_typed, tag, is_italic)


def _usual(row: Sequence[Word]) -> float:
    """Return the height of nearly all letters of a line; 0 where they differ."""
    heights: Counter[float] = Counter()
    for word in row:
        heights[round(word.height, 1)] += len(word.text)
    (height, count), *_ = heights.most_common(1)
    return height if count >= heights.total() * SAME else 0.0


class _Faces:
    """Asked which font a letter is drawn with, and to which heading it belongs, by its number."""

    def __init__(self, page: Any, tags: dict[int, Tag]) -> None:
        self._page, self._tags = page, tags
        self._name = ctypes.create_string_buffer(LONGEST_NAME)
        self._flags = ctypes.c_int()

    def of(self, number: int) -> Face:
        """Return how a letter looks."""
        if not raw.FPDFText_GetFontInfo(self._page, number, self._name, LONGEST_NAME, self._flags):
            return PLAIN
        return _face(self._name.value, self._flags.value)

    def tag_of(self, number: int) -> Tag | None:
        """Return the heading to which a letter belongs."""
        return pdf_tags.tag_of(self._page, number, self._tags) if self._tags else None


@lru_cache(maxsize=1000)
def _face(name: bytes, flags: int) -> Face:
    return Face(
        bool(flags & FORCE_BOLD) or HEAVY.search(name) is not None,
        bool(flags & FIXED_PITCH) or TYPEWRITER.search(name) is not None,
        bool(flags & ITALIC) or SLANTED.search(name) is not None,
    )
