"""Points of a motion: a numbered, lettered or bulleted list, its items parted by blank lines or not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ingest.grammar.numbering import Marker, marker_at
from ingest.grammar.signs import Sign, gap
from ingest.grammar.titles import title_like
from ingest.model import Passage

# "• close the pier", "- close the pier"
BULLET = re.compile(r"[>\s]*[•‣▪◦*–·-][ \t\xa0]+(?=\S)")
# "(a) close the pier", "2. …", "- …", "Whereas …", "Be it resolved …": a line that may begin a point
ITEM = re.compile(
    r"[>\s]*(?:\(?\w{1,4}[.)]|[•‣▪◦*–·-]\s|WHEREAS\b|Whereas\b|RESOLVED\b|Resolved,|BE IT |Be it |(?:NOW|Now),? (?:THERE|there)FORE)"
)
LINE = re.compile(r"[^\r\n]+")

LENGTH_OF_DOTTED = 3  # of the value of "4.1", with what is inserted
MOST_BETWEEN = 2  # paragraphs of one point after its first
MOST_MISSING = 2
MOST_ABOVE = 12  # units between the item of an agenda and the points of the motion below it


class Unit(NamedTuple):
    """A passage, or one of its lines where the lines are numbered."""

    passage: int
    kind: str
    start: int
    end: int


class Point(NamedTuple):
    """A point: its number as printed, or its place in a list of bullets; `last` is the last unit of it."""

    number: str
    sign: Sign | None
    unit: int
    last: int
    start: int
    end: int


def units(passages: Sequence[Passage], text: str, stops: Callable[[str], bool]) -> Iterator[Unit]:
    """Yield the passages of a document in order, parted where one holds several points, or lines that `stops` names."""
    for number, passage in enumerate(passages):
        if not ("\n" in passage.text or "\r" in passage.text) or passage.kind in ("code", "html", "table"):
            yield Unit(number, passage.kind, passage.start, passage.start + len(passage.text.rstrip()))
            continue
        starts = _starts(passage, text, stops)
        for start, end in zip(starts, [*starts[1:], passage.end], strict=True):
            yield Unit(number, passage.kind, start, start + len(text[start:end].rstrip()))


def _starts(passage: Passage, text: str, stops: Callable[[str], bool]) -> list[int]:
    """Return where the units of a passage of several lines begin."""
    starts, apart = [passage.start], False
    for line in LINE.finditer(text, passage.start, passage.end):
        words = line.group()
        # "- Replace the old rule with the": an item that goes on in the next line
        stopping = stops(words) and not (passage.kind == "list item" and line.start() == passage.start)
        if line.start() > passage.start and words.strip(" >\t\xa0") and (stopping or apart or ITEM.match(words)):
            starts.append(line.start())
        apart = stopping
    return starts


def is_item(unit: Unit, text: str) -> bool:
    """Tell whether a unit has a number or a bullet, or is an item in Markdown: no list of points begins with any other."""
    return unit.kind == "list item" or bool(
        marker_at(text, unit.start, unit.end) or BULLET.match(text, unit.start, unit.end)
    )


def points_from(
    found: Sequence[Unit], at: int, text: str, before: Sign | None, stops: Callable[[str], bool]
) -> list[Point]:
    """Return the points of the list that begins with unit `at`; none if no list begins there.

    `before` is the last number of the part above, for numbers may go on; a unit for whose words `stops` is true
    ends the list.
    """
    if at >= len(found) or found[at].kind in ("code", "html", "table", "clause"):
        return []
    marker = marker_at(text, found[at].start, found[at].end)
    sign = _first(marker, before) if marker else None
    if marker and sign:
        return list(_numbered(found, at, text, sign, stops))
    return list(_bulleted(found, at, text)) if not marker else []


def starts_list(marker: Marker) -> bool:
    """Tell whether a number can be the first of a list."""
    return any(_plain(sign) and sign.first for sign in marker.signs)


def _plain(sign: Sign) -> bool:
    return not sign.dotted and sign.style != "cited" and len(sign.style.strip("().:")) == 1 and sign.style != "1"


def _first(marker: Marker, before: Sign | None) -> Sign | None:
    for sign in marker.signs:
        if sign.dotted and len(sign.value) == LENGTH_OF_DOTTED and sign.value[1:] == (1, 0):
            return sign
        if (_plain(sign) or sign.style == "sec") and (
            sign.first or (before and before.style == sign.style and gap(before, sign) == 0)
        ):
            return sign
    return None


def _numbered(found: Sequence[Unit], at: int, text: str, sign: Sign, stops: Callable[[str], bool]) -> Iterator[Point]:
    """Yield numbered points; what is numbered otherwise, or stands before the next number, belongs to the point.

    A number without words is none.
    """
    marker = marker_at(text, found[at].start, found[at].end)
    outer, quoted = _outer(found, at, text, sign), _is_quoted(found, at, text)
    first, last = at, at
    while marker:
        following = _following(found, last, text, sign, stops, quoted)
        if following and outer and _goes_on(outer, sign, following, found, text, at):
            following = None
        last = following[0] - 1 if following else _inner(found, last, text, sign, stops, quoted)
        if marker.words < found[first].end:
            yield Point(sign.label, sign, first, last, marker.words, found[last].end)
        elif first < last:  # "(a)" alone, and below it the list that is its words
            yield Point(sign.label, sign, first, last, found[first].start, found[last].end)
        if following is None:
            return
        first, sign = following
        last = first
        marker = marker_at(text, found[first].start, found[first].end)


def _outer(found: Sequence[Unit], at: int, text: str, sign: Sign) -> Sign | None:
    """Return the last number above a list, if it is like those of the list: that of the item of an agenda, under which it stands."""
    for index in range(at - 1, max(-1, at - 1 - MOST_ABOVE), -1):
        marker = marker_at(text, found[index].start, found[index].end)
        above = next((other for other in marker.signs if other.style == sign.style), None) if marker else None
        if above:
            return above
    return None


def _goes_on(outer: Sign, sign: Sign, following: tuple[int, Sign], found: Sequence[Unit], text: str, at: int) -> bool:
    """Tell whether a number goes on with the list outside: it follows that at once, and this list not, or is a title below sentences."""
    index, other = following
    if gap(outer, other) != 0:
        return False
    titled = title_like(text[found[index].start : found[index].end]) and not title_like(
        text[found[at].start : found[at].end]
    )
    return titled or gap(sign, other) != 0


def _is_quoted(found: Sequence[Unit], at: int, text: str) -> bool:
    """Tell whether a quotation is open where the words of a list begin, at the mark before the first of them at the latest."""
    marker = marker_at(text, found[at].start, found[at].end)
    words = text[found[max(0, at - MOST_ABOVE)].start : (marker.words if marker else found[at].start) + 1]
    return words.count("“") > words.count("”") or words.count('"') % 2 == 1


def _closes(words: str) -> bool:
    """Tell whether words close a quotation that was opened above them."""
    bare = words.rstrip(" .,;*_\t\xa0")
    return (bare.endswith("”") and bare.count("”") > bare.count("“")) or (
        bare.endswith('"') and bare.count('"') % 2 == 1
    )


def _following(
    found: Sequence[Unit], at: int, text: str, sign: Sign, stops: Callable[[str], bool], quoted: bool
) -> tuple[int, Sign] | None:
    """Return the unit with the next number, and its sign, if only the words of this point stand before it.

    A list that is `quoted` ends with its quotation.
    """
    between = 0
    for index in range(at + 1, len(found)):
        unit = found[index]
        if quoted and _closes(text[found[index - 1].start : found[index - 1].end]):
            return None
        if unit.kind in ("heading", "clause") or stops(text[unit.start : unit.end]):
            return None
        marker = marker_at(text, unit.start, unit.end)
        for other in marker.signs if marker else ():
            same = other.style == sign.style and (not sign.dotted or other.value[:-2] == sign.value[:-2])
            missing = gap(sign, other) if same else None
            if missing is not None and missing <= MOST_MISSING:
                return index, other
        if not _is_inner(marker, unit, text, sign):
            between += 1
        if between > MOST_BETWEEN:
            return None
    return None


def _is_inner(marker: Marker | None, unit: Unit, text: str, sign: Sign) -> bool:
    """Tell whether a unit is an item of a list inside a point."""
    if marker:
        return all(other.style != sign.style for other in marker.signs) and _plain(marker.signs[-1])
    return bool(BULLET.match(text, unit.start, unit.end)) or unit.kind == "list item"


def _inner(found: Sequence[Unit], at: int, text: str, sign: Sign, stops: Callable[[str], bool], quoted: bool) -> int:
    """Return the last unit of the last point: only a list inside it belongs to it."""
    for index in range(at + 1, len(found)):
        unit = found[index]
        if quoted and _closes(text[found[index - 1].start : found[index - 1].end]):
            return index - 1
        marker = marker_at(text, unit.start, unit.end)
        inner = _is_inner(marker, unit, text, sign) and unit.kind not in ("heading", "clause")
        if not inner or stops(text[unit.start : unit.end]):
            return index - 1
        if index == at + 1 and not text[found[at].start : found[at].end].rstrip().endswith((":", "—", "–", ";")):
            return at
    return len(found) - 1


def _bulleted(found: Sequence[Unit], at: int, text: str) -> Iterator[Point]:
    """Yield points that have bullets, or had them in Markdown; the level of the first is that of the list."""
    for number, index in enumerate(range(at, len(found)), 1):
        unit = found[index]
        bullet = BULLET.match(text, unit.start, unit.end)
        if not bullet and (unit.kind != "list item" or marker_at(text, unit.start, unit.end)):
            return
        yield Point(str(number), None, index, index, bullet.end() if bullet else unit.start, unit.end)
