"""Words of a page of a PDF: what each says, where it stands and how large, as PDFium finds them.

PDFium is what Chrome shows PDFs with; it is ten times as fast here as a reader in Python. No two threads may be in it at once.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise, repeat
from math import atan2, cos, degrees, hypot, radians, sin
from threading import Lock
from typing import Any, NamedTuple

from pypdfium2 import raw

from ingest.formats.pdf import blanks as pdf_blanks

ONE_AT_A_TIME = Lock()

MOST = 2_000_000  # signs of a page
UNKNOWN = "\ufffd"
TOO_HIGH = 0x110000  # no sign has so high a number
HYPHENS = ("\x02", "\ufffe")  # by which PDFium tells of a hyphen at the end of a line
NARROW = 0.5  # of the height of a letter: its width, where nothing tells
LEVEL = 0.3  # of the height: a letter so far above or below the one before stands in another line
LARGE = 1.7  # times the height of its neighbours: a letter at the front of a paragraph, beside its first lines
FROM_THE_RIGHT = ("R", "AL", "NSM")  # of Hebrew, Arabic and their like, and the marks over letters
HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")  # of a sign that PDFium gives as two

At = tuple[float, float]  # from the left, from below


class Word(NamedTuple):
    """A word as it is drawn, in points from the lower left; `turn` are the degrees by which it is turned to the left.

    `left`, `right` and `line`, on which it stands, are those of the page turned back. `first` is the number of its first sign.
    """

    text: str
    left: float
    right: float
    line: float
    height: float
    turn: int
    first: int = 0


def words(text_page: Any, *, may_be_moved: bool = False) -> Iterator[Word]:
    """Yield the words of a page, a PdfTextPage, in the order in which they are drawn; `ONE_AT_A_TIME` is to be held.

    With `may_be_moved` the blanks between them may be room that PDFium does not see.
    """
    page = _Page(text_page.raw)
    count = min(text_page.count_chars(), MOST)
    signs = _signs(list(map(raw.FPDFText_GetUnicode, repeat(text_page.raw), range(count))))
    for start, end in pdf_blanks.spans(text_page, signs, may_be_moved=may_be_moved):
        for word in page.placed(signs[start:end], start):
            yield word if word.text.isascii() else word._replace(text=HALVES.sub(_whole, word.text))


def upright(found: list[Word]) -> list[Word]:
    """Return the words of a page, those of one that is turned as a whole as if it were not."""
    turn = found[0].turn if found else 0
    if not turn or any(word.turn != turn for word in found):
        return found
    return [word._replace(turn=0) for word in found]


def is_from_the_right(sign: str) -> bool:
    """Tell whether a letter is read from the right."""
    return unicodedata.bidirectional(sign) in FROM_THE_RIGHT


def _signs(codes: list[int]) -> str:
    if max(codes, default=0) >= TOO_HIGH:
        codes = [code if code < TOO_HIGH else 0 for code in codes]
    signs = "".join(map(chr, codes)).replace("\0", UNKNOWN)
    for hyphen in HYPHENS:
        signs = signs.replace(hyphen, "-")
    return signs


def _whole(halves: re.Match[str]) -> str:
    return halves[0].encode("utf-16", "surrogatepass").decode("utf-16")


class _Page:
    """Asked where its signs stand, each by its number."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box = [ctypes.c_double() for _ in range(4)]
        self._matrix = raw.FS_MATRIX()

    def placed(self, text: str, start: int) -> Iterator[Word]:
        """Yield a word, whose signs are numbered from `start`, with its place: in parts, where they stand in several lines or sizes."""
        height, turn = self._shape(start)
        end = start + len(text) - 1
        first = self._at(start, turn)
        last = self._at(end, turn) if len(text) > 1 else first
        is_level = abs(last[1] - first[1]) <= height * LEVEL and not _is_larger(height, self._shape(end)[0])
        if is_level and (last[0] > first[0] or len(text) == 1):
            # what is read from the right, but told from the left
            read = text[::-1] if not text.isascii() and all(map(is_from_the_right, text)) else text
            yield Word(read, first[0], self._right(end, height, turn), first[1], height, turn, start)
            return
        places = [self._at(start + n, turn) for n in range(len(text))]
        heights = [self._shape(start + n)[0] for n in range(len(text))]
        if _may_be_turned(text, places, height):
            order = sorted(range(len(text)), key=lambda n: -places[n][0])
            right = self._right(start + order[0], height, turn)
            yield Word("".join(text[n] for n in order), min(places)[0], right, first[1], height, turn, start)
            return
        for begin, until in pairwise([0, *_breaks(text, places, heights), len(text)]):
            every = [x for x, _ in places[begin:until]]
            right = self._right(start + begin + every.index(max(every)), height, turn)
            yield Word(text[begin:until], min(every), right, places[begin][1], heights[begin], turn, start + begin)

    def _shape(self, number: int) -> tuple[float, int]:
        """Return the height of a letter, and the degrees by which it is turned."""
        matrix = self._matrix
        if not raw.FPDFText_GetMatrix(self._page, number, matrix):
            return 1.0, 0
        size = raw.FPDFText_GetFontSize(self._page, number)
        if size > 0 and matrix.a > 0 and not matrix.b and not matrix.c:  # as most letters; what follows takes longer
            return size * abs(matrix.d) or 1.0, 0
        turned = atan2(matrix.b, matrix.a) if size >= 0 else atan2(-matrix.b, -matrix.a)
        return abs(size) * hypot(matrix.c, matrix.d) or 1.0, round(degrees(turned)) % 360

    def _at(self, number: int, turn: int) -> At:
        raw.FPDFText_GetCharOrigin(self._page, number, self._x, self._y)
        x, y = self._x.value, self._y.value
        if not turn:
            return x, y
        across, up = cos(radians(turn)), sin(radians(turn))
        return x * across + y * up, y * across - x * up

    def _right(self, number: int, height: float, turn: int) -> float:
        left, right, bottom, top = self._box
        if turn or not raw.FPDFText_GetCharBox(self._page, number, left, right, bottom, top):
            return self._at(number, turn)[0] + height * NARROW
        return right.value


def _breaks(text: str, places: list[At], heights: list[float]) -> Iterator[int]:
    """Yield where signs that follow on each other stand in another line, or back on the left, or are of quite another size."""
    for n in range(1, len(places)):
        (x, y), (left, line), room = places[n], places[n - 1], heights[n - 1] * LEVEL
        is_back = x < left - room and not is_from_the_right(text[n])
        if is_back or abs(y - line) > room or _is_larger(heights[n - 1], heights[n]):
            yield n


def _may_be_turned(text: str, places: list[At], height: float) -> bool:
    """Tell a word of Hebrew or Arabic with the signs beside it, whose letters need only be set in the order in which they are read."""
    if text.isascii() or any(sign.isalnum() and not is_from_the_right(sign) for sign in text):
        return False
    is_level = all(abs(y - places[0][1]) <= height * LEVEL for _, y in places)
    return is_level and not any(map(unicodedata.combining, text)) and any(map(is_from_the_right, text))


def _is_larger(height: float, other: float) -> bool:
    return max(height, other) > LARGE * min(height, other)
