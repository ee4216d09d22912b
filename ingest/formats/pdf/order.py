"""The order in which the blocks of a page of a PDF are read: from above, and side by side as they were drawn.

A page on which nothing of several lines stands beside anything is one part, read line by line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise
from operator import gt
from typing import NamedTuple

from ingest.formats.page_lines import SENTENCE_END
from ingest.formats.pdf.blocks import Group, Row, groups, level
from ingest.formats.pdf.notes import with_notes
from ingest.formats.pdf.rows import goes_on
from ingest.formats.pdf.words import Word

UP = 0.8  # of the height of a letter: how far up the line above stands, at the least
HIGHER = 3  # times that: how far above the text another column may begin
SMALLER = 0.9  # times the height of the text: letters of another size
TALLEST = 8  # lines of a cell that is read as part of a row
EDGE = 3.0  # points between edges that stand below each other
LONG = 4  # letters of a word that is no sign of a formula
WORDY = 3  # words of a cell that may be a sentence
FEWEST_CELLS = 3  # of a row of which one cell alone is wrapped
RULED = 5  # lines of a column of a table that is drawn column by column
GOING_ON = 5  # of the lines of prose one at least goes on from the line above
DEEPEST = 12  # parts within parts


class Part(NamedTuple):
    """Words that are laid out together: as lines, or each of `cells` on one line, as a row of a table."""

    words: list[Word]
    cells: list[list[Word]]
    is_note: bool = False


def parts(words: Sequence[Word]) -> list[Part]:
    """Return the parts of a page in the order in which they are read."""
    found = with_notes(groups(words)) if _are_drawn_apart(words) else []
    if len(found) < 2 or not _has_columns(found):
        return [Part(list(words), [])]
    return list(_joined(list(_read(found, DEEPEST))))


def _are_drawn_apart(words: Sequence[Word]) -> bool:
    """Tell a page on which drawing goes up again: to another column, and not only to a head that is drawn last."""
    lines = [word.line for word in words]
    if not any(map(gt, lines[1:], lines)):  # as most pages; what follows takes longer
        return False
    top = words[0].line
    for before, word in pairwise(words):
        if before.line + before.height * UP < word.line < top + word.height * HIGHER:
            return True
        top = max(top, word.line)
    return False


def _has_columns(found: Sequence[Group]) -> bool:
    """Tell whether something of several lines stands beside something else of several lines, or of another size, or rows of cells."""
    if any(group.is_note for group in found) or any(_are_beside(one, other) for one, other in level(found)):
        return True
    return any(len(group.rows) > 1 for group in found) and any(_is_row(*each) for each in pairwise(_bands(found)))


def _is_row(band: Sequence[Group], other: Sequence[Group]) -> bool:
    """Tell a row of three cells at least, one of them wrapped, beside another."""
    is_wrapped = any(len(group.rows) > 1 for group in (*band, *other))
    return is_wrapped and min(len(band), len(other)) >= FEWEST_CELLS and _are_rows(band, other)


def _are_beside(one: Group, other: Group) -> bool:
    if one.is_across(other) or len(one.rows) == len(other.rows) == 1:
        return False
    if not (_has_words(one) and _has_words(other)):
        return False
    small, large = sorted((one.height, other.height))
    return min(len(one.rows), len(other.rows)) > 1 or small < large * SMALLER


def _has_words(group: Group) -> bool:
    """Tell words from the signs of a formula, which stand above and beside each other."""
    return any(len(word.text) >= LONG and sum(map(str.isalpha, word.text)) >= LONG for word in group.words)


def _are_columns(sides: Sequence[Sequence[Group]]) -> bool:
    return bool(sides) and all(sum(len(group.rows) for group in side) > 1 for side in sides)


def _read(found: Sequence[Group], deep: int) -> Iterator[tuple[Group, ...]]:
    """Yield the blocks as they are read."""
    if not deep or not (_has_columns(found) or _are_columns(_sides(found))):
        yield (found[0].with_(found[1:]),)
        return
    zones = _zones(_bands(found))
    if len(zones) > 1:
        for index, zone in enumerate(zones):
            if len(zone) > 1 and any(
                _are_rows(zone, other) for other in zones[max(index - 1, 0) : index + 2] if other is not zone
            ):
                yield from _row(sorted(zone, key=lambda each: each.left))
            else:
                yield from _read(zone, deep - 1)
        return
    if sides := _sides(found):
        if _is_table(*sides):
            yield (found[0].with_(found[1:]),)
            return
        for side in sides:
            yield from _read(side, deep - 1)
        return
    yield from ((group,) for group in _drawn(found))


def _bands(found: Sequence[Group]) -> list[list[Group]]:
    """Return the blocks from above, those together that stand side by side."""
    bands: list[list[Group]] = []
    bottom = 0.0
    for group in sorted(found, key=lambda each: -each.top):
        if bands and group.top > bottom:
            bands[-1].append(group)
            bottom = min(bottom, group.bottom)
        else:
            bands.append([group])
            bottom = group.bottom
    return bands


def _zones(bands: Sequence[list[Group]]) -> list[list[Group]]:
    """Return the bands, those together over which columns go on that are drawn one after the other."""
    zones: list[list[Group]] = []
    for band in bands:
        if zones and _goes_on_below(zones[-1], band):
            zones[-1] = [*zones[-1], *band]
        else:
            zones.append(list(band))
    return zones


def _goes_on_below(zone: Sequence[Group], band: Sequence[Group]) -> bool:
    """Tell whether a column of what stands above goes on in a band: it was drawn before all of another column."""
    if len(zone) < 2 or min(each.first for each in band) > max(each.first for each in zone):
        return False
    sides = _sides([*zone, *band])
    return bool(sides) and all(any(each is group for group in side for each in zone) for side in sides)


def _sides(found: Sequence[Group]) -> list[list[Group]]:
    """Return two columns, parted by an empty strip, of which one is drawn before the other; none where there are none."""
    by_left = sorted(found, key=lambda each: each.left)
    right = by_left[0].right
    for n, group in enumerate(by_left[1:], 1):
        if group.left >= right:
            sides = sorted((by_left[:n], by_left[n:]), key=lambda side: min(each.first for each in side))
            is_drawn = max(each.first for each in sides[0]) < min(each.first for each in sides[1])
            if is_drawn and any(one.is_level(other) for one in sides[0] for other in sides[1]):
                return sides
        right = max(right, group.right)
    return []


def _is_table(one: Sequence[Group], other: Sequence[Group]) -> bool:
    """Tell two columns of a table: their lines stand level, and in one of them hardly a sentence goes on in the next."""
    columns = [sorted((row for group in side for row in group.rows), key=lambda row: -row.top) for side in (one, other)]
    short, long = sorted(columns, key=len)
    if len(short) < RULED or len(long) > len(short) * 2:
        return False
    if all(map(_is_numbered, columns)):  # two pages of a transcript
        return False
    lines = {round(row.bottom) for row in long}
    level = sum(not lines.isdisjoint(range(round(row.bottom) - 1, round(row.bottom) + 2)) for row in short)
    return level * 10 >= len(short) * 9 and any(not _is_going_on(rows) for rows in columns)


def _is_numbered(rows: Sequence[Row]) -> bool:
    """Tell lines that are counted at their front."""
    numbers = [int(text) for row in rows if (text := row.words[0].text).isdecimal() and len(text) <= LONG]
    return sum(after == before + 1 for before, after in pairwise(numbers)) * 3 >= (len(rows) - 1) * 2


def _is_going_on(rows: Sequence[Row]) -> bool:
    words = [" ".join(word.text for word in row.words) for row in rows]
    return sum(goes_on(above, below) for above, below in pairwise(words)) * GOING_ON >= len(words) - 1


def _drawn(found: Sequence[Group]) -> Iterator[Group]:
    """Yield blocks as they are drawn, but none before one that stands above it."""
    below: dict[Group, list[Group]] = {group: [] for group in found}
    above = dict.fromkeys(found, 0)
    for group in found:
        for other in found:
            if group is not other and other.top <= group.bottom and group.is_across(other):
                below[group].append(other)
                above[other] += 1
    number = {group: n for n, group in enumerate(found)}
    free = [(group.first, number[group], group) for group in found if not above[group]]
    heapify(free)
    while free:
        _, _, group = heappop(free)
        yield group
        for other in below[group]:
            above[other] -= 1
            if not above[other]:
                heappush(free, (other.first, number[other], other))


def _are_rows(band: Sequence[Group], other: Sequence[Group]) -> bool:
    """Tell two rows of a table: low cells of letters of one height, whose edges stand below each other."""
    if len(other) < 2 or any(len(group.rows) > TALLEST for group in (*band, *other)):
        return False
    heights = [word.height for group in (*band, *other) for word in group.words]
    if min(heights) < max(heights) * SMALLER:
        return False
    edges = sum(
        any(abs(one.left - each.left) <= EDGE or abs(one.right - each.right) <= EDGE for each in other) for one in band
    )
    return edges >= 2 and edges * 2 >= len(band)


def _row(cells: Sequence[Group]) -> Iterator[tuple[Group, ...]]:
    """Yield a row of a table as one, but cell by cell where most of its cells are sentences."""
    sentences = [cell for cell in cells if len(cell.words) >= WORDY and SENTENCE_END.search(cell.words[-1].text)]
    if len(sentences) > 1 and len(sentences) * 3 > len(cells) * 2:
        yield from ((cell,) for cell in cells)
    else:
        yield tuple(cells)


def _joined(read: Sequence[tuple[Group, ...]]) -> Iterator[Part]:
    """Yield parts: blocks that are read one below the other together."""
    words: list[Word] = []
    for before, here in pairwise([(), *read]):
        if words and (len(here) > 1 or here[0].is_note or len(before) != 1 or not _is_below(before[0], here[0])):
            yield Part(words, [])
            words = []
        if len(here) > 1:
            yield Part([], [group.words for group in here])
        elif here[0].is_note:
            yield Part(here[0].words, [], is_note=True)
        else:
            words = [*words, *here[0].words]
    if words:
        yield Part(words, [])


def _is_below(above: Group, group: Group) -> bool:
    return group.top <= above.bottom and group.is_across(above)
