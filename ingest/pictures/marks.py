"""Marks: each thing by itself, one upon another in the column of its date, where there are few enough for that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ingest.pictures.columns import Column
from ingest.pictures.periods import Period

TALLEST = 24.0  # of a mark with the gap below it, in pixels
FEWEST = 6  # marks that a column has room for
GAP = 3
WIDEST = 140  # of the circles of all columns together, half of it in pixels


def stacked(
    items: Iterable[dict[str, Any]], seen: Period, drawn: Sequence[Column], height: float
) -> Iterator[tuple[dict[str, Any], dict[str, float]]]:
    """Yield each item whose `date` is in one column alone, and where its mark is drawn: across in percent, down in pixels."""
    number = {each.prefix: n for n, each in enumerate(seen.bins)}
    step = min(TALLEST, height / max((FEWEST, *(each.count for each in drawn))))
    filled = [0] * len(drawn)
    for item in items:
        first, _, last = item["date"].partition("/")
        n = number.get(first[: seen.letters])
        if n is None or len(first) < seen.letters or last[: seen.letters] not in ("", first[: seen.letters]):
            continue
        filled[n] += 1
        yield (
            item,
            {
                "x": drawn[n].x,
                "width": drawn[n].width,
                "middle": drawn[n].middle,
                "y": round(height - filled[n] * step, 1),
                "height": round(step - GAP, 1),
                "radius": round(min(step / 2 - GAP / 2, WIDEST / len(drawn)), 1),
            },
        )
