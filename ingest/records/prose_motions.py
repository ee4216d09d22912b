"""Motions without a list: "This branch notes that … and resolves to …", "That this House regrets …", and those that minutes tell of.

Somebody is said to move them, or the document is a motion; else nothing is certain.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from ingest.grammar.motion_cues import Part, bare, sentence_in
from ingest.grammar.motion_headings import PROPOSER, parts_points, title_in
from ingest.grammar.motion_points import Unit

# "That this branch deplores the loss", "that the Council write to the board"
THAT = re.compile(r"\(?[Tt]hat\s+(?:this|the|our|we)\s")
# "It was moved by Ann Bee and seconded by Carl Dow that the branch buy lamps": the whole of it in one sentence of minutes
TOLD = re.compile(
    r"(?:\d{1,3}[.)]\s+)?(?:it was |resolved: |motion: )?(?:moved|proposed)(?: by)? [^.:;]{3,80}?(?:,| and|;) (?:and )?seconded(?: by)? [^.:;]{3,80}?,? that\s",
    re.IGNORECASE,
)
# "Proposed by Ann Bee, seconded by Carl Dow:", "Councillor Bee will move and Councillor Dow will second:"
MOVED = re.compile(
    r"[^.?!]{0,80}\b(?:mov(?:e|ed|er)|propos(?:ed|er))\b[^.?!]{1,80}\bsecond(?:ed|er)?\b[^.?!]{0,80}\Z", re.IGNORECASE
)
# "De Kamer,", "De raad van de gemeente Zwin, in vergadering bijeen op 3 mei 2018,": above the recitals of a Dutch motion
CHAMBER = re.compile(
    r"(?:De|Het|de|het)\s(?:Kamer|(?:gemeente)?raad|Provinciale Staten|Staten|algemeen bestuur|deelraad|vergadering)\b[^.:;]{0,120},\W*\Z"
)
# "en gaat over tot de orde van de dag.": with which every one of them ends
ORDER_OF_DAY = re.compile(r"\W*en\s(?:gaat|gaan)\sover\stot\sde\sorde\svan\sde\sdag\W*\Z", re.IGNORECASE)
MOST_DUTCH = 40  # paragraphs between the two
# what a motion asks for
ASKS = re.compile(
    r"\b(?:resolve|instruct|call|agree|urge|demand|condemn|deplore|regret|believe|mandate|write|request|support|oppose|welcome|adopt|approve|be)[sd]?\b",
    re.IGNORECASE,
)
# "MOTIONS TO CONFERENCE 2015", "Motions for debate"
LISTED = re.compile(r"[\W_]*(?:\w+ ){0,3}motions\b.{0,60}\Z", re.IGNORECASE)
HEAD = 3  # lines in which it stands
SHORTEST = 40  # characters of a paragraph of a motion
LONGEST_HEADING = 160
SIGNS = '“"‘('


def prose(units: Sequence[Unit], text: str, is_motion: bool) -> Iterator[tuple[int, int, Part]]:
    """Yield the first and the last unit of each motion in prose, and its part; `is_motion` says that the document is one.

    A list of motions says so at its top.
    """
    listed = any(LISTED.match(text, unit.start, unit.end) for unit in units[:HEAD])
    at = 0
    while at < len(units):
        part = _opens(units, at, text, is_motion or listed)
        if part is None:
            at += 1
            continue
        last = at
        while last + 1 < len(units) and _goes_on(units[last + 1], text, is_motion and not listed):
            last += 1
        place = units[at].start, units[last].end
        if TOLD.match(text, *place) or ASKS.search(text, *place):
            yield at, last, part
            if is_motion and not listed:
                return
        at = last + 1


def dutch(units: Sequence[Unit], text: str) -> Iterator[tuple[int, int, Part]]:
    """Yield the motions that begin with "De Kamer," and end with "en gaat over tot de orde van de dag."."""
    begins: int | None = None
    for n, unit in enumerate(units):
        words = bare(text[unit.start : unit.end]) if unit.end - unit.start <= LONGEST_HEADING else ""
        if CHAMBER.match(words):
            begins = n
        elif begins is not None and ORDER_OF_DAY.match(words) and n - begins <= MOST_DUTCH:
            yield begins, n, Part(None, None, True)
            begins = None


def headed(units: Sequence[Unit], text: str, taken: Collection[int]) -> Iterator[tuple[int, int, Part]]:
    """Yield the motions in prose that stand below headings of their own, "MOTION 15 – FUNDING"; `taken` are the units of others."""
    for n, unit in enumerate(units):
        at = n + 1
        if unit.end - unit.start > LONGEST_HEADING or not title_in(text[unit.start : unit.end])[0]:
            continue
        while at < len(units) and _names_mover(bare(text[units[at].start : units[at].end])):
            at += 1
        part = _opens(units, at, text, True) if at < len(units) and at not in taken else None
        if part is None:
            continue
        last = at
        while last + 1 < len(units) and last + 1 not in taken and _goes_on(units[last + 1], text, True):
            last += 1
        if ASKS.search(text, units[at].start, units[last].end):
            yield at, last, part


def _opens(units: Sequence[Unit], at: int, text: str, is_motion: bool) -> Part | None:
    """Return the part of a motion that a paragraph is, if it is certain that it is one."""
    unit = units[at]
    if unit.end - unit.start < SHORTEST or unit.kind not in ("paragraph", "list item", "quote"):
        return None
    words = text[unit.start : unit.end]
    if TOLD.match(words):
        return Part(None, None, True)
    words = words.lstrip(SIGNS)
    said = sentence_in(words)
    part = said or (Part(None, None, True) if THAT.match(words) else None)
    return part if part and (is_motion or _is_moved(units, at, text)) else None


def _is_moved(units: Sequence[Unit], at: int, text: str) -> bool:
    """Tell whether the line above says who moves and seconds it, or the one below."""
    above = bare(text[units[at - 1].start : units[at - 1].end]) if at else ""
    below = bare(text[units[at + 1].start : units[at + 1].end]) if at + 1 < len(units) else ""
    return any(len(line) < 160 and (MOVED.match(line) or _names_mover(line)) for line in (above, below))


def _names_mover(line: str) -> bool:
    """Tell "Proposer: Ann Bee", "Moved by Ann Bee", alone on a line."""
    return PROPOSER.match(line) is not None and parts_points(line)


def _goes_on(unit: Unit, text: str, is_motion: bool) -> bool:
    """Tell a further paragraph of a motion from who moved it and from what became of it."""
    words = bare(text[unit.start : unit.end])
    if unit.kind == "heading" or parts_points(words) or PROPOSER.match(words):
        return False
    if sentence_in(words):
        return True
    return is_motion and len(words) >= SHORTEST and words[-1:] in '.;”"'
