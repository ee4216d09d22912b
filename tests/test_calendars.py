"""Calendars: every sign in a passage or a named discard, every entry an event as the calendar has it, and no day that it has not."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.declarations.source import Declaration
from ingest.errors import UnreadableError
from ingest.formats import calendars
from ingest.formats.mail.mail import decode_message
from ingest.grammar.calendar_times import Stamp, _zone, in_utc, told_in
from ingest.grammar.recurrences import in_words
from ingest.model import Problem
from ingest.parsing.correct import correct
from ingest.parsing.opened import read_split
from ingest.parsing.spans import Slices
from ingest.records.events import Event
from ingest.verify import verify
from tests.archives import ROOT, built, rows
from tests.cases import Case, cases, shown
from tests.formats.mutated import mutated
from tests.growth import assert_linear
from tests.missing import peer
from tests.test_markdown import check_tiling

ENTRY = (
    "BEGIN:VEVENT\r\nUID:{n}@post.example\r\nDTSTART:201905{day:02}T100000\r\nSUMMARY:Meeting {n}\\, the {n}th\r\n"
    "DESCRIPTION:Bring a\r\n  cup.\\nIt is {n}.\r\nEND:VEVENT\r\n"
)
SAMPLE = ROOT / "sources" / "humber-dates.ics"


def blocks(text: str) -> list[dict[str, str]]:
    """Return the passages of a calendar as the fixtures describe them, and assert law 1 on the way."""
    pages = calendars.find(text)
    corrected = correct(text, (), pages.cuts)
    slices = Slices(text, [(cut.start, cut.end) for cut in corrected.cuts])
    assert all(a.end <= b.start for a, b in zip(pages.cuts, pages.cuts[1:], strict=False))
    made = calendars.split(corrected.text)
    check_tiling(made, re.sub("[\u2028\ufeff]", " ", corrected.text))
    found = []
    for block in made.blocks:
        start, end = corrected.received(block.start), corrected.received(block.end, end=True)
        if not block.discard:
            at = {"at": block.locator} if block.locator else {}
            found.append({block.kind: slices.slice(start, end), **at})
    return found


@pytest.mark.parametrize("case", cases("../formats/calendars"))
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_blocks(case: Case, newline: str) -> None:
    """A calendar is what a person reads of it, whatever its line ends are."""
    assert blocks(case.text.replace("\n", newline)) == case.expected


PIECES = [
    "BEGIN:VCALENDAR\r\n", "BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "END:VCALENDAR\r\n", "BEGIN:VALARM\n", "END:VALARM\n", "SUMMARY:", "LOCATION:", "DTSTART:",
    "DESCRIPTION;X=\"a:b", "20190503T100000Z", "20190231", "\\n", "\\,", "\\\\", "\\", "\r\n ", "\n\t", "\r\n", "\n", "\r", " ", ":", ";", '"', "word",
    "\u2028", "\ufeff", "RRULE:FREQ=WEEKLY", "EXDATE:", "DURATION:P99999D", "X-WR-TIMEZONE:", "Europe/London", "../x", "é",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@settings(max_examples=300, deadline=None)
@given(SOUP | SOUP.map("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n".__add__) | st.text())
def test_nothing_is_lost(text: str) -> None:
    """Whatever stands in a calendar, every sign but white space is in one passage or one named discard, and events are slices."""
    blocks(text)
    for row in found(text):
        if isinstance(row, Event):
            assert row.date_words in row.text
            assert (row.event_date is None) == (row.date_earliest is None)


def found(text: str, **declared: Any) -> list[Any]:
    """Return the events and problems of a calendar."""
    corrected = correct(text, (), calendars.find(text).cuts)
    opened = read_split(calendars.split(corrected.text), corrected.text, "day", Declaration(**declared))
    events = [row for reading in opened.readings for row in reading.records if isinstance(row, Event)]
    return [*events, *opened.problems]


@pytest.mark.parametrize("case", cases("calendar_entries"))
def test_entries(case: Case) -> None:
    """The event of an entry is the one that the case lists, and so is what is told of it."""
    above, _, entry = case.text.rpartition("\n\n")
    text = "\n".join(
        filter(None, ["BEGIN:VCALENDAR", above, "BEGIN:VEVENT", entry.strip(), "END:VEVENT", "END:VCALENDAR"])
    )
    said = [
        {"reason": row.reason} if isinstance(row, Problem) else {k: v for k, v in shown(row).items() if k != "text"}
        for row in found(text)
    ]
    assert said == case.expected


COUNTED = ("COUNT", "INTERVAL", "BYMONTH", "BYMONTHDAY")  # by more digits than Python makes a number of


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=MO", "every 2 weeks on Tuesday and Thursday"),
        ("FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20190628", "every month on the last Friday, until 28 June 2019"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", "every month on the first Monday"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,23;COUNT=3", "every month on the 1st and 23rd, 3 times"),
        ("FREQ=YEARLY;BYMONTH=5;UNTIL=20290501T220000Z", "every year in May, until 1 May 2029, 22:00 UTC"),
        ("FREQ=YEARLY;BYWEEKNO=20", "by the rule FREQ=YEARLY;BYWEEKNO=20"),
        ("FREQ=NEVER", "by the rule FREQ=NEVER"),
        ("FREQ=WEEKLY;COUNT=1", "every week, once"),
        ("FREQ=WEEKLY;COUNT=0", "by the rule FREQ=WEEKLY;COUNT=0"),
        ("FREQ=WEEKLY;INTERVAL=0", "by the rule FREQ=WEEKLY;INTERVAL=0"),
        ("FREQ=MONTHLY;BYDAY=MO", "every month on every Monday"),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=MO,TH", "every year on every Monday and every Thursday in May"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "by the rule FREQ=MONTHLY;BYMONTHDAY=32"),
        *((rule, f"by the rule {rule[:200]}") for rule in (f"FREQ=YEARLY;{part}={5_000 * '1'}" for part in COUNTED)),
        ("nonsense", "by the rule nonsense"),
    ],
)
def test_rules(rule: str, words: str) -> None:
    """A rule is told in words, or as it stands where these cannot say it."""
    assert in_words(rule) == words


def calendar(*entries: str) -> str:
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(entries) + "END:VCALENDAR\r\n"


def test_archive(tmp_path: Path) -> None:
    """A calendar is one document, its bytes come back, addresses are in no byte, and an entry is an event at its place."""
    text = calendar(
        "BEGIN:VEVENT\r\nDTSTART:20190503T100000\r\nSUMMARY:Hearing\\, day one\r\nLOCATION:Dock Hotel\\, Wharf St\\, Hull HU1 1AA\r\n"
        "ATTENDEE;CN=Ada Quill:mailto:ada.qu\r\n ill@post.example\r\nEND:VEVENT\r\n"
    )
    db = built(tmp_path, dates__ics=text, letter__txt="Dear Ada,\n\nThe kettle is back.\n")
    assert rows(db, "select id, kind, title, published_date from documents where source_id = 'dates'") == [
        ("dates-calendar", "calendar", "Hearing, day one", None)
    ]
    assert rows(
        db,
        "select events.title, event_date, start_time, places.name, places.postcode from events join places on places.id = place_id",
    ) == [("Hearing, day one", "2019-05-03", "10:00", "Dock Hotel", "HU1 1AA")]
    assert rows(db, "select count(*) from segments where text like '%ill@post%' or text like '%ada.qu%'") == [(0,)]
    assert {name for (name,) in rows(db, "select distinct discard from segments where source_id = 'dates' and discard is not null")} >= {
        "calendar attendee", "calendar markup", "folded line", "escape sign",
    }  # fmt: skip
    assert verify(db, tmp_path / "sources").faults == []


@pytest.mark.parametrize("region", ["DE", "DK"])
def test_days_are_no_telephone_numbers(tmp_path: Path, region: str) -> None:
    """Eight digits that may be a telephone number are a day where a calendar says so, and private elsewhere."""
    entry = (
        "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20190503\r\nSUMMARY:Meeting\r\nDESCRIPTION:Ring 20190503.\r\nEND:VEVENT\r\n"
    )
    db = built(tmp_path, a__ics=calendar(entry), a__yml=f"region: {region}\n")
    assert rows(db, "select event_date from events") == [("2019-05-03",)]
    assert rows(db, "select text from passages where kind = 'paragraph'") == [("Ring ████████.",)]


def test_withheld(tmp_path: Path) -> None:
    """A title or a place that is kept back is in no byte of the archive, whatever was made of it."""
    entry = "BEGIN:VEVENT\r\nSUMMARY:{what}\r\nDTSTART:20190503T100000\r\nLOCATION:{where}\r\nEND:VEVENT\r\n"
    text = calendar(
        entry.format(what="Kettle\\, Samlark", where="Shed"), entry.format(what="Lamp", where="Dunnage\\nHouse\\, Hull")
    )
    said = "withhold: [{passage: a-calendar-p1, reason: privacy}, {passage: a-calendar-p6, reason: privacy}, {pattern: House, reason: privacy}]"
    db = built(tmp_path, a__ics=text, a__yml=said, letter__txt="The kettle is back.\n")
    assert rows(db, "select event_date, place_words from events") == [("2019-05-03", "Shed"), (None, None)]
    data = db.read_bytes()
    assert [word for word in (b"Samlark", b"Dunnage", b"House") if word in data] == []
    assert verify(db, tmp_path / "sources").faults == []


def test_several_calendars(tmp_path: Path) -> None:
    """Calendars in one file are documents of their own."""
    one = calendar(ENTRY.format(n=1, day=1), ENTRY.format(n=2, day=2))
    db = built(tmp_path, dates__ics=one + one)
    assert rows(db, "select id, title from documents order by position") == [
        ("dates-calendar", None),
        ("dates-calendar-2", None),
    ]
    assert rows(db, "select count(*) from events") == [(4,)]
    assert rows(db, "select count(*) from same_events") == [(2,)]


def test_with_a_message(tmp_path: Path) -> None:
    """A calendar that comes with a message is an event of that message; its description is the message's own words."""
    eml = (
        "From: Ada Quill <ada@post.example>\r\nTo: t@post.example\r\nSubject: Kettle\r\nDate: Tue, 12 Mar 2019 09:04:00 +0000\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nCome.\r\n"
        "--x\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Kettle meet\r\n ing\r\n"
        "DTSTART:20190320T180000\r\nLOCATION:Shed 2\\, Hull\r\nDESCRIPTION:Come.\\nBring a cup.\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n--x--\r\n"
    )
    db = built(tmp_path, a__eml=eml)
    assert rows(db, "select title, event_date, start_time, place_words from events") == [
        ("Kettle meeting", "2019-03-20", "18:00", "Shed 2, Hull")
    ]
    assert rows(db, "select kind, text from passages order by position")[1:] == [
        ("paragraph", "Come."),
        ("heading", "Kettle meeting"),
        ("calendar line", "DTSTART:20190320T180000"),
        ("calendar line", "LOCATION:Shed 2, Hull"),
    ]
    assert verify(db, tmp_path / "sources").faults == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(
            "SUMMARY:Caf\u00e9".encode()[:-1] + b"\r\n " + "é".encode()[1:] + b"\r\n",
            "Café",
            id="parted within a letter",
        ),
        pytest.param(
            b"SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Caf=C3=\r\n=A9\r\n", "Café", id="quoted-printable"
        ),
        pytest.param(
            b"SUMMARY;ENCODING=QUOTED-PRINTABLE:the item =\r\n added later=\r\n, and =\r\n  more\r\n",
            "the item added later, and more",
            id="quoted-printable, a blank first in a line",
        ),
        pytest.param(
            b"SUMMARY;ENCODING=QUOTED-PRINTABLE:Caf=C3=A9 and t\r\n ea=21\r\n",
            "Café and tea!",
            id="quoted-printable and folded",
        ),
        pytest.param("\ufeff".encode() + b"X:1\r\nSUMMARY:Kettle\r\n", "Kettle", id="byte order mark"),
    ],
)
def test_mangled(tmp_path: Path, data: bytes, words: str) -> None:
    """What old programs made of letters is put together."""
    begin, end = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"DTSTART:20190503\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    mark = data[:3] if data.startswith(b"\xef\xbb\xbf") else b""
    db = built(tmp_path, a__ics=mark + begin + data[len(mark) :] + end)
    assert rows(db, "select title, event_date from events") == [(words, "2019-05-03")]
    assert verify(db, tmp_path / "sources").faults == []


