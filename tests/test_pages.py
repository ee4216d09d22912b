"""The pages as a reader sees them, in a browser: nothing sticks out, nothing is fetched from elsewhere, all can use them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from ingest.build import build
from plugins import prose
from tests.site import Site

WIDTHS = [1280, 375, 320]

# The kinds of pages; SQL finds the row that stands for its kind.
PAGES = {
    "home": "/",
    "data": "/archive",
    "table": "/archive/documents",
    "table with filters": "/archive/passages?kind=paragraph&_search=the&_facet=position",
    "table without rows": "/archive/people?name=nobody",
    "view": "/archive/timeline",
    "map": "/archive/map_points",
    "places": "/archive/places",
    "search": "/archive/search?q=the+branch",
    "empty search": "/archive/search",
    "question": "/archive/exchanges_with_a_word",
    "question on a map": "/archive/passages_near_a_place",
    "own SQL": "/archive?sql=select+*+from+passages+limit+20",
    "wrong SQL": "/archive?sql=select+nothing",
    "slow SQL": "/archive?sql=with+recursive+n(i)+as+(select+1+union+all+select+i+%2B+1+from+n)+select+max(i)+from+n",
    "no such page": "/archive/documents/none",
}
ROWS = {
    "document": "select '/archive/documents/' || document_id from passages group by document_id order by count(*) desc limit 1",
    "passage": "select '/archive/passages/' || id from passages where position = 5 limit 1",
    "post": "select '/archive/blog_posts/' || id from blog_posts limit 1",
    "article": "select '/archive/articles/' || id from articles limit 1",
    "extract": "select '/archive/article_extracts/' || id from article_extracts limit 1",
    "statement": "select '/archive/witness_statements/' || id from witness_statements limit 1",
    "motion": "select '/archive/motions/' || id from motions limit 1",
    "edition": "select '/archive/rule_editions/' || id from rule_editions limit 1",
    "clause": "select '/archive/rule_clauses/' || id from rule_clauses limit 1",
    "exchange": "select '/archive/exchanges/' || id from exchanges limit 1",
    "event": "select '/archive/events/' || id from events where place_id is not null limit 1",
    "place": "select '/archive/places/' || id from places limit 1",
    "quotation": "select '/archive/quotations/' || id from quotations limit 1",
    "source": "select '/archive/sources/' || id from sources limit 1",
    "segment": "select '/archive/segments/' || source_id || ',' || \"start\" from segments limit 1",
}
HOSTILE = """Monday, 1 March 2021

<script>window.hacked = 1</script> A title with <b>markup</b> & an entity &amp;

Words with <img src=x onerror="window.hacked = 1"> and <svg onload=window.hacked=1> and <a href="javascript:window.hacked=1">a link</a>.

See javascript:window.hacked=1 and https://elsewhere.example/"onmouseover="window.hacked=1 for more, {{ 7 * 7 }} {% raw %}.

Meeting of the branch on 3 March 2021, 10 am to noon, at <i>Harbour House</i>, 14 Wharf Street, Newcastle, NE1 3DX.

MS HARDY: Did you write "</textarea><script>window.hacked = 1</script>"?

MR OKORO: "><script>window.hacked = 1</script>
"""
HOSTILE_MARKDOWN = """---
title: "<script>window.hacked = 1</script>"
---

# Title ![picture](https://elsewhere.example/spy.gif)

