"""A hostile archive, page by page in a browser: whatever stands in whatever column, it is shown as words and does nothing."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from ingest.build import build
from ingest.tables import tables
from ingest.verify import verify
from tests import hostile
from tests.hostile import ELSEWHERE, FORMULA, MARKDOWN, MARKUP, MULTIPLIED, RUN, TEMPLATE, WORDS, spoil, spoiled
from tests.site import PLENTY, ROOT, Site, serving
from tests.test_pages import METADATA, PAGES, ROWS

FAULTS = (ROOT / "tests" / "page_faults.js").read_text(encoding="utf-8")
SCHEMA = (ROOT / "ingest" / "schema.sql").read_text(encoding="utf-8")
TABLES = re.findall(r"^create table (\w+)", SCHEMA, re.MULTILINE)
PHONE: ViewportSize = {"width": 375, "height": 800}
NUMBER = re.compile(r"-?\d+(\.\d+)?")
VIEWS = sorted(path.stem for path in (ROOT / "ingest" / "views").glob("*.sql"))
# pages that are asked with words of the asker's: what stands in the address is shown again
ASKED = {
    "search": "/search?q={}",
    "search by other things": "/search?q=the&kind={0}&author={0}&sort={0}&more={0}&page={0}&group={0}",
    "people": "/people?q={}",
    "organisations": "/organisations?q={}",
    "check": "/check?text=%E2%80%9C{}%E2%80%9D",
    "timeline": "/timeline?in={0}&document={0}&event={0}",
    "map": "/map?box={}",
    "rules": "/rules/{}",
    "an edition": "/rules/RULES?edition={0}&clause={0}&at={0}&changed={0}",
    "copies": "/reuse/{}",
    "allegation": "/allegations/{}",
    "citation": "/cite/{}",
    "row": "/archive/documents/{}",
    "table": "/archive/{}",
    "database": "/{}",
    "filter": "/archive/documents?title={}",
    "filter by parts": "/archive/documents?title__contains={0}&author__not={0}&title__like={0}",
    "facet": "/archive/documents?_facet=title&_facet=author&title__in={}",
    "column that is none": "/archive/documents?_sort={}",
    "columns that are none": "/archive/documents?_col={0}&_nocol={0}&_facet={0}&{0}={0}",
    "search in a table": "/archive/passages?_search={}",
    "condition": "/archive/documents?_where={}",
    "SQL": "/archive?sql={}",
    "names of columns": "/archive?sql=select+1+as+[{}]",
    "question": "/archive/exchanges_with_a_word?words={}",
    "parameter": "/archive?sql=select+:word&word={}",
    "downloads": "/downloads/{}.csv",
    "feed": "/feed.atom?kind={}",
}


@pytest.fixture(scope="module")
def site(published_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The hostile archive, served."""
    folder = tmp_path_factory.mktemp("hostile")
    db = spoil(published_db, folder / "hostile.db")
    (folder / "site").mkdir()
    with serving(db, folder / "site", PLENTY) as running:
        yield running


