"""Ranges: two dates with a dash or "to" between them."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.grammar.date_parts import GAP
from ingest.grammar.edtf import DateWords, Part

# what stands between two dates that are the ends of a range; `word` is "to" and the like
JOIN = re.compile(rf",?(?:{GAP}[-‐‑‒–—]{GAP}|{GAP}\b(?P<word>to|until|till|through)\b{GAP})(?:the\s)?")


def range_of(text: str, first: DateWords, last: DateWords) -> DateWords | None:
    """Return two dates as one range if only a dash or "to" stands between them and it runs forwards."""
    join = JOIN.fullmatch(text, first.end, last.start) if last.start - first.end < 24 else None
    if not join or first.last or last.last or first.flag or last.flag:
        return None
    if (first.day is None) != (last.day is None) or first.month is None or last.month is None:
        return None
    if first.year and not last.year and not join["word"]:
        return None
    start, end = _ends(first, last)
    over_new_year = start[0] is None and first.month >= 10 and last.month <= 3
    if not over_new_year and tuple(number or 0 for number in start) >= tuple(number or 0 for number in end):
        return None
    return replace(first, end=last.end, words=text[first.start : last.end], year=start[0], last=end)


def _ends(first: DateWords, last: DateWords) -> tuple[Part, Part]:
    """Return both ends of a range; a year printed once holds for both, unless the range crosses New Year."""
    wraps = (first.month or 0, first.day or 0) > (last.month or 0, last.day or 0)
    begins, ends = first.year, last.year
    if begins is None and ends is not None:
        begins = ends - wraps
    elif ends is None and begins is not None:
        ends = begins + wraps
    return (begins, first.month, first.day), (ends, last.month, last.day)
