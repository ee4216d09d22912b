"""Which edition of a set of rules was in force on a day, if the dates leave no doubt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.grammar.edtf import earliest_latest


class Term(NamedTuple):
    """An edition, and from when to when it was in force: EDTF dates, as far as they are known."""

    edition_id: str
    from_date: str | None
    to_date: str | None


def in_force(terms: Sequence[Term], date: str) -> str | None:
    """Return the one edition of an instrument that was in force all through `date` (EDTF); None where that is not certain.

    An edition is in force to the end of its `to_date` or, where none is stated, until the next edition begins. An edition
    without a known beginning may have been in force on any day, so that no other is certain; and what came after one that has ended
    itself is not known.
    """
    first, last = earliest_latest(date)
    if first is None or last is None:
        return None
    may_be = [term for term in terms if _may_be(term, first, last)]
    if not may_be:
        return None
    latest = max(may_be, key=lambda term: earliest_latest(term.from_date)[0] or "")
    begun = earliest_latest(latest.from_date)[1]
    ends = earliest_latest(latest.to_date)[0] if latest.to_date else "9999"
    if begun is None or begun > first or ends is None or ends < last:
        return None
    if any(_took_the_place(each, latest, first) for each in terms):
        return None
    return latest.edition_id if all(each is latest or _replaced(each, latest) for each in may_be) else None


def _may_be(term: Term, first: str, last: str) -> bool:
    """Tell whether an edition may have been in force on some day from `first` to `last`."""
    begins = earliest_latest(term.from_date)[0]
    ends = earliest_latest(term.to_date)[1]
    return (begins is None or begins <= last) and (ends is None or ends >= first)


def _replaced(term: Term, by: Term) -> bool:
    """Tell whether an edition without a stated end certainly began before the one that took its place."""
    begun, next_begins = earliest_latest(term.from_date)[1], earliest_latest(by.from_date)[0]
    return term.to_date is None and begun is not None and next_begins is not None and begun < next_begins


def _took_the_place(term: Term, of: Term, day: str) -> bool:
    """Tell whether an edition may have taken the place of one without a stated end, and ended before a day."""
    begins, ends = earliest_latest(term.from_date)[1], earliest_latest(term.to_date)[1]
    begun = earliest_latest(of.from_date)[0]
    return of.to_date is None and ends is not None and ends < day and bool(begins and begun and begins > begun)
