"""The pages as a reader sees them, in a browser: nothing sticks out, nothing is fetched from elsewhere, all can use them."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from ingest.build import build
from ingest.pages import inline_markdown, laid_out
from ingest.pages.date_words import date_words
from plugins import fields, labels, prose
from tests.archives import built
from tests.site import ROOT, Site

METADATA = yaml.load((ROOT / "metadata.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)["databases"]["archive"]
WIDTHS = [1280, 375, 320]
FAULTS_ALONE = {"resultTypes": ["violations"]}  # not all that is in order, too

# The kinds of pages; SQL finds the row that stands for its kind.
PAGES = {
    "home": "/",
    "data": "/archive",
    "table": "/archive/documents",
    "text with a table": "/archive/documents/lantern-turnout",
    "sheets of a workbook": "/archive/documents/fairlead-complaints",
    "row of a sheet": "/archive/passages/fairlead-complaints-p20",
    "text with a correction": "/archive/documents/market-bell-emails",
    "words found in a text": "/archive/documents/lantern-turnout?q=votes+branches",
    "table of texts": "/archive/exchanges",
    "every column": "/archive/blog_posts?_col=id&_col=document_id&_col=title&_col=start&_col=end&_col=url",
    "table with filters": "/archive/passages?kind=paragraph&_search=the&_facet=position",
    "table without rows": "/archive/people?name=nobody",
    "view": "/archive/timeline",
    "timeline": "/timeline",
    "timeline of a year": "/timeline?in=2019",
    "timeline of a month, each entry a mark": "/timeline?in=2019-03",
    "timeline of some kinds": "/timeline?document=article&event=hearing",
    "timeline of no entries": "/timeline?in=1850",
    "map of places": "/map",
    "part of the map": "/map?box=-0.4,53.7,-0.3,53.8",
    "no part of the map": "/map?box=100,10,101,11",
    "people": "/people",
    "people of no such name": "/people?q=nobody",
    "organisations": "/organisations",
    "charts": "/charts",
    "about": "/about",
    "allegations": "/allegations",
    "allegation": "/allegations/visits-in-working-time",
    "allegation with gaps": "/allegations/market-at-cardiff",
    "rules": "/rules",
    "editions side by side": "/rules/Election+Procedures",
    "what changed in two editions": "/rules/Election+Procedures?edition=procedures-2015&edition=procedures-2019&changed=1",
    "a clause in four editions": "/rules/Election+Procedures?edition=procedures-2015&edition=procedures-2017&edition=procedures-2019"
    "&edition=early-shift-2019-03-14-election-procedures-2015-edition&clause=34",
    "rules of no such name": "/rules/nothing",
    "allegation as data": "/archive/allegations/visits-in-working-time",
    "copies": "/reuse",
    "copies of some words": "/reuse/tideline-rota-p3-w-1-52",
    "check": "/check",
    "checked text": "/check?text=He+said+%E2%80%9CNobody+is+telling+you+to+do+this.+I+am+telling+you+that+nobody+else+is%E2%80%9D"
    "+and+%E2%80%9Cno+such+words+were+ever+said+to+anyone+in+this+hall%E2%80%9D.",
    "table with corrected words": "/archive/passages?document_id=market-bell-emails&_size=100",
    "citation": "/cite/tideline-rota-p3",
    "corrected citation": "/cite/market-bell-emails-p14",
    "moved citation": "/cite/tideline-rota-p24",
    "retired id as data": "/archive/retired_ids/tideline-rota-p24",
    "retired citation": "/cite/fairlead-faq-p99",
    "withheld citation": "/cite/early-shift-2019-03-23-p2",
    "citation of nothing": "/cite/nothing-p1",
    "downloads": "/downloads",
    "map": "/archive/map_points",
    "places": "/archive/places",
    "search": "/search?q=the+branch",
    "search narrowed down": "/search?q=branch+tea+elect*&kind=blog+post&sort=newest&more=person",
    "search with signposts": "/search?q=what+became+of+clause+34+on+14+March+2019",
    "search for nothing": "/search?q=turnot+zebra&kind=rules",
    "empty search": "/search",
    "question": "/archive/exchanges_with_a_word",
    "question on a map": "/archive/passages_near_a_place",
    "own SQL": "/archive?sql=select+*+from+passages+limit+20",
    "wrong SQL": "/archive?sql=select+nothing",
    "slow SQL": "/archive?sql=with+recursive+n(i)+as+(select+1+union+all+select+i+%2B+1+from+n)+select+max(i)+from+n",
    "no such page": "/archive/documents/none",
}
# the pages that are answered with another status than 200
REFUSED = (
    "wrong SQL",
    "slow SQL",
    "no such page",
    "rules of no such name",
    "retired citation",
    "withheld citation",
    "citation of nothing",
)
ROWS = {
    "document": "select '/archive/documents/' || document_id from passages group by document_id order by count(*) desc limit 1",
    "passage": "select '/archive/passages/' || id from passages where position = 5 limit 1",
    "post": "select '/archive/blog_posts/' || id from blog_posts limit 1",
    "article": "select '/archive/articles/' || id from articles limit 1",
    "e-mail": "select '/archive/emails/' || id from emails limit 1",
    "message of a chat": "select '/archive/chat_messages/' || id from chat_messages limit 1",
    "extract": "select '/archive/article_extracts/' || id from article_extracts limit 1",
    "statement": "select '/archive/witness_statements/' || id from witness_statements limit 1",
    "motion": "select '/archive/motions/' || id from motions limit 1",
    "edition": "select '/archive/rule_editions/' || id from rule_editions limit 1",
    "change of rules": "select '/archive/clause_changes/' || id from clause_changes where words_added > 0 limit 1",
    "clause": "select '/archive/rule_clauses/' || id from rule_clauses limit 1",
    "exchange": "select '/archive/exchanges/' || id from exchanges limit 1",
    "event": "select '/archive/events/' || id from events where place_id is not null limit 1",
    "person": "select '/archive/people/' || person_id from mentions where person_id is not null group by person_id "
    "order by count(*) desc limit 1",
    "person who shares a surname": "select '/archive/people/' || value from mentions, json_each(candidates) limit 1",
    "organisation": "select '/archive/organisations/' || organisation_id from mentions where organisation_id is not null limit 1",
    "mention": "select '/archive/mentions/' || id from mentions limit 1",
    "place": "select '/archive/places/' || id from places limit 1",
    "quotation": "select '/archive/quotations/' || id from quotations limit 1",
    "ambiguous quotation": "select '/archive/quotations/' || id from quotations where state = 'ambiguous' limit 1",
    "superseded quotation": "select '/archive/quotations/' || quotation_id from clause_quotations where standing = 'superseded' limit 1",
    "copy": "select '/archive/reuse/' || id from reuse limit 1",
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

| <script>window.hacked = 1</script> | [b](javascript:window.hacked=1) |
|---|---|
| ![c](https://elsewhere.example/spy.gif) | <img src=x onerror="window.hacked=1"> |

- <svg onload=window.hacked=1> [d](data:text/html,<script>window.hacked=1</script>)

> <iframe src="https://elsewhere.example/"></iframe> "<b>quoted</b>"
"""


