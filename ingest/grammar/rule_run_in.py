"""The first part of a provision on its line, behind the heading: "1. Short title.—(1) This Act …", "Section 5. Quorum. (a) Ten …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from ingest.grammar.numbering import Marker, in_brackets
from ingest.grammar.rule_ahead import AHEAD, follower
from ingest.grammar.rule_headings import ABBREVIATED, MOST_WORDS, VERBS

# "(1) ", "(a) ", "(i) ", with "—" or a full stop before it
FIRST = r"\((?P<inside>1|a|A|i|I)\)(?=[\s—(])\s*"
# "Short title and commencement.—(1) This Act", the heading wrapped or not
DASHED = re.compile(rf"(?P<words>[A-Z][^.—–]{{2,160}}?)\.?\s?[—–]\s*{FIRST}")
# "QUORUM. (a) Ten members", "Officers of the Branch. (1) The officers"
STOPPED = re.compile(
    r"(?P<words>[A-Z][\w'’/-]*(?:,?\s(?:[A-Z][\w'’/-]*|of|the|and|in|to|for|or|on|by|with|a|an|from|at|as|&|under|upon)){0,9})"
    rf"[.:]\s+{FIRST}"
)
# "Duties of keepers. (a) A keeper"
SENTENCE = re.compile(rf"(?P<words>[A-Z][^.:;\n(]{{2,80}})\.\s+{FIRST}")
LONGEST = 200  # characters of a heading and what stands between it and the first part


def titled(marker: Marker, text: str, end: int) -> Marker:
    """Return a number with the first one below it, where that stands behind its heading; `end` is that of its paragraph."""
    if len(marker.chain) > 1 or not (marker.signs[0].counted or marker.signs[0].dotted):
        return marker
    if text.find("(", marker.words, min(end, marker.words + LONGEST)) < 0:
        return marker
    match = next(
        (match for shape in (DASHED, STOPPED, SENTENCE) if (match := shape.match(text, marker.words, end))), None
    )
    if match is None or not _is_heading(match["words"]):
        return marker
    chain = (*marker.chain, in_brackets(match["inside"]))
    return replace(marker, words=match.end(), chain=chain, title=match.span("words"))


def untitled(marker: Marker, ahead: Sequence[Marker]) -> Marker:
    """Return a number without the one behind its heading, unless that begins a list: "(2)" or "(b)" comes before the next number."""
    if marker.title is None or len(marker.chain) == 1:
        return marker
    own = {sign.style for sign in marker.signs}
    below = list(takewhile(lambda each: own.isdisjoint(sign.style for sign in each.signs), ahead[:AHEAD]))
    if any(follower(sign, below) for sign in marker.chain[-1]):
        return marker
    return replace(marker, words=marker.title[0], chain=marker.chain[:-1], title=None)


def _is_heading(words: str) -> bool:
    return len(words.split()) <= MOST_WORDS and not VERBS.search(words) and not ABBREVIATED.search(words)
