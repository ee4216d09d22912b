"""The feed, the calendar, the sitemap, robots.txt and llms.txt: read by others they hold what the archive holds, and no more."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from plugins import calendar_of_events
from tests.archives import DUMP, built
from tests.missing import peer
from tests.site import Site

TITLE = "<script>window.hacked = 1</script> & ]]> a title; with, signs \\n"
HOSTILE = f"""---
title: '{TITLE}'
date: 2021-03-01
type: article
---

The meeting is on Wednesday 3 March 2021, 7pm to 9pm, at Fenn Hall; all, even "BEGIN:VEVENT" and \\, are welcome in the hall.
"""


def test_the_feed(published: Site) -> None:
    """feedparser finds the newest documents whose day is known, each with an id, its title, date, author and address."""
    read = peer("feedparser").parse(published.get("/feed.atom").content)
    assert (read.bozo, read.version) == (False, "atom10")
    held = published.sql(
        "select id, title, published_date, author, kind from documents where length(published_date) = 10"
        " order by published_date desc, rowid limit 50"
    )
    assert [(e.link.rpartition("/")[2], e.published[:10], e.tags[0].term) for e in read.entries] == [
        (id, date, kind) for id, _, date, _, kind in held
    ]
    assert [e.author for e in read.entries] == [author or "unknown" for *_, author, _ in held]
    assert len({e.id for e in read.entries}) == len(held)
    assert all(e.id.startswith("tag:127.0.0.1,2026:archive:documents:") for e in read.entries)
    assert read.feed.updated == read.entries[0].updated
    assert published.get(read.entries[0].link.removeprefix(published.url)).status_code == 200
    ((left,),) = published.sql("select count(*) from documents where coalesce(length(published_date), 0) <> 10")
    assert f"{left} of " in read.feed.subtitle


def test_the_feed_of_a_kind(published: Site) -> None:
    """It holds the documents of that kind alone; a kind that there is not is not found."""
    read = peer("feedparser").parse(published.get("/feed.atom", kind="blog post").content)
    assert {e.tags[0].term for e in read.entries} == {"blog post"}
    assert published.get("/feed.atom", kind="opera").status_code == 404
    assert published.get("/feed.atom", kind="").content == published.get("/feed.atom", kind="").content


def test_pages_lead_to_the_feed_and_the_calendar(published: Site) -> None:
    """Every page names both in its head."""
    page = published.get("/archive/documents").text
    assert re.search(r'<link rel="alternate" type="application/atom\+xml"[^>]+href="/feed.atom">', page)
    assert re.search(r'<link rel="alternate" type="text/calendar"[^>]+href="/events.ics">', page)


def _unfolded(content: bytes) -> list[str]:
    assert content.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]


def test_the_calendar(published: Site) -> None:
    """icalendar finds every event whose days are known, each once, on its days and at its times, with its place."""
    icalendar = peer("icalendar")
    content = published.get("/events.ics").content
    _unfolded(content)
    read = icalendar.Calendar.from_ical(content)
    found = {str(event["UID"]).partition("@")[0]: event for event in read.walk("VEVENT")}
    held = published.sql(
        "select id, title, event_date, start_time, end_time, date_latest, text, status from events "
        "where id not in (select event_id from same_events)"
    )
    assert [id for id, _, date, *_ in held if re.fullmatch(r"[\d-]{10}(/[\d-]{10})?", date or "")] == list(found)
    for id, title, date, start, end, latest, text, status in held:
        event = found[id]
        assert event.get("STATUS") == (status and status.upper())
        assert str(event["SUMMARY"]) == title
        assert text.replace("\r\n", "\n") in str(event["DESCRIPTION"])
        begins = event["DTSTART"].dt
        if start and "/" not in date:
            assert begins.isoformat() == f"{date}T{start}:00"
            assert not end or event["DTEND"].dt.isoformat() == f"{date}T{end}:00"
        else:
            assert begins.isoformat() == date[:10]
            assert (event["DTEND"].dt - begins).days >= 1
            assert event["DTEND"].dt.isoformat() > latest


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2019-03-12", ("2019-03-12", "2019-03-12")),
        ("2019-05-20/2019-05-23", ("2019-05-20", "2019-05-23")),
        ("2019-03", None),
        ("2019", None),
        ("2019-03/2019-04-02", None),
        (None, None),
    ],
)
def test_a_partial_date_is_on_no_day(date: str | None, days: Any) -> None:
    """A month or a year is not put on its first day: such an event is left out."""
    assert calendar_of_events._days(date) == days


def test_hostile_words_stay_words(tmp_path: Path, serve: Callable[..., Any]) -> None:
    """No title or place can end a line of the calendar or an element of the feed, or be an event of its own."""
    with serve(built(tmp_path / "made", day__md=HOSTILE), {}) as site:
        lines = _unfolded(site.get("/events.ics").content)
        ((count,),) = site.sql("select count(*) from events")
        assert [line for line in lines if line.startswith("BEGIN:VEVENT")] == ["BEGIN:VEVENT"] * count
        assert all(re.match(r"[A-Z-]+[:;]", line) for line in lines)
        read = peer("feedparser").parse(site.get("/feed.atom").content, sanitize_html=False)
        assert not read.bozo
        assert [entry.title for entry in read.entries] == [TITLE]


def test_a_calendar_says_what_it_leaves_out(tmp_path: Path, serve: Callable[..., Any]) -> None:
    """An archive without events has an empty calendar, one without dated documents an empty feed, as every page leads to both."""
    with serve(
        built(tmp_path / "made", plain__txt="Words of a letter without a date, long enough to be one.\n"), {}
    ) as site:
        lines = _unfolded(site.get("/events.ics").content)
        assert lines[0] == "BEGIN:VCALENDAR"
        assert "BEGIN:VEVENT" not in lines
        read = peer("feedparser").parse(site.get("/feed.atom").content)
        assert (read.bozo, read.entries) == (False, [])
        assert "left out, since their day is not known" in read.feed.subtitle
        assert site.get("/feed.atom", kind="opera").status_code == 404


def test_the_sitemap_leads_to_every_document(published: Site) -> None:
    """The index names parts, the parts pages that answer; every document is among them."""
    parts = _addresses(published.get("/sitemap.xml").content)
    assert all(part.startswith(published.url) for part in parts)
    found = [page for part in parts for page in _addresses(published.get(part.removeprefix(published.url)).content)]
    assert len(found) == len(set(found)) <= 50_000
    paths = {page.removeprefix(published.url) for page in found}
    assert {f"/archive/documents/{id}" for (id,) in published.sql("select id from documents")} <= paths
    others = [path for path in paths if not path.startswith("/archive/documents/")]
    assert {published.get(path).status_code for path in others} == {200}
    assert published.get("/sitemap-documents-2.xml").status_code == 404


def _addresses(content: bytes) -> list[str]:
    root = ElementTree.fromstring(content)
    assert root.tag.startswith("{http://www.sitemaps.org/schemas/sitemap/0.9}")
    return [str(loc.text) for loc in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_robots_and_language_models_are_told(published: Site) -> None:
    """Robots find the sitemap and keep out of filters; a language model finds the title, the notice and what it may ask."""
    robots = published.get("/robots.txt")
    assert robots.headers["content-type"].startswith("text/plain")
    assert f"Sitemap: {published.url}/sitemap.xml" in robots.text.splitlines()
    assert "Disallow: /*?" in robots.text.splitlines()
    ((title, notice),) = published.sql("select title, notice from about")
    told = published.get("/llms.txt").text
    assert told.startswith(f"# {title}\n")
    assert notice in told
    links = re.findall(rf"{published.url}(/[^\s)]*)", told)
    assert {published.get(path).status_code for path in links if "{" not in path} == {200}


def test_behind_a_proxy(tmp_path: Path, serve: Callable[..., Any]) -> None:
    """Addresses are those that the reader uses: the scheme and the host that the proxy hands on, and the base path."""
    db = built(tmp_path / "made", day__txt=DUMP)
    with serve(db, {}) as site:
        head = {"host": "papers.example", "x-forwarded-proto": "https"}
        for path in ("/feed.atom", "/events.ics", "/sitemap.xml", "/robots.txt", "/llms.txt"):
            found = httpx.get(site.url + path, headers=head).text
            assert "https://papers.example/" in found.replace("\r\n ", ""), path
            assert "127.0.0.1" not in found, path