def _path(site: Site, name: str) -> str:
    return PAGES[name] if name in PAGES else str(site.sql(ROWS[name])[0][0])


def _open(page: Page, url: str) -> None:
    """Open a page and wait for its map, if it has one, to be drawn; no other asks for anything once it is loaded."""
    page.goto(url, wait_until="load")
    if page.locator("#map").count():  # the picture of the map is replaced by one that can be moved
        page.locator("#map .leaflet-marker-icon").first.wait_for()
        page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("name", [*PAGES, *ROWS])
def test_a_page_fits_every_width_and_asks_nobody_else(
    published: Site, page: Page, watched: tuple[list[str], list[str]], name: str
) -> None:
    """At 1280, 375 and 320 px nothing sticks out, nothing goes wrong, and every request is to the site itself."""
    asked, wrong = watched
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        _open(page, published.url + _path(published, name))
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
    assert [url for url in asked if not url.startswith((published.url, "data:"))] == []
    expected = ("status of 400", "status of 404", "status of 410") if name in REFUSED else ()
    assert [each for each in wrong if not any(words in each for words in expected)] == []


@pytest.mark.parametrize("name", [*PAGES, *ROWS])
def test_a_page_can_be_used_by_all(published: Site, page: Page, name: str) -> None:
    """axe finds no fault by day; by night, which changes the colours alone, none in these."""
    _open(page, published.url + _path(published, name))
    found = Axe().run(page, options=FAULTS_ALONE)
    assert found.violations_count == 0, found.generate_report()
    page.emulate_media(color_scheme="dark")
    found = AxeResults(page.evaluate("asked => axe.run(asked)", {**FAULTS_ALONE, "runOnly": ["color-contrast"]}))
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


def test_the_front_page_is_headed_once(published: Site, page: Page) -> None:
    """The name of the archive stands once, as the heading of the page, on a wide screen and on a narrow one."""
    ((title,),) = published.sql("select title from about")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        _open(page, published.url)
        assert page.locator("h1").inner_text() == title
        assert page.locator("body").inner_text().count(title) == 1


