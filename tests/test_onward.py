"""Where a reader goes on from a page: to what stands before and after, to who and when, and to what a word on it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from plugins.own_words import forms_of
from plugins.states import MEANINGS
from tests.archives import built
from tests.site import Site

NAV = re.compile(r'<nav class="onward".*?</nav>', re.DOTALL)


def onward(site: Site, id: str) -> str:
    """Return what stands below a document, to go on from."""
    found = NAV.search(site.get(f"/archive/documents/{id}").text)
    return unescape(found[0]) if found else ""


def led(words: str, rel: str) -> str | None:
    found = re.search(rf'href="/archive/documents/([^"]+)" rel="{rel}"', words)
    return found[1] if found else None


def test_one_walks_from_post_to_post(published: Site) -> None:
    """From the first post of a blog each leads to the next, through all of them, and back."""
    held = published.sql("select id from documents where source_id = 'early-shift' order by published_date, rowid")
    walked: list[str | None] = [held[0][0]]
    while walked[-1]:
        walked.append(led(onward(published, walked[-1]), "next"))
    assert walked == [id for (id,) in held] + [None]
    assert led(onward(published, held[1][0]), "prev") == held[0][0]
    assert "Earlier in the same source" in onward(published, held[1][0])


def test_a_document_alone_in_its_file_stands_among_all(published: Site) -> None:
    """What is the only document of its file leads to those of the archive dated before and after it."""
    found = published.sql(
        "select id, published_date from documents where published_date is not null order by published_date, rowid"
    )
    first, last = onward(published, found[0][0]), onward(published, found[-1][0])
    assert (led(first, "prev"), led(last, "next")) == (None, None)
    assert led(first, "next") == found[1][0]


def test_it_leads_to_who_wrote_it_and_when(published: Site) -> None:
    """A document leads to its author, to everything by the same author and publisher, and to its month."""
    words = onward(published, "early-shift-2019-03-12")
    for address, said in (
        ("/archive/people/kath-ollerton", "Who is Kath Ollerton?"),
        ("/archive/documents?author=Kath%20Ollerton", "All 15 documents by Kath Ollerton"),
        ("/archive/documents?publisher=The%20Early%20Shift", "All 13 documents published by The Early Shift"),
        ("/timeline?in=2019-03#d2019-03-12", "Everything dated March 2019"),
    ):
        assert f'<a href="{address}">{said}</a>' in words
        assert published.get(address).status_code == 200
    assert (
        '<span class="author"><a href="/archive/people/kath-ollerton">'
        in published.get("/archive/documents/early-shift-2019-03-12").text
    )
    timeline = published.get("/timeline", **{"in": "2019-03"}).text
    assert 'id="d2019-03-12"' in timeline


def test_a_document_of_which_nothing_is_known_leads_nowhere(tmp_path: Path, serve: Callable[..., Any]) -> None:
    """A document without a date, author or neighbours is shown without a line to go on from."""
    with serve(built(tmp_path / "a", one__txt="A letter\n\nThe sluice is shut.\n"), {}) as site:
        assert onward(site, "one") == ""


def test_every_state_is_told(published: Site) -> None:
    """What a state means stands on the page of each quotation that has it, and for all of them above the table."""
    for id, state in published.sql("select min(id), state from quotations group by state"):
        page = unescape(published.get(f"/archive/quotations/{id}").text)
        assert f"<strong>{state}</strong>: {MEANINGS[state]}." in page
    table = unescape(published.get("/archive/quotations").text)
    assert all(f"<dt>{state}</dt><dd>{words}</dd>" in table for state, words in MEANINGS.items())
    allowed = published.sql("select sql from sqlite_master where name = 'quotations'")[0][0]
    assert all(f"'{state}'" in allowed for state in MEANINGS)


def test_an_ambiguous_quotation_shows_its_places(published: Site) -> None:
    """Each place of the words stands on the page of the quotation."""
    ((id,),) = published.sql("select id from quotations where state = 'ambiguous' order by id limit 1")
    page = published.get(f"/archive/quotations/{id}").text
    places = published.sql(
        "select passages.document_id, passages.position from quotation_places join passages on passages.id = passage_id "
        "where quotation_id = ?", id
    )  # fmt: skip
    assert len(places) > 1
    assert all(f'href="/archive/documents/{document}#p{position}"' in page for document, position in places)


def test_a_person_leads_to_their_own_words(published: Site) -> None:
    """What a person wrote and said under names of their own is counted and led to; a name of two people is nobody's."""
    page = unescape(published.get("/archive/people/moira-kilbride").text)
    found = re.search(r'Wrote <a href="([^"]+)">1 document</a>; speaks in <a href="([^"]+)">(\d+) passages</a>', page)
    assert found
    asked = {name: values[0] for name, values in parse_qs(urlsplit(found[2]).query).items()}
    speakers = {row["speaker"] for row in published.rows("/archive/passages.json", **asked, _size="max")}
    assert speakers == {"MS KILBRIDE", "MOIRA KILBRIDE", "Kilbride"}
    assert int(found[3]) == published.sql(
        "select count(*) from passages where speaker in ('MS KILBRIDE', 'MOIRA KILBRIDE', 'Kilbride')"
    )[0][0]  # fmt: skip
    assert forms_of(["Ada Quill", "Quill"])[:4] == ["Ada Quill", "ADA QUILL", "Quill", "QUILL"]
    assert "Mr Quill" not in forms_of(["Ada Quill", "Quill"])
    shared = published.get("/archive/people/maureen-stoddart").text
    assert "Stoddart%2C+Colin" not in shared


