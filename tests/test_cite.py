"""The permanent address of a passage, and the pages of allegations, as a reader gets them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.matching.as_corrected import wordings
from tests.archives import DUMP, built
from tests.site import Site

CITED = {
    "unchanged": ("tideline-rota-p3", 200, ["Unchanged.", "How to cite it", "/cite/tideline-rota-p3"]),
    "corrected": (
        "market-bell-emails-p14", 200,
        ["As received", "As corrected", "Corrected.", "Clause 83 of the procedures", "Clause 33 of the procedures", "A misprint"],
    ),
    "part of it withheld": ("early-shift-2019-03-24-p2", 200, ["Part of it is kept back", "privacy", "The name of a child."]),
    "moved": ("tideline-rota-p24", 200, ["Moved.", "is now tideline-rota-p23", "joined its last two paragraphs"]),
    "retired": ("fairlead-faq-p99", 410, ["Retired.", "took the question back"]),
    "withheld": ("early-shift-2019-03-23-p2", 410, ["Withheld.", "a document that is kept back", "request"]),
    "unknown": ("nothing-p1", 404, ["No passage of this archive is, or ever was, called “nothing-p1”"]),
    "not even an id": ("No&Such;P1", 404, ["called “No&Such;P1”"]),
    "of a document that is not withheld": ("early-shift-2019-03-23-px", 404, ["ever was"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CITED, ids=list(CITED))
def test_what_became_of_a_passage(published: Site, case: str) -> None:
    """Every id that was ever published answers with the passage, or with where it went and why."""
    id, status, words = CITED[case]
    answer = published.get(f"/cite/{id}")
    assert answer.status_code == status
    said = _said(answer.text)
    for each in words:
        assert each in said
    script = '<script type="module" src="/static/copy.js"></script>'
    assert "<script" not in answer.text.replace(script, "").replace('<script type="application/ld+json">', "")


def test_the_page_of_a_document_that_is_kept_back(published: Site) -> None:
    """The address of a withheld document tells why, as those of its passages do; one that never was is just not there."""
    answer = published.get("/archive/documents/early-shift-2019-03-23")
    assert answer.status_code == 410
    assert "Withheld. early-shift-2019-03-23 is a document that is kept back. The reason: request" in _said(answer.text)
    assert 'href="/archive/withheld?source_id=early-shift"' in answer.text
    assert published.get("/archive/documents/early-shift-2019-03-99").status_code == 404


STATES = {
    "unchanged": "unchanged", "corrected": "corrected", "part of it withheld": "partly withheld", "moved": "moved",
    "retired": "retired", "withheld": "withheld", "unknown": "unknown", "not even an id": "unknown",
    "of a document that is not withheld": "unknown",
}  # fmt: skip


@pytest.mark.parametrize("case", CITED, ids=list(CITED))
def test_the_same_as_data(published: Site, case: str) -> None:
    """The JSON beside the page has its status, the state in a word, and what the page says; the page leads to it."""
    id, status, _ = CITED[case]
    answer = published.get(f"/cite/{id}.json")
    told = answer.json()
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert (told["id"], told["state"], told["ok"]) == (id, STATES[case], status == 200)
    page = published.get(f"/cite/{id}")
    if status == 404:
        assert told["error"] in _said(page.text)
        return
    assert f'<link rel="alternate" type="application/json" href="{published.url}/cite/{id}.json">' in page.text
    if told["reason"]:
        assert told["reason"] in _said(page.text)
    if told["passage"]:
        assert told["citation"] in _said(page.text)
        assert told["links"]["cite"] == f"{published.url}/cite/{told['passage']['id']}"
        assert published.get(told["links"]["document"].removeprefix(published.url)).status_code == 200
        assert published.sql("select text from passages where id = ?", told["passage"]["id"]) == [
            (told["passage"]["text"],)
        ]


def test_a_correction_as_data(published: Site) -> None:
    """What is removed and what is same makes the words as received; what is added and what is same, those as corrected."""
    passage = published.get("/cite/market-bell-emails-p14.json").json()["passage"]
    assert passage["text"] == "".join(words for kind, words in passage["diff"] if kind != "added")
    assert passage["text_corrected"] == "".join(words for kind, words in passage["diff"] if kind != "removed")
    assert ["removed", "Clause 83 of the procedures"] in passage["diff"]
    assert ["added", "Clause 33 of the procedures"] in passage["diff"]
    assert [each["after"] for each in passage["corrections"]] == ["Clause 33 of the procedures"]


def test_where_a_passage_moved_as_data(published: Site) -> None:
    """A moved id names the one that stands for it, and tells of that passage."""
    told = published.get("/cite/tideline-rota-p24.json").json()
    assert told["moved_to"] == told["passage"]["id"] == "tideline-rota-p23"
    assert told["passage"]["state"] == "unchanged"


@pytest.mark.parametrize(
    ("corrections", "expected"),
    [
        ([], None),
        ([(12, 15, "two", "2")], [("one ", "one "), ("two", "2"), (" three", " three")]),
        ([(8, 11, "one", "1"), (16, 21, "three", "3")],
         [("", ""), ("one", "1"), (" two ", " two "), ("three", "3"), ("", "")]),
        ([(0, 11, "before one", "b")], None),
    ],
    ids=["none", "one", "two, at the edges", "beginning outside"],
)  # fmt: skip
def test_as_received_and_as_corrected(corrections: list[Any], expected: Any) -> None:
    """The words of a passage are shown twice: as received, whole, and as they should read."""
    given = [dict(zip(("start", "end", "before", "after"), each, strict=True)) for each in corrections]
    assert wordings("one two three", ((8, 21),), given) == expected


def test_a_correction_is_shown_wherever_its_words_are(published: Site) -> None:
    """The page of a record whose words are corrected says so, as do those of documents and allegations."""
    (document, start, end), *_ = published.sql(
        'select document_id, corrections."start", corrections."end" from corrections '
        "join passages on passages.id = passage_id"
    )
    shown = ["/allegations/e-mails-to-employees", f"/archive/documents/{document}"]
    for table in ("quotations", "rule_clauses", "events", "links"):
        shown += [
            f"/archive/{table}/{id}"
            for (id,) in published.sql(
                f'select id from {table} where document_id = ? and "start" < ? and "end" > ?', document, end, start
            )
        ]
    for path in shown:
        assert "It should read “Clause 33 of the procedures”" in _said(published.get(path).text), path


def test_rows_lead_to_the_pages_made_for_them(published: Site) -> None:
    """The row of an allegation, of a retired id and of a copy leads to its page, as do their ids in the results of queries."""
    ((allegation,), *_), ((copy, cluster), *_), ((retired, became), *_) = (
        published.sql("select id from allegations"),
        published.sql("select id, cluster_id from reuse"),
        published.sql("select id, became_id from retired_ids where became_id is not null"),
    )
    for path, leads_to in (
        (f"/archive/allegations/{allegation}", f"/allegations/{allegation}"),
        (f"/archive/retired_ids/{retired}", f"/cite/{retired}"),
        (f"/archive/reuse/{copy}", f"/reuse/{cluster}"),
        ("/archive/allegation_gaps", "/allegations/"),
        ("/archive/reuse?_col=cluster_id", "/reuse/"),
        ("/archive/origins", "/archive/documents/"),
        ("/archive?sql=select+cluster_id+from+reuse", "/reuse/"),
        ("/archive?sql=select+origin_id+from+origins", "/archive/documents/"),
        ("/archive?sql=select+became_id+from+retired_ids", f"/cite/{became}"),
    ):
        main = published.get(path).text.partition("<main")[2]
        assert f'<a href="{leads_to}' in main, path


def test_every_allegation_has_its_page(published: Site) -> None:
    """The matrix leads to every allegation; each shows who makes it, its evidence by role, and its gaps in words."""
    matrix = published.get("/allegations").text
    for id, title, made_by in published.sql("select id, title, made_by from allegations"):
        assert f'href="/allegations/{id}"' in matrix
        page = _said(published.get(f"/allegations/{id}").text)
        assert title in page
        assert made_by in page
        for (gap,) in published.sql("select gap from allegation_gaps where allegation_id = ?", id):
            assert gap in page, id
    assert "verdict" in matrix


def test_evidence_is_shown_in_its_words(published: Site) -> None:
    """Every passage and clause that is pointed at stands on the page of the allegation, and leads there and back."""
    evidence = published.sql(
        """select allegation_id, role, coalesce(rule_clauses.text, passages.text), passages.document_id, passages.position,
          passages.id
        from allegation_evidence left join rule_clauses on rule_clauses.id = clause_id
        join passages on passages.id = coalesce(allegation_evidence.passage_id, rule_clauses.passage_id)"""
    )
    assert evidence
    for id, role, text, document, position, passage in evidence:
        page = published.get(f"/allegations/{id}").text
        words = re.findall(r"\w{4,}", text)
        assert all(word in page for word in words), id
        assert f'href="/archive/documents/{document}#p{position}"' in page
        reader = published.get(f"/archive/passages/{passage}").text
        assert f'href="/allegations/{id}"' in reader
        assert role in reader


def test_an_archive_without_allegations(tmp_path: Path, serve: Callable[..., Any]) -> None:
    """Where nothing is declared, the page says so in words; an unknown allegation is a page that says so."""
    db = built(tmp_path / "made", day__txt=DUMP)
    with serve(db, {}) as site:
        assert "No allegation is declared in this archive" in site.get("/allegations").text
        answer = site.get("/allegations/none")
        assert answer.status_code == 404
        assert "No allegation is called “none”" in _said(answer.text)


def test_many_allegations_are_shown_some_at_once(tmp_path: Path, serve: Callable[..., Any]) -> None:
    """More than a hundred allegations are shown on several pages, and whatever page is asked for there is one."""
    said = "allegations:\n" + "".join(f"  - {{title: Kettle {n:03}, made_by: '<b>A</b>'}}\n" for n in range(1, 103))
    db = built(tmp_path / "made", day__txt=DUMP, allegations__yml=said)
    with serve(db, {}) as site:
        for asked, first, last in (("1", 1, 100), ("2", 101, 102), ("99", 101, 102), ("x", 1, 100), ("0", 1, 100)):
            page = site.get("/allegations", page=asked).text
            shown = re.findall(r"Kettle (\d{3})", page)
            assert (int(shown[0]), int(shown[-1])) == (first, last)
        assert "<b>A" not in page
        assert "&lt;b&gt;A&lt;/b&gt;" in page


def _said(page: str) -> str:
    """Return the words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


def test_a_row_of_a_table_stands_cell_by_cell(published: Site) -> None:
    """The page of a passage that is a row of a table shows, and lets copy, its cells and no signs of Markdown."""
    ((id, text),) = published.sql(
        "select id, text from passages where kind = 'table' and text like '| Ron Pellow |%' limit 1"
    )
    cells = " · ".join(cell.strip() for cell in text.strip("|").split("|"))
    page = published.get(f"/cite/{id}").text
    assert f"<blockquote><p>{cells}</p></blockquote>" in page
    assert f"“{cells}”" in page
