"""Numbers that a wrapped sentence brings to the front of a line: they begin no item."""

from __future__ import annotations

import re

# "(1) ask, and (2) tell": a list inside a sentence
INLINE = re.compile(r"\((?:1|a|i)\)\s.*[ ,;]\((?:2|b|ii)\)\s")
# "(2) ", "(b) ", "(ii) ": goes on with a list that the line above begins inside its sentence
SECOND = re.compile(r"\((?:2|b|ii)\)\s")
FIRST_INSIDE = re.compile(r"\S.*[ ,;:]\((?:1|a|i)\)\s")
# "as provided in section" before "7. This", "by clauses" before "4.1 and"
CITING = re.compile(
    r"[a-z,;(] (?:[Ss]ections?|[Cc]lauses?|[Rr]ules?|[Aa]rticles?|[Pp]aragraphs?|[Rr]egulations?|[Bb]ye-?laws?|sub-?\w+|§)\Z"
)
# "see §4.1(3),", "clauses 4 and" before "§4.2", "7. "
LISTING = re.compile(
    r"(?:§\s?|(?:[Ss]ections|[Cc]lauses|[Rr]ules|[Aa]rticles|[Pp]aragraphs) )\d[\w.()]*(?:,| and| or)\Z"
)
# "§9.2.", "§6.3.1 instead": a sentence goes on with them
CITED = re.compile(r"§\s?[\d.()]+(?:\Z|\s+[a-z])")
# "7. ", "(2) ", "4.1", "§4"
NUMBER = re.compile(r"\(?\w{1,3}[.)]|\d|§")


def is_inside(above: str, words: str) -> bool:
    """Tell a line that begins with a number inside a sentence; `above` is the line above it, or empty."""
    if INLINE.match(words) or (SECOND.match(words) and FIRST_INSIDE.match(above)):
        return True
    if CITED.match(words) and above[-1:].isalpha():
        return True
    return bool(NUMBER.match(words) and (CITING.search(above[-40:]) or LISTING.search(above[-40:])))
