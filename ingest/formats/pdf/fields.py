"""Form fields of a PDF: what is filled in stands on the page where a person sees it, and a box that may be ticked is ☐ or ☒."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from pypdf import PageObject

from ingest.formats.pdf.lines import clean
from ingest.formats.pdf.words import Word

MOST = 500  # fields of a page
LONGEST = 100_000  # characters of them; what is over that stands behind the pages
MOST_PLACES = 4_000_000  # words of a page times those filled in: more are not set beside each other
DEEPEST = 8  # fields within fields
HIDDEN = 1 << 1 | 1 << 5  # ISO 32000-1, 12.5.3: flags of what is not shown on the screen
PASSWORD, PUSH_BUTTON, RADIO = 1 << 13, 1 << 16, 1 << 15  # ISO 32000-1, 12.7.4: flags of fields
TICKED, UNTICKED = "☒", "☐"
USUAL, SMALLEST = 11.0, 5.0  # points: the height of letters where a field is higher than a line, and the least
HEIGHT = 0.7  # of a field of one line: that of its letters
LEADING = 1.2  # times it
WIDTH = 0.5  # of it: how wide a letter is
BASE = 0.25  # of it: how far above the foot of its line a letter stands
LEVEL = 0.6  # of the height: words that stand nearer are of one line


class Filled(NamedTuple):
    """What is filled in at a place: from the left, from below, to the right, to the top."""

    words: str
    left: float
    bottom: float
    right: float
    top: float


def filled(page: PageObject) -> list[Filled]:
    """Return what is filled in on a page, and its boxes to tick."""
    return list(placed(page).values())


def placed(page: PageObject) -> dict[int, Filled]:
    """Return what is filled in on a page, by its number among the annotations."""
    found: dict[int, Filled] = {}
    left = LONGEST
    try:
        annotations = (page.get("/Annots") or ()) if _is_upright(page) else ()
        for n, each in enumerate(islice(annotations, MOST)):
            filled_in = _read(each.get_object())
            if filled_in and len(filled_in.words) <= left:
                found[n] = filled_in
                left -= len(filled_in.words)
    except Exception:  # a list of annotations that is broken holds no more
        return found
    return found


def _is_upright(page: PageObject) -> bool:
    """Tell a page whose fields are set where they stand: one that is not turned."""
    try:
        return int(page.rotation) % 360 == 0
    except Exception:  # a turn that is none
        return False


def with_fields(words: list[Word], fields: Sequence[Filled]) -> list[Word]:
    """Return the words of a page with those that are filled in, each behind the word beside which it stands."""
    more = [word for each in sorted(fields, key=lambda each: (-each.top, each.left)) for word in _words(each)]
    if not words or len(more) * (len(words) + len(more)) > MOST_PLACES:
        return [*words, *more]
    found = list(words)
    for word in more:
        at = _place(found, word)
        found.insert(at, word._replace(first=found[max(at - 1, 0)].first))
    return found


def inherited(annotation: Any, key: str) -> Any:
    """Return a value of a form field, which may be that of the field above it."""
    for _ in range(DEEPEST):
        if annotation is None or annotation.get(key) is not None:
            break
        parent = annotation.get("/Parent")
        annotation = parent.get_object() if parent else None
    return annotation.get(key) if annotation else None


def _read(annotation: Any) -> Filled | None:
    """Return what a person sees of a field; None where that is nothing, or cannot be read."""
    try:
        if annotation.get("/Subtype") != "/Widget" or int(annotation.get("/F", 0)) & HIDDEN:
            return None
        left, bottom, right, top = (float(each) for each in annotation["/Rect"])
        words = _shown(annotation)
        place = min(left, right), min(bottom, top), max(left, right), max(bottom, top)
        return Filled(words, *place) if words else None
    except Exception:  # a field that is broken shows nothing
        return None


def _shown(annotation: Any) -> str:
    kind, flags = inherited(annotation, "/FT"), int(inherited(annotation, "/Ff") or 0)
    if kind == "/Btn":
        if flags & PUSH_BUTTON:
            return ""
        return UNTICKED if annotation.get("/AS", "/Off") == "/Off" else TICKED
    if kind == "/Tx" and flags & PASSWORD:
        return ""
    value = inherited(annotation, "/V") if kind in ("/Tx", "/Ch") else None
    value = value.get_object() if value is not None and hasattr(value, "get_object") else value
    words = "\n".join(map(str, value)) if isinstance(value, list) else value if isinstance(value, str) else ""
    return clean(words.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")).strip()


def _words(field: Filled) -> Iterator[Word]:
    """Yield the words of a field where they stand in it, about."""
    tall = field.top - field.bottom
    is_one = "\n" not in field.words and tall < USUAL * 2 * LEADING
    height = max(min(tall * HEIGHT, USUAL) if is_one else USUAL, SMALLEST)
    line = field.bottom + (tall - height) / 2 + height * BASE if is_one else field.top - height
    for row in field.words.split("\n"):
        left = field.left
        for text in row.split():
            width = len(text) * height * WIDTH
            if not is_one and left > field.left and left + width > field.right:
                left, line = field.left, line - height * LEADING
            yield Word(text, left, left + width, line, height, 0)
            left += width + height * WIDTH
        line -= height * LEADING


def _place(words: Sequence[Word], word: Word) -> int:
    """Return behind how many words one stands: those of its line on its left, else those above it."""
    level = above = 0
    for n, each in enumerate(words, 1):
        if each.turn:
            continue
        if abs(each.line - word.line) < word.height * LEVEL:
            level = n if each.left <= word.left else level
        elif each.line > word.line:
            above = n
    return level or above