def test_the_menu_calls_pages_as_they_call_themselves(published: Site, page: Page) -> None:
    """What an entry says stands in the heading of the page that it leads to; a wide menu is one line."""
    _open(page, published.url)
    entries = page.locator(".on-wide li li a")
    assert len(set(entries.evaluate_all("all => all.map(e => e.getBoundingClientRect().top)"))) == 1
    led = entries.evaluate_all("all => all.map(e => [e.textContent, e.getAttribute('href')])")
    assert len(led) > 8
    for words, address in led:
        _open(page, published.url + address)
        assert words.lower() in page.locator("h1").inner_text().lower()


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
        ("10<sup>3</sup> H<SUB>2</SUB>O", "text/markdown", "10<sup>3</sup> H<sub>2</sub>O"),
        ("a<br/>b<br>c", "text/markdown", "a<br>b<br>c"),
        ("<sup>a", "text/markdown", "<sup>a</sup>"),
        ("<sup onclick=x>a</sup>", "text/markdown", "&lt;sup onclick=x&gt;a"),
        ("10<sup>3</sup>", None, "10&lt;sup&gt;3&lt;/sup&gt;"),
        ("[x](javascript:alert(1))", "text/markdown", "[x](javascript:alert(1))"),
        ("**█████** gone", "text/markdown", '<strong><span class="withheld">[withheld]</span></strong> gone'),
        ("[x](mailto:a@b.example)", "text/markdown", "[x](mailto:a@b.example)"),
        ("[x](//b.example) [y](/z)", "text/markdown", "[x](//b.example) [y](/z)"),
        ("[x](data:text/html,y)", "text/markdown", "[x](data:text/html,y)"),
        ("[x](JaVaScRiPt&#58;y)", "text/markdown", "[x](JaVaScRiPt:y)"),
        (
            '[x](https://b.example/"onclick="y)',
            "text/markdown",
            '<a href="https://b.example/%22onclick=%22y" rel="nofollow noopener noreferrer">x</a>',
        ),
        ("**<script>y</script>**", "text/markdown", "<strong>&lt;script&gt;y&lt;/script&gt;</strong>"),
        ("a\n# b\n- c", "text/markdown", "a\n# b\n- c"),
        (
            "[II.1 **Name**](#ii1---name) and [x](https://b.example)",
            "text/markdown",
            'II.1 <strong>Name</strong> and <a href="https://b.example"',
        ),
        ("[x](#%22onclick=y)", "text/markdown", "x"),
        (
            "**Ms Hardy**: *(10.00 am)* `code` [x](#y) <b> \\*",
            "text/x-rst",
            "<strong>Ms Hardy</strong>: <em>(10.00 am)</em> `code` [x](#y) &lt;b&gt; \\*",
        ),
        ("", None, ""),
    ],
)
def test_how_words_are_shown(text: str, media_type: str | None, shown: str) -> None:
    """Text is escaped, a gap is named once, and only Markdown of a Markdown source is rendered, without pictures."""
    assert str(prose.prose(text, media_type)).startswith(shown)


def test_raised_figures_stay_raised_in_bare_words() -> None:
    """What is copied of a page or shown in a search says 10³, never 103."""
    text = "10<sup>3</sup> of *them*<br>a<sup>th</sup> H<sub>2</sub>O"
    assert prose.plain(text, "text/markdown") == inline_markdown.words(text) == "10³ of them\nath H2O"


@pytest.mark.parametrize(
    ("text", "media_type", "reasons", "shown"),
    [
        ("of ████", None, ["request"], "of [withheld: request]"),
        ("████ or ███", None, ["privacy", "court"], "[withheld: privacy] or [withheld: court]"),
        ("████ ███", None, ["privacy", "privacy"], "[withheld: privacy]"),
        ("████ ███", None, ["privacy", "court"], "[withheld]"),
        ("[██](https://a.example/██)", "text/markdown", ["privacy", "court"], ">[withheld]</"),
        ("████", None, ["<b>"], "[withheld: &lt;b&gt;]"),
    ],
)
def test_a_gap_says_why(text: str, media_type: str | None, reasons: list[str], shown: str) -> None:
    """Each gap names its reason where it is certain which is whose."""
    rendered = str(prose.prose(text, media_type, reasons))
    assert shown in rendered.replace('<span class="withheld">', "").replace("</span>", "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a  few\n words", "a few words"),
        ("<b> " * 60, "&lt;b&gt; " * 40 + "…"),
        ("x" * 200, "x" * 160 + " …"),
        ("words, " * 40, ("words, " * 22) + "words …"),
        ("█" * 200, '<span class="withheld">[withheld]</span> …'),
    ],
)
def test_how_a_long_text_begins(text: str, shown: str) -> None:
    """An excerpt is one line, cut between words where it can be, and as safe as the whole."""
    assert str(prose.excerpt(text)) == shown


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


