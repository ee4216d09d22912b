"""Saved web pages: every word a browser shows in exactly one block, and the text told from what stands around it."""

from __future__ import annotations

import re
from contextlib import suppress

import lxml.html
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.errors import ArchiveError, DeclarationError, UnreadableError
from ingest.formats.decode import Decoded
from ingest.formats.html import html
from ingest.formats.html.charset import LABELS, read_markup
from ingest.formats.html.reader import Reader
from ingest.formats.html.text import read_fragment
from ingest.formats.html.tokens import resolved
from tests.cases import Case, cases
from tests.growth import assert_linear
from tests.test_markdown import check_tiling, described

PIECES = [
    "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<span hidden>", "</span>", "<br>", "<ul>", "<li>", "</ul>", "<ol start=5>",
    "<table>", "<tr>", "<td>", "</td>", "</table>", "<th>", "<pre>", "</pre>", "<h1>", "</h2>", "<q>", "</q>", "<blockquote>",
    "</blockquote>", "<nav>", "</nav>", "<main>", "<article>", "<form>", "<button>", "</button>", "<select>", "<option>", "<img alt='a cat'>",
    "<input value=Go>", "<a href='x'>", "</a>", "<!--", "-->", "<!", "<script>", "</script>", "<title>", "</title>", "<svg/>", "<time datetime=2019>",
    "<meta name=author content=Ada>", "<textarea>", "</textarea>", "<noscript>", "</noscript>", "<dialog>", "<", ">", "</", "&", "&amp;", "&#0;",
    "&#x110000;", "&nbsp;", '<p class="', '"', "'", "=", "\0", "\r", "\n", " ", "word ", "two words ", "é", "\ufeff", "]]>", "<![CDATA[", "<?xml?>",
    '<script type="application/ld+json">{"@type": "Article", "headline": [1]}</script>', "<div class=hentry>", "<article class=post>",
    "<abbr class=published title=2019-03-12>", "<span itemprop=datePublished>", "<a rel=author>", "12 March 2019",
    "fifteen words and more that make a paragraph of this, so that an entry holds some prose",
]  # fmt: skip
# what the lines between and around posts are named
POSTS_ARE_APART = ("masthead", "date heading", "footer")
SOUP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
# well-formed: what lxml and we must read alike
TEXTS = st.sampled_from(["word", "one two", "naïve", "a &lt; b", "x"])
ELEMENTS = st.sampled_from(["p", "div", "b", "i", "span", "ul", "section", "h2", "blockquote", "em", "article"])
TREES = st.recursive(
    TEXTS,
    lambda inner: st.tuples(ELEMENTS, st.lists(inner, max_size=4)).map(lambda t: f"<{t[0]}>{' '.join(t[1])}</{t[0]}>"),
)


def decoded(markup: str | bytes, declared: str | None = None) -> Decoded:
    found = html.decode(markup if isinstance(markup, bytes) else markup.encode(), declared, ())
    assert found.encoding is None
    assert found.split is not None
    check_tiling(found.split, found.text)
    return found


def shown(markup: str | bytes) -> list[dict[str, str]]:
    found = decoded(markup)
    assert found.split
    return [described(block, found.text) for block in found.split.blocks]


@pytest.mark.parametrize("case", cases("../formats/html/fragments"))
def test_fragments(case: Case) -> None:
    """A fragment has the blocks and the words that a browser shows."""
    text, blocks = read_fragment(case.text)
    assert [described(block, text) for block in blocks] == case.expected
    again = read_fragment(case.text, 1000)
    assert [(block.start - 1000, block.end - 1000) for block in again[1]] == [(b.start, b.end) for b in blocks]


@pytest.mark.parametrize("case", cases("../formats/html/pages"))
def test_pages(case: Case) -> None:
    """A page gives its text, what stands around it by name, and what it states of itself."""
    found = decoded(case.text)
    assert found.split
    expected = {"front matter": {}, "blocks": [], "problems": []} | case.expected
    assert [described(block, found.text) for block in found.split.blocks] == expected["blocks"]
    assert found.split.front_matter == expected["front matter"]
    assert [reason for reason, _, _ in found.split.problems] == expected["problems"]


@pytest.mark.parametrize("case", cases("../formats/html/posts"))
def test_posts(case: Case) -> None:
    """A page of several posts gives each of them, with what it says of itself; lines between and around them are named."""
    found = decoded(case.text)
    assert found.split
    shown: list[object] = [
        {"said": item.said, "begins": found.text[item.start :].split("\n")[0]} for item in found.split.items
    ]
    named = [described(block, found.text) for block in found.split.blocks if block.kind in POSTS_ARE_APART]
    assert shown + (named if shown else []) == case.expected


