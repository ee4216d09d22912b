"""Words that the end of a line parts ("improv-", "ing"): the hyphen and the line end are none of their letters.

A hyphen at the end of a line may be that of a compound ("well-", "known"). The text itself tells: it has the word whole elsewhere, and
more often than with its hyphen; or what goes on is an ending that no compound has. Where nothing tells, the line stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # which knows how a paragraph begins, and takes long to load
    from ingest.formats.page_lines import Line

NAME = "hyphenation"
SOFT = (
    "\u00ad¬"  # say by themselves that they part a word; the second is what OCR makes of a hyphen at the end of a line
)
HYPHENS = f"-‐\u2011{SOFT}"
# a shape for each of them: one that begins with a sign is looked for several times as fast as one that begins with a choice
ENDS_LINE = {sign: re.compile(rf"{re.escape(sign)}(?<=[^\W\d_].)[ \t]*\r?[\n\f]") for sign in HYPHENS}
PARTED = re.compile(rf"(?<![^\W\d_])([^\W\d_]+)([{HYPHENS}])\Z")
GOES_ON = re.compile(r"[^\W\d_]+")
# a word, and a compound as one: "well-known"
WORD = re.compile(r"[^\W\d_]+(?:[-‐\u2011][^\W\d_]+)*")
# what stands alone in no compound: "regula-" "tions", "improv-" "ing"
ENDINGS = frozenset((
    "tion", "tions", "tional", "sion", "sions", "ation", "ations", "ment", "ments", "ness", "ity", "ities", "ing", "ings",
    "tive", "tives", "ance", "ances", "ence", "ences", "ency", "encies", "ture", "tures", "cial", "cially", "tial", "tially",
    "tious", "ously", "ably", "ible", "ibly", "cally", "ated", "ating", "ised", "ising", "ized", "izing", "ered", "ering",
    "ting", "ted", "ters", "ders", "bers", "lessly", "edly", "ingly", "ism", "isms", "ist", "ists",
))  # fmt: skip
# "https://post.example/the-har-", "ada@har-": the hyphens of addresses are their own
OF_AN_ADDRESS = re.compile(r"(?://|www\.|@)\S*\Z", re.IGNORECASE)
LONGEST = 40  # letters of a word
LONGEST_ADDRESS = 200  # letters


def may_part(text: str) -> bool:
    """Tell whether a hyphen stands at the end of any line: a text without is not looked through."""
    return any(sign in text and shape.search(text) for sign, shape in ENDS_LINE.items())


def parted(lines: Iterable[Line], text: str) -> set[int]:
    """Return the ends of the lines in whose last word a hyphen is none of its own, as the text tells."""
    if not may_part(text):
        return set()
    found = {}
    for above, below in pairwise(lines):
        if above.words[-1] in HYPHENS and (word := _word(above.words, below.words)):
            found[above.end] = word
    known = _known(text, {form for word in found.values() for form in word[:2]})
    return {end for end, word in found.items() if _is_parted(*word, known)}


def _word(above: str, below: str) -> tuple[str, str, str] | None:
    """Return a word without its hyphen, with it, and what stands behind it, in small letters; None where it goes on in none."""
    first, rest = PARTED.search(above[-LONGEST:]), GOES_ON.match(below)
    if OF_AN_ADDRESS.search(above[-LONGEST_ADDRESS:]):
        return None
    if (
        not first
        or not rest
        or not (rest[0].islower() or (rest[0].isupper() and first[1].isupper() and len(rest[0]) > 1))
    ):
        return None
    front, behind = first[1].casefold(), rest[0].casefold()
    return front + behind, f"{front}-{behind}" if first[2] not in SOFT else SOFT, behind


def _known(text: str, wanted: set[str]) -> Counter[str]:
    """Count how often each of the wanted words stands in the text."""
    every = (match[0].replace("‐", "-").replace("\u2011", "-").casefold() for match in WORD.finditer(text))
    return Counter(word for word in every if word in wanted) if wanted else Counter()


def _is_parted(whole: str, compound: str, behind: str, known: Counter[str]) -> bool:
    if compound == SOFT or known[whole] > known[compound]:
        return True
    return behind in ENDINGS and not known[compound]
