"""Rules whose articles have headings and no numbers: "Name. The society shall be called Quay.": each is cited by its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.grammar.rule_headings import ABBREVIATED, VERBS, closes
from ingest.grammar.rule_names import is_named
from ingest.grammar.rule_parts import Provision, Stretch

FEWEST = 3  # headings of one manner that make a set of rules
MOST_WORDS = 8
LONGEST = 100  # characters of a heading
TOP = 4  # lines among which the title stands
LONGEST_TITLE = 120
# "**Name.** The club", "*Name* – The club", "**Name:** The club"
BOLD = re.compile(
    r"(?P<mark>\*{1,3}|_{1,3})(?P<words>[^*_\n]{2,80}?)(?P<end>[.:]?)(?P=mark)(?P<after>[.:]?)(?:\s*[–—-]+)?\s+(?=[A-Z“\"(])"
)
# "NAME. The club", "CLOSE SEASON.—No member", "NAME: The club"
CAPITALS = re.compile(r"(?P<words>[A-Z][A-Z'’&,/() -]{2,80})(?:[.:]\s*[–—-]*|\s[–—-])\s*(?=[A-Z“\"(][a-z \"“])")
# "Close season. — No member", "Name.—The club"
DASHED = re.compile(r"(?P<words>[A-Z][^.:;\n—–]{1,80})\.\s?[–—]+\s*(?=[A-Z“\"(])")
# "Name. The club", "Honorary Members. The committee": each word of weight has a capital
PLAIN = re.compile(
    r"(?P<words>[A-Z][\w'’/-]*(?:,?\s(?:[A-Z][\w'’/-]*|of|the|and|in|to|for|or|on|by|&)){0,7})[.:]\s+(?=[A-Z“\"(])"
)
MANNERS = (BOLD, CAPITALS, DASHED, PLAIN)
BINDS = re.compile(r"\b(?:shall|must|may|will be|is to be|are to be|entitled|required)\b")
# "(as amended at the A.G.M. of 3rd March 1971)" behind a title
BEHIND_TITLE = re.compile(r"\s*[,(].*\Z", re.DOTALL)


class _Headed(NamedTuple):
    at: int
    words: str
    begins: int


def headed(stretches: Sequence[Stretch], text: str) -> list[Provision]:
    """Return the provisions of rules that have headings alone, in order; none where too few are printed in one manner."""
    for manner in MANNERS:
        found = [each for n, stretch in enumerate(stretches) if (each := _heading(n, stretch, text, manner))]
        if len(found) >= FEWEST and len(found) * 2 >= found[-1].at - found[0].at + 1 and _bind(found, stretches, text):
            return [_provision(n, found, stretches, text) for n in range(len(found))]
    return []


def is_charter(stretches: Sequence[Stretch], text: str) -> bool:
    """Tell such rules by their title, and by how much of the text stands below their headings."""
    tops = [text[each.start : each.end] for each in stretches[:TOP] if each.end - each.start <= 2 * LONGEST_TITLE]
    if not any(is_named(BEHIND_TITLE.sub("", line)) for words in tops for line in words.splitlines()):
        return False
    found = headed(stretches, text)
    held = sum(each.end - each.line for each in found)
    return bool(found) and held * 3 >= 2 * sum(each.end - each.start for each in stretches)


def _heading(n: int, stretch: Stretch, text: str, manner: re.Pattern[str]) -> _Headed | None:
    if stretch.kind not in ("paragraph", "list item"):
        return None
    match = manner.match(text, stretch.start, min(stretch.end, stretch.start + LONGEST + 20))
    if match is None:
        return None
    words = " ".join(match["words"].split()).rstrip(" .:")
    if manner is BOLD and not (match["end"] or match["after"] or match[0].rstrip()[-1] in "–—-"):
        return None
    if len(words.split()) > MOST_WORDS or VERBS.search(words) or ABBREVIATED.search(words):
        return None
    return _Headed(n, words, match.end())


def _bind(found: Sequence[_Headed], stretches: Sequence[Stretch], text: str) -> bool:
    """Tell whether most of what stands behind the headings binds somebody."""
    return 2 * sum(bool(BINDS.search(text, each.begins, stretches[each.at].end)) for each in found) >= len(found)


def _provision(n: int, found: Sequence[_Headed], stretches: Sequence[Stretch], text: str) -> Provision:
    each = found[n]
    last = found[n + 1].at - 1 if n + 1 < len(found) else each.at
    while last > each.at and (stretches[last].kind == "heading" or closes(stretches[last], text)):
        last -= 1
    return Provision(
        each.words, None, each.at, stretches[each.at].start, each.begins, stretches[last].end, None, each.words
    )
