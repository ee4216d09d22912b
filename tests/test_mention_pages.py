"""Where mentions are read: the page of a person, the names in a text, the questions, and an archive that knows nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins import mentions, prose
from tests.archives import LETTER, built
from tests.site import Site

HOSTILE = "<script>window.hacked=1</script>"


@pytest.mark.parametrize(
    ("text", "media_type", "shown"),
    [
        ("by \x0e0\x0fAda Quill\x0e\x0f, <b>", None, 'by <a class="mention" href="/a?b&amp;c">Ada Quill</a>, &lt;b&gt;'),
        ("\x0e0\x0fFenn & Co\x0e\x0f", None, '<a class="mention" href="/a?b&amp;c">Fenn &amp; Co</a>'),
        ("**\x0e0\x0fAda\x0e\x0f**", "text/markdown", '<strong><a class="mention" href="/a?b&amp;c">Ada</a></strong>'),
        ("\x0e0\x0f**Ada** Quill\x0e\x0f", "text/markdown", "<strong>Ada</strong> Quill"),
        (
            "[\x0e0\x0fAda\x0e\x0f](https://b.example/) \x0e0\x0fAda\x0e\x0f",
            "text/markdown",
            '<a href="https://b.example/" rel="nofollow noopener noreferrer">Ada</a> <a class="mention" href="/a?b&amp;c">Ada</a>',
        ),
        ("cut \x0e0\x0fAda", None, "cut Ada"),
        ("Quill\x0e\x0f cut", None, "Quill cut"),
        ("██ \x0e0\x0fAda\x0e\x0f", None, '<span class="withheld">[withheld]</span> <a class="mention" href="/a?b&amp;c">Ada</a>'),
    ],
)  # fmt: skip
def test_how_a_name_is_shown(text: str, media_type: str | None, shown: str) -> None:
    """A marked name is a link, except inside another link or across markup; no mark is left."""
    assert str(prose.prose(text, media_type, (), ["/a?b&c"])) == shown


@pytest.mark.parametrize(
    ("text", "place", "shown"),
    [
        ("Ada Quill\nrang.", 0, "\x02Ada Quill\x03 rang."),
        ("So “Ada Quill” rang", 4, "So “\x02Ada Quill\x03” rang"),
        (
            "word " * 40 + "Ada Quill" + " word" * 40,
            200,
            "… " + "word " * 17 + "\x02Ada Quill\x03" + " word" * 25 + " …",
        ),
        ("By Ada Quill", 99, "By \x02Ada Quill\x03"),
    ],
)
def test_what_stands_around_a_name(text: str, place: int, shown: str) -> None:
    """A name is shown with the words around it, cut between words."""
    assert mentions._snippet(text, "Ada Quill", place) == shown


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("| *Ada Quill* | 7 | |", "table", "\x02Ada Quill\x03 · 7"),
        ("**[Ada Quill](https://quill.example)** said <b>", "paragraph", "\x02Ada Quill\x03 said <b>"),
        ("> said Ada Quill,\n> twice", "quote", "said \x02Ada Quill\x03, twice"),
        ("[her](https://x.example/Ada%20Ada Quill)", "paragraph", "[her](https://x.example/Ada%20\x02Ada Quill\x03)"),
    ],
)
def test_what_is_read_around_a_name(text: str, kind: str, shown: str) -> None:
    """No signs of Markdown stand around it, as none stand on the page of the document."""
    assert mentions._snippet(text, "Ada Quill", text.index("Ada Quill"), kind, "text/markdown") == shown


def test_names_in_a_text_lead_to_their_pages(published: Site) -> None:
    """In a hearing the label of a speaker leads to the person, and their page back to the paragraph."""
    page = published.get("/archive/documents/hearing-day-3").text
    assert '<a class="mention" href="/archive/people/farida-lodhi">MS LODHI</a>: ' in page
    assert '<a class="mention" href="/archive/organisations/federation">' in page
    back = published.get("/archive/people/farida-lodhi").text
    assert 'href="/archive/documents/hearing-day-3#p7"' in back
    assert "<mark>Farida Lodhi</mark>" in back


def test_counts_of_a_page_are_those_of_the_table(published: Site) -> None:
    """A page says how often a person is named, with their offices, and what is left open."""
    for id, name in published.sql("select id, name from people"):
        page = published.get(f"/archive/people/{id}").text
        ((times, passages),) = published.sql(
            "select count(*), count(distinct passage_id) from mentions where person_id = ?", id
        )
        assert name in page
        assert (f"{times} mention{'' if times == 1 else 's'} in {passages} passage" in page) == (times > 0), id
        assert ("No passage names this person with certainty." in page) == (times == 0), id
        for (title,) in published.sql("select title from roles where person_id = ?", id):
            assert f"<li>{title}, <a href" in page
    open = "select count(*) from mentions, json_each(candidates) as may where person_id is null and may.value = ?"
    ((count,),) = published.sql(open, "colin-stoddart")
    assert count > 1
    assert f"{count} more mentions may mean Colin Stoddart" in published.get("/archive/people/colin-stoddart").text


def test_hostile_names_are_words(tmp_path: Path, serve: Callable[[Path, dict[str, Any]], Any]) -> None:
    """A name that looks like a script is shown as it is written, wherever it stands."""
    db = built(
        tmp_path / "made", letter__txt=f"So wrote {HOSTILE} of the hall.\n\nAda Quill rang.",
        archive__yml=f"title: x\npeople: [{{id: it, name: '{HOSTILE}', aliases: ['{HOSTILE}2']}}, {{name: Ada Quill}}]\n",
    )  # fmt: skip
    with serve(db, {}) as site:
        for path in ("/archive/people/it", "/archive/people/ada-quill", "/archive/documents/letter", "/archive/mentions",
                     "/archive/passages_that_mention?person=hacked", "/archive/who_is_mentioned_with?name="):  # fmt: skip
            answer = site.get(path)
            assert answer.status_code == 200, path
            assert HOSTILE not in answer.text, path


def test_a_passage_whose_words_a_line_parts(tmp_path: Path, serve: Callable[[Path, dict[str, Any]], Any]) -> None:
    """Names behind a parted word, and a parted name, lead to their pages, and evidence is marked where it stands."""
    text = "All members of the branch, and the mem-\nbers of it, heard Ada Quill; then Ada Quil-\nler, and the lamp was out. Ada Quiller left."
    said = "allegations:\n  - {title: T, made_by: A, evidence: [{role: context, quote: the lamp was out}]}\n"
    people = "title: x\npeople: [{name: Ada Quill}, {name: Ada Quiller}]\n"
    db = built(tmp_path / "made", letter__txt=text, archive__yml=people, allegations__yml=said)
    with serve(db, {}) as site:
        page = site.get("/archive/documents/letter").text
        assert 'heard <a class="mention" href="/archive/people/ada-quill">Ada Quill</a>; then' in page
        assert page.count('<a class="mention" href="/archive/people/ada-quiller">Ada Quiller</a>') == 2
        (id,) = site.sql("select id from allegations")[0]
        assert "and <mark>the lamp was out</mark>. Ada" in site.get(f"/allegations/{id}").text
        assert "heard <mark>Ada Quill</mark>; then" in site.get("/archive/people/ada-quill").text


def test_an_archive_that_knows_nobody(tmp_path: Path, serve: Callable[[Path, dict[str, Any]], Any]) -> None:
    """Where nobody is declared the tables, questions and texts say so, and nothing goes wrong."""
    db = built(tmp_path / "made", letter__txt=LETTER)
    with serve(db, {}) as site:
        assert site.sql("select count(*) from mentions") == [(0,)]
        for path in ("/archive/people", "/archive/organisations", "/archive/mentions", "/archive/documents/letter",
                     "/archive/passages_that_mention?person=Quill", "/archive/who_is_mentioned_with?name="):  # fmt: skip
            assert site.get(path).status_code == 200, path
