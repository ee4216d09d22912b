"""Clusters: shared stretches of two passages each, put together where they are the same words of one passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ingest.matching.shared_words import Shared

NEAR = 8  # stretches before it, in order, that one is held against
OVERLAP = 2 / 3  # of the longer of two stretches, to be the same


class Stretch(NamedTuple):
    """The words of a passage from `start` up to `end`."""

    passage: int
    start: int
    end: int


def clusters(found: Iterable[Shared], documents: Any) -> Iterator[list[Stretch]]:
    """Yield for each cluster the longest stretch of every document that it stands in, in the order of the archive."""
    parents: dict[Stretch, Stretch] = {}
    for each in found:
        first = Stretch(each.first, each.first_start, each.first_end)
        second = Stretch(each.second, each.second_start, each.second_end)
        _join(parents, parents.setdefault(first, first), parents.setdefault(second, second))
    order = sorted(parents)
    for n, stretch in enumerate(order):
        for above in order[max(0, n - NEAR) : n]:
            if _same(above, stretch):
                _join(parents, above, stretch)
    members: dict[Stretch, list[Stretch]] = {}
    for stretch in order:
        members.setdefault(_root(parents, stretch), []).append(stretch)
    for stretches in members.values():
        yield list(_longest(stretches, documents))


def _same(one: Stretch, other: Stretch) -> bool:
    both = min(one.end, other.end) - max(one.start, other.start)
    return one.passage == other.passage and both >= OVERLAP * max(one.end - one.start, other.end - other.start)


def _join(parents: dict[Stretch, Stretch], one: Stretch, other: Stretch) -> None:
    first, second = sorted((_root(parents, one), _root(parents, other)))
    parents[second] = first


def _root(parents: dict[Stretch, Stretch], stretch: Stretch) -> Stretch:
    while parents[stretch] != stretch:
        parents[stretch] = parents[parents[stretch]]
        stretch = parents[stretch]
    return stretch


def _longest(stretches: list[Stretch], documents: Any) -> Iterator[Stretch]:
    best: dict[int, Stretch] = {}
    for each in stretches:
        document = int(documents[each.passage])
        held = best.get(document)
        if held is None or each.end - each.start > held.end - held.start:
            best[document] = each
    yield from best.values()