def test_what_never_began() -> None:
    """Ends of what has not begun are one problem, however many they are."""
    ends = [row.reason for row in found("BEGIN:VCALENDAR\nEND:b\n" + "END:C\n" * 2 + "END:VCALENDAR\n")]
    assert ends == ["END:B stands where nothing of that name has begun; so it is with 2 more of its lines"]


def test_zones_are_of_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """A moment is told by the locked zones, whatever the machine has; a folder of them, or what is none, is no zone."""
    monkeypatch.setattr("zoneinfo.TZPATH", ())
    moment = Stamp(date(2019, 7, 1), "23:30", is_utc=True)
    assert told_in(moment, "Europe/London") == Stamp(date(2019, 7, 2), "00:30")
    assert in_utc(Stamp(date(2019, 7, 2), "00:30"), "Europe/London") == moment
    assert [told_in(moment, name) for name in ("Europe", "zones", "Europe/Shed", "")] == [None] * 4
    assert _zone("Europe/London") is not ZoneInfo("Europe/London")


def test_no_calendar() -> None:
    """What does not begin as a calendar is none."""
    for data in (b"Dear Ada,\n", b"BEGIN:VCARD\nEND:VCARD\n", bytes(9)):
        with pytest.raises(UnreadableError):
            calendars.decode(data)


