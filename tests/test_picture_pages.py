"""The pages that people look at: what they show can be read as well, with a keyboard, without a script, and of any archive."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from ingest.build import build
from tests.site import Site
from tests.test_pages import _open

PICTURES = ["/", "/timeline", "/timeline?in=2019", "/timeline?in=2019-03", "/map", "/people", "/organisations", "/charts", "/about"]  # fmt: skip
HOSTILE = "<script>window.hacked = 1</script> \u202egnp.exe\"'>&amp; <img src=https://elsewhere.example/x onerror=window.hacked=1>"


@pytest.mark.parametrize("path", PICTURES)
def test_a_picture_is_quick_once_it_was_drawn(published: Site, path: str) -> None:
    """The second reader gets the same bytes as the first."""
    first, second = published.get(path), published.get(path)
    assert (first.status_code, first.text) == (200, second.text)


def test_the_columns_of_the_timeline_say_what_the_archive_holds(published: Site, page: Page) -> None:
    """The table under the picture adds up to the dated documents and events, and the list holds each of them once, with all who tell of it."""
    _open(page, published.url + "/timeline")
    page.get_by_text("The picture as a table").click()
    rows = page.locator(".numbers tbody td").all_inner_texts()
    documents, events = sum(map(int, rows[::2])), sum(map(int, rows[1::2]))
    once = "select count(*) from events where id not in (select event_id from same_events)"
    dated = f"select (select count(*) from documents where published_date is not null), ({once})"
    assert (documents, events) == published.sql(dated)[0]
    links = page.locator(".dated .what > a").evaluate_all("all => all.map(e => e.getAttribute('href'))")
    assert len(links) == len(set(links)) == documents + events
    told = page.locator(".dated .kind a").evaluate_all("all => all.map(e => e.getAttribute('href'))")
    others = published.sql("select '/cite/' || passage_id from same_events join events on events.id = event_id")
    assert others
    assert sorted(told) == sorted(address for (address,) in others)


def test_a_column_leads_closer_and_the_address_keeps_it(published: Site, page: Page) -> None:
    """From all the years to a month, at which each mark is a document or an event, by keyboard alone; and back."""
    _open(page, published.url + "/timeline")
    page.locator(".columns a[href*='in=2019-03']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/timeline?in=2019-03")
    marks = page.locator(".columns a").evaluate_all("all => all.map(e => e.getAttribute('href'))")
    held = published.sql(
        "select '/archive/documents/' || id from documents where published_date like '2019-03-%' "
        "union all select '/archive/events/' || id from events where event_date like '2019-03-%' "
        "and id not in (select event_id from same_events)"
    )
    assert sorted(marks) == sorted(address for (address,) in held)
    assert all(page.locator(".columns a title").all_text_contents())
    page.get_by_role("link", name="↑ 2019").click()
    page.wait_for_url("**/timeline?in=2019")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/timeline?in=2019-03-14", "<h1>Timeline: March 2019</h1>"),
        ("/timeline?in=2019-13", "“2019-13” is no part of the calendar"),
        ("/timeline?in=%3Cb%3E", "“&lt;b&gt;” is no part of the calendar"),
        ("/people?q=olerton+%26c", 'href="/search?q=olerton+%26c">search the documents for “olerton &amp;c”</a>'),
        ("/organisations?q=zebra", "Nothing of that name is declared here."),
    ],
)
def test_what_is_asked_for_and_not_there_is_told(published: Site, path: str, words: str) -> None:
    """With a way to go on."""
    assert words in published.get(path).text


def test_kinds_are_chosen_without_a_script(published: Site, browser: Browser) -> None:
    """Ticked kinds stand in the address, are all that is shown, and stay ticked on the way closer."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(published.url + "/timeline?in=2019")
    page.get_by_text("Choose kinds").click()
    page.locator("input[name=document][value=article]").check()
    page.get_by_role("button", name="Show").click()
    assert page.url.endswith("/timeline?in=2019&document=article")
    assert set(page.locator(".dated .kind").evaluate_all("all => all.map(e => e.textContent.split(',')[0])")) == {
        "article"
    }
    assert "document=article" in str(page.locator(".columns .axis a").first.get_attribute("href"))
    context.close()


NAMES_CLEAR_OF_MARKERS = """() => {
  const boxes = (all) => [...document.querySelectorAll(all)].filter(
    (each) => each.style.visibility !== "hidden").map((each) => each.getBoundingClientRect());
  const markers = boxes("#map .leaflet-marker-icon"), names = boxes("#map .town");
  const meet = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
  return names.length > 5 && !names.some((name) => markers.some((marker) => meet(name, marker)));
}"""


