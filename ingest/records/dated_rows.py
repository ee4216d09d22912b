"""Rows that record what happened: of sheets with a column of days and one of events, or that call themselves a chronology."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.grammar.cells import Span, words
from ingest.grammar.chronologies import CALLED
from ingest.grammar.dates import DateWords, first_date
from ingest.grammar.event_sightings import Sighting
from ingest.grammar.event_titles import sentence_title
from ingest.grammar.times import TimeWords, find_times
from ingest.model import Passage, Reading
from ingest.records.sheets import Named, cells_of, named_rows, only, separator_in

DAY = re.compile(
    r"(?:event |incident )?(?:dates?|day|when|datum|fecha|tag|jour|data)(?: of (?:event|incident))?[:.]?\Z",
    re.IGNORECASE,
)
EVENT = re.compile(
    r"(?:what happened|events?|occurrences?|incidents?|happenings?|developments?|milestones?|ereignis(?:se)?|événements?|"
    r"gebeurtenis(?:sen)?|acontecimientos?)[:.]?\Z",
    re.IGNORECASE,
)
# what the column of a chronology may be called besides
TOLD = re.compile(
    r"(?:descriptions?|details?|entry|what|action|summary|notes?|item|beschreibung|descripción|omschrijving)[:.]?\Z",
    re.IGNORECASE,
)
TIME = re.compile(r"(?:start(?:s| time)?|time|uhrzeit|zeit|hora|heure|tijd)[:.]?\Z", re.IGNORECASE)
PLACE = re.compile(r"(?:venue|place|location|where|ort|lieu|lugar|plaats)[:.]?\Z", re.IGNORECASE)
# of an account: what was paid on a day is no event
MONEY = re.compile(
    r"\b(?:amount|cost|price|paid|debit|credit|balance|total|betrag|montant|importe)\b|[£$€]", re.IGNORECASE
)
YEAR = re.compile(r"(?:1[5-9]|20)\d\d\Z")
CLOCK = re.compile(r"(?:0\d|1[3-9]|2[0-3]):[0-5]\d(?::00)?\Z")  # "04:15", "14:30": of 24 hours
BEHIND = re.compile(r"(?P<clock>(?:[01]\d|2[0-3]):[0-5]\d)(?::[0-5]\d)?\Z")  # "10:30:00" behind a day
ORDERS = ("dmy", "mdy")
LONGEST_DAY = 80  # characters of a cell with a day


def dated_rows(reading: Reading) -> dict[str, Sighting]:
    """Return what the rows of chronologies record, by the ids of their passages; it is worked out once."""
    found: dict[str, Sighting] | None = reading.known.get(dated_rows)
    if found is None:
        found = reading.known[dated_rows] = {
            passage.id: sighting for sheet in named_rows(reading) for passage, sighting in _recorded(sheet, reading)
        }
    return found


def _recorded(sheet: Named, reading: Reading) -> Iterator[tuple[Passage, Sighting]]:
    called = any(CALLED.match(title) for title in [reading.document.title or "", *sheet.above])
    day, event = only(DAY, sheet.columns), only(EVENT, sheet.columns)
    if event is None and called:
        event = only(TOLD, sheet.columns)
    if day is None or event is None or (not called and any(map(MONEY.search, sheet.columns))):
        return
    time, place = only(TIME, sheet.columns), only(PLACE, sheet.columns)
    rows = [(passage, cells_of(reading, passage)) for passage in sheet.rows]
    order = reading.hints.date_order or _order(
        [reading.text[slice(*cell)] for _, cells in rows for cell in cells[day : day + 1]]
    )
    for passage, cells in rows:
        date = _date(reading.text, cells[day], order) if day < len(cells) else None
        if date and event < len(cells) and cells[event][0] < cells[event][1]:
            yield passage, _sighting(reading, date, cells, event, (time, place))


def _order(cells: Sequence[str]) -> str | None:
    """Return the only order in which every day of a column can be read; None where both will do, or neither."""
    read = [words for words in cells if len(words) <= LONGEST_DAY and first_date(words)]
    found = [order for order in ORDERS if all(first_date(words, order) for words in read)]
    return found[0] if len(found) == 1 else None


def _date(text: str, cell: Span, order: str | None) -> DateWords | None:
    """Return the date that is all a cell says, but for a time of day behind it."""
    held = text[slice(*cell)]
    if YEAR.match(held):
        return DateWords(*cell, held, year=int(held))
    found = first_date(held, order) if 0 < len(held) <= LONGEST_DAY else None
    rest = held[found.end :].strip(" ,;.T") if found else ""
    if found is None or held[: found.start].strip() or (rest and not BEHIND.match(rest) and find_times(rest) is None):
        return None
    return replace(found, start=cell[0] + found.start, end=cell[0] + found.end)


def _sighting(
    reading: Reading, date: DateWords, cells: Sequence[Span], event: int, others: tuple[int | None, int | None]
) -> Sighting:
    text, told = reading.text, cells[event]
    title = sentence_title(words(text, told, separator_in(reading)))
    time, place = (cells[n] if n is not None and n < len(cells) and cells[n][0] < cells[n][1] else None for n in others)
    clock = _time(text, time) if time else _behind(text, date, cells)
    ends = [(date.start, date.end), told, *([place] if place else []), *([(clock.start, clock.end)] if clock else [])]
    return Sighting((date,), min(start for start, _ in ends), max(end for _, end in ends), title, clock, place)


def _behind(text: str, date: DateWords, cells: Sequence[Span]) -> TimeWords | None:
    """Return the time of day that stands behind a day in its cell; midnight is what programs write where there is none."""
    end = next(cell[1] for cell in cells if cell[0] <= date.start < cell[1])
    start = date.end + len(text[date.end : end]) - len(text[date.end : end].lstrip(" ,;.T"))
    found = BEHIND.match(text[start:end])
    return TimeWords(start, end, found[0], found["clock"]) if found and found["clock"] != "00:00" else None


def _time(text: str, cell: Span) -> TimeWords | None:
    held = text[slice(*cell)]
    return TimeWords(*cell, held, held[:5]) if CLOCK.match(held) else find_times(text, *cell)
