"""What makes a motion: a heading that calls it one above words that ask for something, parts that note and resolve, recitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.formats.blocks import Block
from ingest.grammar.motion_cues import ASKED, BARE_HEADING, part_in
from ingest.grammar.motion_cues_abroad import asks_abroad, is_motion_abroad
from ingest.grammar.titles import title_like
from ingest.grammar.whereas import RESOLVED, WHEREAS

# "This branch notes:", "Conference resolves to", "Resolves:"
PART = re.compile(r"(?:[\w’' /-]{1,50} )?(?:notes|believes|resolves|instructs)(?: that| to)?:?$", re.IGNORECASE)
# "Motion 12: …", "Emergency motion", "Motion to support the pickets", "Notice of motion", "Composite 3 – Lamps"; not "Motion sensors"
MOTION = re.compile(
    r"(?:(?:emergency |composite |notice of |early day )motion\b(?![.]\w)|motion(?=\W*\Z|\W*[:–—-]|\W+(?:no\b|\d|[a-z]\d|to\b|for\b|on\b|that\b|"
    r"from\b|against\b|by\b|re\b|about\b|calling\b|regarding\b|proposed\b|submitted\b|passed\b|carried\b|of (?:no confidence|censure|thanks|support|"
    r"solidarity|condemnation)\b|\())(?![.]\w)|composite (?:motion )?(?:[A-Z]?\d{1,3}\b|[A-Z](?=\s*[:–—-]))).{0,80}$",
    re.IGNORECASE,
)
# "RESOLUTION NO. 2017-44", "A Resolution opposing the closure of the pier", "Strike Ready Resolution"
RESOLUTION = re.compile(
    r"(?:(?:a )?(?:joint |concurrent |proposed |draft )?resolution\b.{0,160}|.{0,100}\bresolution)\Z", re.IGNORECASE
)
MOST_RECITALS = 60  # paragraphs of a resolution
# "Minutes of the branch meeting", "Draft minutes", "AGENDA": motions stand among other things
MINUTES = re.compile(r"(?:.{0,60}\b)?(?:minutes (?:of|–|-)|agenda\W*$|minutes\W*$)", re.IGNORECASE)
DUTCH_END = "tot de orde van de dag"  # of every motion of a Dutch chamber


def is_motion(blocks: list[Block], text: str) -> bool:
    """Tell a motion, or a resolution, by its heading, its parts, or what it asks."""
    lines = [words.strip("#* ").partition("\n")[0] for words in head(blocks, text, 12) if len(words) < 120]
    if any(MINUTES.match(words) for words in lines[:4]):
        return False
    if any(RESOLUTION.match(words) for words in lines[:4]) and _recites(blocks, text):
        return True
    parts = [part_in(words) for words in lines if PART.match(words)]
    if any(part and part.sure for part in parts):
        return True
    headings = [words for words in lines if MOTION.match(words) and title_like(words)]
    if headings and (not all(map(BARE_HEADING.match, headings)) or _asks(blocks, text)):
        return True
    if not any(is_motion_abroad(words) and title_like(words.rstrip(".")) for words in lines[:6]):
        return False
    if any(text.find(DUTCH_END, block.start, block.end) >= 0 for block in blocks[:40]):
        return True
    return any(asks_abroad(words.strip("#* ")) for words in head(blocks, text, 40) if len(words) < 240)


def _asks(blocks: list[Block], text: str) -> bool:
    """Tell words that ask somebody for something: "Motion" alone may stand above what turns or falls."""
    return any(ASKED.search(text[each.start : each.end]) for each in blocks[:MOST_RECITALS])


def _recites(blocks: list[Block], text: str) -> bool:
    """Tell whether "WHEREAS, …" stands above "BE IT RESOLVED"."""
    places = [(each.start, each.end) for each in blocks[:MOST_RECITALS]]
    return any(WHEREAS.match(text, *place) for place in places) and any(
        RESOLVED.match(text, *place) for place in places
    )


def head(blocks: list[Block], text: str, count: int) -> Iterator[str]:
    """Return the words of the first blocks of a text."""
    return (text[block.start : block.end] for block in blocks[:count])
