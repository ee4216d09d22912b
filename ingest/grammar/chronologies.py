"""Chronologies: texts that call themselves one, and whose lines are each a day and what happened on it."""

from __future__ import annotations

import re

from ingest.grammar.dates import DateWords, find_dates
from ingest.grammar.event_sightings import Sighting
from ingest.grammar.event_titles import sentence_title
from ingest.model import Reading

# "CHRONOLOGY", "Timeline of events", "Chronology of the Millrace dispute", "Key dates": at the top
CALLED = re.compile(
    r"[\W_]*(?:[\w’'-]+ ){0,4}(?:chronolog(?:y|ie)|time ?-?line|key dates|zeitleiste|zeittafel|tijdlijn|cronología|cronologia)\b.{0,80}\Z",
    re.IGNORECASE,
)
HEAD = 3  # passages in which it stands
LONGEST_TITLE = 120
# what stands before the day of an entry
BEFORE = " \t\xa0*_>|•·–—-[("
# " – ", ":** ", "      ", " | " behind it
BEHIND = re.compile(
    r"[*_\])]{0,3}(?:\s?:[*_]{0,3}\s+|\s+[*_]{0,3}[–—|-][*_]{0,3}\s+|\t\s*|[ \xa0]{2,}|[*_]{0,2}\s\|\s*)(?=\S)"
)
# "1997: ", "**1997** – ": an entry with no more than its year
YEAR = re.compile(r"[\s*_>|•·–—-]{0,6}(?P<year>(?:1[5-9]|20)\d\d)(?![\d–/-])")
FEWEST = 3  # entries


def is_chronology(reading: Reading) -> bool:
    """Tell a document that calls itself a chronology and has some entries; it is asked of each passage, and told once."""
    known = reading.known.get("chronology")
    if known is None:
        known = reading.known["chronology"] = _is_called(reading) and _has_entries(reading)
    return bool(known)


def entry(reading: Reading, dates: tuple[DateWords, ...], end: int) -> Sighting | None:
    """Return the entry of a chronology that begins with these dates, in a passage that ends at `end`: to the end of its line."""
    text = reading.text
    begins = text.rfind("\n", 0, dates[0].start) + 1
    if text[begins : dates[0].start].strip(BEFORE):
        return None
    behind = BEHIND.match(text, dates[-1].end, end)
    if behind is None:
        return None
    line = text.find("\n", behind.end(), end)
    while line >= 0 and text[line + 1 : line + 40].lstrip()[:1].islower():
        line = text.find("\n", line + 1, end)  # a wrapped line
    stop = line if line >= 0 else end
    words = text[behind.end() : stop].rstrip(" \t\r|")
    return Sighting(dates, dates[0].start, behind.end() + len(words), sentence_title(words)) if words else None


def year_of(reading: Reading, start: int, end: int) -> DateWords | None:
    """Return the year alone with which a passage begins, as the date of its entry."""
    found = YEAR.match(reading.text, start, end)
    if found is None or BEHIND.match(reading.text, found.end(), end) is None:
        return None
    return DateWords(found.start("year"), found.end(), found["year"], year=int(found["year"]))


def _is_called(reading: Reading) -> bool:
    document = reading.document
    if document.kind not in ("document", "article", "page"):
        return False
    lines = [passage.text for passage in reading.passages[:HEAD] if passage.end - passage.start <= LONGEST_TITLE]
    return any(CALLED.match(words) for words in [document.title or "", *lines])


def _has_entries(reading: Reading) -> bool:
    count = 0
    for index in sorted(reading.anchors.digits):
        passage = reading.passages[index]
        count += year_of(reading, passage.start, passage.end) is not None
        for date in find_dates(reading.text, passage.start, passage.end, reading.hints.date_order):
            count += entry(reading, (date,), passage.end) is not None
            if count >= FEWEST:
                return True
        if count >= FEWEST:
            return True
    return False
