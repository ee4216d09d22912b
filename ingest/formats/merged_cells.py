"""Merged cells: of what stands in one that several were made of, only the first is shown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from ingest.formats.sheet import COVERED, Sheet

MOST_STEPS = 5_000_000  # to find what merged cells cover


class Merged(NamedTuple):
    """A merged cell: its rows and columns, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


def cover(sheet: Sheet, merged: Iterable[Merged]) -> None:
    """Set apart what stands in cells that a merged one covers."""
    numbers, left = [row.number for row in sheet.rows], MOST_STEPS
    for each in merged:
        for row in sheet.rows[bisect_left(numbers, each.top) : bisect_right(numbers, each.bottom)]:
            left -= 1 + len(row.cells)
            if left < 0:  # they lie upon each other, as no program writes them
                return
            first = each.left if row.number == each.top else 0
            for column in [column for column in row.cells if each.left <= column <= each.right and column != first]:
                row.hide(column, COVERED)
