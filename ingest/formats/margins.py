"""Margins: the width at which the lines of a text were wrapped, and which of them go on in the next."""

from __future__ import annotations

from itertools import pairwise

WIDEST_MARGIN = 120  # no one wraps text wider; longer lines are paragraphs
NARROWEST_MARGIN = 30
NARROWEST_OF_IDEOGRAPHS = 15  # each is as wide as two letters
RAGGED_IDEOGRAPHS = 2  # by which lines of ideographs fall short of their margin: no word is too long for them
FEWEST_APART = 20  # lines of a text that has an empty line below each

Line = tuple[int, int, str, int]  # start, end, words, and how far they are indented
Pair = tuple[Line, Line]  # two lines, the second right below the first


def is_adjacent(a: Line, b: Line, text: str, breaks: int = 1) -> bool:
    """Tell whether no empty line stands between two lines, or no more than `breaks` says."""
    between = text[a[1] : b[0]]
    if "\r" not in between and "\f" not in between:
        return 0 < between.count("\n") <= breaks
    return 0 < between.count("\n") + between.count("\r") - between.count("\r\n") + between.count("\f") <= breaks


def width(pairs: list[Pair]) -> int | None:
    if len(pairs) < 3:
        return None
    widths = sorted(len(a[2]) for a, _ in pairs)
    margin = widths[len(widths) * 9 // 10]
    ideographs = sum(is_ideograph(a[2][0]) for a, _ in pairs) * 2 > len(pairs)
    if not (NARROWEST_OF_IDEOGRAPHS if ideographs else NARROWEST_MARGIN) <= margin <= WIDEST_MARGIN:
        return None
    full = sum(is_full(a, b, margin) for a, b in pairs)
    return margin if full * 2 >= len(pairs) else None


def is_full(a: Line, b: Line, margin: int) -> bool:
    """Tell whether line `a` ended because the first word of `b` would have passed the margin (less some raggedness).

    "3 July 1979" with no-break spaces is one word, and each ideograph may begin a line.
    """
    if is_ideograph(b[2][0]):
        return len(a[2]) >= margin - RAGGED_IDEOGRAPHS
    return len(a[2]) + 1 + len(b[2].partition(" ")[0].partition("\t")[0]) > margin - 6


def is_ideograph(character: str) -> bool:
    """Tell a character of Chinese or of Japanese, which writes no blanks between words."""
    return "\u3041" <= character <= "\u9fff"


def is_unfinished(above: str, words: str) -> bool:
    """Tell whether a sentence goes on from one line to the next."""
    return words[0].islower() and (above[-1].isalnum() or above[-1] in ",-–—’'")


def apart(lines: list[Line], adjacent: list[Pair], text: str) -> list[Pair]:
    """Return the pairs of a wrapped text that has an empty line below every line: every third goes on inside a sentence."""
    if len(lines) < FEWEST_APART or len(adjacent) * 20 > len(lines):
        return []
    pairs = [(a, b) for a, b in pairwise(lines) if is_adjacent(a, b, text, 2)]
    if len(pairs) * 10 < len(lines) * 7 or width(pairs) is None:
        return []
    return pairs if sum(is_unfinished(a[2], b[2]) for a, b in pairs) * 3 >= len(pairs) else []
