"""What a clause became, word by word, also where it was split or merged with others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ingest.comparing.clauses import Clause, Link
from ingest.matching.diff import Piece, diff


def changed(clause: Clause, links: Iterable[Link]) -> list[Piece]:
    """Return what differs between a clause and what it came from, among the links of its row; none where that is white space.

    Several that were merged are taken as one text. A clause that was split is held against all its parts, one behind the
    other, and the pieces are those that fall into this part.
    """
    row = list(links)
    mine = [link for link in row if link.after and link.after.id == clause.id and link.before]
    origins = [link.before.text for link in mine if link.before]
    if not origins:
        return []
    parts = [clause]
    if mine[0].kind == "split":
        parts = [link.after for link in row if link.kind == "split" and link.before == mine[0].before and link.after]
    before, after = "\n".join(origins), "\n".join(part.text for part in parts)
    start = sum(len(part.text) + 1 for part in parts[: parts.index(clause)])
    return list(_cut(_told(before, after), start, start + len(clause.text)))


@lru_cache(4)
def _told(before: str, after: str) -> tuple[Piece, ...]:
    """Return what changed, nothing where that is white space; it is asked for again for every part of a split."""
    return () if before.split() == after.split() else tuple(diff(before, after))


def _cut(pieces: Sequence[Piece], start: int, end: int) -> Iterator[Piece]:
    """Yield pieces as far as they fall between two places of the later text; what was removed between two parts ends the first."""
    at = 0
    for kind, text in pieces:
        if kind == "removed":
            if start <= at <= end:
                yield Piece(kind, text)
            continue
        inside = text[max(0, start - at) : max(0, end - at)]
        if inside:
            yield Piece(kind, inside)
        at += len(text)