def test_an_event_is_told_in_a_line(published: Site) -> None:
    """When and where stand first, in words; then what announces it, and what else is of that month."""
    page = published.get("/archive/events/early-shift-2019-03-31-event-1").text
    assert re.search(
        r'<p class="lead"><time datetime="2019-04-12">12 April 2019</time>, 10:30 to 16:30, <a href="/archive/places/garraway-rooms">Garraway Rooms</a></p>',
        page,
    )
    assert 'href="/timeline?in=2019-04#d2019-04-12"' in page
    assert "<dt>text</dt>" not in page


def test_where_to_begin(published: Site) -> None:
    """The first page says where to begin, and what of it is invented, before anything else."""
    page = published.get("/").text
    begin = page[page.index('id="begin"') : page.index('id="home-timeline"')]
    assert re.findall(r'<a href="([^"]+)"', begin) == [
        "/allegations", "/timeline", "/people", "/rules", "/archive/documents",
    ]  # fmt: skip
    assert page.index("Everything in this archive is invented") < page.index('id="begin"')


@pytest.mark.parametrize(
    ("path", "shown"),
    [("/archive/problems", []), ("/archive/problems?_facet=locator", ["locator"])],
    ids=["no value twice", "asked for"],
)
def test_what_narrows_nothing_down_is_not_offered(published: Site, path: str, shown: list[str]) -> None:
    """A facet of which no two rows share a value is left out, unless somebody asked for it."""
    assert re.findall(r'class="facet" id="facet-(\w+)"', published.get(path).text) == shown


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/blog/branch-meeting", "blog branch meeting"),
        ("/archive/documents/no-such-letter", "no such letter"),
        ("/archive/lettters", "lettters"),
    ],
)
def test_an_address_that_leads_nowhere_is_looked_for(published: Site, path: str, words: str) -> None:
    """Of a wrong address the words can be searched, but for the names of the database and of a table."""
    answer = published.get(path)
    assert answer.status_code == 404
    assert f'Search for <a href="/search?q={words.replace(" ", "+")}" rel="nofollow">{words}</a>' in answer.text


def test_a_small_archive_asks_only_what_it_can_answer(tmp_path: Path, serve: Callable[..., Any]) -> None:
    """The questions on the front page are those that ask of something this archive holds."""
    with serve(built(tmp_path / "a", one__txt="A letter\n\nThe sluice is shut.\n"), {}) as site:
        page = site.get("/").text
        asked = re.findall(r'href="/archive/(\w+)">[^<]+</a><span>', page)
        assert not set(asked) & {"search", "posts_by_month", "statement_by_paragraph", "extracts_by_author"}, asked
        everything = set(re.findall(r'href="/archive/(\w+)"', site.get("/archive").text))
        assert {"search", "posts_by_month"} <= everything


ARABIC = """\
---
title: بيان اللجنة (Weir Club)
date: 2019-05-04
author: ليلى حداد
language: ar
---
# بيان اللجنة (Weir Club)

1. السد مغلق.

> المفاتيح عند الأمين
"""


def test_another_direction_turns_nothing_around(tmp_path: Path, serve: Callable[..., Any]) -> None:
    """Items and quotations begin where their words do, and a name that is read from the right stands apart from the date beside it."""
    db = built(tmp_path / "a", one__md=ARABIC, one__yml="language: ar\n")
    with serve(db, {}) as site:
        page = site.get("/archive/documents/one").text
        assert '<p dir="auto"><span class="label">1. </span>' in page
        assert '<blockquote dir="auto">' in page
        assert '<article class="text" lang="ar"' in page
        css = site.get("/static/archive.css").text
        assert re.search(r"^a, time, [^{]*\.byline > span[^{]*\{ unicode-bidi: isolate; \}", css, re.MULTILINE)
