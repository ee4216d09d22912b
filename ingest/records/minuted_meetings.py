"""Meetings as their minutes record them: an event with the day that the head prints, where it was, when it opened and when it closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.grammar.edtf import DateWords, earliest_latest
from ingest.grammar.event_titles import LONGEST_TITLE
from ingest.grammar.minutes import CLOSED, HOUR_H, OPENED, attends
from ingest.grammar.times import find_times
from ingest.grammar.venues import VENUE, find_venue, is_address_line
from ingest.ids import join
from ingest.model import Passage, Reading
from ingest.records.events import Event
from ingest.records.minuted_items import name_items
from ingest.records.minutes import Top, meeting_day, meeting_title, top

HEAD = 30  # passages in which it is said when a meeting opened
FOOT = 20  # passages in which it is said when it closed
# "Venue: School library", "**Place:** …"
VENUE_LABEL = re.compile(r"(?:venue|place|location|where)[*_]{0,3}\s?:[*_\s]*", re.IGNORECASE)
LONGEST_PLACE = 120  # characters of such a line
NEAR = 100  # characters from such words to the time


def find(reading: Reading) -> Iterator[Event]:
    """Name the items of minutes, and complete the event that their meeting is, or yield it where no sentence announced it."""
    if reading.document.kind != "minutes":
        return
    name_items(reading.passages)
    found = top(reading.passages, reading.text)
    day = meeting_day(reading.passages, reading.text, reading.hints.date_order)
    if found is None or day is None:
        return
    event = next(
        (each for each in reading.found(Event) if each.event_date == day.edtf and _is_at(each, day, found)), None
    )
    if event is None:
        event = _event(reading, day)
        yield event
    title = meeting_title(found)
    event.title = title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rpartition(" ")[0] + " …"
    event.kind = "meeting"
    event.start_time = event.start_time or _opened(reading)
    event.place_words = event.place_words or _place(found, day)
    if event.end_time is None:
        event.end_time = _closed(reading)


def _is_at(event: Event, day: DateWords, found: Top) -> bool:
    """Tell the event that the head records: its words hold the day, or the line that announces the minutes."""
    last = found.below[-1].start if found.below else found.line.start
    return event.start <= max(day.start, last)


def _event(reading: Reading, day: DateWords) -> Event:
    document = reading.document
    passage = reading.passage_at(day.start) or reading.passages[0]
    start, end = _line(reading, passage, day)
    earliest, latest = earliest_latest(day.edtf)
    time = find_times(reading.text, day.end, end) or find_times(reading.text, start, day.start)
    place = find_venue(reading.text, day.end, end) or find_venue(reading.text, start, day.start)
    number = sum(1 for _ in reading.found(Event)) + 1
    return Event(
        join(document.id, "event", number), document.id, "Meeting", "meeting", day.edtf, earliest, latest, day.words, "as printed",
        time.start_time if time else None, time.end_time if time else None, None,
        reading.text[place[0] : place[1]] if place else None, passage.id, start, end, reading.text[start:end],
    )  # fmt: skip


def _line(reading: Reading, passage: Passage, day: DateWords) -> tuple[int, int]:
    """Return the line of a passage in which the day stands."""
    text = reading.text
    start = max(passage.start, text.rfind("\n", passage.start, day.start) + 1)
    end = text.find("\n", day.end, passage.end)
    return start, passage.end if end < 0 else end


def _place(found: Top, day: DateWords) -> str | None:
    """Return where a meeting was, as a line "Venue: …" of the head says, or the line below its day that is an address."""
    lines = [*found.above, found.line, *found.below]
    for above, line in zip([None, *lines], lines, strict=False):
        words = line.words.strip("#*_ ")
        label = VENUE_LABEL.match(words)
        if label and len(words) <= LONGEST_PLACE:
            return words[label.end() :].strip(" *_.") or None
        below = above is not None and above.start <= day.start < above.start + len(above.words)
        if below and is_address_line(words) and VENUE.search(words) and not attends(words):
            return words.rstrip(",.")
    return None


def _opened(reading: Reading) -> str | None:
    """Return the first time that the head calls that of the meeting, or at which it opened."""
    return next(_times(reading.passages[:HEAD], OPENED), None)


def _closed(reading: Reading) -> str | None:
    """Return the time at which a meeting closed; None where two such lines say two."""
    times = set(_times(reading.passages[-FOOT:], CLOSED))
    return times.pop() if len(times) == 1 else None


def _times(passages: list[Passage], says: re.Pattern[str]) -> Iterator[str]:
    """Yield the times behind the words that say that a meeting opened, or closed."""
    for passage in passages:
        for line in passage.text.split("\n"):
            match = says.search(line)
            if match is None:
                continue
            found = find_times(line, match.end(), min(len(line), match.end() + NEAR))
            clock = HOUR_H.search(line, match.end(), match.end() + NEAR)
            if found:
                yield found.start_time
            elif clock:
                yield f"{int(clock['hour']):02}:{clock['minute']}"
