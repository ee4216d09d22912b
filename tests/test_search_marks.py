"""The words of a search in the text that a result leads to."""

from __future__ import annotations

import re

import pytest

from ingest.search.marks import expression, places
from ingest.search.query import read
from tests.site import Site


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("the branch", '"branch"'),
        ("the", '"the"'),
        ("“the branch” elect*", '"the branch" OR "elect"*'),
        ("fire OR smoke -tea by:quill", '"fire" OR "smoke"'),
        ("by:quill", None),
        ("", None),
    ],
)
def test_what_is_worth_a_mark(typed: str, expected: str | None) -> None:
    """Every word but function words, unless there are no others; nothing that is left out or narrows."""
    assert expression(read(typed)) == expected


def test_places_are_those_of_the_words() -> None:
    """A phrase is marked word by word, at its places in the text without signs."""
    assert places([("p1", "In \x02the branch\x03, a \x02Branch\x03.")]) == {"p1": [(3, 6), (7, 13), (17, 23)]}


def test_a_result_leads_to_its_words(published: Site) -> None:
    """The link of a result opens the document with the words found in mark, names and links as ever."""
    page = published.get("/search", q="branch secretary").text
    address = re.findall(r'href="(/archive/documents/[^"?]+\?q=branch\+secretary)#p\d+"', page)
    assert address
    for each in sorted(set(address)):
        marked, plain = published.get(each).text, published.get(each.partition("?")[0]).text
        assert re.search(r"<mark>(branch|secretar)", marked, re.IGNORECASE)
        assert _without_search(marked) == _without_search(plain)


def _without_search(page: str) -> str:
    """Return what stands on a page but for the words looked for, where they are found, and the ways from one to the next."""
    body = re.findall(r"<main.*</main>", page, re.DOTALL)[0]
    for extra in (r'<form class="find-here".*?</form>', r'<nav class="found-here".*?</nav>', r'<div class="hit">.*?</div>',
        r'<span class="hit-steps">.*?</span>', r"</?mark>", r"\?q=branch\+secretary"):  # fmt: skip
        body = re.sub(extra, "", body, flags=re.DOTALL)
    return " ".join(body.split())
