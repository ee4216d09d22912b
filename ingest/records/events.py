"""Events: what is announced, or recorded, as taking place on a day.

An event has a date and one thing more that makes it an event: a verb of scheduling ("takes place on"), or the shape of an
announcement with a time or a place ("Bakery picket – 14th March, 7 am at …"). In a text that calls itself a chronology each entry
is one, for that is what it records, and so is each row of a sheet with a column of days and one of events. Elsewhere, that a letter was written or a post
published on a day is no event, nor is what a witness tells of a day. What is named in passing ("the film of the meeting held
on 5 May") counts only if its year is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from ingest.grammar.chronologies import entry, is_chronology, year_of
from ingest.grammar.dates import DateWords, earliest_latest, find_dates, read_date
from ingest.grammar.event_listings import read_listing
from ingest.grammar.event_sentences import announced
from ingest.grammar.event_sightings import Sighting
from ingest.grammar.event_titles import kind_of
from ingest.grammar.sentences import Sentence, sentence_of
from ingest.ids import join
from ingest.model import Problem, Reading
from ingest.records.dated_rows import dated_rows
from ingest.records.event_days import day_of
from ingest.records.sheets import cell_at

# ", " or " and on " between days of one event
AND = re.compile(r"\s*(?:,|,?\s*(?:and|&))\s*(?:on\s+)?(?:the\s+)?")


# passages that announce nothing: their days are those of a text, of a message, of an entry
NO_EVENTS = ("code", "header", "attribution", "byline", "date line", "calendar line")


@dataclass(slots=True)
class Event:
    """Something that takes place on a day; `place_words` is the slice that says where.

    `status` is cancelled or tentative where a calendar says so, `repeats` the rule by which it comes again, in words.
    """

    table: ClassVar[str] = "events"
    id: str
    document_id: str
    title: str
    kind: str | None
    event_date: str | None
    date_earliest: str | None
    date_latest: str | None
    date_words: str
    date_basis: str
    start_time: str | None
    end_time: str | None
    place_id: str | None
    place_words: str | None
    passage_id: str
    start: int
    end: int
    text: str
    status: str | None = None
    repeats: str | None = None


def find(reading: Reading) -> Iterator[Event | Problem]:
    """Yield the events a document announces or records, in order, each once."""
    if reading.document.kind in ("rules", "chat", "calendar"):
        return  # the dates of a chat are those of its messages, the events of a calendar its entries
    seen: set[tuple[str | None, ...]] = set()
    for index in sorted(reading.anchors.digits):
        for sighting in _sightings(reading, index):
            for date in sighting.dates:
                event = _event(reading, index, sighting, date, len(seen) + 1)
                key = (event.title.lower(), event.event_date or event.date_words, event.start_time)
                if key in seen or (sighting.in_passing and event.event_date is None):
                    continue
                seen.add(key)
                yield event
                if not date.consistent:
                    yield reading.problem(_inconsistent(date), date.start, date.end)


def _sightings(reading: Reading, index: int) -> Iterator[Sighting]:
    """Yield what one passage says of days on which something takes place."""
    text, passage = reading.text, reading.passages[index]
    if passage.kind == "table" and (in_row := dated_rows(reading).get(passage.id)):
        yield in_row
        return
    groups = list(_groups(text, find_dates(text, passage.start, passage.end, reading.hints.date_order)))
    year = year_of(reading, passage.start, passage.end) if is_chronology(reading) else None
    if year and (recorded := entry(reading, (year,), passage.end)):
        yield recorded
        return
    if not groups or passage.kind in NO_EVENTS or read_date(passage.text.strip("#*_> ")):
        return
    listed_by_day = is_chronology(reading)
    floor = above = told = passage.start
    for dates, following in zip(groups, [*groups[1:], ()], strict=True):
        day = dates[0]
        if day.start < floor:
            continue
        recorded = entry(reading, dates, passage.end) if listed_by_day and day.flag is None else None
        if recorded:
            yield recorded
            floor = above = told = recorded.end
            continue
        if day.day is None and day.flag is None:
            continue
        low, high = cell_at(reading, passage, day.start)
        start, end = sentence_of(text, max(low, _line_after(text, told, day.start)), high, dates)
        stop = min(end, following[0].start) if following else end
        listed = read_listing(reading, index, dates)
        sighting = listed or announced(reading, index, Sentence(text, start, max(start, above), stop, end, dates))
        above = dates[-1].end
        if sighting:
            yield sighting
            floor, told = listed.end if listed else floor, above


def _groups(text: str, dates: Iterator[DateWords]) -> Iterator[tuple[DateWords, ...]]:
    """Yield dates together where only "and" or a comma stands between them."""
    group: tuple[DateWords, ...] = ()
    for date in dates:
        if group and not AND.fullmatch(text, group[-1].end, date.start):
            yield group
            group = ()
        group += (date,)
    if group:
        yield group


def _line_after(text: str, floor: int, day: int) -> int:
    """Return where the line of a date starts if an event was read in a line above, else 0."""
    line = text.rfind("\n", floor, day)
    return 0 if line < 0 else line + 1


def _inconsistent(date: DateWords) -> str:
    if date.edtf is None:
        return f"there is no day “{date.words}”"
    return f"“{date.words}” falls on another weekday than the one printed"


def _event(reading: Reading, index: int, seen: Sighting, date: DateWords, position: int) -> Event:
    document, passage = reading.document, reading.passage_at(seen.start) or reading.passages[index]
    day, basis = day_of(reading, seen, date)
    earliest, latest = earliest_latest(day)
    title, place = seen.title, seen.place
    return Event(
        id=join(document.id, "event", position),
        document_id=document.id,
        title=title,
        kind=kind_of(title, _without(reading.text, seen)),
        event_date=day,
        date_earliest=earliest,
        date_latest=latest,
        date_words=date.words,
        date_basis=basis,
        start_time=seen.time.start_time if seen.time else None,
        end_time=seen.time.end_time if seen.time else None,
        place_id=None,
        place_words=reading.text[place[0] : place[1]] if place else None,
        passage_id=passage.id,
        start=seen.start,
        end=seen.end,
        text=reading.text[seen.start : seen.end],
    )


def _without(text: str, seen: Sighting) -> str:
    """Return the words of an event without its place: Congress House is no congress."""
    if not seen.place:
        return text[seen.start : seen.end]
    return text[seen.start : max(seen.start, seen.place[0])] + text[seen.place[1] : seen.end]