def test_hostile_words_are_shown_as_words(
    tmp_path: Path, serve: Callable[..., Any], page: Page, watched: tuple[list[str], list[str]]
) -> None:
    """Nothing that a source says is run, and nothing it names is fetched, on any page that shows it."""
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    (sources / "hostile-two.md").write_text(HOSTILE_MARKDOWN, encoding="utf-8")
    build(sources, tmp_path / "hostile.db")
    (tmp_path / "site").mkdir()
    with serve(tmp_path / "hostile.db", {}) as site:
        asked, wrong = watched
        paths = [path for (path,) in site.sql("select '/archive/documents/' || id from documents")]
        tables = [
            "documents",
            "passages",
            "blog_posts",
            "quotations",
            "exchanges",
            "events",
            "links",
            "timeline",
            "map_points",
        ]
        questions = ["/search?q=words+OR+hacked", "/search?q=<script>window.hacked=1</script>"]
        for path in [
            *paths,
            *(f"/archive/{table}" for table in tables),
            *questions,
            "/archive?sql=select+*+from+passages",
        ]:
            page.goto(site.url + path, wait_until="networkidle")
            assert page.evaluate("window.hacked") is None, path
            assert page.locator("main img[src*=elsewhere], main a[href^='javascript']").count() == 0, path
            assert (
                page.locator("main script, main svg, main iframe, main [onerror], main [onmouseover]").count() == 0
            ), path
        assert [url for url in asked if not url.startswith((site.url, "data:"))] == []
        assert wrong == []
        page.goto(site.url + paths[0])
        assert "window.hacked = 1" in page.locator("main").inner_text()


def test_a_source_can_be_checked_by_hand(published: Site) -> None:
    """The query that the page of a source gives puts its text together, whose checksum is the one that is told."""
    sources = published.sql("select id, published_sha256, sha256 from sources")
    assert {told == received for _, told, received in sources} == {True, False}
    for key, told, received in sources:
        page = published.get(f"/archive/sources/{key}").text
        (command,) = re.findall(r'<pre class="by-hand"><code>(.*?)</code></pre>', page, re.DOTALL)
        (query,) = re.findall(r'^sqlite3 -newline \'\' archive\.db "(.*)" \| sha256sum$', unescape(command), re.DOTALL)
        ((text,),) = published.sql(query)
        assert (key, sha256(text.encode()).hexdigest()) == (key, told)
        assert ("and that of the file as it was received" in page) == (received == told)


LONG = [
    "article_extracts", "articles", "blog_posts", "exchanges", "passages", "quotations", "rule_clauses",
    "witness_statements",
]  # fmt: skip
TABLES: dict[str, dict[str, Any]] = METADATA["tables"]


@pytest.mark.parametrize("table", LONG)
def test_a_table_of_long_texts_is_calm(published: Site, page: Page, table: str) -> None:
    """At 1280 px it fits, no row is higher than a card, a text is its beginning, and the title leads to the row."""
    _open(page, f"{published.url}/archive/{table}")
    wrapper = page.locator(".table-wrapper")
    assert wrapper.evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    assert wrapper.get_attribute("tabindex") == "0"
    assert max(page.locator("tbody tr").evaluate_all("all => all.map(e => e.offsetHeight)")) < 200
    assert max(map(len, page.locator("td").all_inner_texts())) <= 260
    heads = page.locator("th:visible").evaluate_all("all => all.map(e => e.dataset.column)")
    assert heads == TABLES[table]["first"]
    lead = page.locator("td.lead a").first
    assert str(lead.get_attribute("href")).startswith(f"/archive/{table}/")
    assert lead.inner_text().strip()
    assert page.request.get(published.url + str(lead.get_attribute("href"))).ok


@pytest.mark.parametrize(
    "table", [*LONG, "documents", "events", "map_points", "segments", "timeline", "clause_wordings"]
)
def test_no_column_is_lost(published: Site, page: Page, table: str) -> None:
    """What a table page leaves out it names, and shows at a click."""
    _open(page, f"{published.url}/archive/{table}")
    page.get_by_text("Show every column").click()
    page.wait_for_url(lambda url: "_col=" in url)
    shown = set(page.locator("th").evaluate_all("all => all.map(e => e.dataset.column)"))
    assert set(TABLES[table]["columns"]) - {"popup"} <= shown
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_column_that_is_asked_for_is_shown(published: Site, page: Page) -> None:
    """Sorting or filtering by a column shows it; `_col` shows what it names."""
    for query, column in (("_sort=word_count", "word_count"), ("word_count__gt=1", "word_count"), ("_col=url", "url")):
        _open(page, f"{published.url}/archive/blog_posts?{query}")
        assert page.locator(f"th[data-column={column}]").is_visible(), query