def test_towns_on_the_movable_map_can_be_read(published: Site, page: Page) -> None:
    """Their dots are drawn, and no name lies under a marker, as the map is shown first and closer."""
    page.goto(published.url + "/map")
    page.locator("#map .leaflet-marker-icon").first.wait_for()
    for _ in range(2):
        page.wait_for_timeout(500)  # markers part and meet; then the names keep clear of them
        page.wait_for_function(NAMES_CLEAR_OF_MARKERS, timeout=10_000)
        dots = page.locator("#map .leaflet-towns-pane > svg")
        assert dots.evaluate("drawn => drawn.getBoundingClientRect().width") > 300
        page.locator("#map .leaflet-control-zoom-in").click()


def test_without_a_script_the_map_is_a_picture_with_the_same_places(published: Site, browser: Browser) -> None:
    """Coasts and dots are drawn in the page; a dot of several places opens that part; how each was located is told."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(published.url + "/map")
    assert page.locator("svg.places path.land").count() == 1
    told = " ".join(page.locator("svg.places a title").all_text_contents())
    names = [name for (name,) in published.sql("select name from places where latitude is not null")]
    assert [name for name in names if name not in told] == []
    page.locator("svg.places a[href*='box=']").first.click()
    assert "box=" in page.url
    shown = page.locator(".by-place h3").all_inner_texts()
    assert 1 < len(shown) < len(names)
    located = page.locator(".by-place .where, main > .hint").all_inner_texts()
    assert any("placed by hand" in words for words in located)
    context.close()


def test_a_marker_of_the_map_leads_to_its_place_in_the_list(published: Site, page: Page) -> None:
    """The popup names the place as text and leads to what happened there."""
    _open(page, published.url + "/map?box=-4.5,55.8,-4.2,55.9")
    page.locator("#map img.leaflet-marker-icon").click()
    link = page.locator(".leaflet-popup a").first
    link.click()
    assert page.locator(".by-place > li:target h3").inner_text() == "Tolbrae Hotel"


def test_the_map_is_left_by_keyboard_and_shows_where_one_is(published: Site, page: Page) -> None:
    """The way past it comes before it, and every stop in it has an outline."""
    page.goto(f"{published.url}/map", wait_until="networkidle")
    stops = """() => [...document.querySelectorAll('.map-and-list a, #map [tabindex="0"]')].filter(e => e.closest('.picture'))"""
    assert page.evaluate(f"({stops})()[0].className") == "past"
    page.locator(".past").focus()
    for n in range(8):
        page.keyboard.press("Tab")
        inside, outline = page.evaluate(
            "[!!document.activeElement.closest('#map'), getComputedStyle(document.activeElement).outlineStyle]"
        )
        assert (n, inside, outline) == (n, True, "solid")


def test_people_can_be_sorted_and_found_by_name(published: Site, page: Page) -> None:
    """Those named in most documents come first, or all by name; an alias finds a person."""
    _open(page, published.url + "/people")
    counts = [int(words) for words in re.findall(r"named in ([\d,]+) doc", page.locator(".known").inner_text())]
    assert counts == sorted(counts, reverse=True)
    _open(page, published.url + "/people?sort=name")
    names = page.locator(".known h2").all_inner_texts()
    assert names == sorted(names)
    assert len(names) == published.sql("select count(*) from people")[0][0]
    _open(page, published.url + "/people?q=ronald+pellow")
    assert page.locator(".known h2").all_inner_texts() == ["Ron Pellow"]


def test_offices_are_drawn_as_far_as_they_are_known(published: Site, page: Page) -> None:
    """One bar for each dated office, one below the other; one without an end is marked as open."""
    _open(page, published.url + "/archive/people/moira-kilbride")
    assert page.locator(".lanes > g:not(.grid)").count() == 3
    assert page.locator(".lanes .open-right").count() == 1
    assert page.locator(".belongs").first.inner_text().count("Federation") == 3


def test_who_is_quoted_is_counted_for_the_person_that_is_meant(published: Site, page: Page) -> None:
    """Names as printed that mean one person alone add up to that person; the number leads to their quotations."""
    _open(page, published.url + "/charts")
    row = page.locator("section:has(#speakers) tbody tr", has_text="Helen Bassett")
    number = row.locator(".number-cell a")
    count = int(number.inner_text())
    (held,) = published.sql(
        "select count(*) from quotations where attributed_to in ('Ms Bassett', 'Bassett', 'Helen Bassett')"
    )[0]
    assert count == held
    found = published.get(str(number.get_attribute("href")))
    assert f"{count} rows" in found.text


def test_about_adds_up_to_the_whole(published: Site, page: Page) -> None:
    """The shares of the coverage make a hundred, and everything withheld is counted with its reason."""
    _open(page, published.url + "/about")
    cells = page.locator("table.chart").first.locator("td:last-child").all_inner_texts()
    assert sum(float(cell.rstrip(" %")) for cell in cells) == pytest.approx(100, abs=0.1)
    withheld = page.locator("h2#withheld ~ .table-wrapper tbody td.number-cell a").all_inner_texts()
    assert sum(map(int, withheld)) == published.sql("select count(*) from withheld")[0][0]
    assert page.locator("h2#challenge").count() == 1


def test_an_archive_of_one_undated_text_says_what_it_has_not(tmp_path: Path, serve: Callable[..., Any]) -> None:
    """No dates, places, people or quotations: every page answers, in words."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "words.txt").write_text("A few words that stand alone.", encoding="utf-8")
    build(tmp_path / "sources", tmp_path / "one.db")
    (tmp_path / "site").mkdir()
    said = {
        "/": "What is held",
        "/timeline": "Nothing in this archive is dated",
        "/timeline?in=2019&document=x": "Nothing in this archive is dated",
        "/map": "No place is known",
        "/map?box=1,2,3,4": "No place is known",
        "/people": "No person is declared",
        "/organisations": "No organisation is declared",
        "/charts": "No quotation says whose words it repeats",
        "/about": "Nothing is withheld",
        "/allegations": "No allegation is declared",
    }
    with serve(tmp_path / "one.db", {}) as site:
        for path, words in said.items():
            answer = site.get(path)
            assert (path, answer.status_code) == (path, 200)
            assert words in answer.text, path


