"""Words that announce a motion, and those that end it: "Motion 12: …", "What members carried:", "Amendment 2", "Moved by Ann Bee"."""

from __future__ import annotations

import re

from ingest.grammar.motion_cues import LONGEST, bare, may_open, opens
from ingest.grammar.titles import title_like

MOTION = r"(?:motion|resolution|composite)"
DONE = r"(?:passed|carried|agreed|adopted|approved|moved|proposed|submitted|tabled|supported|put)"
# "Emergency motion: …", "MOTION 12: …", "126/18 Motion: …", "Composite 4", "Resolution no. 3 – …"
HEADING = re.compile(
    rf"(?:\d{{1,4}}(?:[./]\d{{1,4}})?[.:)]?\s+)?(?:(?:emergency|composite|branch|draft|model|proposed|early\s+day)\s+){{0,2}}{MOTION}"
    r"(?:\s+(?:no\.?\s*|number\s+)?[A-Z]?\d{1,4}(?:[-/]\d{1,4})?[a-z]?|\s+[A-Z])?(?:\s+\([^()]{1,60}\))?(?:\s*[:|–—-]+\s*(?P<title>\S.*))?\Z",
    re.IGNORECASE,
)
# "the motion that was carried", "the resolution reads as follows"
PASSED = re.compile(
    rf"\b{MOTION}\b[^.!?]{{0,80}}?\b(?:{DONE}|reads?|as follows|below|in full|says|states)\b", re.IGNORECASE
)
# "we passed the following motion"
PASSES = re.compile(rf"\b{DONE}\b[^.!?]{{0,60}}?\b{MOTION}\b", re.IGNORECASE)
# "This is what members carried"
WHAT = re.compile(
    rf"\bwhat\s+(?:we|they|members|(?:the|our|this)\s+\w+|conference|congress|council)\s+(?:have\s+|has\s+)?"
    rf"(?:{DONE}|resolved|voted for)\b",
    re.IGNORECASE,
)
# lists that are about motions but are none
OTHERWISE = re.compile(
    r"\b(?:agenda|reasons?|questions?|steps?|ingredients|speakers|amendments?|why|arguments?|points? of order|motions|"
    r"resolutions|against|minutes|items?|how to|ways)\b",
    re.IGNORECASE,
)
# a sentence that points at what is below it
POINTS_BELOW = re.compile(r"\b(?:this|following|below|here)\b", re.IGNORECASE)
# "It reads:", "The full text is below", "In full:"
IN_FULL = re.compile(
    r"(?:it\b|this is (?:it|what)|here (?:it|is)|in full|(?:the )?(?:full )?(?:text|wording|motion|resolution)\b)"
    r"[^.!?]{0,60}:?\Z",
    re.IGNORECASE,
)
# "Amendment 2", "Delete 3 and insert:", "Moved by: Ann Bee": a motion ends above it
ENDS = re.compile(
    r"(?:amendment(?:\s+\w{1,4})?\W*\Z|(?:delete|insert|replace|substitute|strike|remove)\b.{0,100}\b(?:insert|replace|with|and add|"
    r"after|before|in|from|all|line|paragraph|point|resolves|notes|believes)\b|(?:moved|proposed|seconded|proposer|seconder|mover)\b"
    r"(?:\s+by\b|\s*:))",
    re.IGNORECASE,
)
# "Proposed by Ann Bee", "Councillor Bee moved, and Councillor Dow seconded:"
PROPOSER = re.compile(
    r"(?:moved|proposed|proposer|mover|seconded|seconder|submitted|from)\b|[^.?!]{3,80}\b(?:moved|proposed)\b[^.?!]{1,80}\bseconded\b",
    re.IGNORECASE,
)


def parts_points(words: str) -> bool:
    """Tell whether a line is no point of a motion, but opens a part, or is the heading of another motion, or ends this one.

    A motion ends above an amendment to it, or who moved it.
    """
    words = bare(words)
    if len(words) > LONGEST:
        return False
    opens_part = may_open(words) and opens(words) is not None
    return opens_part or _heading(words) is not None or ENDS.match(words) is not None


def title_in(words: str) -> tuple[bool, str | None]:
    """Tell whether a line is the heading of a motion, and return the title that it gives."""
    words = bare(words)
    match = _heading(words) if len(words) <= LONGEST else None
    return (True, match["title"]) if match else (False, None)


def _heading(words: str) -> re.Match[str] | None:
    match = HEADING.match(words)
    return match if match and title_like(words.rstrip(":")) else None


def introduces(last: str, above: str) -> bool:
    """Tell whether the last paragraph before a numbered list, or the one above it, says that a motion follows."""
    last, above = bare(last), bare(above)
    if OTHERWISE.search(last[-LONGEST:]):
        return False
    if title_in(last)[0] or (_passes(last) and _points_below(last)):
        return True
    if title_in(above)[0]:
        return last.endswith(":") or title_like(last)
    if not _passes(above) or OTHERWISE.search(above[-LONGEST:]):
        return False
    return bool(IN_FULL.match(last)) or (_points_below(above) and title_like(last) and len(last.split()) <= 12)


def _points_below(words: str) -> bool:
    return words.endswith((":", ":-", ":–")) or bool(POINTS_BELOW.search(words[-LONGEST:]))


def _passes(words: str) -> bool:
    words = words[-2 * LONGEST :]
    return any(cue.search(words) for cue in (PASSED, PASSES, WHAT))