@pytest.mark.parametrize("table", [name for name, told in TABLES.items() if "leads_to" in told])
def test_the_rows_of_a_view_lead_somewhere(published: Site, table: str) -> None:
    """The words that lead are a link on each row, to a page that answers."""
    text = published.get(f"/archive/{table}").text
    links = set(re.findall(r' lead"[^>]*><a href="([^"#]+)', text))
    assert text.count(' lead"') == len(re.findall(r' lead"[^>]*><a href=', text)) > 0
    assert {published.get(link).status_code for link in sorted(links)[:3]} == {200}


def test_what_has_no_title_is_called_by_kind_and_date(published: Site, page: Page) -> None:
    """No link reads None: an untitled document is called by what it is and when, on every page that points to it."""
    ((key, kind, date),) = published.sql(
        "select id, kind, published_date from documents where title is null and published_date is not null "
        "and id in (select document_id from events) order by id limit 1"
    )
    words = f"{kind}, {date_words(date)}"
    paths = [f"/archive/documents?id={key}", f"/archive/blog_posts?document_id={key}", f"/archive/events?document_id={key}",
        f"/archive/passages?document_id={key}", "/archive/events?_facet=document_id", f"/archive/documents/{key}",
        f"/archive/events/{published.sql('select id from events where document_id = ?', key)[0][0]}"]  # fmt: skip
    for path in paths:
        _open(page, published.url + path)
        assert words in page.locator("main").inner_text(), path
        assert page.locator("main a", has_text=re.compile("^None$")).count() == 0, path


@pytest.mark.parametrize(
    ("row", "table", "shown"),
    [
        ({"kind": "blog post", "published_date": "2019-02-16"}, "documents", "blog post, 16 February 2019"),
        ({"kind": "article", "published_date": None}, "documents", "untitled article"),
        ({"kind": "rules", "id": "standing-orders"}, "documents", "untitled rules (standing-orders)"),
        ({"kind": "rules", "id": "q7", "document_id": "minutes-4"}, "documents", "untitled rules (minutes-4)"),
        ({"id": "e1", "from_date": None}, "rule_editions", "untitled edition of rules (e1)"),
        ({"statement_date": "2017-01"}, "witness_statements", "witness statement, January 2017"),
        ({}, "rule_editions", "untitled edition of rules"),
    ],
)
def test_what_a_row_without_a_title_is_called(row: dict[str, Any], table: str, shown: str) -> None:
    """Its kind and its date, as far as they are known; else its id, so that two of a kind are told apart."""
    assert labels.untitled(row, table) == shown


@pytest.mark.parametrize(
    ("raw", "column", "words", "changed"),
    [
        ('["a", "b"]', "flags", ["a", "b"], None),
        ("[]", "candidates", [], None),
        ('["a", "b"]', "text", None, None),
        ("[1]", "flags", None, None),
        ('{"a": 1}', "aliases", None, None),
        ("no JSON", "aliases", None, None),
        ("[" * 100_000, "aliases", None, None),
        (7, "flags", None, None),
        ('[["same", "a "], ["added", "b"]]', "diff", None, [["same", "a "], ["added", "b"]]),
        ('[["same", "a"]]', "text", None, None),
        ('[["same"]]', "diff", None, None),
        ("[]", "diff", None, None),
    ],
)
def test_what_a_column_holds_as_json(
    raw: object, column: str, words: list[str] | None, changed: list[list[str]] | None
) -> None:
    """A list is its words and a difference its pieces, in columns of that name; whatever else stands there is shown as it is."""
    assert (fields.listed(raw, column), fields.pieces(raw, column)) == (words, changed)


def test_the_fields_of_a_row_are_words(published: Site, page: Page) -> None:
    """No field is shown as JSON; where a list is empty nothing is shown."""
    for sql in (
        "select '/archive/emails/' || id from emails where to_names <> '[]' limit 1",
        "select '/archive/mentions/' || id from mentions where candidates <> '[]' limit 1",
        "select '/archive/clause_changes/' || id from clause_changes where words_added > 0 limit 1",
        "select '/archive/reuse/' || id from reuse where diff is not null limit 1",
        ROWS["superseded quotation"],
        ROWS["mention"],
    ):
        _open(page, published.url + str(published.sql(sql)[0][0]))
        assert '["' not in page.locator("main").inner_text()
        assert "[]" not in page.locator("main").inner_text()
    _open(page, published.url + str(published.sql(ROWS["superseded quotation"])[0][0]))
    assert "To be noted: fold: white space" in page.locator("main").inner_text()


def test_crumbs_call_a_table_as_its_page_does(published: Site, page: Page) -> None:
    """The last step before a row has the title of the table that it leads to."""
    for table in ("emails", "exchanges", "article_extracts", "rule_clauses", "clause_changes"):
        ((key,),) = published.sql(f"select id from {table} limit 1")
        _open(page, f"{published.url}/archive/{table}/{key}")
        assert page.locator(".crumbs a").last.inner_text() == TABLES[table]["title"]