class Visitor:
    """A telephone that notes what a page asked for and what went wrong with it."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home
        self.noted: list[str] = []
        page.on("dialog", lambda dialog: (self.noted.append("a dialog"), dialog.dismiss()))
        page.on("popup", lambda other: (self.noted.append(f"a window of {other.url}"), other.close()))
        page.on("pageerror", lambda error: self.noted.append(f"thrown: {error}"))
        page.on("console", self._said)
        page.on("request", self._asked)

    def visit(self, path: str) -> list[str]:
        """Return what is wrong with a page, whatever its status."""
        self.noted.clear()
        self.page.goto(self.home + path, wait_until="load")
        if self.page.locator("#map").count():
            self.page.locator("#map :is(.leaflet-marker-icon, path)").first.wait_for(state="attached")
        faults: list[str] = self.page.evaluate(FAULTS)
        if MULTIPLIED in self.page.content():
            faults.append("a template was run")
        return faults + self.noted

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning") and "the server responded with a status of 4" not in message.text:
            self.noted.append(f"said: {message.text}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.home + "/", "data:")):
            self.noted.append(f"asked for {request.url}")


@pytest.fixture(scope="module")
def visitor(site: Site, browser: Browser) -> Iterator[Visitor]:
    page = browser.new_page(viewport=PHONE)
    yield Visitor(page, site.url)
    page.close()


def _path(site: Site, name: str) -> str:
    if name in ROWS:
        return str(site.sql(ROWS[name])[0][0])
    rules, clause = (quote(spoiled(words), safe="") for words in ("Election Procedures", "34"))
    return PAGES[name].replace("/Election+Procedures", f"/{rules}").replace("clause=34", f"clause={clause}")


def test_every_column_is_hostile(site: Site, published_db: Path) -> None:
    """Whatever a source or a declaration says stands in some column, and in each of these it tries to do harm."""
    kept = set()
    with closing(sqlite3.connect(site.db)) as spoilt, closing(sqlite3.connect(published_db)) as sound:
        for table in tables(spoilt):
            tried = hostile.columns(spoilt, table)
            for column in tried:
                harmful = f'select count(*) from "{table}" where instr("{column}", ?)'
                filled = f"""select count(*) from "{table}" where "{column}" not in ('[]', '')"""
                assert spoilt.execute(harmful, (RUN,)).fetchone() == sound.execute(filled).fetchone(), (table, column)
            texts = spoilt.execute(
                "select name from pragma_table_xinfo(?) where type = 'TEXT' and not hidden", (table,)
            )
            kept |= {name for (name,) in texts if name not in tried and not re.search("(^|_)(id|date)$", name)}
    # beside ids and dates: times, digests, and words of closed lists
    assert kept == {
        "candidates", "content_sha256", "date_basis", "date_earliest", "date_latest", "date_words", "encoding", "end_time",
        "flags", "kind", "language", "locator", "marks", "media_type", "order_basis", "part", "published_sha256", "reason",
        "role", "sent_time", "sha256", "standing", "start_time", "state", "until",
    }  # fmt: skip


@pytest.mark.parametrize("name", [*PAGES, *ROWS])
def test_a_page_of_a_hostile_archive_does_nothing(site: Site, visitor: Visitor, name: str) -> None:
    """No script, no handler, no request to elsewhere, no dialog, no error; and it is no wider than a telephone."""
    assert visitor.visit(_path(site, name)) == []
    assert f"<script>{RUN}</script>" in visitor.page.locator("body").inner_text()


@pytest.mark.parametrize("name", [*TABLES, *VIEWS])
def test_a_table_of_a_hostile_archive_does_nothing(site: Site, visitor: Visitor, name: str) -> None:
    """So does every table and view with all of its columns, in which the words stand, and with facets."""
    names = [column for (column,) in site.sql("select name from pragma_table_xinfo(?)", name)]
    shown = "&".join(f"_col={column}" for column in names)
    facets = "&".join(f"_facet={column}" for column in ("title", "speaker", "author") if column in names)
    assert visitor.visit(f"/archive/{name}?_size=10&{shown}&{facets}") == []
    with closing(sqlite3.connect(site.db)) as connection:
        spoilt = hostile.columns(connection, name) if name in TABLES else {}
    for column, how in spoilt.items():
        ((everywhere,),) = site.sql(f'select count("{column}") = count(*) from "{name}"')
        if everywhere and how == "hostile_name":
            cells = visitor.page.locator(f"td.col-{column}").all_inner_texts()
            assert [cell for cell in cells if RUN not in cell] == []
            assert cells


@pytest.mark.parametrize("name", METADATA["queries"])
def test_a_question_to_a_hostile_archive_does_nothing(visitor: Visitor, name: str) -> None:
    """So do the answers to every question."""
    assert visitor.visit(f"/archive/{name}") == []


@pytest.mark.parametrize("words", [spoiled("the"), f"javascript:{RUN}"], ids=["markup", "address"])
@pytest.mark.parametrize("name", ASKED)
def test_a_hostile_address_does_nothing(visitor: Visitor, name: str, words: str) -> None:
    """Nor does what stands in the address of a page, whether it finds anything or is refused."""
    path = ASKED[name].replace("RULES", quote(spoiled("Election Procedures"), safe=""))
    assert visitor.visit(path.format(quote(words, safe=""))) == []


@pytest.mark.parametrize("path", ["/map", "/archive/places", "/archive/map_points"])
def test_names_on_a_map_are_words(visitor: Visitor, path: str) -> None:
    """A marker opened on a map shows the name of the place as words."""
    assert visitor.visit(path) == []
    markers = visitor.page.locator("#map .leaflet-marker-icon")
    for _ in range(8):
        if visitor.page.locator("#map img.leaflet-marker-icon").count():
            break
        markers.first.dispatch_event("click")
        visitor.page.wait_for_timeout(300)
    visitor.page.locator("#map img.leaflet-marker-icon").first.dispatch_event("click")
    assert RUN in visitor.page.locator(".leaflet-popup").inner_text()
    assert visitor.page.evaluate(FAULTS) + visitor.noted == []


def test_a_popup_of_ones_own_runs_nothing(visitor: Visitor) -> None:
    """A link that a reader's own SQL puts on a map runs nothing when it is followed, whoever sent them the address."""
    popup = json.dumps({"title": WORDS, "link": f"javascript:{RUN}", "image": f"https://{ELSEWHERE}/p.gif"})
    sql = f"select 53.7 as latitude, -0.3 as longitude, '{popup.replace(chr(39), chr(39) * 2)}' as popup"
    visitor.visit(f"/archive?sql={quote(sql, safe='')}")
    marker = visitor.page.locator("#map img.leaflet-marker-icon").first
    marker.dispatch_event("click")
    visitor.page.locator(".leaflet-popup a").first.dispatch_event("click")
    visitor.page.wait_for_timeout(200)
    assert visitor.page.evaluate("window.hacked") is None
    assert visitor.page.url.startswith(visitor.home)


