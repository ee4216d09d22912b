"""Snippets: what is shown of a passage is what its page shows, with the words found marked, and never more than text."""

from __future__ import annotations

import html
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pages.inline_markdown import MARKDOWN, link_targets, target_at
from ingest.search.marks import END, START
from ingest.search.snippet import Parts, as_read, opening, parts, signed, snippet
from tests.archives import built
from tests.growth import assert_linear
from tests.site import Site

ATOM = "{http://www.w3.org/2005/Atom}"
NOTES = """\
---
title: Kettle notes
---

# Kettle notes

The *brass kettle* was on, says [the kettle log](https://log.example/kettle), and **nobody** weighed it.

> The kettle <b onclick="x()">boiled</b> & boiled,
> it is said.

| Kettle | Weight |
|--------|--------|
| *Brass* kettle | 3 lb |

![kettle](https://spy.example/kettle.gif) [kettle](javascript:alert(1)) <script>kettle</script>
"""
READ = [
    "Kettle notes",
    "The brass kettle was on, says the kettle log, and nobody weighed it.",
    'The kettle <b onclick="x()">boiled</b> & boiled, it is said.',
    "Kettle · Weight",
    "Brass kettle · 3 lb",
    "!kettle [kettle](javascript:alert(1)) <script>kettle</script>",
]


def test_what_a_title_alone_holds_is_marked_there(published: Site) -> None:
    """Words that stand in a title are marked in it, on the page as text and in JSON by their places."""
    page = published.get("/search", q="votes").text
    assert re.search(r'<p class="from"><a [^>]*>[^<]*<mark>votes</mark>', page)
    for result in published.get("/search.json", q="votes").json()["results"]:
        title = (result["title"] or "").lower()
        found = [title[start:end] for start, end in result["title_marks"]]
        assert found == re.findall(r"\bvotes?\b", title), title


@pytest.mark.parametrize("text", ["](", "[kettle](https://log.example) "], ids=["open", "closed"])
def test_a_snippet_takes_as_long_as_its_passage(text: str) -> None:
    """However many links a passage has or begins, reading it is linear."""

    def work(size: int) -> None:
        stored = f"*kettle* {text * size}"
        assert snippet(stored.replace("kettle", f"{START}kettle{END}"), stored, "paragraph", MARKDOWN)

    assert_linear(work, 10_000 if text == "](" else 250)


@given(st.text("](ab) ", max_size=30), st.integers(0, 30), st.integers(0, 5))
def test_where_links_lead(text: str, start: int, length: int) -> None:
    """The targets are those that a pattern finds, and what falls into one is told."""
    targets = [each.span() for each in re.finditer(r"\]\([^)]*\)", text)]
    assert link_targets(text) == targets
    within = [(a, b) for a, b in targets if a < start + length and start < b]
    assert target_at(targets, start, start + length) == (within[-1] if within else None)


def _found(text: str) -> tuple[str, str]:
    """Return a text as the index marks it, with ‹what was found›, and as it is stored."""
    return text.replace("‹", START).replace("›", END), text.replace("‹", "").replace("›", "")


def _shown(found: Parts) -> str:
    return "".join(f"‹{words}›" if is_found else words for words, is_found in found)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        pytest.param("The *‹kettle›* was on", "paragraph", "The ‹kettle› was on", id="emphasis"),
        pytest.param("**‹Kettle›** and __‹tea›__", "paragraph", "‹Kettle› and ‹tea›", id="strong"),
        pytest.param("see [the ‹log›](https://a.example/x) now", "paragraph", "see the ‹log› now", id="link"),
        pytest.param("see [it](https://‹log›.example/x)", "paragraph", "see it", id="in the address of a link"),
        pytest.param("see [the ‹log](https://log›.example)", "paragraph", "see the log", id="from a link into its address"),
        pytest.param("see [‹log›](data:x)", "paragraph", "see [‹log›](data:x)", id="no link to be followed"),
        pytest.param("![‹log›](https://a.example)", "paragraph", "!‹log›", id="picture"),
        pytest.param("`a * ‹b›` \\*c", "paragraph", "a * ‹b› *c", id="code, and a sign that is meant"),
        pytest.param("> one ‹two›\n>> three", "quote", "one ‹two›\nthree", id="quoted lines"),
        pytest.param("| *a* ‹b› | | c \\| d |", "table", "a ‹b› · c | d", id="row of a table"),
        pytest.param("<i>‹b›</i> &lt; &amp;", "paragraph", "<i>‹b›</i> < &", id="HTML is text"),
        pytest.param("‹a› * b_c_d", "paragraph", "‹a› * b_c_d", id="signs that set nothing apart"),
    ],
)  # fmt: skip
def test_markdown_is_read(text: str, kind: str, expected: str) -> None:
    """The snippet says what the page does, with the same words marked."""
    marked, stored = _found(text)
    assert _shown(snippet(marked, stored, kind, MARKDOWN)) == expected


def test_emphasis_of_rst_is_read() -> None:
    """Of reStructuredText the snippet says what the page does: emphasis is, and a link is not, that of Markdown."""
    marked, stored = _found("The *‹kettle›* [was](https://a.example)")
    assert _shown(snippet(marked, stored, "paragraph", "text/x-rst")) == "The ‹kettle› [was](https://a.example)"