@pytest.mark.parametrize("sql", ["selec 1", "delete from passages", "pragma table_info(passages)"])
def test_what_is_no_query_is_told_and_can_be_changed(published: Site, sql: str) -> None:
    """What was written is not lost; as data the same is told."""
    answer = published.get("/archive", sql=sql)
    assert answer.status_code == 400
    assert "Only a query that begins with SELECT, WITH or EXPLAIN can be run here." in answer.text
    assert f">{sql}</textarea>" in answer.text
    assert published.get("/archive.json", sql=sql).json()["error"].startswith("Only a query that begins with SELECT")


def test_what_is_missing_or_refused_says_what_to_do(published: Site, page: Page) -> None:
    """SQL that took too long can be changed and run again; a passage that is gone leads to what became of it."""
    _open(page, published.url + PAGES["slow SQL"] + "+where+i+%3E+%3Aleast&least=2")
    assert page.get_by_label("SQL, to be changed").input_value().startswith("with recursive")
    page.get_by_label("SQL, to be changed").fill("select :least as least")
    page.get_by_role("button", name="Run SQL").click()
    assert page.locator("td").all_inner_texts() == ["2"]
    _open(page, published.url + "/archive/passages/fairlead-faq-p99")
    page.get_by_role("link", name="What became of it").click()
    assert page.url == published.url + "/cite/fairlead-faq-p99"
    for path in ("/archive/documents/none", "/archive/none", "/none/none"):
        _open(page, published.url + path)
        assert re.fullmatch(r"N[^.]+\.", page.locator(".message").inner_text())
    for path, status in (
        ("/downloads/none.csv", 404),
        ("/archive/none.csv", 404),
        ("/archive/people.csv?_sort=none", 400),
    ):
        refused = published.get(path)
        assert (refused.status_code, refused.json()["status"], refused.json()["ok"]) == (status, status, False)


def test_a_change_of_rules_is_called_by_its_clause(published: Site, page: Page) -> None:
    """The row says which clause became what, and leads to its wordings side by side."""
    ((key, before, after),) = published.sql(
        "select clause_changes.id, a.number, b.number from clause_changes join rule_clauses a on a.id = from_clause_id "
        "join rule_clauses b on b.id = to_clause_id where kind = 'renumbered and changed' limit 1"
    )
    _open(page, f"{published.url}/archive/clause_changes/{key}")
    assert page.locator("h1").inner_text() == f"Clause {before}, then {after}: renumbered and changed"
    page.get_by_role("link", name="Its wordings in every edition").click()
    assert page.url.endswith(f"?clause={after}")


IN_WORDS = ["/", "/search?q=branch", "/rules", "/rules/Election+Procedures?clause=34", "/reuse/tideline-rota-p3-w-1-52",
    "/allegations", "/allegations/visits-in-working-time", "/people", "/about", "/archive/documents/statement-tulloch",
    "/archive/people/kath-ollerton", "/cite/tideline-rota-p3", "/check?text=%E2%80%9CNobody+is+telling+you+to+do+this%E2%80%9D"]  # fmt: skip


@pytest.mark.parametrize("path", IN_WORDS)
def test_dates_are_shown_in_words(published: Site, page: Page, path: str) -> None:
    """No page that is made for readers shows a date as data has it, except in addresses, ids and fields of rows."""
    page.goto(published.url + path)
    page.locator("main").evaluate(
        "e => e.querySelectorAll('a[href^=http], .fields, form, td, code').forEach(x => x.remove())"
    )
    assert re.findall(r"(?<![\w/-])[12]\d{3}-\d\d(?:-\d\d)?(?![\w-])", page.locator("main").inner_text()) == []


def test_a_document_is_a_page_to_read(published: Site, page: Page) -> None:
    """Title once, byline, then the words; what is known of it stands after them."""
    _open(page, published.url + "/archive/documents/statement-tulloch")
    main = page.locator("main").inner_text()
    assert (
        main.count("Witness statement of Ewan James Tulloch") == 3
    )  # the title, its citation, and the name of its source
    byline = page.locator(".byline").inner_text()
    for words in ("Ewan Tulloch", "Office of the Adjudicator", "11 February 2019", "witness statement"):
        assert words in byline
    assert page.locator(".text .speaker").count() == 0
    assert page.locator("h1").get_attribute("id") == "p1"
    assert "[withheld: request]" in main
    assert page.locator("article ~ aside .fields").count() == 1


