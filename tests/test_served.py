"""Which database is the archive is said once."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from html import unescape
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from playwright.sync_api import Page

from ingest.pages.served import archive
from ingest.tables import tables
from tests.site import ROOT, Site, configured, serving, serving_folder

# the pages of a server without an archive that say what there is nothing of, and those that there are not
EMPTY = (
    "/",
    "/timeline",
    "/map",
    "/people",
    "/organisations",
    "/rules",
    "/allegations",
    "/charts",
    "/check",
    "/about",
    "/robots.txt",
)
MISSING = (
    "/archive", "/archive/documents/x", "/cite/x", "/cite/x.txt", "/reuse", "/reuse/x", "/rules/x", "/allegations/x", "/quotations",
    "/downloads", "/downloads/x.csv", "/downloads/SHA256SUMS", "/feed.atom", "/events.ics", "/sitemap.xml", "/llms.txt",
    "/search", "/search.json", "/search.csv", "/search.atom", "/check?text=x", "/check.json?text=x",
)  # fmt: skip


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["_internal", "archive"], "archive"),
        (["a", "archive"], "archive"),
        (["a", "b"], "a"),
        (["_internal"], None),
        ([], None),
    ],
    ids=["not Datasette's own", "of this name", "the first", "none but its own", "none at all"],
)
def test_the_archive(names: list[str], found: str | None) -> None:
    """It is the database of this name, else the first that is not Datasette's own."""
    assert archive({name: name for name in names}) == found


def test_no_plugin_says_it_again() -> None:
    """Plugins ask `ingest.pages.served`; none looks at the names of databases itself."""
    for plugin in sorted((ROOT / "plugins").glob("*.py")):
        assert not re.search(r"""startswith\(["']_["']\)|datasette\.databases\.items""", plugin.read_text("utf-8")), (
            plugin.name
        )


@pytest.mark.parametrize("name", ["a-pile", "second"])
def test_another_database_with_tables_of_the_same_names(
    published_db: Path, serve: Callable[[Path, dict[str, Any]], Any], tmp_path: Path, name: str
) -> None:
    """Rows of another database that is served, before or behind the archive, are nothing of ours, whatever their tables are called."""
    with closing(sqlite3.connect(published_db)) as ours:
        names = tables(ours)
    with closing(sqlite3.connect(tmp_path / f"{name}.db")) as other:
        for table in names:
            other.execute(
                f'create table "{table}" (id text primary key, title text, document_id text, passage_id text)'
            )
            other.execute(f"insert into \"{table}\" values ('one', 'Of the other', 'none', 'none-p1')")
        other.commit()
    with serve(published_db, {}) as site:
        for table in names:
            for path in (f"/{name}/{table}", f"/{name}/{table}/one", f"/{name}/{table}/one.json"):
                found = site.get(path)
                assert found.status_code == 200, path
                assert "Of the other" in found.text
        assert site.get("/search", q="kettle").status_code == 200
        (passage,) = site.rows("/archive.json", sql="select id, document_id from passages limit 1")
        assert site.get(f"/archive/documents/{passage['document_id']}").status_code == 200
        assert site.get(f"/cite/{passage['id']}").status_code == 200


def test_an_archive_of_another_name(published_db: Path, tmp_path: Path) -> None:
    """An archive that is served under another name is searched and read there, and what is not there is told."""
    with serving(published_db, tmp_path, {}, name="a-pile") as site:
        for path in ("/", "/search?q=kettle", "/quotations", "/timeline", "/about", "/a-pile/passages"):
            assert site.get(path).status_code in (200, 302), path
        (address,) = set(re.findall(r'"(/a-pile\?sql=[^"]+)"', site.get("/search?q=kettle").text))
        assert site.get(unescape(address)).status_code == 200
        (document, *_) = re.findall(r'"(/a-pile/documents/[^"?#]+)', site.get("/search?q=kettle").text)
        assert site.get(document).status_code == 200
        missing = site.get("/a-pile/nothing")
        assert missing.status_code == 404
        assert "There is no such page" in missing.text


