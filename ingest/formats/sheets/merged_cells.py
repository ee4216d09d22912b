"""Merged cells: of what stands in one that several were made of, only the first is shown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ingest.formats.sheets.sheet import COVERED, Sheet

MOST_IN_A_ROW = 50  # merged cells, as there are in all rows on average
FEWEST_STEPS = 10_000


class Merged(NamedTuple):
    """A merged cell: its rows and columns, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


def cover(sheet: Sheet, merged: Sequence[Merged]) -> None:
    """Set apart what stands in cells that a merged one covers."""
    numbers = [row.number for row in sheet.rows]
    columns: dict[int, list[int]] = {}
    left = FEWEST_STEPS + MOST_IN_A_ROW * (len(numbers) + len(merged))
    for each in merged:
        for n in range(bisect_left(numbers, each.top), bisect_right(numbers, each.bottom)):
            left -= 1
            if left < 0:  # they lie upon each other, as no program writes them
                return
            row = sheet.rows[n]
            if n not in columns:
                columns[n] = sorted(row.cells)
            held = columns[n]
            for column in held[bisect_left(held, each.left) : bisect_right(held, each.right)]:
                if (row.number, column) != (each.top, each.left):
                    row.hide(column, COVERED)
