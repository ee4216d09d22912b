"""Quotation marks: the glyphs, and whether each of them opens, closes, may do either, or is an apostrophe.

The glyph alone decides little: in received texts ” opens as often as a keyboard got it wrong, and ’ is an
apostrophe far more often than a mark. What stands on either side decides, and then what else stands in the passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.grammar.digits import DIGIT

KINDS = {
    "“": "double", "”": "double", "„": "double", "‟": "double", '"': "straight double",
    "‘": "single", "’": "single", "‚": "single", "‛": "single", "'": "straight single",
    "«": "guillemets", "»": "guillemets", "‹": "single guillemets", "›": "single guillemets",
}  # fmt: skip
# Marks of one family close each other: “so" and "so” are slips of one hand.
FAMILIES = {"straight double": "double", "straight single": "single"}
TYPED = "straight double"  # the kind of a mark that is two apostrophes
GLYPH = re.compile(f"[{''.join(KINDS)}]")

# 5' 6"   6’2”   (feet and inches)
FEET = re.compile(rf"{DIGIT}(?<!\w.)\d?\s?['’]\s?\d{{1,2}}\s?[\"”]")
# <a href="…">   `x = "y"`   ](page.html "title")   (marks of a markup, not of a text)
MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|`[^`\n]*`|\]\([^()\s]*\s+\"[^\"]*\"\)")
# ''The kettle is back,''   ``The kettle is back,''   (double marks of a typewriter, and of TeX)   ''The Kettle''   (slanted in a wiki)
TWO = re.compile(r"(?<!['`])(?:''|``)(?!['`])")
# '''The Kettle'''   (bold in a wiki)
BOLD = re.compile("'{3,}")
# ’tis   ’90s   ’em   ’n’   (letters left out at the front of a word)
ELISION = re.compile(r".(?:\d0s|\d\d|[Tt](?:is|was|were|will)|em|cos|cause|til|tween|nuff|[Nn](?=[’']))\b")

BEFORE_OPENER = frozenset("([{<–—-/=>|+\x00")
AFTER_CLOSER = frozenset(".,;:!?)]}>–—-/…<|*\x00")
UNDECIDED = frozenset("…—–-/.<")  # they begin a quotation as well as they follow one
SEEN_THROUGH = frozenset("*_~") | frozenset(KINDS)

# What the place of a mark says it is; the last three are settled by the other marks of the passage.
OPEN, CLOSE, SPACED, TIGHT, MAYBE_OPEN, MAYBE_CLOSE = "open", "close", "spaced", "tight", "open?", "close?"


@dataclass(frozen=True, slots=True)
class Mark:
    """A glyph at a place, or two: `role` is what its neighbours make of it, `firm` whether it cannot be an apostrophe."""

    at: int
    kind: str
    role: str
    firm: bool = True
    width: int = 1

    @property
    def family(self) -> str:
        return FAMILIES.get(self.kind, self.kind)


def marks(text: str, start: int, end: int, slanted: bool = False) -> Iterator[Mark]:
    """Yield the quotation marks of `text[start:end]` in order; apostrophes and marks of measure are left out.

    `slanted` tells that two apostrophes are no double mark but begin and end slanted words, as in a wiki.
    """
    found = [match.start() for match in GLYPH.finditer(text, start, end)]
    if not found:
        return
    foreign, double = _foreign(text, start, end), dict[int, Mark | None]()
    if text.find("''", start, end) >= 0:
        double = _slants(text, start, end) if slanted else _double_marks(text, start, end)
        found = sorted({*found, *double})
    for at in found:
        if at not in foreign:
            mark = double[at] if at in double else _mark(text, at, start, end)
            if mark:
                yield mark


def _slants(text: str, start: int, end: int) -> dict[int, Mark | None]:
    """Return the apostrophes that two by two slant words: none is a mark."""
    return {at: None for match in TWO.finditer(text, start, end) for at in range(*match.span())}


def _double_marks(text: str, start: int, end: int) -> dict[int, Mark | None]:
    """Return the apostrophes that two by two open and close a quotation: the first of two as their mark, the second as none."""
    found: dict[int, Mark | None] = {}
    opened: int | None = None
    for match in TWO.finditer(text, start, end):
        at = match.start()
        if (at == start or _opens(text[at - 1])) and at + 2 < end and not text[at + 2].isspace():
            opened = at
        elif opened is not None and match[0] == "''" and not text[at - 1].isspace():
            found |= {opened: Mark(opened, TYPED, OPEN, width=2), opened + 1: None}
            found |= {at: Mark(at, TYPED, CLOSE, width=2), at + 1: None}
            opened = None
    return found


def _foreign(text: str, start: int, end: int) -> set[int]:
    """Return the places of glyphs that are part of a measure or of markup."""
    words = text[start:end]
    both = ("'" in words or "’" in words) and ('"' in words or "”" in words)
    stretches = [match.span() for match in FEET.finditer(text, start, end)] if both else []
    if "<" in words or "`" in words or "]" in words:
        stretches += [match.span() for match in MARKUP.finditer(text, start, end)]
    if "'''" in words:
        stretches += [match.span() for match in BOLD.finditer(text, start, end)]
    return {match.start() for a, b in stretches for match in GLYPH.finditer(text, a, b)}


def _mark(text: str, at: int, start: int, end: int) -> Mark | None:
    glyph = text[at]
    before, after = _before(text, at, start), _after(text, at, end)
    before = " " if before.isspace() else before
    if FAMILIES.get(KINDS[glyph], KINDS[glyph]) == "single":
        return _single(text, at, before, after)
    role = _guillemet(glyph, before, after) if glyph in "«»‹›" else _double(glyph, before, after)
    return Mark(at, KINDS[glyph], role, role != MAYBE_CLOSE)


def _before(text: str, at: int, start: int) -> str:
    """Return the character before, seen through emphasis and other marks; NUL at the start of the passage."""
    for place in range(at - 1, max(start, at - 5) - 1, -1):
        if text[place] not in SEEN_THROUGH:
            return text[place]
    return "\x00" if at - start < 5 else text[at - 1]


def _after(text: str, at: int, end: int) -> str:
    for place in range(at + 1, min(end, at + 5)):
        if text[place] not in SEEN_THROUGH:
            return text[place]
    return "\x00" if end - at < 6 else text[at + 1]


def _opens(before: str) -> bool:
    return before.isspace() or before in BEFORE_OPENER


def _closes(after: str) -> bool:
    return after.isspace() or after in AFTER_CLOSER


def _double(glyph: str, before: str, after: str) -> str:
    if glyph in "“„‟":
        return TIGHT if not _opens(before) and _closes(after) and glyph == "“" else OPEN
    if _opens(before) and not _closes(after):
        return OPEN
    if before == ":" and after.isalnum():
        return OPEN
    if _opens(before):
        return SPACED if before in " \x00" and (after.isspace() or after in UNDECIDED) else CLOSE
    if not _closes(after):
        return TIGHT
    return MAYBE_CLOSE if before.isdigit() else CLOSE


def _guillemet(glyph: str, before: str, after: str) -> str:
    if glyph in "«‹":
        return TIGHT if not _opens(before) and _closes(after) else OPEN
    return OPEN if _opens(before) and after.isalnum() else CLOSE


def _single(text: str, at: int, before: str, after: str) -> Mark | None:
    glyph, kind = text[at], KINDS[text[at]]
    if before.isalnum() and after.isalnum():
        return None
    elided = bool(ELISION.match(text, at))
    if glyph == "‘" and not before.isalnum():
        firm = not elided and not _closes(after)
        return Mark(at, kind, OPEN if firm else MAYBE_OPEN, firm)
    if (_opens(before) or before == ":") and not _closes(after):
        return None if elided else Mark(at, kind, MAYBE_OPEN, False)
    return _single_closer(text, at, before, after)


def _single_closer(text: str, at: int, before: str, after: str) -> Mark | None:
    kind = KINDS[text[at]]
    if _opens(before):
        return Mark(at, kind, MAYBE_OPEN if after in UNDECIDED else SPACED, False)
    if not _closes(after):
        return None if before.isalnum() else Mark(at, kind, TIGHT, False)
    if text[max(0, at - 2) : at].lower() in ("’n", "'n"):
        return None
    if (before in "sS" or before.isdigit()) and after.isspace() and text[at + 1 : at + 4].lstrip()[:1].isalpha():
        return Mark(at, kind, MAYBE_CLOSE, False)
    return Mark(at, kind, CLOSE, not before.isalnum())
