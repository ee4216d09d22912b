"""Corrections are told wherever the words are shown: in cells, snippets, lists of copies, checked quotations."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from plugins.corrected import Correction, corrected_in
from tests.archives import built, rows
from tests.site import PLENTY, Site, serving

MARK = '<a class="corrected" href="/cite/note-p{}">corrected</a>'
NOTE = """\
The kettle of the hall

Nothing is known of the saucer.

Ms Quill wrote that the kettle in the packing hall was put back on its shelf on the 93rd of March by nobody whom the council knew.

She called it “a wonder of the packign hall, and of the works council”, and nobody else was there.
"""
REPLY = """\
Dear Ms Fenn,

You write: “The kettle in the packing hall was put back on its shelf on the 23rd of March by nobody whom the council knew.”
"""
GIVEN = {
    "note__txt": NOTE,
    "note__yml": """\
corrections:
  - {before: 93rd of March, after: 23rd of March, reason: A misprint.}
  - {before: packign, after: packing, reason: A misprint.}
""",
    "reply__txt": REPLY,
    "archive__yml": "title: The kettle\npeople:\n  - {name: Ada Quill, aliases: [Ms Quill]}\n",
}


@pytest.fixture(scope="module")
def kettle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A note with a misprint, and a letter that repeats it, served."""
    tmp = tmp_path_factory.mktemp("kettle")
    with serving(built(tmp, **GIVEN), tmp / "site", PLENTY) as site:
        yield site


SHOWN = [
    "/archive/passages",
    "/archive/passages?_search=kettle",
    "/archive/passages?_col=text",
    "/archive/quotations?document_id=note",
    "/archive/reuse",
    "/archive/document_texts",
    "/search?q=march",
    "/archive/passages_that_mention?person=quill",
    "/archive/the_same_words_in_two_places",
    "/archive?sql=select+*+from+passages",
    "/archive?sql=select+passage_id,+text+from+reuse",
    "/archive?sql=select+id+as+passage_id,+snippet(passages_fts,+0,+char(2),+char(3),+'',+60)+as+words+from+passages_fts+join"
    "+passages+on+passages.rowid+%3D+passages_fts.rowid+where+passages_fts+match+'march'",
    "/archive/people/ada-quill",
    "/reuse",
]


@pytest.mark.parametrize("path", SHOWN)
def test_a_mark_stands_beside_corrected_words(kettle: Site, path: str) -> None:
    """Every page that shows the words leads to both wordings, once for each time they are shown; no link lies in another."""
    page = kettle.get(path)
    assert page.status_code == 200, page.text
    mark = MARK.format(4 if "quotations" in path else 3)
    assert mark in page.text
    assert not re.search(r"<a\b[^>]*>(?:(?!</a>).)*<a\b", page.text, re.DOTALL)
    shown = html.unescape(re.sub(r"<(del|/?mark|ins)\b[^>]*>", "", page.text))
    assert page.text.count(mark) <= shown.count("kettle") + shown.count("packign")


def test_words_that_are_not_corrected_have_no_mark(kettle: Site) -> None:
    """The same misprint in another document, where nobody has corrected it, is not said to be; nor is the correction itself."""
    for path in (
        "/archive/passages?document_id=reply",
        "/archive/passages?_search=saucer",
        "/archive/corrections",
        "/archive?sql=select+text+from+passages",
        "/archive/mentions",
    ):
        assert 'class="corrected"' not in kettle.get(path).text, path


def test_row_pages_tell_both_wordings(kettle: Site) -> None:
    """The row of a copy, of a segment and of a quotation held against the words says what is corrected in them."""
    (copy,) = kettle.sql("select id from reuse where document_id = 'note'")
    (segment,) = kettle.sql("select source_id || ',' || \"start\" from segments where passage_id = 'note-p3'")
    (quotation,) = kettle.sql("select id from quotations where matched_passage_id = 'note-p3'")
    for path in (
        f"/archive/reuse/{copy[0]}",
        f"/archive/segments/{segment[0]}",
        f"/archive/quotations/{quotation[0]}",
        "/archive/passages/note-p3",
    ):
        assert "It should read “<ins>23rd of March</ins>”" in kettle.get(path).text, path
    (cluster,) = kettle.sql("select distinct cluster_id from reuse")
    assert kettle.get(f"/reuse/{cluster[0]}").text.count(MARK.format(3)) == 1


PUT_BACK = "the packing hall was put back on its shelf on the {} of March by nobody whom the council knew"