A [link](javascript:window.hacked=1), <script>window.hacked = 1</script>, <img src="https://elsewhere.example/spy.gif">,
![picture](https://elsewhere.example/spy.gif) and **emphasis** and [another](https://elsewhere.example/).
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that remembers what it fetched and what went wrong, in `page.seen`."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


def _watch(page: Page) -> tuple[list[str], list[str]]:
    """Return two lists that fill up: addresses asked for, and errors told on the console or thrown."""
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    return asked, wrong


def _path(site: Site, name: str) -> str:
    return PAGES[name] if name in PAGES else str(site.sql(ROWS[name])[0][0])


def _open(page: Page, url: str) -> None:
    """Open a page and wait for its map, if it has one, to be drawn."""
    page.goto(url, wait_until="networkidle")
    if page.locator("#map").count():
        page.locator("#map .leaflet-marker-icon").first.wait_for()
        page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("name", [*PAGES, *ROWS])
def test_a_page_fits_every_width_and_asks_nobody_else(published: Site, page: Page, name: str) -> None:
    """At 1280, 375 and 320 px nothing sticks out, nothing goes wrong, and every request is to the site itself."""
    asked, wrong = _watch(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        _open(page, published.url + _path(published, name))
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
    assert [url for url in asked if not url.startswith((published.url, "data:"))] == []
    expected = ("status of 400", "status of 404") if name in ("wrong SQL", "slow SQL", "no such page") else ()
    assert [each for each in wrong if not any(words in each for words in expected)] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [*PAGES, "document", "passage", "event", "segment"])
def test_a_page_can_be_used_by_all(published: Site, page: Page, name: str, scheme: Any) -> None:
    """axe finds no fault, by day and by night."""
    page.emulate_media(color_scheme=scheme)
    _open(page, published.url + _path(published, name))
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", [*PAGES, *ROWS])
def test_a_page_has_its_landmarks_and_headings_in_order(published: Site, page: Page, name: str) -> None:
    """Language, one h1, no heading level left out, a main landmark that the skip link leads to, our notice at the foot."""
    _open(page, published.url + _path(published, name))
    assert page.locator("html").get_attribute("lang") == "en"
    levels = [
        int(tag[1]) for tag in page.locator("h1, h2, h3, h4, h5, h6").evaluate_all("all => all.map(e => e.tagName)")
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [b for a, b in pairwise(levels) if b > a + 1] == []
    assert page.locator("main#content").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    ((notice,),) = published.sql("select notice from about")
    assert notice
    assert notice in page.locator("footer").inner_text()


def test_every_paragraph_of_a_document_has_an_anchor_and_says_its_words(published: Site, page: Page) -> None:
    """The longest document shows each of its passages, in order, under #p and its number."""
    path = _path(published, "document")
    _open(page, published.url + path)
    held = published.sql(
        "select position, text from passages where document_id = ? order by position", path.rpartition("/")[2]
    )
    assert page.locator(".passage").evaluate_all("all => all.map(e => e.id)") == [
        f"p{position}" for position, _ in held
    ]
    page.goto(f"{published.url}{path}#p{held[-1][0]}")
    assert page.locator(".passage:target").count() == 1


def test_without_javascript_a_reader_finds_and_reads(published: Site, browser: Browser) -> None:
    """Search box, hit, paragraph: no script needed."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(published.url)
    page.get_by_label("Search every word").fill("branch")
    page.get_by_label("Search every word").press("Enter")
    page.locator(".hits a").first.click()
    assert "#p" in page.url
    assert page.locator(".passage").count() > 0
    context.close()


def test_markers_are_named_and_lead_to_the_archive(published: Site, page: Page) -> None:
    """A marker can be reached and read out; its popup links to a row of ours."""
    _open(page, published.url + "/archive/places")
    named = page.locator("#map .leaflet-marker-icon").evaluate_all(
        "all => all.map(e => e.alt || e.getAttribute('aria-label'))"
    )
    assert named
    assert all(named)
    _open(page, published.url + "/archive/map_points")
    for _ in range(8):
        if page.locator("#map img.leaflet-marker-icon").count():
            break
        page.locator("#map .marker-cluster").first.click()
        page.wait_for_timeout(500)
    page.locator("#map img.leaflet-marker-icon").first.click()
    assert str(page.locator(".leaflet-popup a").first.get_attribute("href")).startswith("/archive/")


@pytest.mark.parametrize(
    ("text", "media_type", "shown"),
    [
        ("a <b> & 'c'", None, "a &lt;b&gt; &amp; &#39;c&#39;"),
        ("write to ████ ███ now", None, 'write to <span class="withheld">[withheld]</span> now'),
        ("**bold** `code`", None, "**bold** `code`"),
        ("**bold** `code`", "text/markdown", "<strong>bold</strong> <code>code</code>"),
        ("<i>no</i> ![x](https://a.example/x.gif)", "text/markdown", "&lt;i&gt;no&lt;/i&gt; !"),
        ("[x](javascript:alert(1))", "text/markdown", "[x](javascript:alert(1))"),
        ("**█████** gone", "text/markdown", '<strong><span class="withheld">[withheld]</span></strong> gone'),
        ("", None, ""),
    ],
)
def test_how_words_are_shown(text: str, media_type: str | None, shown: str) -> None:
    """Text is escaped, a gap is named once, and only Markdown of a Markdown source is rendered, without pictures."""
    assert str(prose.prose(text, media_type)).startswith(shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("the \x02ballot\x03 <b>", "the <mark>ballot</mark> &lt;b&gt;"),
        ("\x02unclosed <b>", "\x02unclosed &lt;b&gt;"),
        ("\x02██\x03", '<mark><span class="withheld">[withheld]</span></mark>'),
    ],
)
def test_how_hits_are_marked(text: str, shown: str) -> None:
    """What was found stands in mark; nothing else of a snippet is markup."""
    assert str(prose.snippet(text)) == shown


def test_hostile_words_are_shown_as_words(tmp_path: Path, serve: Callable[..., Any], page: Page) -> None:
    """Nothing that a source says is run, and nothing it names is fetched, on any page that shows it."""
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    (sources / "hostile-two.md").write_text(HOSTILE_MARKDOWN, encoding="utf-8")
    build(sources, tmp_path / "hostile.db")
    (tmp_path / "site").mkdir()
    with serve(tmp_path / "hostile.db", {}) as site:
        asked, wrong = _watch(page)
        paths = [path for (path,) in site.sql("select '/archive/documents/' || id from documents")]
        tables = ["documents", "passages", "exchanges", "events", "links", "timeline", "map_points"]
        questions = ["/archive/search?q=words+OR+hacked", "/archive/search?q=<script>window.hacked=1</script>"]
        for path in [
            *paths,
            *(f"/archive/{table}" for table in tables),
            *questions,
            "/archive?sql=select+*+from+passages",
        ]:
            page.goto(site.url + path, wait_until="networkidle")
            assert page.evaluate("window.hacked") is None, path
            assert page.locator("main img[src*=elsewhere], main a[href^='javascript']").count() == 0, path
            assert page.locator("main script, main svg[onload], main [onerror], main [onmouseover]").count() == 0, path
        assert [url for url in asked if not url.startswith((site.url, "data:"))] == []
        assert wrong == []
        page.goto(site.url + paths[0])
        assert "window.hacked = 1" in page.locator("main").inner_text()
