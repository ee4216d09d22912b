"""Calendar: the events whose days are known, for any calendar: `/events.ics` (RFC 5545).

iCalendar has no partial dates. An event of which only the month or year is known is left out, and the calendar says how many
are. Times are local to the place of the event: they are written without a zone, which none of the sources states. Nothing tells
when an event was written down; DTSTAMP, which must stand, is the day its document was published, or else its own.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request

from ingest.pages.calendar_pages import without_invited
from ingest.pages.served import archive_with
from ingest.pages.told_elsewhere import ONCE

EVENTS = f"""
select events.*, documents.title as document_title, documents.published_date, places.name as place, places.address,
  places.postcode, places.latitude, places.longitude
from events join documents on documents.id = events.document_id left join places on places.id = coalesce(events.place_id, (
  select same.place_id from same_events join events as same on same.id = event_id
  where same_as_id = events.id and same.place_id is not null order by same_events.rowid limit 1))
where {ONCE} order by events.rowid"""
# 2019-03-12, 2019-05-20/2019-05-23
DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?", re.ASCII)
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
OCTETS = 75  # of a line: RFC 5545, 3.1


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Serve the calendar."""
    return [(r"^/events\.ics$", calendar)]


async def calendar(datasette: Datasette, request: Request) -> Response:
    """Answer with every event whose days are known. Raises NotFound for an archive without events."""
    db = await archive_with(datasette.databases, "events")
    if db is None:
        raise NotFound("There are no events in this archive.")
    found = [dict(row) for row in await db.execute(EVENTS)]
    title = (await db.execute("select title from about")).first()["title"]
    host = urlsplit(datasette.absolute_url(request, "/")).hostname or "localhost"
    shown = [row for row in found if _days(row["event_date"])]
    left = (
        f" {len(found) - len(shown)} of {len(found)} are left out, since no day is known."
        if len(shown) < len(found)
        else ""
    )
    words = f"Events of the documents in this archive.{left} All of them: "
    words += datasette.absolute_url(request, datasette.urls.table(db.name, "events"))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//evidence-archive//events//EN", "CALSCALE:GREGORIAN"]
    lines += [f"{name}:{_text(title)}" for name in ("NAME", "X-WR-CALNAME")]
    lines += [f"{name}:{_text(words)}" for name in ("DESCRIPTION", "X-WR-CALDESC")]
    for row in shown:
        lines += _event(row, host, datasette.absolute_url(request, datasette.urls.row(db.name, "events", row["id"])))
    body = "".join(_folded(line) + "\r\n" for line in [*lines, "END:VCALENDAR"])
    return Response(body, content_type="text/calendar; charset=utf-8")


def _event(row: dict[str, Any], host: str, address: str) -> list[str]:
    first, last = _days(row["event_date"]) or ("", "")
    stamp = (_days(row["published_date"]) or (first,))[0]
    place = ", ".join(filter(None, [row["place"] or row["place_words"], row["address"], row["postcode"]]))
    said = f"{without_invited(row['text'])}\n\n{row['document_title'] or ''}".strip()
    return [
        "BEGIN:VEVENT",
        f"UID:{row['id']}@{host}",
        f"DTSTAMP:{stamp.replace('-', '')}T000000Z",
        *_times(first, last, row["start_time"], row["end_time"]),
        f"SUMMARY:{_text(row['title'])}",
        *([f"LOCATION:{_text(place)}"] if place else []),
        *([f"GEO:{row['latitude']:.6f};{row['longitude']:.6f}"] if row["latitude"] is not None else []),
        f"DESCRIPTION:{_text(said)}",
        *([f"STATUS:{row['status'].upper()}"] if row["status"] else []),
        f"URL:{address}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _times(first: str, last: str, start: str | None, end: str | None) -> list[str]:
    """Return when it begins and ends: on whole days, or at the times stated of the one day it is on."""
    day = first.replace("-", "")
    if start and first == last:
        begins = [f"DTSTART:{day}T{start.replace(':', '')}00"]
        return [*begins, f"DTEND:{day}T{end.replace(':', '')}00"] if end and end > start else begins
    after = date.fromisoformat(last) + timedelta(1)
    return [f"DTSTART;VALUE=DATE:{day}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]


def _days(edtf: str | None) -> tuple[str, str] | None:
    """Return the first and the last day of a date, if they are known."""
    match = DAYS.fullmatch(edtf or "")
    return (match[1], match[2] or match[1]) if match else None


def _text(words: str) -> str:
    escaped = CONTROL.sub(" ", words.replace("\r\n", "\n").replace("\r", "\n")).replace("\\", "\\\\")
    return escaped.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, none of which cuts a character."""
    pieces, rest, room = [], line.encode(), OCTETS
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:  # within a character of UTF-8
            cut -= 1
        pieces.append(rest[:cut])
        rest, room = rest[cut:], OCTETS - 1
    return b"\r\n ".join([*pieces, rest]).decode()
