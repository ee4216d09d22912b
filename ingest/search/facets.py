"""Facets: what the passages that were found have in common, counted exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ingest.search.arrays import Arrays, Numbers
from ingest.search.prepare import FACETS

NAMES = (*FACETS, "person")


@dataclass(frozen=True)
class Value:
    """One value of a facet and how many of the passages found have it."""

    value: str
    count: int


def facets(arrays: Arrays, mask: Numbers) -> dict[str, list[Value]]:
    """Return the values of every facet with their counts, the most frequent first; years from the last to the first."""
    held = arrays.of_documents(mask.view(np.uint8))
    found = {}
    for name in FACETS:
        counts = np.bincount(arrays.facets[name], held, len(arrays.values[name]))
        found[name] = _values(arrays.values[name], counts)
    found["year"].sort(key=lambda each: each.value, reverse=True)
    people = arrays.values["person"]
    rows = np.bincount(arrays.person[mask[arrays.named_in]], minlength=1)
    counted: dict[str, int] = {}
    for row, name in people[1:]:
        if row < len(rows) and rows[row]:
            counted[name] = counted.get(name, 0) + int(rows[row])
    found["person"] = sorted((Value(*each) for each in counted.items()), key=_order)
    return found


def _values(names: list[Any], counts: Numbers) -> list[Value]:
    held = np.flatnonzero(counts)
    return sorted((Value(names[n], int(counts[n])) for n in held.tolist() if n), key=_order)


def _order(value: Value) -> tuple[int, str]:
    return -value.count, value.value
