"""One file under two names: what is withheld of it under the one would be published under the other."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ingest.errors import SourceError
from ingest.sources.folder import digest_of
from ingest.sources.received import Received


def declared_twice(said: Sequence[Received]) -> Iterator[SourceError]:
    """Yield a sentence for each declaration of a file that another one speaks of already."""
    first: dict[str, Received] = {}
    for each in said:
        before = first.setdefault(os.path.realpath(each.path), each)
        if before is not each:
            yield SourceError(
                f"{each.name}: {each.path.name} is declared already, in {before.name}; "
                "join the two declarations, or give this one another `file:`."
            )


def published_elsewhere(sources: Iterable[Received]) -> Iterator[SourceError]:
    """Yield a sentence for each file that has the bytes of another of which more is withheld.

    Only files as long as one of which something is withheld are read; those in containers are not.
    """
    alone = [each for each in sources if not each.within]
    if not any(each.declaration.withhold for each in alone):
        return
    sizes: dict[int, list[Received]] = defaultdict(list)
    for each in alone:
        sizes[each.size()].append(each)
    for some in sizes.values():
        if len(some) > 1 and any(each.declaration.withhold for each in some):
            yield from _differing(some)


def _differing(some: list[Received]) -> Iterator[SourceError]:
    same: dict[str, list[Received]] = defaultdict(list)
    for each in some:
        same[digest_of(each.path) or ""].append(each)
    same.pop("", None)
    for copies in same.values():
        for each in copies:
            most = max(copies, key=lambda other: _more(other, each))
            if _more(most, each) > 0:
                yield SourceError(
                    f"{each.name}: it has the very bytes of {most.path.name}, of which {most.name} withholds something; "
                    "take one of the two files out, or withhold the same here."
                )


def _more(one: Received, other: Received) -> int:
    """Return how much is withheld of one file that is not of another; documents and passages have other ids there."""
    here, there = one.declaration.withhold, other.declaration.withhold
    patterns = {each.sought for each in here} - {each.sought for each in there} - {None}
    return max(len(patterns), len(here) - len(there))