@pytest.mark.parametrize(
    ("day", "received", "corrected"),
    [("93rd", "exact", "variant"), ("23rd", "variant", "exact")],
    ids=["as received", "as corrected"],
)
def test_a_quotation_is_held_against_both_wordings(kettle: Site, day: str, received: str, corrected: str) -> None:
    """Whoever quotes either wording is told of both: the page, the JSON and SQL say what is corrected and what that changes."""
    text = PUT_BACK.format(day)
    (told,) = kettle.get("/check.json", text=f"“{text}”").json()["quotations"]
    (place,) = told["places"]
    assert (told["state"], place["passage_id"]) == (received, "note-p3")
    (correction,) = place["corrections"]
    assert (correction["before"], correction["after"], correction["reason"]) == (
        "93rd of March",
        "23rd of March",
        "A misprint.",
    )
    assert place["as_corrected"]["state"] == corrected
    assert (place["as_corrected"]["diff"] == []) is (corrected == "exact")
    (row,) = kettle.rows("/archive.json", sql="select check_quote(:text) as told", text=text)
    assert json.loads(row["told"])["places"][0]["as_corrected"] == place["as_corrected"]
    page = kettle.get("/check", text=f"“{text}”").text
    assert (
        "As received: “<del>93rd of March</del>”. It should read “<ins>23rd of March</ins>”. Reason: A misprint."
        in page
    )
    assert f"against the words as corrected it is <b>{corrected}</b>" in page
    assert 'href="/cite/note-p3"' in page


def test_a_quotation_beside_what_is_corrected_is_told_nothing(kettle: Site) -> None:
    """Words of the same passage that no correction touches stand as they were received."""
    (told,) = kettle.get("/check.json", text="“by nobody whom the council knew”, she wrote").json()["quotations"]
    assert [
        (each["corrections"], each["as_corrected"]) for each in told["places"] if each["passage_id"] == "note-p3"
    ] == [([], None)]


def test_data_is_as_received(kettle: Site) -> None:
    """The mark is for readers of pages: JSON and CSV hold the words as they are."""
    held = kettle.sql("select text from passages where id = 'note-p3'")[0][0]
    assert [row["text"] for row in kettle.rows("/archive/passages.json", id="note-p3")] == [held]
    assert "corrected" not in kettle.get("/archive/passages.csv").text


def test_an_archive_without_corrections(tmp_path: Path, serve: Callable[..., Any]) -> None:
    """Where nothing is corrected nothing is marked."""
    db = built(tmp_path / "made", note__txt=NOTE)
    assert rows(db, "select * from corrections") == []
    with serve(db, PLENTY) as site:
        for path in ("/archive/passages", "/search?q=march"):
            assert 'class="corrected"' not in site.get(path).text


MISPRINT = Correction("c", "s", "d", "p", 10, 14, "teh", "the")
HELD = {("source_id", "s"): [MISPRINT], ("document_id", "d"): [MISPRINT], ("passage_id", "p"): [MISPRINT]}


@pytest.mark.parametrize(
    ("row", "column", "table", "found"),
    [
        pytest.param({"passage_id": "p", "text": "teh"}, "text", None, 1, id="the misprint stands in it"),
        pytest.param({"passage_id": "p", "text": "the"}, "text", None, 0, id="it does not"),
        pytest.param({"passage_id": "q", "document_id": "d", "text": "teh"}, "text", None, 0, id="in another passage"),
        pytest.param({"passage_id": None, "document_id": "d", "text": "teh"}, "text", None, 1, id="only a document"),
        pytest.param({"document_id": "d", "start": 0, "end": 11, "text": "t"}, "text", None, 1, id="by its place"),
        pytest.param({"document_id": "d", "start": 14, "end": 20, "text": "teh"}, "text", None, 0, id="beyond it"),
        pytest.param({"document_id": "d", "start": 0, "end": 99, "title": "x"}, "title", None, 0, id="not in the title"),
        pytest.param({"id": "d", "start": 0, "end": 99, "title": "teh"}, "title", "documents", 1, id="in the title"),
        pytest.param({"id": "p", "text": "a teh"}, "text", "passages", 1, id="a passage by its id"),
        pytest.param({"passage_id": {"value": "p", "label": "p"}, "text": "teh"}, "text", "x", 1, id="a key with its label"),
        pytest.param({"passage_id": "p", "s": "t\x02e\x03h"}, "s", None, 1, id="a hit in it"),
        pytest.param({"text": "teh"}, "text", None, 0, id="of no known place"),
        pytest.param(
            {"document_id": "d", "question_start": 0, "question_end": 9, "question": "teh"}, "question", "exchanges", 0,
            id="a question above it",
        ),
    ],
)  # fmt: skip
def test_which_words_are_corrected(row: dict[str, Any], column: str, table: str | None, found: int) -> None:
    """By the place of the row where it is told, else only where the misprint itself stands in what is shown."""
    assert len(corrected_in(HELD, row, row[column], column, table)) == found
