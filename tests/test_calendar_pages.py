"""Calendars as pages show them: lines in words, and each entry under its own heading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pages.calendar_pages import under_headings, without_invited, words_of
from tests.archives import built
from tests.site import Site

SAID = {
    "DTSTART:20190503T100000Z": "Begins 3 May 2019, 10:00 UTC",
    "dtstart;TZID=Europe/London:20190503T100000": "Begins 3 May 2019, 10:00 (time of Europe/London)",
    'DTSTART;TZID="Quill, Ada":20190503T100000': "Begins 3 May 2019, 10:00 (time of Quill, Ada)",
    "DTSTART;VALUE=DATE:20190503": "Begins 3 May 2019",
    "DTEND;VALUE=DATE:20190504": "Ends before 4 May 2019",
    "DTEND:20190504T113000": "Ends 4 May 2019, 11:30",
    "DUE:20190504": "Due by 4 May 2019",
    "EXDATE:20190504T100000,20190511T100000": "Not 4 May 2019, 10:00 and 11 May 2019, 10:00",
    "EXDATE;VALUE=DATE:20190504,20190511,20190518": "Not 4 May 2019, 11 May 2019 and 18 May 2019",
    "DURATION:PT1H30M": "Lasts 1 hour 30 minutes",
    "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=6": "Comes again every week on Tuesday, 6 times",
    "LOCATION:The Bollard, upstairs": "Where: The Bollard, upstairs",
    "STATUS:CANCELLED": "Cancelled",
    "DTSTART:tomorrow": None,
    "DTEND:00010101": "Ends before 1 January 0001",
    "STATUS:SOMEHOW": None,
    "LOCATION:": None,
    "X-KETTLE:on": None,
    "no property": None,
    "": None,
}  # fmt: skip


@pytest.mark.parametrize(("line", "words"), SAID.items(), ids=SAID)
def test_a_line_in_words(line: str, words: str | None) -> None:
    """What a line says is said to readers; what is not understood is not said otherwise."""
    assert words_of(line) == words


@given(st.text(max_size=80).map("DTSTART{}".format) | st.from_regex(r"(DTEND|DURATION|RRULE|EXDATE)[;:].{0,60}"))
def test_any_line(line: str) -> None:
    """No line is too odd to be shown."""
    assert words_of(line) != ""


def _passages(told: str) -> list[dict[str, Any]]:
    """Return passages of signs: a heading in capitals, "b" a line of when it begins, else words; a digit is the time of those behind it."""
    found, at = [], "para 1"
    for sign in told:
        if sign.isdigit():
            at = f"2019-05-0{sign} 10:00 UTC" if sign != "0" else f"para {len(found)}"
            continue
        kind = "heading" if sign.isupper() else "calendar line" if sign in "bl" else "paragraph"
        text = {"b": "DTSTART:2019", "l": "LOCATION:x"}.get(sign, sign)
        found.append({"kind": kind, "text": text, "locator": at, "sign": sign})
    return found


ORDERS = {
    "its title last": ("Tp1blA2bB", "TpAblBb"),
    "its title first": ("T1AbpB2b", "TAbpBb"),
    "words of a calendar without a title": ("p1bA", "pAb"),
    "two at the same time": ("1bApbBp", "AbpBbp"),
    "the same, titles first": ("1AbpBbp", "AbpBbp"),
    "no titles": ("1bpbp", "bpbp"),
    "a beginning that is no time": ("0TbA", "TbA"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("told", "shown"), ORDERS.values(), ids=ORDERS)
def test_each_entry_under_its_heading(told: str, shown: str) -> None:
    """The heading of an entry stands first, and nothing goes from one entry to another."""
    assert "".join(each["sign"] for each in under_headings(_passages(told))) == shown


ENTRY = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20190503\r\nRRULE:FREQ=WEEKLY\r\n{more}ATTENDEE;CN=Bo Samlark:mailto:bo@post.example\r\n"
    "attendee:Jo\r\nSUMMARY:Kettle\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_an_event_of_a_calendar(tmp_path: Path, serve: Callable[..., Any]) -> None:
    """Its page and the calendar of events name nobody who was invited; a day that it has not is not shown as one."""
    db = built(
        tmp_path / "made", a__ics=ENTRY.format(more=""), b__ics=ENTRY.format(more="EXDATE;VALUE=DATE:20190503\r\n")
    )
    with serve(db, {}) as site:
        dated, undated = (site.get(f"/archive/events/{id}").text for (id,) in site.sql("select id from events"))
        texts = [dated, undated, site.get("/events.ics").text]
        assert all("SUMMARY" in text and "Kettle" in text for text in texts)
        assert [word for text in texts for word in ("Samlark", "attendee:Jo") if word in text] == []
        assert "the day above is the first" in dated
        assert "the day above" not in undated
        assert '<p class="lead">Not dated</p>' in undated


def test_who_attended_elsewhere() -> None:
    """What no calendar says of its guests stays."""
    assert (
        without_invited("Attendee: Ada Quill\nThe meeting is on 3 May.")
        == "Attendee: Ada Quill\nThe meeting is on 3 May."
    )


def test_on_the_page(published: Site) -> None:
    """A calendar is read in words, with what its file says beside them."""
    ((key, text),) = published.sql(
        "select documents.id, passages.text from documents join passages on passages.document_id = documents.id "
        "where documents.kind = 'calendar' and passages.text like 'STATUS:CANCELLED'"
    )
    page = published.get(f"/archive/documents/{key}").text
    assert f'<span class="in-words">Cancelled</span> <code class="as-kept">{text}</code>' in page
