"""Parts: a text that is too long for one page is read in parts, each of as many paragraphs of its document.

Where a part ends follows from the positions of paragraphs alone, so that whoever knows the position of a paragraph knows its
address; in all but the longest documents that is `#p12`.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

MOST = 2000  # paragraphs on a page: a megabyte of HTML, which a telephone shows in a second
NEAR = 3  # numbers of parts told on each side of the one that is read
WHOLE = "all"
FEWEST_HEADINGS = 4  # that are worth a list of contents
MOST_HEADINGS = 300


def part_of(position: int) -> int:
    """Return the number of the part in which a paragraph stands; both count from 1."""
    return (position - 1) // MOST + 1


def numbers(text: range) -> range:
    """Return the numbers of the parts of a text, given the positions of its paragraphs; none if it fits a page."""
    return range(part_of(text[0]), part_of(text[-1]) + 1) if len(text) > MOST else range(0)


def chosen(numbers: range, asked: str) -> int | None:
    """Return the part of a text to show: the one that is asked for by number, or the nearest, else the first; None for all of it."""
    if not numbers or asked == WHOLE:
        return None
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else numbers[0]
    return min(max(wanted, numbers[0]), numbers[-1])


def within(text: range, number: int | None) -> range:
    """Return the positions of those paragraphs of a text that stand in a part of its document; all of them for None."""
    if number is None:
        return text
    return range(max(text[0], (number - 1) * MOST + 1), min(text[-1], number * MOST) + 1)


def near(numbers: range, number: int | None) -> Iterator[int | None]:
    """Yield the parts to choose from beside one: the first, the last and its neighbours, None where some are left out."""
    before = None
    for each in numbers:
        if number is None or each in (numbers[0], numbers[-1]) or abs(each - number) <= NEAR:
            if before is not None and each > before + 1:
                yield None
            yield (before := each)


def counted(positions: Iterable[int]) -> list[tuple[int, int, int]]:
    """Return the parts in which paragraphs stand, each with its number, how many of them there are and the first."""
    by_part = ((number, list(found)) for number, found in groupby(positions, part_of))
    return [(number, len(found), found[0]) for number, found in by_part]


def paragraph(position: int, words: str = "", here: Container[int] = ()) -> str:
    """Return how the address of a text goes on to a paragraph: `#p12`, `?part=2#p2500`, with `words` to mark `?q=boat&part=2#p2500`.

    `here` are the positions of those that stand on the page on which the address is written, if that page is of this text.
    """
    if position in here:
        return f"#p{position}"
    part = part_of(position)
    asked = {name: value for name, value in (("q", words), ("part", part if part > 1 or here else "")) if value}
    return f"{'?' if asked else ''}{urlencode(asked)}#p{position}"


def contents(headings: list[dict[str, Any]], here: Container[int]) -> list[dict[str, Any]]:
    """Return the headings of a text that its list of contents has: of as many levels as a page has room for, at least the highest.

    Each is a mapping with `position` and `heading`, its level on the page. Of a text with more of the highest level than that, they
    are those of the part that is `here`.
    """
    if len(headings) < FEWEST_HEADINGS:
        return []
    for deepest in range(6, 1, -1):
        found = [each for each in headings if each["heading"] <= deepest]
        if len(found) <= MOST_HEADINGS:
            return found
    return [each for each in found if each["position"] in here][:MOST_HEADINGS]