def test_hostile_names_are_shown_as_text_on_every_picture(
    tmp_path: Path, serve: Callable[..., Any], page: Page, watched: tuple[list[str], list[str]]
) -> None:
    """Titles, names, places and offices from a declaration are words: nothing runs, nothing is fetched."""
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "one.txt").write_text("Words said by Zed of the Org at the House on 3 March 2021.", encoding="utf-8")
    (sources / "one.yml").write_text(
        yaml.safe_dump({"title": HOSTILE, "kind": "article", "published_date": "2021-03", "creator": HOSTILE}),
        encoding="utf-8",
    )
    place = {"latitude": 55.0, "longitude": -1.6, "how_located": HOSTILE, "address": HOSTILE}
    declared = {
        "title": HOSTILE,
        "people": [{"id": "zed", "name": "Zed " + HOSTILE, "aliases": ["Zed"], "description": HOSTILE}],
        "organisations": [{"id": "org", "name": "Org " + HOSTILE, "aliases": ["Org"]}],
        "roles": [{"person": "zed", "organisation": "org", "title": HOSTILE, "from_date": "2020"}],
        "places": [{"id": "house", "name": "House " + HOSTILE, **place}, {"id": "near", "name": HOSTILE, **place}],
    }
    (sources / "archive.yml").write_text(yaml.safe_dump(declared), encoding="utf-8")
    build(sources, tmp_path / "hostile.db")
    (tmp_path / "site").mkdir()
    with serve(tmp_path / "hostile.db", {}) as site:
        asked, wrong = watched
        for path in [*PICTURES, "/timeline?in=2021", "/archive/people/zed", "/archive/organisations/org",
                     "/people?q=<script>", "/map?box=<script>", "/timeline?in=<script>&document=<script>"]:  # fmt: skip
            _open(page, site.url + path)
            assert page.evaluate("window.hacked") is None, path
            assert page.locator("main script, main iframe, main [onerror], main img[src*=elsewhere]").count() == 0, path
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        assert [url for url in asked if not url.startswith((site.url, "data:"))] == []
        assert wrong == []
        _open(page, site.url + "/people")
        assert HOSTILE.split(" \u202e", maxsplit=1)[0] in page.locator(".known h2").inner_text()


@pytest.mark.parametrize("path", PICTURES)
def test_at_400_percent_nothing_sticks_out(published: Site, page: Page, path: str) -> None:
    """A window of 1280 px at 400 % is one of 320: words keep their size and every mark stays in the picture."""
    page.set_viewport_size({"width": 320, "height": 256})
    _open(page, published.url + path)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    sizes = page.locator("main svg text:visible").evaluate_all(
        "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert all(size >= 11 for size in sizes)