def test_every_address_is_that_of_its_name(published_db: Path, tmp_path: Path) -> None:
    """Whatever lists addresses lists those that answer, and pages are those that are made for an archive, with its questions."""
    with serving(published_db, tmp_path, {}, name="evidence") as site:
        parts = re.findall(r"<loc>([^<]+)</loc>", site.get("/sitemap.xml").text)
        pages = [page for part in parts for page in re.findall(r"<loc>([^<]+)</loc>", site.get(_path(site, part)).text)]
        told = re.findall(rf"{site.url}[^\s)]*", site.get("/llms.txt").text)
        found = site.get("/search.json?q=kettle").json()["results"]
        listed = [page for page in (*pages[:60:3], *told[::5]) if "{" not in page]
        listed += [each["passages"][0]["url"] for each in found[:3]]
        listed += re.findall(r'rel="alternate"[^>]+href="([^"]+)"', site.get("/search.atom?q=kettle").text)[:3]
        assert {site.get(_path(site, each)).status_code for each in listed} == {200}
        assert not [each for each in (*pages, *told) if "/archive" in each]
        assert len(told) > 20  # the tables, of which metadata tells
        questions = re.findall(r'href="(/evidence/passages_near_a_place)"', site.get("/map").text)
        assert site.get(questions[0]).status_code == 200
        (document, *_) = re.findall(r'"(/evidence/documents/[^"?#]+)', site.get("/search?q=kettle").text)
        assert '<article class="text"' in site.get(document).text
        # this server counts its tables as it is asked, and gives no file away
        assert 'href="/evidence.db"' not in site.get("/downloads").text + site.get("/about").text


def _path(site: Site, address: str) -> str:
    assert address.startswith(site.url)
    return address.removeprefix(site.url).partition("#")[0]


def test_a_popup_leads_to_where_the_archive_is_served(published_db: Path, tmp_path: Path, page: Page) -> None:
    """The link of a marker on the map of a table follows the name."""
    with serving(published_db, tmp_path, {}, name="evidence") as site:
        page.goto(f"{site.url}/evidence/map_points?kind=conference")
        page.locator("#map .leaflet-marker-icon").first.dispatch_event("click")
        link = str(page.locator(".leaflet-popup a").first.get_attribute("href"))
        assert re.fullmatch("/evidence/events/[a-z0-9-]+", link)
        assert site.get(link).status_code == 200


def test_no_archive_at_all(published_db: Path, tmp_path: Path) -> None:
    """A server with no file says so where something is asked of it, and fails nowhere."""
    configured(published_db, tmp_path, {}, name="evidence")
    (tmp_path / "evidence.db").unlink()
    with serving_folder(tmp_path, published_db) as site:
        found = {path: site.get(path).status_code for path in (*EMPTY, *MISSING)}
        assert found == dict.fromkeys(EMPTY, 200) | dict.fromkeys(MISSING, 404)
        for path in ("/", "/search?q=kettle", "/search.csv?q=kettle", "/check?text=x"):
            assert "No archive is served here" in site.get(path).text, path


def _another_version(db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("pragma user_version = 5")


def _not_ours(db: Path) -> None:
    db.unlink()
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("create table other (id text)")


def _damaged(db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        (page,) = connection.execute("select rootpage from sqlite_master where name = 'search_arrays'").fetchone()
        (size,) = connection.execute("pragma page_size").fetchone()
    with db.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(_another_version, "Build it again with", id="of another version"),
        pytest.param(_not_ours, "was not built by", id="not ours"),
        pytest.param(_damaged, "cannot be read (database disk image is malformed)", id="damaged"),
    ],
)
def test_what_cannot_be_searched(
    published_db: Path, tmp_path: Path, change: Callable[[Path], None], words: str
) -> None:
    """An archive of another version, a file that is none and one that is damaged are told as what they are."""
    configured(published_db, tmp_path, {}, name="evidence")
    db = tmp_path / "evidence.db"
    db.unlink()
    change(Path(copyfile(published_db, db)))
    with serving_folder(tmp_path, db) as site:
        for suffix in ("", ".json", ".csv", ".atom"):
            answer = site.get(f"/search{suffix}", q="kettle")
            assert (answer.status_code, words in unescape(answer.text)) == (503, True), (suffix, answer.text)
