"""Which database is the archive is said once."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from ingest.served import archive
from ingest.tables import tables
from tests.site import ROOT, serving


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
    """Plugins ask `ingest.served`; none looks at the names of databases itself."""
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
