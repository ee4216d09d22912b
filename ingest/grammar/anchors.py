"""Anchors: the passages that hold a sign without which a finder has nothing to find, looked for once for all finders.

There is no date and no number of a rule without a digit, and no quotation without a quotation mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ingest.grammar.marks import KINDS

MARKS = frozenset(KINDS)
# "7", "“": a digit of any script, a quotation mark or an apostrophe
SIGN = re.compile(rf"[\d{''.join(KINDS)}]")


class Anchors(NamedTuple):
    """The numbers (from 0) of the passages that have a digit, and of those that have a quotation mark."""

    digits: frozenset[int]
    marks: frozenset[int]


def anchors(words: Iterable[str]) -> Anchors:
    """Return the anchors of passages, given the words of each in order."""
    digits, marks = set(), set()
    for number, signs in enumerate(map(SIGN.findall, words)):
        if signs:
            if not MARKS.issuperset(signs):
                digits.add(number)
            if not MARKS.isdisjoint(signs):
                marks.add(number)
    return Anchors(frozenset(digits), frozenset(marks))
