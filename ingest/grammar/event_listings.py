"""Announcements in the form of a list: "Date: …", "Time: …", "Venue: …", each on a line or after a full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.grammar.dates import DateWords
from ingest.grammar.event_sightings import Sighting
from ingest.grammar.event_titles import clean_title, sentence_title
from ingest.grammar.postcodes import find_postcode
from ingest.grammar.times import find_times
from ingest.grammar.venues import Span, address_lines, is_address_line
from ingest.model import Reading

WHEN = r"(?P<when>date(?:\s*(?:and|&|/)\s*time)?|when|day)"
TIME = r"(?P<time>(?:start\s+|starting\s+)?times?|starts|doors)"
WHERE = r"(?P<where>venue|where|place|location|address|meeting\s+point)"
WHAT = r"(?P<what>event|what|title|meeting|activity)"
LETTER = r"(?P<letter>from|to|subject|sent|cc|bcc|re|ref|our\s+ref|your\s+ref|author|published|source|by)"
# "**Date:** ", "- When: ", "Venue – "
LABEL = re.compile(
    rf"(?:[ \t>*_#•·–-]*)(?:{WHEN}|{TIME}|{WHERE}|{WHAT}|{LETTER}|(?P<other>[a-z][a-z /&]{{1,24}}))[*_]*\s?(?::|[–—-]\s)[*_]*\s*",
    re.IGNORECASE,
)
# "… London. Venue: ": a label inside a line
INSIDE = re.compile(rf"(?<=[.;,|])\s+(?:{TIME}|{WHERE})\s?:\s*", re.IGNORECASE)
MOST_LINES = 8


def read_listing(reading: Reading, index: int, dates: tuple[DateWords, ...]) -> Sighting | None:
    """Return what the list around a date announces: the date has a label before it, and a time or a place one too."""
    if reading.document.kind in ("witness statement", "judgment"):
        return None  # "Date: … Time: … Courtroom: …" in its caption is when a motion is to be heard
    date = dates[-1]
    text, passage = reading.text, reading.passages[index]
    begins = max(passage.start, text.rfind("\n", passage.start, dates[0].start) + 1)
    label = LABEL.match(text, begins, dates[0].start)
    if not label or not label["when"] or label.end() != dates[0].start:
        return None
    above, below = _above(reading, index, begins), list(_below(reading, index, date.end))
    labels = [LABEL.match(text, *line) for line in (*above, *below)]
    if any(found and found["letter"] for found in labels):
        return None
    end = max(below[-1][1] if below else 0, _line_end(text, date.end, passage.end))
    time, place = find_times(text, date.end, end), _place(text, date.end, end)
    if time is None and place is None:
        return None
    title = _title(text, above)
    start = above[0][0] if title else begins
    title = title or reading.document.title or sentence_title(text[start:end])
    return Sighting(dates, start, end, title, time, place)


def _above(reading: Reading, index: int, begins: int) -> list[Span]:
    """Return the line right above a label, as a list of one or none."""
    text = reading.text
    for passage in reading.passages[max(0, index - 1) : index + 1][::-1]:
        lines = list(address_lines(text, max(passage.start, passage.end - 400), min(passage.end, begins)))
        if lines:
            return lines[-1:]
    return []


def _below(reading: Reading, index: int, after: int) -> Iterator[Span]:
    """Yield the lines below a date that are labelled, and the lines of an address under the label of a place."""
    text, in_place, count = reading.text, False, 0
    first = _line_end(text, after, reading.passages[index].end)
    for passage in reading.passages[index : index + MOST_LINES]:
        for line in address_lines(text, max(passage.start, first), min(passage.end, passage.start + 800)):
            label, words = LABEL.match(text, *line), text[slice(*line)]
            if count == MOST_LINES or not (
                (label and not label["when"] and not label["what"]) or (in_place and is_address_line(words))
            ):
                return
            in_place = (label is not None and label["where"] is not None) or (in_place and label is None)
            in_place = in_place and find_postcode(words) is None
            count += 1
            yield line


def _place(text: str, start: int, end: int) -> Span | None:
    """Return what stands after the label of a place: to its postcode, or to the end of the line."""
    for begins, stop in [*address_lines(text, start, end)]:
        label = LABEL.match(text, begins, stop)
        found = label if label and label["where"] else None
        for inside in INSIDE.finditer(text, begins, stop):
            found = found or (inside if inside["where"] else None)
        if found:
            postcode = find_postcode(text, found.end(), end, any_case=True)
            last = postcode.end() if postcode else stop - (text[stop - 1] == ".")
            return (found.end(), last) if last > found.end() else None
    return None


def _title(text: str, above: list[Span]) -> str | None:
    if not above:
        return None
    start, end = above[0]
    label = LABEL.match(text, start, end)
    if label and not label["what"]:
        return None
    words = text[label.end() if label else start : end]
    return None if words.endswith(".") else clean_title(words)


def _line_end(text: str, at: int, end: int) -> int:
    found = text.find("\n", at, end)
    return end if found < 0 else found
