"""Titles of motions: of a heading "Motion 12: …", of an item of an agenda, or of the document that holds no other motion."""

from __future__ import annotations

import re

from ingest.grammar.motion_cues import bare
from ingest.grammar.motion_cues_abroad import title_abroad
from ingest.grammar.motion_headings import PROPOSER, title_in
from ingest.grammar.motion_points import Unit
from ingest.grammar.numbering import marker_at
from ingest.grammar.titles import title_like
from ingest.model import Reading

# "Zennor Town Council", "Northfield Branch"
BODY = re.compile(
    r"\b(?:council|branch|committee|congress|conference|party|union|association|society)\W*\Z", re.IGNORECASE
)
# "COUNCILLOR ANN BEE TO MOVE", "Ann Bee, proposer"
MOVES = re.compile(
    r"\b(?:(?:to|will) (?:move|second|propose)|moved|mover|proposed|proposer|seconded|seconder)\W*\Z", re.IGNORECASE
)
LONGEST_LINE = 100  # characters of each of them
SHORTEST = 8  # characters of a title in capitals
TITLE_ABOVE = 4  # passages above a motion in which its title may stand


def title_of(reading: Reading, found: list[Unit], first: int, above: int, only: bool) -> str | None:
    """Return the title of the motion that begins with unit `first`, below the one that ends with `above`; `only` if there is no other."""
    title = _own(reading, found[first]) or _above(reading, found, first, above)
    document = reading.document
    if title is None and only and document.kind == "motion" and not BODY.search(document.title or ""):
        return document.title
    return title


def _own(reading: Reading, unit: Unit) -> str | None:
    """Return the item of minutes on whose first line the motion's own paragraph begins: "**II. MINUTES**", and below it "Motion by Ann Bee, …"."""
    first, end, _ = bare(reading.text[unit.start : unit.end]).partition("\n")
    words = bare(first.strip())
    return words if end and len(words) <= LONGEST_LINE and _is_in_capitals(words) else None


def _above(reading: Reading, found: list[Unit], first: int, above: int) -> str | None:
    """Return the title of a motion: of a heading "Motion 12: …", of a Markdown heading, or of the line below it."""
    moved = True  # nothing but who moves it stands between
    # a line in capitals, which is no title below one: "Motion 5: The pier" above "COUNCILLOR BEE"
    shouted: str | None = None
    for at in range(first - 1, max(above, first - 1 - TITLE_ABOVE), -1):
        words = _first_line(bare(reading.text[found[at].start : found[at].end]))
        is_heading, title = title_in(words)
        if is_heading:
            return title or shouted or _below(reading, found, at + 1, first) or words.rstrip(": ")
        if abroad := title_abroad(words.partition("\n")[0].rstrip()):
            return shouted or abroad
        if found[at].kind == "heading":
            return shouted or words
        marker = marker_at(words, 0, len(words))
        if marker and marker.signs[0].counted and title_like(words):
            title = words[marker.words :]  # "15. PIERS", or "15. Piers" right above
            return title if title.isupper() or moved else shouted
        is_moved = PROPOSER.match(words) is not None or MOVES.search(words) is not None
        if moved and not is_moved and _is_in_capitals(words):
            shouted = words
        if not title_like(words) and not is_moved:
            return shouted
        moved = moved and is_moved
    return shouted


def _below(reading: Reading, found: list[Unit], at: int, first: int) -> str | None:
    if at >= first:
        return None
    words = _first_line(bare(reading.text[found[at].start : found[at].end]))
    return words if title_like(words) and not PROPOSER.match(words) else None


def _is_in_capitals(words: str) -> bool:
    """Tell "SAVE THE PIER" from a body, "ZENNOR TOWN COUNCIL", and from an item of minutes, "19/063 MINUTES"."""
    fits = words.isupper() and title_like(words) and len(words) >= SHORTEST
    return fits and not words[0].isdigit() and BODY.search(words) is None


def _first_line(words: str) -> str:
    """Return the first of a few short lines: the title of a motion, and below it when it was tabled, and by whom."""
    lines = words.splitlines()
    return lines[0].rstrip() if len(lines) > 1 and all(len(line) <= LONGEST_LINE for line in lines) else words