def test_a_speaker_is_named_once(published: Site, page: Page) -> None:
    """In a transcript no label repeats the printed name, and Q. and A. are named where they change hands."""
    _open(page, published.url + "/archive/documents/hearing-day-3")
    speeches = page.locator(".kind-speech").evaluate_all(
        "all => all.map(e => [e.querySelector('.speaker')?.textContent ?? '', e.querySelector('p:not(.speaker)').textContent])"
    )
    named = [(speaker, text) for speaker, text in speeches if speaker]
    assert 2 <= len(named) < 20
    assert [each for each in named if re.match(r"[A-Z ]+:", each[1])] == []
    assert ("MS LODHI", "Q. Would you give the Adjudicator your full name?") in named


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (["A|A. Yes.", "A|A. I did."], ["A", None]),
        (["MS LODHI|MS LODHI: Good morning.", "MS LODHI|And again."], [None, None]),
        (["MR EWAN TULLOCH|A. Ewan James Tulloch: that is my name."], ["MR EWAN TULLOCH"]),
        (["B|Q. One?", "A|A. Two.", "B|Q. Three?", "C|Q. Four?", "A|A. Five."], ["B", "A", None, "C", None]),
        (["|Nobody.", "X|Somebody."], [None, "X"]),
    ],
)
def test_who_is_named_where(said: list[str], named: list[str | None]) -> None:
    """A label stands where a speaker begins, unless the words say it."""
    passages: list[dict[str, Any]] = [
        {"kind": "speech", "speaker": who or None, "text": words}
        for who, _, words in (one.partition("|") for one in said)
    ]
    laid_out.name_speakers(passages, alone=False)
    assert [passage["new_speaker"] for passage in passages] == named


def test_tables_lists_and_quotes_of_markdown_are_recognised(published: Site, page: Page) -> None:
    """Rows of a Markdown table are a table with a head, items a list, and emphasis is rendered."""
    _open(page, published.url + "/archive/documents/lantern-turnout")
    assert page.locator("table.in-text th").all_inner_texts()[1:] == [
        "Branches nominating",
        "Votes",
        "Share of valid votes",
    ]
    assert page.locator("table.in-text tr#p6 td").all_inner_texts()[1:] == ["96", "6,911", "45.3%"]
    assert page.locator("table.in-text tr#p9 td").count() == 4
    assert page.locator("ul.in-text li#p13 strong").inner_text() == "The sea."
    assert page.locator("#p17 blockquote").count() == 1
    assert "**" not in page.locator("article").inner_text()


def test_headings_of_different_levels_look_different(published: Site, page: Page) -> None:
    """Each level of heading that a text can have is told from the next by size or style."""
    _open(page, published.url + "/archive/documents/lantern-turnout")
    page.locator("article").evaluate(
        "e => e.insertAdjacentHTML('beforeend', [2,3,4,5,6].map(n => `<div class=passage><h${n}>x</h${n}></div>`).join(''))"
    )
    styles = [
        page.locator(f"article h{level}").last.evaluate(
            "e => { const s = getComputedStyle(e); return s.fontSize + s.fontStyle + s.fontVariant }"
        )
        for level in range(2, 7)
    ]
    assert len(set(styles)) == 5


def test_a_correction_stands_where_it_applies(published: Site, page: Page) -> None:
    """The words stay as received; a note under them says what they should be, and why."""
    before, after, reason, document, position = published.sql(
        "select before, after, reason, document_id, position from corrections join passages on passages.id = passage_id"
    )[0]
    _open(page, f"{published.url}/archive/documents/{document}")
    passage = page.locator(f"#p{position}")
    assert before in passage.locator("p:not(.note)").inner_text()
    note = passage.locator(".note:not(.alleged)").inner_text()
    assert before in note
    assert after in note
    assert reason in note
    assert page.locator(f"aside a[href='#p{position}']").count() == 1


def test_on_paper_there_is_only_the_text_with_its_address_and_licence(published: Site, page: Page) -> None:
    """No navigation, search, buttons or panels; the address and the licence stand at the end."""
    page.emulate_media(media="print")
    _open(page, published.url + "/archive/documents/statement-tulloch")
    for gone in ("header nav", "form", ".crumbs", "aside", ".exports"):
        assert [each for each in page.locator(gone).all() if each.is_visible()] == [], gone
    end = page.locator(".print-only").inner_text()
    assert "/archive/documents/statement-tulloch" in end
    assert "CC0-1.0" in end