def test_as_others_read_it(tmp_path: Path) -> None:
    """icalendar finds the same entries in the sample, on the same days, at the same times and places."""
    read = peer("icalendar").Calendar.from_ical(SAMPLE.read_bytes())
    db = built(tmp_path, a__ics=SAMPLE.read_bytes())
    held = rows(db, "select title, date_earliest, start_time, place_words from events order by rowid")
    told = []
    for each in read.walk("VEVENT"):
        start = each["DTSTART"].dt
        start = start.astimezone(ZoneInfo("Europe/London")) if hasattr(start, "hour") else start
        at = f"{start:%H:%M}" if hasattr(start, "hour") else None
        told.append(
            (str(each["SUMMARY"]), f"{start:%Y-%m-%d}", at, str(each["LOCATION"]) if "LOCATION" in each else None)
        )
    assert held == told


@settings(max_examples=100, deadline=None)
@given(mutated(SAMPLE.read_bytes()))
def test_mutated(data: bytes) -> None:
    """Whatever happened to a calendar, what is left of it is read, or refused in a sentence."""
    with suppress(UnreadableError):
        text = calendars.decode(data).text
        blocks(text)
        found(text)


@pytest.mark.alone
@pytest.mark.parametrize(
    "unit",
    [
        ENTRY.format(n=1, day=1), "SUMMARY:\\n", "SUMMARY:a\r\n b", "\\\r\n ", "\r\n ", 'X;A=":', '"', "BEGIN:VEVENT\r\n", "END:X\r\n", "no line\r\n",
        "EXDATE:20190507T183000,", "EXDATE:20190507T183000\r\n", "BEGIN:VALARM\r\n", "DTSTART:",
        ENTRY.format(n=1, day=1).replace("SUMMARY", "RECURRENCE-ID:20190501T100000\r\nSUMMARY"),
    ],
    ids=range(15),
)  # fmt: skip
def test_long(unit: str) -> None:
    """A calendar is read in linear time, whatever stands in it."""
    begin = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x"
    assert_linear(lambda size: found(begin + unit * (size // len(unit))), 200_000)


@pytest.mark.alone
def test_long_blanks_and_ends() -> None:
    """Blanks above a calendar, and ends of what never began, are read in linear time too."""

    def work(size: int) -> None:
        with suppress(UnreadableError):
            calendars.decode(b" " * size)
            calendars.decode(b" \n" * size + b"x")
        found("BEGIN:VCALENDAR\n" + "BEGIN:A\n" * (size // 16) + "END:B\n" * (size // 16))

    assert_linear(work, 200_000)


def test_message_without_entries() -> None:
    """A calendar of a message that has no entries stays what it was: a discard."""
    decoded = decode_message(b"From: Ada\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n", None, ())
    assert decoded.split
    assert [each.kind for each in decoded.split.blocks if each.discard][-1] == "calendar"