def test_comments_are_text_where_they_are_asked_for() -> None:
    """A maintainer who includes comments has them as passages."""
    page = b"<main><p>One long paragraph of six words or more.</p></main><div class=comments><p>Never gone.</p></div>"
    for include, discard in (((), True), (("comments",), False)):
        split = html.decode(page, None, include).split
        assert split
        assert split.blocks[-1].discard is discard


@given(
    st.binary(max_size=300)
    | SOUP.map(str.encode)
    | st.tuples(SOUP, st.binary(max_size=9)).map(lambda t: t[0].encode() + t[1])
)
def test_any_bytes(data: bytes) -> None:
    """Whatever a file holds, it is read and nothing is lost, or a sentence says why not."""
    with suppress(ArchiveError):
        decoded(data)


@given(TREES)
def test_no_word_is_lost(markup: str) -> None:
    """Every word that a parser of HTML finds is in the text, in its order."""
    words = re.findall(r"\w+", lxml.html.fromstring(f"<body>{markup}</body>").text_content())
    assert re.findall(r"\w+", decoded(markup).text) == words


def after(word: str, markup: str, start: int) -> int:
    """Return where a word ends, tags between its letters or not, at or behind `start`; -1 where it does not stand there."""
    ends = set(range(start, len(markup)))
    for letter in word:
        tag = min((end for end in ends if markup[end : end + 1] == "<"), default=len(markup))
        here = (n for n, sign in enumerate(markup) if sign == letter)
        ends = {n + 1 for n in here if n in ends or (n > tag and markup[n - 1] == ">")}
    return min(ends, default=-1)


@given(SOUP.filter(lambda markup: "\0" not in markup))
@example("é<a href='x'>word ")
@example("é<!--x--><b>word ")
def test_runs_are_true(markup: str) -> None:
    """The bytes that are named for a stretch hold its words in their order, markup between the letters of some."""
    data = markup.encode()
    found = decoded(data)
    for run in found.runs:
        there = resolved(data[run.byte_start : run.byte_end].decode()).replace("\0", "")
        here = 0
        for word in re.findall(r"[a-zé]+", found.text[run.start : run.end]):
            here = after(word, there, here)
            assert here >= 0


def test_runs_are_exact() -> None:
    """A stretch without markup in it is exactly its bytes, in any encoding that gives them back."""
    for encoding in ("utf-8", "cp1252", "utf-16", "gb18030"):
        data = "<meta charset={}>\n<ol><li> “é” one </li></ol><p>two “x”</p>".format(
            "gbk" if encoding == "gb18030" else encoding
        ).encode(encoding)
        found = decoded(data)
        held = [
            data[run.byte_start : run.byte_end].decode(encoding.replace("utf-16", "utf-16-le")) for run in found.runs
        ]
        assert held == ["“é” one", "two “x”"]
        assert [found.text[run.start : run.end] for run in found.runs] == held


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param("<p>naïve “x”".encode(), "naïve “x”", id="UTF-8 by itself"),
        pytest.param("<p>naïve “x”".encode("cp1252"), "naïve “x”", id="Windows-1252 by itself"),
        pytest.param("<meta charset=iso-8859-1><p>“x” €".encode("cp1252"), "“x” €", id="iso-8859-1 means Windows-1252"),
        pytest.param("<meta charset=iso-8859-1><p>“x” é".encode(), "“x” é", id="UTF-8 that says iso-8859-1"),
        pytest.param("<meta charset=utf-8><p>na\xefve".encode("latin-1"), "naïve", id="Windows-1252 that says UTF-8"),
        pytest.param("<meta charset=klingon><p>“x”".encode("cp1252"), "“x”", id="no such encoding"),
        pytest.param("<!-- <meta charset=koi8-r> --><meta charset=cp1251><p>чайник".encode("cp1251"), "чайник", id="commented"),
        pytest.param('<meta http-equiv="Content-Type" content="text/html; charset=KOI8-R"><p>чайник'.encode("koi8-r"), "чайник", id="http-equiv"),
        pytest.param("<?xml version='1.0' encoding='ISO-8859-2'?><p>žák".encode("iso8859-2"), "žák", id="XML"),
        pytest.param("<meta charset=Shift_JIS><p>日本".encode("cp932"), "日本", id="Shift_JIS"),
        pytest.param("<meta charset=gb2312><p>日本語".encode(), "日本語", id="UTF-8 that says GB 2312"),
        pytest.param("<meta charset=koi8-r><p>日本".encode("utf-16"), "日本", id="byte order mark"),
        pytest.param("<meta charset=utf-16><p>é".encode(), "é", id="UTF-16 that can be read as ASCII"),
        pytest.param("<html><body><p>The kettle is back on its shelf".encode("utf-16-le"), "The kettle is back on its shelf", id="UTF-16 unmarked"),
        pytest.param(b"<p>a\x81b \x93x\x94", "a\x81b “x”", id="bytes that Windows-1252 has not"),
    ],
)  # fmt: skip
def test_characters(data: bytes, words: str) -> None:
    """A page is in the encoding that a browser would find, and never in one that makes rubbish of it."""
    assert decoded(data).text == words


