"""Columns of a page of a PDF: what stands side by side is read one column after the other, as newspapers and statutes are set.

Lines are columns of prose only where most of them are full on both sides of an empty strip, and go on in the line below; a table is read
across, whether its cells are figures or sentences, and cell by cell where sentences go on within a cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from ingest.formats.pdf.rows import Side, goes_on, rows_of, usual

Spaced = tuple[str, int]  # a line, and its distance from the one above, in tenths of the height of its letters

# the first letter behind two blanks and more, where a column may begin
BEGINS = re.compile(r"(?<=[ ]{2})\S")
# "that     before": stretched to the margins of a narrow column
STRETCHED = re.compile(r"(?<=\S) {2,}(?=\S)")
FEWEST = 8  # lines of a column beside another
NARROWEST, WIDEST = 0.3, 0.7  # where the strip between two columns stands, of the width of the page
FULL = 0.75  # of the width of a column: what a line of prose fills
WORDY = 0.85  # letters among the signs of prose
DEEPEST = 3  # columns within columns: up to eight side by side
GOING_ON = 3  # of the lines of prose one at least goes on from the line above; cells of a table end where they are full
TITLE = 3  # lines of a title at most
NAMES = 12  # letters of a line of single words, which is no prose
APART = " " * 4  # between cells, at the least
FAR = 3  # times the usual distance of lines: what stands so far off is a running head or a page number


def one_below_the_other(page: Sequence[Spaced], deep: int = DEEPEST) -> list[Spaced]:
    """Return the lines of a page in the order in which they are read."""
    edge = _edge(page) if deep and len(page) >= FEWEST else None
    if edge is None:
        return list(page)
    found: list[Spaced] = []
    for first, end, crossed in _zones(page, edge):
        lines = page[first:end]
        if crossed:  # other columns may stand above or below these
            found += one_below_the_other(lines, deep - 1) if len(lines) < len(page) else lines
            continue
        first_of_columns, last_of_columns = _without_heads(lines)
        if end < len(page):
            last_of_columns = _without_title(lines, last_of_columns, edge)
        within = lines[first_of_columns:last_of_columns]
        left, right = _sides(within, edge)
        columns = _of_prose(left, right, deep - 1)
        if not columns:
            found += lines
            continue
        found += lines[:first_of_columns]
        if begins := rows_of(columns):
            found += _cells(columns, begins, within[0][1])
        else:
            found += _columns(left, right, within[0][1], deep)
        found += lines[last_of_columns:]
    return found


def _edge(page: Sequence[Spaced]) -> int | None:
    """Return where a second column may begin: where most words do behind a gap near the middle of the page."""
    width = max(len(line) for line, _ in page)
    begins = Counter(
        match.start()
        for line, _ in page
        for match in BEGINS.finditer(line, int(width * NARROWEST), int(width * WIDEST))
    )
    if not begins:
        return None
    most, count = max(begins.items(), key=lambda each: (each[1], -each[0]))
    if count < FEWEST:
        return None
    return min(at for at in range(most - 2, most + 1) if begins[at] > 1)


def _zones(page: Sequence[Spaced], edge: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the runs of lines that leave the strip before `edge` empty, and those that cross it, with the few between them that do not."""
    crosses = [bool(line[edge - 2 : edge].strip()) for line, _ in page]
    for first, end in list(_runs(crosses)):
        if end - first < FEWEST:
            crosses[first:end] = [True] * (end - first)
    for first, end in _runs(crosses):
        yield first, end, crosses[first]


def _runs(crosses: Sequence[bool]) -> Iterator[tuple[int, int]]:
    return pairwise([0, *(n for n, (a, b) in enumerate(pairwise(crosses), 1) if a != b), len(crosses)])


def _without_heads(lines: Sequence[Spaced]) -> tuple[int, int]:
    """Return which of the lines between two full ones are columns: a head and a page number stand far from them."""
    far = median(distance for _, distance in lines) * FAR
    first, end = 0, len(lines)
    if end > 2 and lines[1][1] > far:
        first = 1
    if end - first > 2 and lines[-1][1] > far:
        end -= 1
    return first, end


