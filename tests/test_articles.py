"""Articles: what the head of a page says of an article, whatever site it is from."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.grammar import furniture
from ingest.records import articles
from tests.cases import Case, cases, check_slices, reading
from tests.test_documents import opened

FIELDS = ("title", "author", "published_date", "issue")


@pytest.mark.parametrize("case", cases("articles"))
def test_article(case: Case) -> None:
    """An article has the headline, author, date and issue that are printed, and nothing that is not."""
    found = opened(case.text.strip("\n"), kind="article")
    (one,) = found.readings
    (article,) = one.found(articles.Article)
    check_slices(article, one.text)
    shown: dict[str, Any] = {"article": {name: getattr(article, name) for name in FIELDS if getattr(article, name)}}
    shown["passages"] = [passage.kind for passage in one.passages]
    discards = [block.kind for block in sorted(found.discards, key=lambda block: block.start)]
    assert shown | ({"discards": discards} if discards else {}) == case.expected


@pytest.mark.parametrize("case", cases("furniture"))
def test_furniture(case: Case) -> None:
    """Furniture is a whole line that no one would write in a text, under its name; sentences are never furniture."""
    text = case.text.strip("\n")
    found = opened(text, **case.fields)
    shown = [[each.kind, text[each.start : each.end]] for each in sorted(found.discards, key=lambda each: each.start)]
    assert shown == case.expected


def test_hinted_discards() -> None:
    """What a person says to discard is discarded in any kind of document, under the name they give it."""
    text = "Menu\n\nThe kettle — “mine”\n\nIt is back.\n\nMENU\n"
    found = opened(
        text,
        hints={"discard": [{"text": "menu", "name": "bill of fare"}, {"text": 'The Kettle - "mine"', "name": "x"}]},
    )
    assert [(each.kind, text[each.start : each.end]) for each in found.discards] == [
        ("bill of fare", "Menu"), ("x", "The kettle — “mine”"), ("bill of fare", "MENU"),
    ]  # fmt: skip
    assert [passage.text for passage in found.readings[0].passages] == ["It is back."]


PIECES = ["By ", "Ada ", "Quill", "12 March 2019", "Published ", "(Pic: X)", "Issue 6", "\n\n", "…", "and ", ", "]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text(text: str) -> None:
    """Any text is read as an article without complaint, its text a slice."""
    found = reading(text, kind="article")
    if found.passages:
        for article in articles.find(found):
            check_slices(article, text)


@pytest.mark.parametrize(
    "line",
    [
        "By " + "Ada " * 40,
        "a" * 199,
        "share " * 30,
        "(c) " * 40,
        "related " * 24 + "!",
        " " * 100 + "x" * 90,
        "W" * 150 + ":",
    ],
)
def test_fast(line: str) -> None:
    """A line made to keep a pattern busy is told from furniture before the timeout, and from a byline and a headline."""
    for kind in furniture.FURNITURE:
        kind.shape.match(line)
    (article,) = articles.find(reading("\n\n".join([line] * 200), kind="article"))
    assert isinstance(article, articles.Article)
    assert (article.author, article.published_date, article.issue) == (None, None, None)