@pytest.mark.parametrize("query", ["_sort=none", "_sort_desc=none", "_where=%00", "%00=x", "_where=a+b", "_search=%22"])
@pytest.mark.parametrize("format", ["", ".json", ".csv"])
def test_a_mistake_in_an_address_is_told(site: Site, query: str, format: str) -> None:
    """It is answered with 400 in the format that was asked for, and is no fault of the server."""
    answer = site.get(f"/archive/documents{format}?{query}")
    assert answer.status_code == 400
    assert ("json" in answer.headers["content-type"]) is bool(format)
    assert answer.json()["error"] if format else "<main" in answer.text


# what is served for machines, each with what reads it
DATA = {
    "/feed.atom": "application/atom+xml; charset=utf-8",
    "/search.atom?q=the": "application/atom+xml; charset=utf-8",
    "/sitemap.xml": "application/xml; charset=utf-8",
    "/sitemap-pages.xml": "application/xml; charset=utf-8",
    "/events.ics": "text/calendar; charset=utf-8",
    "/llms.txt": "text/plain; charset=utf-8",
    "/robots.txt": "text/plain; charset=utf-8",
    "/search.json?q=the": "application/json; charset=utf-8",
    "/search.csv?q=the": "text/csv; charset=utf-8",
    "/check.json?text=the": "application/json; charset=utf-8",
    "/cite/tideline-rota-p3.json": "application/json; charset=utf-8",
    "/cite/tideline-rota-p3.csl.json": "application/vnd.citationstyles.csl+json; charset=utf-8",
    "/cite/tideline-rota-p3.ris": "application/x-research-info-systems; charset=utf-8",
    "/cite/tideline-rota-p3.bib": "application/x-bibtex; charset=utf-8",
    "/cite/tideline-rota-p3.txt": "text/plain; charset=utf-8",
    "/archive/documents.json?_shape=array": "application/json; charset=utf-8",
    "/archive/documents.csv": "text/plain; charset=utf-8",
    "/archive.json?sql=select+title+from+documents": "application/json; charset=utf-8",
}


@pytest.mark.parametrize("path", DATA)
def test_data_of_a_hostile_archive_is_no_page(site: Site, path: str) -> None:
    """What machines read is of its kind and of no other, holds what it should, and is well formed."""
    answer = site.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, DATA[path])
    assert answer.headers["x-content-type-options"] == "nosniff"
    kind = DATA[path].partition(";")[0]
    if kind.endswith("xml"):
        ElementTree.fromstring(answer.content)
    elif kind.endswith("json"):
        answer.json()
    elif kind == "text/csv":
        assert [cell for cell in _cells(answer) if cell.startswith(tuple("=+-@\t\r"))] == []
    assert RUN in answer.text or path.startswith(("/sitemap", "/robots", "/check"))


def test_a_hostile_title_is_one_line(site: Site) -> None:
    """No title, author or place is more than the one field of a calendar, a list or a citation that it is put into."""
    lines = site.get("/events.ics").text.replace("\r\n ", "").split("\r\n")
    ((count,),) = site.sql(
        "select count(*) from events where length(event_date) > 9 and id not in (select event_id from same_events)"
    )
    assert lines.count("BEGIN:VEVENT") == count > 0
    assert [line for line in lines if line and not re.match(r"[A-Z-]+[:;]", line)] == []
    ris = site.get("/cite/tideline-rota-p3.ris").text.splitlines()
    assert [line for line in ris if line and not re.match(r"[A-Z][A-Z0-9]  - ?", line)] == []
    assert (ris[0][:2], [line[:2] for line in ris].count("TY"), [line[:2] for line in ris].count("ER")) == ("TY", 1, 1)
    bib = site.get("/cite/tideline-rota-p3.bib").text
    assert len(re.findall(r"^@", bib, re.MULTILINE)) == 1
    assert len(site.get("/cite/tideline-rota-p3.txt").text.splitlines()) == 1
    told = site.get("/llms.txt").text.splitlines()
    assert [line for line in told if line.startswith("#")][1:] == ["## How to read it", "## Tables"]


