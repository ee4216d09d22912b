"""The page on which a reader has the quotations of a text checked, the same as JSON, and in SQL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from typing import Any

import httpx
import pytest

from ingest.pages.served import UNFIT
from plugins import check
from tests.site import CLEAR, Site

ALTERED = "He wrote: “An employee may take part in a campaign outside working time, and must do so within it.”"


def _post(site: Site, path: str, text: str) -> httpx.Response:
    return httpx.post(site.url + path, data={"text": text}, timeout=60, verify=CLEAR)


def test_a_text_is_checked(published: Site) -> None:
    """Each quotation is told with its state, its differences and a link to the paragraph; no cookie is set."""
    assert published.get("/check").status_code == 200
    answer = _post(published, "/check", ALTERED)
    assert answer.status_code == 200
    assert "<del>not </del>" in answer.text
    assert "Variant" in answer.text
    assert "negation" in answer.text.casefold()
    assert "#p" in answer.text
    assert not answer.cookies


def test_a_text_is_checked_as_json(published: Site) -> None:
    """The JSON says the same, whether it is asked by GET or POST."""
    (told,) = _post(published, "/check.json", ALTERED).json()["quotations"]
    assert (told["state"], told["flags"]) == ("variant", ["negation", "unmarked omission"])
    assert ["removed", "not "] in told["diff"]
    assert published.get("/check.json", text=ALTERED).json()["quotations"] == [told]
    assert published.get(told["places"][0]["url"].partition("#")[0]).status_code == 200


def test_a_quotation_is_checked_in_sql(published: Site) -> None:
    """`check_quote(text)` gives the same as JSON, and null for null."""
    (row,) = published.rows(
        "/archive.json", sql="select check_quote('and must do so within it zebra') as a, check_quote(null) as b"
    )
    assert row["b"] is None
    assert json.loads(row["a"])["state"] in ("variant", "not found")


def test_rows_of_a_query_are_checked_with_one_look_at_the_index(published_db: Path) -> None:
    """What `check_quote(text)` reads for one row serves the next: it gives for many rows what it gives for each."""
    with closing(sqlite3.connect(f"{published_db.as_uri()}?mode=ro", uri=True)) as connection:
        check.prepare_connection(connection, "archive")
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        together = connection.execute("select id, check_quote(text) from quotations limit 150").fetchall()
        connection.set_trace_callback(None)
        assert sum("user_version" in each for each in asked) == 2
    for id, told in together[::30]:
        with closing(sqlite3.connect(f"{published_db.as_uri()}?mode=ro", uri=True)) as connection:
            check.prepare_connection(connection, "archive")
            assert connection.execute("select check_quote(text) from quotations where id = ?", (id,)).fetchone() == (
                told,
            )


def test_nothing_that_is_pasted_is_stored(published_db: Path, serve: Callable[..., Any], tmp_path: Path) -> None:
    """No cache may keep the answer, and the log of the server does not tell the text, however it was sent."""
    with serve(published_db, {}) as site:
        for answer in (
            _post(site, "/check", "zebrawords"),
            _post(site, "/check.json", "zebrawords"),
            site.get("/check", text="zebrawords"),
            site.get("/check.json", text="zebrawords"),
        ):
            assert answer.status_code == 200
            assert "zebrawords" in answer.text
            assert answer.headers["cache-control"] == "no-store"
            assert "etag" not in answer.headers
        assert "etag" in site.get("/check").headers
        assert site.get("/check/", text="zebrawords").status_code == 302  # Datasette leads to the page
    log = (tmp_path / "log.txt").read_text()
    assert log.count("/check") == 6
    assert "zebrawords" not in log


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "“<img src=x onerror=alert(1)>”", "“", "\x00", "…", " "])
def test_odd_texts_are_words(published: Site, text: str) -> None:
    """Whatever is pasted is shown as words, and breaks nothing."""
    answer = _post(published, "/check", text)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text


def test_a_text_that_is_too_long_is_refused(published: Site) -> None:
    """More than the page takes is refused with a sentence."""
    answer = _post(published, "/check", "word " * 50_000)
    assert answer.status_code == 400
    assert "too long" in answer.text
    assert _post(published, "/check.json", "word " * 500_000).status_code == 400


def test_many_quotations_are_bounded(published: Site) -> None:
    """What is beyond the bound is told to be not checked."""
    told = _post(published, "/check.json", "“the ballot of the branch” and " * 400).json()["quotations"]
    assert len(told) == 400
    assert told[-1]["state"] == "not checked"


def test_the_page_of_a_quotation_shows_what_differs(published: Site) -> None:
    """The state in words, the difference, and the passage; `/quotations` leads to all of them."""
    id, passage = published.sql("select id, matched_passage_id from quotations where flags like '%negation%' limit 1")[
        0
    ]
    answer = published.get(f"/archive/quotations/{id}")
    assert answer.status_code == 200
    assert "<strong>variant</strong>: nearly the same words" in answer.text
    assert "To be noted: negation; unmarked omission." in answer.text
    assert "<del>not </del>" in answer.text
    assert f"/archive/passages/{passage}" in answer.text
    assert published.get("/quotations").headers["location"].endswith("/archive/quotations")


def test_an_archive_of_another_version(published_db: Path, tmp_path: Path, serve: Any) -> None:
    """What another version built cannot be checked against: the page and the JSON say to build it again."""
    db = Path(copyfile(published_db, tmp_path / "other.db"))
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("pragma user_version = 5")
    with serve(db, {}) as site:
        for path, said in (("/check", "Build it again with"), ("/check.json", UNFIT)):
            answer = site.get(path, text=ALTERED)
            assert answer.status_code == 503
            assert said in answer.text
