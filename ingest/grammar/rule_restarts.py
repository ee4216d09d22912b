"""Where the numbers of rules begin again: below another heading, at the first amendment, in the middle of an extract."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.grammar.numbering import WORDS, Marker
from ingest.grammar.rule_ahead import heads
from ingest.grammar.rule_sequence import Level

IN_BRACKETS = ("(a)", "(A)", "(i)", "(I)")  # the styles of points, which stand in something
AMENDMENT = "ame"  # the style of "Amendment II"
OF_EMPHASIS = -20  # the column of a number in bold, which is less than that of any but those in headings


def begins_again(levels: Sequence[Level], marker: Marker, ahead: Sequence[Marker], part: bool) -> bool:
    """Tell whether a number below a heading is the first of another list; `part` says that the heading is that of a part."""
    if not levels or not any(sign.first for sign in marker.signs):
        return False
    styles = {level.sign.style for level in levels[:2] if level.sign.dotted or level is levels[0]}
    if part or not any(level.sign.dotted for level in levels):
        return part or any(sign.first and sign.style in styles for sign in marker.signs)
    # among sections like 6.8.2 a plain 1. begins a list, unless 1.1 follows
    return any(sign.first and (sign.dotted or heads(sign, ahead)) for sign in marker.signs)


def amends(levels: Sequence[Level], marker: Marker) -> bool:
    """Tell the first amendment below the articles of a constitution, which stands in none of them."""
    return marker.signs[0].style == AMENDMENT and bool(levels) and levels[0].sign.style != AMENDMENT


def is_heading_again(levels: Sequence[Level], marker: Marker, column: int) -> bool:
    """Tell whether numbers that stand in headings begin again, with nothing said of what begins there."""
    if not levels or levels[0].column >= OF_EMPHASIS or levels[0].sign.dotted:
        return False
    return column == levels[0].column and any(
        sign.first and sign.style == levels[0].sign.style for sign in marker.signs
    )


def is_whole_again(levels: Sequence[Level], marker: Marker) -> bool:
    """Tell the first "Rule 4" of a text that begins in the middle of a rule, at its "(c)"."""
    return marker.signs[0].style in WORDS and bool(levels) and levels[0].sign.style in IN_BRACKETS