@pytest.mark.parametrize("table", TABLES)
def test_no_cell_of_a_hostile_archive_is_a_formula(site: Site, table: str) -> None:
    """In the CSV for spreadsheets nothing is a formula; one apostrophe less, and it is what the faithful one says."""
    safe, exact = (_cells(site.get(f"/downloads/{table}.{format}")) for format in ("spreadsheet.csv", "csv"))
    assert [cell for cell in safe if cell[:1] and cell[0] in "=+-@\t\r" and not NUMBER.fullmatch(cell)] == []
    assert [cell.removeprefix("'") for cell in safe] == exact
    if any(cell.startswith("=") for cell in exact):
        assert f"'{spoiled('')}" in "\n".join(safe)


def _cells(answer: Any) -> list[str]:
    read = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), strict=True)
    return [cell for row in read for cell in row]


# what a declaration may say; signs that YAML or a build refuse cannot come in by one
DECLARED = FORMULA + WORDS.replace("\x85", "").replace("\u2028", "").replace("\u2029", "").replace("\ufeff", "")
NAME = "<img src=x onerror=window.hacked=1>\"'&{{7919*7907}}\u202e.txt"
POST = f"""Monday, 1 March 2021

The kettle {MARKUP}

Ada Quill of the Works Council said: “The kettle {MARKDOWN.strip()} of the hall is gone.” See https://{ELSEWHERE}/"onmouseover="{RUN}

Meeting of the branch on 3 March 2021, 10 am to noon, at Harbour House, 14 Wharf Street, Newcastle, NE1 3DX.

MS HARDY: Did you write "</textarea><script>{RUN}</script>"?

MR OKORO: {TEMPLATE} Yes.
"""
ONCE = """
Words that stand once are these, and no others in this archive.

The reply stands once too, in a paragraph of its own.
"""


def test_a_hostile_folder_is_built_and_shown(
    tmp_path: Path, serve: Callable[[Path, dict[str, Any]], Any], browser: Browser
) -> None:
    """Built of files with hostile names, texts and declarations, an archive keeps every promise, and its pages do nothing."""
    source = {"title": DECLARED, "publisher": DECLARED, "creator": DECLARED, "licence": DECLARED, "kind": "blog post",
        "url": f"https://{ELSEWHERE}/\"onmouseover=\"{RUN}", "submitted_to": DECLARED,
        "corrections": [{"before": "of the hall", "after": DECLARED, "reason": DECLARED}],
        "withhold": [{"pattern": "NE1 3DX", "reason": "privacy", "note": DECLARED}]}  # fmt: skip
    known = {"name": "Ada Quill", "aliases": [DECLARED], "description": DECLARED}
    archive = {"title": DECLARED, "description": DECLARED, "licence": DECLARED, "notice": DECLARED, "edition": DECLARED,
        "people": [{"id": "ada", **known}], "organisations": [{"id": "council", **known, "name": "Works Council"}],
        "roles": [{"person": "ada", "organisation": "council", "title": DECLARED}],
        "places": [{"id": "house", "name": "Harbour House", "address": DECLARED, "how_located": DECLARED, "latitude": 54.9,
            "longitude": -1.6, "aliases": [DECLARED]}, {"name": DECLARED}]}  # fmt: skip
    alleged = {"id": "one", "title": DECLARED, "made_by": DECLARED, "against": DECLARED, "status": DECLARED,
        "quote": "Words that stand once", "evidence": [{"role": "reply", "quote": "The reply stands once", "note": DECLARED}]}  # fmt: skip
    files = {NAME: POST + ONCE, NAME.replace(".txt", ".yml"): json.dumps(source), "archive.yml": json.dumps(archive), "page.md": f"# {DECLARED}\n\n{POST}",
        "page.html": f"<title>{escape(DECLARED)}</title><p>{escape(POST)}</p>", "plan\u202efdp.exe": "?",
        "allegations.yml": json.dumps({"allegations": [alleged]})}  # fmt: skip
    (tmp_path / "sources").mkdir()
    for name, words in files.items():
        (tmp_path / "sources" / name).write_text(words, encoding="utf-8")
    build(tmp_path / "sources", tmp_path / "hostile.db")
    assert verify(tmp_path / "hostile.db", tmp_path / "sources").faults == []
    with serve(tmp_path / "hostile.db", PLENTY) as site, closing(browser.new_page(viewport=PHONE)) as page:
        assert site.sql("select title, edition from about") == [(DECLARED, DECLARED)]
        visitor = Visitor(page, site.url)
        rows = [f"/archive/{table}/{id}" for table in ("documents", "sources", "people", "organisations", "places", "events",
            "exchanges", "quotations") for (id,) in site.sql(f"select id from {table} limit 3")]  # fmt: skip
        seen = [
            "/",
            "/about",
            "/map",
            "/timeline",
            "/people",
            "/allegations",
            "/allegations/one",
            "/archive/corrections",
        ]
        assert len(rows) > 12
        for path in [*seen, *rows, "/archive/withheld", "/archive/problems", "/downloads"]:
            assert visitor.visit(path) == [], path
