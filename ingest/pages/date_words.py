"""Dates as a reader says them, wherever they are shown: no more precise than they are known."""

from __future__ import annotations

from ingest.grammar.date_parts import MONTH_NAMES
from ingest.grammar.edtf import earliest_latest


def date_words(edtf: str | None) -> str:
    """Return an EDTF date as a reader says it: `2016-12` is "December 2016", `2019-05-20/2019-05-23` "20 to 23 May 2019".

    What is no date of levels 0 and 1 is said as it is written.
    """
    if not is_date(edtf):
        return edtf or ""
    first, _, last = (edtf or "").partition("/")
    if not last:
        return _one(first)
    if len(first) == len(last) == 10 and first[:7] == last[:7]:
        return f"{int(first[8:])} to {_one(last)}"
    return f"{_one(first)} to {_one(last)}"


def is_date(edtf: str | None) -> bool:
    """Tell whether something is a date, or goes from one to another, as far as either is known."""
    return earliest_latest(edtf) != (None, None)


def _one(edtf: str) -> str:
    year, month, day = (*edtf.split("-"), "", "")[:3]
    if not month:
        return year
    return f"{int(day)} {MONTH_NAMES[int(month) - 1]} {year}" if day else f"{MONTH_NAMES[int(month) - 1]} {year}"
