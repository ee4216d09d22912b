"""Heads of papers: title, author and day above "Abstract", as TeX sets them in the middle of the first page."""

from __future__ import annotations

import re

from ingest.grammar.bylines import NAMES, is_no_person
from ingest.grammar.date_headings import read_date_heading
from ingest.grammar.names import is_name
from ingest.grammar.titles import title_like
from ingest.records.page_days import Head, day_of
from ingest.records.parts import Given

ABSTRACT = re.compile(
    r"(?:abstract|zusammenfassung|kurzfassung|résumé|resumen|resumo|riassunto|samenvatting)\W*\Z", re.IGNORECASE
)
# "Ada Quill∗", "Ada Quill ∗∗", "The lamp†": marks that point at a note
MARKS = "∗*†‡§¶"
# "Released 2021/03/02", "Version of 3 March 2021"
RELEASED = re.compile(r"(?:released|version of|revised|draft of)\s+(?=\d|[A-Z])", re.IGNORECASE)
AUTHORS = re.compile(rf"(?P<author>{NAMES})\Z")
# "University of Zennor", "Harbour Studies": whose paper it is, and neither what it is called nor who wrote it
HOUSE = r"universit(?:y|ät|é|à)|universidad|institut[eo]?|college|department|school of|faculty"
OF_HOUSE = re.compile(
    rf"\b(?:{HOUSE}|laborator(?:y|ies)|studies|journal|review|letters|proceedings|transactions)\b", re.IGNORECASE
)
BEGINS_AS_HOUSE = re.compile(rf"(?:the )?(?:{HOUSE})\b", re.IGNORECASE)
# "submissions to the" above the rest of a title
GOES_ON = re.compile(r"\b(?:the|a|an|of|for|to|in|on|and|with|by|from|der|des|und|für|de|la|les|et)\Z")


def paper_head(lines: list[str], given: Given) -> Head | None:
    """Return what stands above "Abstract": a title, who wrote, and at most the day; None where anything else does."""
    at = next((n for n, line in enumerate(lines) if ABSTRACT.match(line)), 0)
    if at < 2:
        return None
    day = day_of(RELEASED.sub("", lines[at - 1]), given) if _is_day(lines[at - 1]) else None
    at -= 2 if day else 1
    found = AUTHORS.match(_unmarked(lines[at])) if at > 0 else None
    if found is None or not is_name(found["author"].split(",")[0].split(" and ")[0]) or is_no_person(found["author"]):
        return None
    title = _unmarked(lines[at - 1])
    if not title_like(title) or _is_day(title) or OF_HOUSE.search(found["author"]) or BEGINS_AS_HOUSE.match(title):
        return None
    above = lines[at - 2] if at > 1 else ""
    goes_on = GOES_ON.search(above) is not None
    title = f"{above} {title}" if goes_on else title
    return Head(title, found["author"], day, "date below the author", of_page=goes_on)


def _unmarked(line: str) -> str:
    return line.rstrip(MARKS).rstrip()


def _is_day(line: str) -> bool:
    """Tell a line that is nothing but a day."""
    found = read_date_heading(RELEASED.sub("", line))
    return found is not None and found.is_day and not found.title
