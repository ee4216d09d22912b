"""Facets: what the passages that were found have in common, counted exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, overload

import numpy as np

from ingest.search.arrays import Arrays, Numbers
from ingest.search.prepare import FACETS

NAMES = (*FACETS, "person")


class Value(NamedTuple):
    """One value of a facet and how many of the passages found have it."""

    value: str
    count: int  # type: ignore[assignment] # the method of tuples is not needed here


class Values(Sequence[Value]):
    """The values of a facet that were found, in order: two arrays, of which a Value is made when it is asked for.

    An archive may have thousands of authors, and a page shows eight of them.
    """

    def __init__(self, names: Sequence[str], codes: Numbers, counts: Numbers) -> None:
        self.names, self.codes, self.counts = names, codes, counts

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[Value]:
        for code, count in zip(self.codes.tolist(), self.counts.tolist(), strict=True):
            yield Value(self.names[code], count)

    @overload
    def __getitem__(self, at: int) -> Value: ...
    @overload
    def __getitem__(self, at: slice) -> Values: ...
    def __getitem__(self, at: int | slice) -> Value | Values:
        if isinstance(at, slice):
            return Values(self.names, self.codes[at], self.counts[at])
        return Value(self.names[int(self.codes[at])], int(self.counts[at]))


def facets(arrays: Arrays, mask: Numbers, held: Numbers) -> dict[str, Values]:
    """Return the values of every facet with their counts, the most frequent first; years from the last to the first.

    `mask` tells which passages were found, `held` how many of each document.
    """
    weights = held.astype(np.float64)  # what bincount adds up
    counted = {name: np.bincount(arrays.facets[name], weights, len(arrays.values[name])) for name in FACETS}
    counted["person"] = np.bincount(arrays.person, mask[arrays.named_in], len(arrays.values["person"]))
    return {name: _values(arrays.values[name], counted[name].astype(np.int64), name == "year") for name in NAMES}


def _values(names: list[str], counts: Numbers, is_last_first: bool) -> Values:
    """Return the values that are held; their names are in order already, and the first stands for none."""
    held = np.flatnonzero(counts[1:]) + 1
    order = held[::-1] if is_last_first else held[np.argsort(-counts[held], kind="stable")]
    return Values(names, order, counts[order])
