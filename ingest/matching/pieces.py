"""Pieces: the stretches of its source that the text of a passage is made of, one behind the other; page furniture parts them.

Most passages are of one piece. A place in the text of another is told by counting through its segments.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Pieces = Sequence[tuple[int, int]]  # where each begins and ends in the source, in order

OF_PASSAGES = """
select passage_id, "start", "end" from segments
where passage_id in (select value from json_each(:ids)) order by passage_id, "start" """


def by_passage(rows: Iterable[Sequence[object]]) -> dict[str, list[tuple[int, int]]]:
    """Return the pieces of each passage from the rows of OF_PASSAGES."""
    found: dict[str, list[tuple[int, int]]] = {}
    for id, start, end in rows:
        found.setdefault(id, []).append((start, end))  # type: ignore[arg-type]
    return found


def is_parted(text: str, start: int, end: int) -> bool:
    """Tell whether furniture stands within a passage from `start` to `end` of its source."""
    return len(text) < end - start


def in_source(pieces: Pieces, at: int) -> int:
    """Return the place in the source of a character of the text. Raises ValueError where the text is longer than its pieces."""
    for start, end in pieces:
        if at < end - start:
            return start + at
        at -= end - start
    raise ValueError("the segments of the passage are shorter than its text")


def in_text(pieces: Pieces, place: int) -> int:
    """Return the place in the text of one in the source; in the furniture between two pieces it is that of the next."""
    done = 0
    for start, end in pieces:
        if place <= end:
            return done + max(place - start, 0)
        done += end - start
    return done
