"""Dates on a line of time: as stretches of days, as far as they are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ingest.grammar.edtf import earliest_latest


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days counted from year 1: it began between `start` and `begun`, and ended between `ending` and `end`.

    From `begun` to `ending` it went on for certain; where `ending` comes before `begun`, on no day for certain.
    A side of which nothing is known is None.
    """

    start: int | None
    begun: int | None
    ending: int | None
    end: int | None


def stretch(edtf: str | None) -> Stretch:
    """Return the days of a date: those of `2016` are all of that year, none of them certain."""
    first, _, last = (edtf or "").partition("/")
    start, begun = _days(first)
    ending, end = _days(last or first)
    if not last and start != begun:
        return Stretch(start, end, start, end)
    return Stretch(start, begun if last else start, ending, end)


def between(from_date: str | None, to_date: str | None) -> Stretch:
    """Return the days from one date to another, either of which may not be known."""
    start, begun = _days(from_date or "")
    ending, end = _days(to_date or "")
    return Stretch(start, begun, ending, end)


def _days(edtf: str) -> tuple[int | None, int | None]:
    first, last = earliest_latest(edtf)
    if first is None or last is None:
        return None, None
    return date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
