"""Bylines: the line that says by whom a text was written, in the shapes that papers and blogs print."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 120  # characters

# "Ann Smith", "ANN SMITH", "Máire de Búrca", "A. J. Smith", "Bob O'Neill"
WORD = r"(?:[^\W\d_a-z][\w.'’-]*)"
NAME = rf"{WORD}(?: (?:{WORD}|de|da|du|van|von|der|la|le|al|bin|ap)){{1,5}}"
NAMES = rf"{NAME}(?:(?:,| and| AND| &) {NAME})*"
# "By Ann Smith", "by Ann Smith and Bob O'Neill, industrial editor", "WORDS: Ann Smith", "Story by Ann Smith in London"
BY = re.compile(
    rf"(?:(?:[Ww]ritten |[Rr]eported |[Pp]osted |[Ss]tory |[Rr]eport |[Ww]ords |[Tt]ext |[Ii]nterview )?(?:[Bb]y|BY):?"
    r"|(?:Words|WORDS|Text|TEXT|Author|AUTHOR|Reporter):) "
    rf"(?P<author>{NAMES}?)(?P<rest>(?:,? (?!and\b|&)|\s*[|·•–—-]\s*|,\s*)[^.]{{0,60}})?$"
)
# "By Ann": one name, which says no more than that the line is a byline
BY_ONE = re.compile(rf"(?:[Bb]y|BY):? {WORD}(?: (?:{WORD}|de|van|von|and|&)){{0,8}}(?:,.{{1,60}})?$")
# " correspondent", " and her reporter": the name before it may end in a word of the office ("Ann Smith Northern Editor")
OFFICE = re.compile(r"\s(?:\w+ ){0,2}(?:correspondent|reporter|editor|writer)s?\b", re.IGNORECASE)
# "Ann Smith reports"
REPORTS = re.compile(rf"(?P<author>{NAMES}) (?:reports|writes)[.:]?$")
# "Ann Smith in London", "Ann Smith in London and Bob Jones in Paris"
IN = re.compile(rf"(?P<author>{NAME}) in {NAME.replace('{1,5}', '{0,3}')}$")


class Byline(NamedTuple):
    """A line that is a byline; `author` is None where it prints no whole name."""

    author: str | None


def read_byline(words: str) -> Byline | None:
    """Return what a whole line says as a byline, or None."""
    if len(words) > LONGEST or "\n" in words:
        return None
    found = BY.match(words)
    if found:
        return Byline(None if OFFICE.match(found["rest"] or "") else found["author"])
    found = REPORTS.match(words)
    if found:
        return Byline(found["author"])
    return Byline(None) if BY_ONE.match(words) else None