def _without_title(lines: Sequence[Spaced], end: int, edge: int) -> int:
    """Return which line ends the columns: the title of what stands below both begins on the left, further off than lines are."""
    right = next((n for n in range(end - 1, -1, -1) if lines[n][0][edge:].strip()), end - 1)
    far = median(distance for _, distance in lines) * 3 > lines[right + 1][1] * 2 if right + 1 < end else True
    return end if far or end - right - 1 > TITLE else right + 1


def _sides(lines: Sequence[Spaced], edge: int) -> tuple[list[Side], list[Side]]:
    left, right, down = [], [], 0
    for line, distance in lines:
        down += distance
        if line[:edge].strip():
            left.append(Side(line[:edge].rstrip(), down))
        if line[edge:].strip():
            right.append(Side(line[edge:], down))
    return left, right


def _of_prose(left: Sequence[Side], right: Sequence[Side], deep: int) -> list[list[Side]]:
    """Return the columns of prose that stand side by side; nothing where one is none."""
    if not (_is_prose(left) and _is_prose(right)):
        return []
    columns = [*_parts(left, deep), *_parts(right, deep)]
    return columns if all(len(each) < FEWEST or (_is_prose(each) and not _has_cells(each)) for each in columns) else []


def _has_cells(column: Sequence[Side]) -> bool:
    """Tell rows of cells: half of the lines have much room within, and are parted no further."""
    return sum(APART in words.strip() for words, _ in column) * 2 >= len(column)


def _is_prose(column: Sequence[Side]) -> bool:
    """Tell a column of prose from one of a table: most of its lines are full, and words, and many go on; none is ruled."""
    if len(column) < FEWEST:
        return False
    begin = min(len(words) - len(words.lstrip()) for words, _ in column)
    widths = sorted(len(words) - begin for words, _ in column)
    width = widths[int(len(widths) * 0.9)]
    text = "".join(words for words, _ in column)
    if len(widths) * NAMES > sum(widths) and sum(len(words.split()) for words, _ in column) < len(column) * 2:
        return False  # names below each other
    wordy = sum(map(str.isalpha, text)) >= sum(not sign.isspace() for sign in text) * WORDY
    if sum(goes_on(above.words, below.words) for above, below in pairwise(column)) * GOING_ON < len(column) - 1:
        return False
    return wordy and "|" not in text and sum(each >= width * FULL for each in widths) * 2 >= len(widths)


def _columns(left: Sequence[Side], right: Sequence[Side], distance: int, deep: int) -> Iterator[Spaced]:
    """Yield the lines of two columns, the second below the first; `distance` is that of the first line."""
    above = one_below_the_other(list(_spaced(left, distance)), deep - 1)
    close = usual(right)
    begins = close if goes_on(above[-1][0], right[0].words) else close * FAR
    for words, down in (*above, *one_below_the_other(list(_spaced(right, begins)), deep - 1)):
        yield STRETCHED.sub(" ", words), down


def _parts(column: Sequence[Side], deep: int) -> list[list[Side]]:
    """Return the columns that stand side by side in one, from the left; most often it is one."""
    edge = _edge([(words, 1) for words, _ in column]) if deep else None
    if edge is None or any(words[edge - 2 : edge].strip() for words, _ in column):
        return [list(column)]
    left = [Side(words[:edge].rstrip(), down) for words, down in column if words[:edge].strip()]
    right = [Side(words[edge:], down) for words, down in column if words[edge:].strip()]
    if not left:  # the strip is the margin of the page
        return [list(column)]
    return [*_parts(left, deep - 1), *_parts(right, deep - 1)]


def _cells(columns: Sequence[Sequence[Side]], begins: Sequence[int], distance: int) -> Iterator[Spaced]:
    """Yield the lines of a table row by row, in each cell by cell; `begins` says how far down the rows begin."""
    far = max(map(usual, columns)) * FAR
    end = max(column[-1].down for column in columns) + 1
    for above, below in pairwise([*begins, end]):
        for column in columns:
            cell = [side for side in column if above <= side.down < below]
            for words, down in _spaced(cell, distance) if cell else ():
                yield STRETCHED.sub(" ", words), down
            distance = far if cell else distance


def _spaced(column: Sequence[Side], distance: int) -> Iterator[Spaced]:
    """Yield the lines of a column with their distances, which are those of either column where lines do not stand level."""
    close = usual(column)
    yield column[0].words, distance
    for above, below in pairwise(column):
        yield below.words, close if goes_on(above.words, below.words) else below.down - above.down