def test_declared_characters() -> None:
    """A declared encoding is believed before that of the page, and refused where the page is not in it."""
    assert decoded("<meta charset=utf-8><p>чайник".encode("cp1251"), "windows-1251").text == "чайник"
    with pytest.raises(DeclarationError, match="cannot be read as utf-8"):
        html.decode("<p>é".encode("latin-1"), "utf-8", ())
    with pytest.raises(DeclarationError, match="cannot be read as klingon"):
        html.decode(b"<p>e", "klingon", ())


def test_broken_characters_are_told() -> None:
    """A page in UTF-8 with a broken byte is read, and a problem says so."""
    found = decoded("<meta charset=utf-8><p>é é é".encode() + b"\xff</p>")
    assert found.split
    assert found.text == "é é é\ufffd"
    assert [reason[:45] for reason, _, _ in found.split.problems] == ["1 bytes of this page are no characters of utf"]


def test_labels_are_codecs() -> None:
    """Every label of an encoding leads to a codec that Python has."""
    for label in " ".join(LABELS.values()).split():
        assert read_markup(f"<meta charset={label}>x".encode()).words.endswith("x")


def test_what_is_no_page() -> None:
    """A picture by the name of a page is not read, and a sentence says why."""
    with pytest.raises(UnreadableError, match="control characters"):
        html.decode(bytes(range(32)) * 40, None, ())


@pytest.mark.parametrize("data", [b"", b" \n", b"<p>", b"<!-- x", b"<script>x"])
def test_pages_without_a_word(data: bytes) -> None:
    """A page that shows nothing has no blocks."""
    assert shown(data) == []


# much of the same, and what its reading must not take: more than twice the time for twice as much
MUCH = {
    "nested": "<div>a", "tables": "<table><tr><td>x<td>y", "rows": "<tr><td>x</td>", "lists": "<ol><li>", "attributes": '<a b="',
    "open tags": "<a ", "comments": "<!--", "CDATA": "<![CDATA[", "quotes": "<q>x", "hidden": "<span hidden>", "entities": "&#0&notit",
    "breaks": "<br>x<br>", "buttons": "<button>x", "scripts": "<script>x", "metas": "<meta ", "JSON-LD": '<script type="application/ld+json">[[[[</script>',
    "posts": "<article class=hentry><h2>12 March 2019</h2><a rel=author>Ada</a><p>" + "word " * 20 + "</article>",
    "links": '<a href="/x">many words that are a link</a> ', "paragraphs": "<p>Many words that stand in a paragraph of their own.",
}  # fmt: skip


@pytest.mark.parametrize("piece", MUCH.values(), ids=MUCH)
def test_much_of_the_same(piece: str) -> None:
    """Four times as much takes about four times as long, however absurd it is."""

    def work(count: int) -> None:
        Reader(piece * count, hidden="kept").read()
        decoded(piece * count)

    assert_linear(work, 2_000)


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<div>" * 100_000 + "far in", id="elements"),
        pytest.param("<table><tr><td>" * 100_000 + "far in", id="tables"),
        pytest.param("<ul><li>" * 100_000 + "far in", id="lists"),
        pytest.param('<p class="' + "x " * 100_000 + '" title="' + "y" * 200_000 + '">far in', id="a long attribute"),
        pytest.param("<p>&#" + "9" * 100_000 + ";far in", id="a long number"),
        pytest.param('<script type="application/ld+json">' + "[" * 100_000 + "</script><p>far in", id="deep JSON"),
        pytest.param("\0" * 3 + "<p>f\0ar in" + " " * 200, id="zero bytes"),
    ],
)
def test_absurd_pages(markup: str) -> None:
    """Pages made to hold a parser up are read, and nothing of them is lost."""
    assert decoded(markup).text.endswith("far in")


def test_a_page_is_found_by_its_words() -> None:
    """A page that marks nothing has its text told from the links around it."""
    prose = [
        f"This is paragraph {n}, in which the works council says {n} things about the kettle and its flex."
        for n in range(8)
    ]
    links = "".join(f"<div><a href=/{n}>Section {n} of this site</a></div>" for n in range(5))
    page = f"<body>{links}<div>{''.join(f'<p>{each}</p>' for each in prose)}</div>{links}</body>"
    found = shown(page)
    assert [each["paragraph"] for each in found if "paragraph" in each] == prose
    assert sum("(links around the text)" in each for each in found) == 10
