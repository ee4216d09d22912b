"""Lanes: stretches of time one below another, so that no two lie upon each other and the earliest are highest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.pictures.dates import Stretch


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch as it is drawn, in percent of the picture: all of it, and within it what is certain.

    `open_left` and `open_right` tell that it is not known where it begins or ends, or that it goes on beyond the edge.
    """

    lane: int
    x: float
    width: float
    sure_x: float
    sure_width: float
    open_left: bool
    open_right: bool


LEAST = 0.6  # percent that a bar is wide at least, so that it can be seen


def lanes(stretches: Sequence[Stretch], first: int, last: int, label: float = 0) -> list[Bar | None]:
    """Return where each stretch is drawn between two days; None for one outside them, or of which no day is known.

    A lane is free again behind a bar and the `label` that stands on it, given in percent.
    """
    ends: list[float] = []
    bars: list[Bar | None] = []
    for each in stretches:
        bar = _bar(each, first, last)
        if bar is None:
            bars.append(None)
            continue
        lane = next((n for n, end in enumerate(ends) if end <= bar.x), len(ends))
        end = max(bar.x + bar.width, bar.x + label) + 0.4
        ends[lane : lane + 1] = [end]
        bars.append(Bar(lane, bar.x, bar.width, bar.sure_x, bar.sure_width, bar.open_left, bar.open_right))
    return bars


def _bar(each: Stretch, first: int, last: int) -> Bar | None:
    if each.start is None and each.end is None:
        return None
    start, end = each.start if each.start is not None else first, each.end if each.end is not None else last
    if start > last or end < first or start > end:
        return None
    days = last + 1 - first

    def percent(day: int) -> float:
        return round(100 * min(1.0, max(0.0, (day - first) / days)), 3)

    x = percent(start)
    width = round(max(LEAST, percent(end + 1) - x), 3)
    begun, ending = each.begun if each.begun is not None else start, each.ending if each.ending is not None else end
    sure = (percent(begun), max(0.0, round(percent(ending + 1) - percent(begun), 3))) if ending >= begun else (x, 0.0)
    return Bar(
        0, min(x, 100 - width), width, *sure, each.start is None or start < first, each.end is None or end > last
    )
