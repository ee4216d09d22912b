"""The same event told twice stands once, with both who tell of it; what may be two stays two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.links.same_events import MOST, Told, _same, _told
from ingest.verify import verify
from tests.archives import built, rows
from tests.site import Site


def told(*said: str) -> list[Told]:
    """Return events of one day: "a 19:00 hall meeting | Special meeting", "-" where something is not known."""
    found = []
    for each in said:
        fields, _, title = each.partition(" | ")
        id, start, place, kind, *status = (None if word == "-" else word for word in fields.split())
        assert id
        found.append(_told(("2019-03-12", id, start, None, place, title, kind, *(status or [None]))))  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param(
            ["a 19:00 hall meeting | Special meeting", "b 19:00 hall meeting | Special meeting of the council"],
            [("b", "a", "day, time and place")],
            id="day, time and place, one title says more",
        ),
        pytest.param(
            ["a 19:00 - meeting | AGM on the kettle", "b 19:00 hall - | The AGM on the kettle"],
            [("b", "a", "day, time and title")],
            id="day, time and title, one place not told",
        ),
        pytest.param(
            ["a - hall meeting | Branch AGM", "b - hall meeting | Branch AGM"],
            [("b", "a", "day, place and title")],
            id="no time, all else the same",
        ),
        pytest.param(
            ["a 19:00 hall meeting | Future meetings", "b 19:00 hall meeting | Meeting of the branch"], [("b", "a", "day, time and place")],
            id="announced in a list",
        ),
        pytest.param(["a 19:00 - meeting | Branch AGM", "b 19:00 - - | Branch AGM"], [], id="two branches may meet on one evening"),
        pytest.param(["a - hall meeting | Branch AGM", "b - - meeting | Branch AGM"], [], id="no time, one place not told"),
        pytest.param(["a - hall meeting | Branch AGM", "b 19:00 hall meeting | Branch AGM"], [], id="one time not told"),
        pytest.param(["a 19:00 hall meeting | AGM", "b 19:30 hall meeting | AGM"], [], id="another time"),
        pytest.param(["a 19:00 hall meeting | AGM", "b 19:00 shed meeting | AGM"], [], id="another place"),
        pytest.param(
            ["a 10:00 court hearing | Hearing of Quill v Fenn", "b 10:00 court hearing | Hearing of Hale v Petty"],
            [],
            id="two hearings at one time in one court",
        ),
        pytest.param(
            ["a 10:00 court hearing | Hearing of Quill v Fenn", "b 10:00 court hearing | Hearing"], [], id="which of the hearings is not told"
        ),
        pytest.param(
            ["a 18:30 guildhall protest | Rally", "b 18:30 guildhall meeting | Special meeting"], [], id="a rally and a meeting"
        ),
        pytest.param(
            ["a 19:00 hall meeting | AGM", "b 19:00 hall meeting cancelled | AGM"], [], id="one of them is cancelled"
        ),
        pytest.param(
            ["a 19:00 hall meeting | Meeting of the ward", "b 19:00 hall meeting | Meeting of the works", "c 19:00 hall meeting | Meeting"],
            [],
            id="the third may be either",
        ),
        pytest.param(
            ["a 19:00 hall meeting | AGM", "b 19:00 hall meeting | Branch AGM", "c 19:00 hall meeting | AGM"],
            [("b", "a", "day, time and place"), ("c", "a", "day, time and title")],
            id="three of one",
        ),
    ],
)  # fmt: skip
def test_same(events: list[str], expected: list[tuple[str, str, str]]) -> None:
    """Events are the same where day, time and place or title agree and nothing speaks against it."""
    assert [(each.event_id, each.same_as_id, each.basis) for each in _same(told(*events))] == expected


POST = "Tuesday, 12 March 2019\n\nThe kettle\n\nThe special meeting will be held on 20 March 2019 at 7 pm at the Dock Hotel, Wharf St, Hull HU1 1AA.\n"
NOTICE = "NOTICE\n\nA special meeting of the branch will be held on Wednesday 20 March 2019 at 7 pm at the Dock Hotel, Wharf St, Hull HU1 1AA.\n"


def test_archive(tmp_path: Path) -> None:
    """Both rows stay; the timeline and the map have one, and say by how many it is told."""
    db = built(tmp_path, a__txt=POST, b__txt=NOTICE)
    assert rows(db, "select event_id, same_as_id, basis from same_events") == [
        ("b-event-1", "a-event-1", "day, time and place")
    ]
    assert rows(db, "select count(*) from events") == [(2,)]
    assert rows(db, "select event_id, told_in from timeline where what = 'event'") == [("a-event-1", 2)]
    assert verify(db, tmp_path / "sources").faults == []


def test_at_a_place(tmp_path: Path, serve: Callable[..., Any]) -> None:
    """Where the first of them has no place, the next stands at its own: once, on the map and its points; the calendar names the place."""
    entry = "BEGIN:VEVENT\r\nDTSTART:20190503T100000\r\nSUMMARY:The kettle\r\n{where}END:VEVENT\r\n"
    place = "LOCATION:Dock Hotel\\, Wharf St\\, Hull HU1 1AA\r\n"
    text = (
        "BEGIN:VCALENDAR\r\n" + "".join(entry.format(where=each) for each in ("", place, place)) + "END:VCALENDAR\r\n"
    )
    located = "title: Dates\nplaces:\n- id: dock\n  name: Dock Hotel\n  postcode: HU1 1AA\n  latitude: '53.74'\n  longitude: '-0.33'\n  how_located: by hand\n"
    db = built(tmp_path / "made", a__ics=text, archive__yml=located)
    assert rows(db, "select event_id, same_as_id from same_events") == [
        ("a-calendar-event-2", "a-calendar-event-1"),
        ("a-calendar-event-3", "a-calendar-event-1"),
    ]
    assert rows(db, "select event_id from map_points") == [("a-calendar-event-2",)]
    with serve(db, {}) as site:
        page, content = site.get("/map").text, site.get("/events.ics").text
        assert "No dated event here" not in page
        assert [f"/archive/events/a-calendar-event-{n}" in page for n in (1, 2, 3)] == [False, True, False]
        assert content.count("BEGIN:VEVENT") == content.count("LOCATION:Dock Hotel") == 1


def test_many_on_one_day(tmp_path: Path) -> None:
    """Of more events of one day and time than anybody has, none is held against the others."""
    entry = "BEGIN:VEVENT\r\nDTSTART:20190503T100000\r\nSUMMARY:Shift\r\nEND:VEVENT\r\n"
    text = "BEGIN:VCALENDAR\r\n" + entry * (MOST + 1) + "END:VCALENDAR\r\n"
    db = built(tmp_path, a__ics=text)
    assert rows(db, "select count(*) from events") == [(MOST + 1,)]
    assert rows(db, "select count(*) from same_events") == [(0,)]


def test_pages(published: Site) -> None:
    """The page of either leads to the other, and the map tells of both at their place."""
    pairs = published.sql(
        "select this.id, this.passage_id, first.id, first.passage_id, first.place_id from same_events "
        "join events as this on this.id = event_id join events as first on first.id = same_as_id"
    )
    assert pairs
    for this, there, first, here, place in pairs:
        assert f'also told in <a href="/cite/{here}">' in published.get(f"/archive/events/{this}").text
        assert f'also told in <a href="/cite/{there}">' in published.get(f"/archive/events/{first}").text
        at_place = published.get("/map").text.partition(f'id="place-{place}"')[2].partition("</li>\n<li id=")[0]
        assert f"/archive/events/{first}" in at_place
        assert f"/archive/events/{this}" not in at_place
        assert f"/cite/{there}" in at_place


def test_what_is_cancelled_says_so(published: Site) -> None:
    """On the timeline, on its page and in the calendar of events."""
    ((id, day),) = published.sql("select id, event_date from events where status = 'cancelled'")
    assert "<b>cancelled</b>" in published.get("/timeline", **{"in": day[:7]}).text
    assert "<b>cancelled</b>" in published.get(f"/archive/events/{id}").text
    assert "STATUS:CANCELLED" in published.get("/events.ics").text