def test_on_paper_nothing_that_is_told_is_left_out(published: Site, page: Page) -> None:
    """The map is a picture again, copies and editions keep their dates, and a table is no wider than the paper."""
    _open(page, published.url + "/map")
    assert page.locator("#map svg.places").is_hidden()
    page.emulate_media(media="print")
    assert page.locator("#map svg.places").is_visible()
    assert page.locator("#map .moving").is_hidden()
    _open(page, published.url + "/reuse/tideline-rota-p3-w-1-52")
    assert "5 March 2019" in page.locator(".copies").inner_text()
    _open(page, published.url + PAGES["what changed in two editions"])
    assert "In force from 1 February 2015" in page.locator(".heads").inner_text()
    page.set_viewport_size({"width": 700, "height": 900})  # what A4 leaves between its margins
    _open(page, published.url + "/archive/exchanges_with_a_word?words=kettle")
    assert page.locator("table").evaluate("e => e.scrollWidth - e.parentElement.clientWidth") <= 0


def test_a_source_says_why_it_has_no_checksum(published: Site) -> None:
    """Where something is withheld the page of the source says why the checksum as received is not given."""
    for key, checksum in published.sql("select id, sha256 from sources"):
        told = "No checksum of this file as it was received" in published.get(f"/archive/sources/{key}").text
        assert told is (checksum is None), key
    assert published.sql("select 1 from sources where sha256 is null")


def test_the_map_has_a_list_that_says_the_same(published: Site, page: Page) -> None:
    """Below the map stands a list of the same rows, title, date and place first, each leading to its page."""
    _open(page, published.url + "/archive/map_points")
    assert page.get_by_role("heading", name="The same as a list").count() == 1
    assert page.locator("th:visible").all_inner_texts()[0] == "Title"
    rows = published.sql("select coalesce(event_id, place_id) from map_points")
    leads = page.locator("td.lead a").evaluate_all("all => all.map(e => e.getAttribute('href').split('/').pop())")
    assert sorted(leads) == sorted(key for (key,) in rows)


@pytest.mark.parametrize("path", ["/archive/exchanges_with_a_word?words=zebra", "/search?q=zebra+unicorn"])
def test_nothing_found_is_said_in_words(published: Site, page: Page, path: str) -> None:
    """A question without an answer says so, and what to try."""
    _open(page, published.url + path)
    assert page.get_by_role("heading", name="Nothing found").count() == 1
    assert len(page.locator("main h2 + p").inner_text()) > 60


def test_a_question_stands_in_order(published: Site, page: Page) -> None:
    """Form, then results with their downloads, then the SQL, folded; one link a row leads to the paragraph."""
    _open(page, published.url + "/archive/exchanges_with_a_word?words=kettle")
    order = page.locator("main form, main .exports, main table, main details").evaluate_all(
        "all => all.map(e => e.tagName)"
    )
    assert order == ["FORM", "P", "TABLE", "DETAILS"]
    assert page.locator("details[open]").count() == 0
    assert page.locator(".exports a").all_inner_texts() == ["CSV", "JSON"]
    heads = page.locator("th").all_inner_texts()
    assert heads == ["asker", "question", "answerer", "answer", "document", "where"]
    assert re.search(
        r"/archive/documents/[a-z0-9-]+#p\d+", str(page.locator(".col-where a").first.get_attribute("href"))
    )


def test_the_focus_can_be_seen(published: Site, page: Page) -> None:
    """Whatever the keyboard reaches has an outline, by day and by night."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        _open(page, published.url + "/archive/documents/lantern-turnout")
        for _ in range(25):
            page.keyboard.press("Tab")
            width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
            assert width >= 2, page.evaluate("document.activeElement.outerHTML")


def test_words_from_right_to_left(tmp_path: Path, serve: Callable[..., Any], page: Page) -> None:
    """A paragraph in Arabic begins on the right, with its full stop on the left; one in English stays as it is."""
    letter = "رسالة إلى المجلس\n\nنحن نطلب من المجلس أن يعيد فتح الحمامات.\n\nIt was read out in English.\n"
    with serve(built(tmp_path / "arabic", letter__txt=letter), {}) as site:
        _open(page, f"{site.url}/archive/documents/letter")
        in_order = """paragraph => {
            const words = paragraph.firstChild, place = document.createRange();
            const left = n => { place.setStart(words, n); place.setEnd(words, n + 1); return place.getBoundingClientRect().left };
            return left(0) < left(words.length - 1);
        }"""
        found = [each.evaluate(in_order) for each in page.locator(".passage p").all()]
    assert found[-2:] == [False, True]


@pytest.mark.parametrize("width", WIDTHS)
def test_values_to_narrow_down_by_are_all_in_sight(published: Site, page: Page, width: int) -> None:
    """Nothing scrolls in a box within the page to show the values of a facet; at a desk, only where twenty are long."""
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("/archive/documents", "/archive/mentions", "/archive/quotations")[: 2 if width > 1000 else 3]:
        _open(page, published.url + path)
        boxes = page.locator(".facet ul")
        assert boxes.count()
        assert boxes.evaluate_all("all => all.filter(each => each.scrollHeight > each.clientHeight + 1).length") == 0
