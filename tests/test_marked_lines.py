"""AsciiDoc, Org and MediaWiki: every word in exactly one block, in its exact place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats import asciidoc, mediawiki, org
from ingest.verify import verify
from tests.archives import LETTER, built, rows
from tests.cases import Case, cases
from tests.growth import assert_linear
from tests.test_markdown import check_tiling, described

FORMATS = {"org": org, "asciidoc": asciidoc, "mediawiki": mediawiki}
PIECES = [
    "word", "two words", "é", "\n", "\n", "\n", "\n\n", "\r\n", "\r", "\x0c", " ", "\t", "\xa0", "\u2028", "\x85", "\ufeff",
    "* ", "** ", "- ", "+", "1. ", ". ",
    "=", "== ", " ==", "====", "----", "....", "____", "////", "|===", "|", "{|", "|}", "<pre>", "</pre>", "<!--", "-->", "//", "# ", "#+TITLE: x",
    "#+begin_quote", "#+end_quote", "#+begin_src", "#+END_SRC", ":PROPERTIES:", ":end:", ":author: Ada", ":x:", "[quote]", "[[a]]", "include::x[]", "```",
    "<blockquote>", "; ", ": ", "{{DISPLAYTITLE:x}}", "__TOC__",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@pytest.mark.parametrize("case", cases("../formats/marked"))
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_blocks(case: Case, newline: str) -> None:
    """A text has the blocks that a person would mark in it, whatever its line ends are."""
    text = case.text.replace("\n", newline)
    found = FORMATS[case.title.partition(":")[0]].split(text)
    check_tiling(found, text)
    blocks = [described(block, text) for block in found.blocks]
    assert [{name: words.replace(newline, "\n") for name, words in each.items()} for each in blocks] == case.expected[
        "blocks"
    ]
    assert found.front_matter == case.expected["front matter"]


@pytest.mark.parametrize("name", FORMATS)
@given(text=st.text() | SOUP)
def test_nothing_is_lost(name: str, text: str) -> None:
    """Every character but white space is in exactly one block."""
    check_tiling(FORMATS[name].split(text), text)


def test_slanted_words_are_no_quotation(tmp_path: Path) -> None:
    """Two apostrophes slant words in a wiki, and three make them bold, also where a passage is withheld; other marks quote as in any text."""
    page = "''It'' was ''on its shelf'', and ''all '@'of it'@' shone''.\n\nShe said “it is ''not'' gone” and 'so be it'.\n\nIt is a secret.\n"
    for n, said in enumerate(("", "withhold: [{passage: a-p3, reason: privacy}]\n")):
        declared = {"a__yml": said} if said else {}
        db = built(tmp_path / str(n), a__wiki=page.replace("'@'", "'" * 3), **declared)
        assert rows(db, "select text from quotations order by id") == [("it is ''not'' gone",), ("so be it",)]


def test_archive(tmp_path: Path) -> None:
    """Each is a document with the title and author at its top; what is like it and not read is told with what to do."""
    db = built(
        tmp_path, a__adoc="= The kettle\n:author: Ada Quill\n\nIt is back.\n", b__org="#+TITLE: The flex\n#+AUTHOR: Ada Quill\n\nIt is gone.\n",
        c__wiki="{{DISPLAYTITLE:The saucer}}\nIt is of scale.\n", d__ipynb="{}", e__tex="\\section{x}", f__txt=LETTER,
    )  # fmt: skip
    assert rows(db, "select id, title, author from documents where id < 'd' order by id") == [
        ("a", "The kettle", "Ada Quill"), ("b", "The flex", "Ada Quill"), ("c", "The saucer", None)
    ]  # fmt: skip
    assert rows(db, "select locator, reason from problems order by locator") == [
        ("d.ipynb", "no format reads this file; save it as .md or .html"),
        ("e.tex", "no format reads this file; make a PDF or a plain text of it"),
    ]
    assert verify(db, tmp_path / "sources").faults == []


@pytest.mark.alone
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "piece",
    [
        "=", "= ", "* a\n", "a\n", "\n", " ", "[", "include::[", ":a: b\n", ":author: b\n", "<!--", "-", "#+begin_src\n", "#+TITLE: x\n", "{|\n", "|a\n",
        "----\n",        "== a =", "[[", "{{DISPLAYTITLE:x}}\n", "# \n", "a\n\n",
    ],
)  # fmt: skip
def test_growth(name: str, piece: str) -> None:
    """A text four times as long takes about four times as long."""
    assert_linear(lambda size: FORMATS[name].split(piece * size), 20_000)
