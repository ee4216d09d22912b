"""Anchors: the passages that hold a sign without which a finder has nothing to find, looked for once for all finders.

There is no date and no number of a rule without a digit, and no quotation without a quotation mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.grammar.digits import DIGIT
from ingest.grammar.marks import GLYPH

A_DIGIT = re.compile(DIGIT)


class Anchors(NamedTuple):
    """The numbers (from 0) of the passages that have a digit, and of those that have a quotation mark or an apostrophe."""

    digits: frozenset[int]
    marks: frozenset[int]


def anchors(words: Sequence[str]) -> Anchors:
    """Return the anchors of passages, given the words of each in order."""
    digits, marks = (
        frozenset(number for number, each in enumerate(words) if sign.search(each)) for sign in (A_DIGIT, GLYPH)
    )
    return Anchors(digits, marks)