@pytest.mark.parametrize("media_type", ["text/plain", "text/html", None])
def test_other_text_stands_as_it_is(media_type: str | None) -> None:
    """Only what is Markdown is read as Markdown."""
    marked, stored = _found("The *‹kettle›* [was](https://a.example)")
    assert _shown(snippet(marked, stored, "paragraph", media_type)) == "The *‹kettle›* [was](https://a.example)"


@pytest.mark.parametrize(
    ("stretch", "expected"),
    [
        ("…brass ‹kettle› was* on, says…", "…brass ‹kettle› was on, says…"),
        ("…says [the ‹log›](https://log…", "…says the ‹log›…"),
        ("…example/one) of ‹1912›.", "…of ‹1912›."),
        ("…log](https://log.example/one) of ‹1912›.", "…log of ‹1912›."),
        ("…no ‹such› words…", "…no ‹such› words…"),
    ],
)
def test_a_stretch_is_read_in_its_passage(stretch: str, expected: str) -> None:
    """What begins or ends outside the stretch, emphasis or a link, leaves no sign in it."""
    text = "The *old brass kettle was* on, says [the log](https://log.example/one) of 1912."
    assert _shown(snippet(_found(stretch)[0], text, "paragraph", MARKDOWN)) == expected


def test_an_ellipsis_of_the_text_is_its_own() -> None:
    """What the passage itself begins or ends with is no sign that something was cut."""
    for text in ("…and *a ‹kettle›*…", "*a ‹kettle›* …", "…a ‹kettle›"):
        marked, stored = _found(text)
        assert _shown(snippet(marked, stored, "paragraph", MARKDOWN)) == text.replace("*", "")


def test_the_beginning_where_nothing_was_found() -> None:
    """It is cut between words of what is read."""
    assert opening("| *a* b | c d |", "table", MARKDOWN, 4) == [("a b · c …", False)]
    assert opening("", "paragraph", MARKDOWN, 4) == []


@given(st.text("ab *_[]()`\\<>&|!\n…\x02\x03\x10\x11", max_size=60), st.integers(0, 60), st.integers(1, 9))
def test_no_text_is_too_odd(text: str, at: int, length: int) -> None:
    """Whatever is in a passage, its whole snippet says what is read of it, and the marks come out in pairs."""
    marked = text[:at] + START + text[at : at + length] + END + text[at + length :]
    found = snippet(marked, text, "paragraph", MARKDOWN)
    assert parts(signed(found)) == [each for each in found if each[0]] or {START, END} & set(text)
    if not set(text) & {"\x02", "\x03", "\x10", "\x11"} and "](" not in text:
        read = as_read(text, "paragraph", MARKDOWN)
        assert re.sub(r"\W", "", "".join(words for words, _ in found)) in re.sub(r"\W", "", text)
        assert set(re.findall(r"\w", read)) <= set(text)


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of one text in Markdown."""
    return built(tmp_path_factory.mktemp("notes"), notes__md=NOTES)


@pytest.fixture
def site(notes: Path, serve: Any) -> Iterator[Site]:
    with serve(notes, {}) as running:
        yield running


def test_page_data_and_feed_say_what_is_read(site: Site) -> None:
    """Every passage is found, none shows a sign of Markdown, and the words found are marked in each."""
    told = site.get("/search.json", q="kettle", group="passages", sort="oldest").json()
    by_position = sorted((each["passages"][0] for each in told["results"]), key=lambda each: each["position"])
    assert [" ".join(each["snippet"].split()) for each in by_position] == READ
    for each in by_position:
        assert each["marks"]
        assert {each["snippet"][a:b].lower() for a, b in each["marks"]} == {"kettle"}
    page = site.get("/search", q="kettle", group="passages").text
    snippets = re.findall(r'<p class="snippet"><a class="locator"[^>]*>[^<]*</a>(.*?)</p>', page, re.DOTALL)
    assert {tag for each in snippets for tag in re.findall(r"<[^>]+>", each)} == {"<mark>", "</mark>"}
    assert sorted(" ".join(html.unescape(re.sub(r"</?mark>", "", each)).split()) for each in snippets) == sorted(READ)
    feed = ElementTree.fromstring(site.get("/search.atom", q="kettle", group="passages").content)
    assert sorted(each.findtext(f"{ATOM}summary") or "" for each in feed.iter(f"{ATOM}entry")) == sorted(READ)


def test_data_keeps_the_text_as_it_stands(site: Site) -> None:
    """`text` in JSON and CSV is what was received, sign for sign."""
    with closing(sqlite3.connect(site.db)) as connection:
        held = dict(connection.execute("select id, text from passages"))
    results = site.get("/search.json", q="kettle", group="passages").json()["results"]
    assert {each["passage_id"]: each["text"] for each in results} == {
        each["passage_id"]: held[each["passage_id"]] for each in results
    }


def test_what_is_withheld_is_named(published: Site) -> None:
    """A gap in a snippet is no row of blocks, on the page and in the feed."""
    ((id, word),) = published.sql(
        "select document_id, 'Subject' from passages where text like '%█%Subject%' order by rowid limit 1"
    )
    page = published.get("/search", q=f"{word} document:{id}").text
    assert '<span class="withheld">[withheld]</span>' in page
    assert "█" not in page
    feed = published.get("/search.atom", q=f"{word} document:{id}").text
    assert "[withheld]" in feed
    assert "█" not in feed
