"""Appointments of Outlook, and invitations to meetings, as events: told by the lines that say when and where.

A time that is kept in that of Greenwich alone is left out, and its day is that of Greenwich.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.grammar.calendar_times import LINE
from ingest.grammar.dates import read_date
from ingest.grammar.edtf import earliest_latest
from ingest.grammar.event_titles import LONGEST_TITLE, kind_of
from ingest.ids import join
from ingest.model import Passage, Problem, Reading
from ingest.records.events import Event

KINDS = ("e-mail", "document")
# "12 June 2019, 10:04 (09:04 UTC)", "12 June 2019, 09:04 UTC", "12 June 2019"
WHEN = re.compile(
    r"(?P<day>\d{1,2} [A-Z][a-z]{2,8} \d{4})(?:, (?P<time>\d\d:\d\d)(?: (?P<utc>UTC)| \(\d\d:\d\d UTC\)))?", re.ASCII
)
UNTITLED = "Appointment"
BASIS, IN_UTC = "as Outlook has it", "as Outlook has it, in UTC"
NO_ZONE = "it lasts all day, and its hours are kept in UTC without a zone: which day it is of is not certain"


def find(reading: Reading) -> Iterator[Event | Problem]:
    """Yield the event that an appointment is, or that an invitation invites to."""
    if reading.document.kind not in KINDS or not any(each.kind == LINE for each in reading.passages):
        return
    said: dict[str, Passage] = {}
    for passage in reading.passages:
        name = passage.text.partition(": ")[0] if passage.kind == LINE and ": " in passage.text else ""
        if name:
            said.setdefault(name, passage)
    begins = _when(said, "Start")
    if begins is None:
        return
    if "All day" in said and begins["time"]:
        yield reading.problem(NO_ZONE, said["Start"].start, said["Start"].end)
        return
    event = _event(reading, said, begins)
    if event:
        yield event


def _event(reading: Reading, said: dict[str, Passage], begins: re.Match[str]) -> Event | None:
    if "Due" in said:  # a task
        return None
    document, first, ends = reading.document, _day(begins), _when(said, "End")
    last = _day(ends) if ends else first
    if first is None:
        return None
    date = f"{first}/{last}" if last and last > first else first
    earliest, latest = earliest_latest(date)
    told = [said[name] for name in ("Location", "Start", "End") if name in said]
    start, end = min(each.start for each in told), max(each.end for each in told)
    title = document.title or UNTITLED
    title = title if len(title) <= LONGEST_TITLE else title[:LONGEST_TITLE].rpartition(" ")[0] + " …"
    passage = reading.passage_at(start) or told[0]
    is_local = not begins["utc"]
    return Event(
        join(document.id, "event", sum(1 for _ in reading.found(Event)) + 1), document.id, title, kind_of(title), date, earliest, latest,
        begins[0], BASIS if is_local else IN_UTC, begins["time"] if is_local else None, ends["time"] if ends and is_local else None, None,
        _words(said, "Location"), passage.id, start, end, reading.text[start:end],
        "cancelled" if _words(said, "Status") == "cancelled" else None, _words(said, "Repeats"),
    )  # fmt: skip


def _words(said: dict[str, Passage], name: str) -> str | None:
    return said[name].text.partition(": ")[2].strip() or None if name in said else None


def _when(said: dict[str, Passage], name: str) -> re.Match[str] | None:
    return WHEN.fullmatch(_words(said, name) or "")


def _day(when: re.Match[str]) -> str | None:
    date = read_date(when["day"])
    return date.edtf if date and date.consistent and date.day else None
