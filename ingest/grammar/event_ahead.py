"""Events that a sentence about something else names before they take place: "It is to be decided at a special meeting on Monday 10 December".

That they are still to come is certain where the document is dated and none of its days is later, or where its words say so; and where nothing in the
sentence is told of the past, unless they say so.
"""

from __future__ import annotations

import re

from ingest.grammar.edtf import complete, earliest_latest
from ingest.grammar.event_sightings import Sighting
from ingest.grammar.event_titles import EVENT_NOUN, capitalised, clean_title, may_name_event
from ingest.grammar.sentences import Sentence
from ingest.grammar.times import TimeWords
from ingest.grammar.venues import Span
from ingest.model import Reading

# "at a special meeting on ", "before our annual general meeting, to be held on "
NAMED = re.compile(
    rf"\b(?:at|for|to|before|of|until|ahead\s+of)\s+(?:an?|the|our|its|their|this|next)\s+"
    rf"(?P<name>(?:(?!(?:and|or|in|at|on|to|for|from|of|that|which|who)\s)[\w’'-]+\s+){{0,5}}?{EVENT_NOUN})(?:,?\s+to\s+be\s+held)?\s+on\s+(?:the\s+)?\Z"
)
# "will be decided", "is to go", "are to be told": what is still to be done
TO_COME = re.compile(
    r"\b(?:will|(?:is|are)\s+to|is\s+due\s+to|must)\s+(?:also\s+|now\s+|then\s+)?(?:be\s+(?:\w+ed\b|\w+n\b)|\w+)"
)
# "he said", "was refused", "met": a tale
TOLD = re.compile(
    r"\b(?:was|were|had|did|said|told|met|went|came|took|heard|spoke|gave|made|left|found|began|\w{3,}ed)\b",
    re.IGNORECASE,
)
HEARSAY = re.compile(r"\bwould\b", re.IGNORECASE)


def ahead(reading: Reading, said: Sentence, time: TimeWords | None, place: Span | None) -> Sighting | None:
    """Return the event that stands right before the date of a sentence, if it is certain that it was still to come."""
    text, (first, last) = said.text, said.day
    if not may_name_event(text[said.after : first]):
        return None
    named = NAMED.search(text, said.after, first)
    if named is None or not _is_to_come(reading, said, named):
        return None
    title = clean_title(capitalised(text[slice(*named.span("name"))]))
    spans = [(time.start, time.end)] if time else []
    end = max([last, *(stop for _, stop in [*spans, *([place] if place else [])] if stop <= said.end)])
    start = named.start("name")
    if title is None:
        return None
    return Sighting(
        said.dates, start, end, title, _within(time, start, end), _placed(place, start, end), in_passing=True
    )


def _is_to_come(reading: Reading, said: Sentence, named: re.Match[str]) -> bool:
    text = said.text
    cue = TO_COME.search(text, said.start, named.start())
    rest = text[said.start : cue.start()] + text[cue.end() : said.whole] if cue else text[said.start : said.whole]
    is_told = TOLD.search(rest) is not None
    if HEARSAY.search(rest):
        return False
    written = earliest_latest(reading.document.published_date)[1]
    day = earliest_latest(complete(said.dates[0], reading.document.published_date)[0])[0]
    if written is None or day is None:
        return cue is not None and not is_told
    return day >= written and (cue is not None or not is_told)


def _within(time: TimeWords | None, start: int, end: int) -> TimeWords | None:
    return time if time and start <= time.start and time.end <= end else None


def _placed(place: Span | None, start: int, end: int) -> Span | None:
    return place if place and start <= place[0] and place[1] <= end else None
