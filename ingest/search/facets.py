"""Facets: what the passages that were found have in common, counted exactly."""

from __future__ import annotations

from itertools import starmap
from typing import Any, NamedTuple

import numpy as np

from ingest.search.arrays import Arrays, Numbers
from ingest.search.prepare import FACETS

NAMES = (*FACETS, "person")


class Value(NamedTuple):
    """One value of a facet and how many of the passages found have it."""

    value: str
    count: int  # type: ignore[assignment] # the method of tuples is not needed here


def facets(arrays: Arrays, mask: Numbers) -> dict[str, list[Value]]:
    """Return the values of every facet with their counts, the most frequent first; years from the last to the first."""
    held = arrays.of_documents(mask.view(np.uint8), np.int32)
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
    found["person"] = sorted(starmap(Value, counted.items()), key=lambda each: (-each.count, each.value))
    return found


def _values(names: list[Any], counts: Numbers) -> list[Value]:
    """Return the values that are held; their names are in order already, and 0 stands for none."""
    held = np.flatnonzero(counts[1:]) + 1
    order = held[np.argsort(-counts[held], kind="stable")]
    return [Value(names[n], count) for n, count in zip(order.tolist(), counts[order].astype(int).tolist(), strict=True)]
