"""Addresses of tables as people write them: with the names of columns that are not there, and with quotation marks of any shape."""

from __future__ import annotations

import re
from html import unescape

import pytest

from ingest.search.query import LONGEST
from plugins import every_row, table_search
from tests.site import Site


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("positon=1", "The table passages has no column “positon”. Did you mean “position”?"),
        ("positon__gt=1", "The table passages has no column “positon”. Did you mean “position”?"),
        ("colour=red", "The table passages has no column “colour”. It has id, document_id, "),
        ("position__over=1", "A column cannot be narrowed down by “over”. The ways are "),
    ],
)
def test_a_filter_on_nothing_is_told(published: Site, query: str, told: str) -> None:
    """On the page and as data; it would show no rows, or all of them."""
    page = published.get(f"/archive/passages?{query}")
    assert page.status_code == 400
    assert told in page.text
    data = published.get(f"/archive/passages.json?{query}&_shape=array")
    assert data.status_code == 400
    assert str(data.json()["error"]).startswith(told)


@pytest.mark.parametrize(
    "query", ["position=1", "position__gt=5", "rowid=1", "_search=tea", "_facet=kind", "speaker__isnull=1", "kind__in=a,b", "_foo=1"]
)  # fmt: skip
def test_a_filter_on_something_is_let_be(published: Site, query: str) -> None:
    """What Datasette knows stays as it is."""
    assert published.get(f"/archive/passages?{query}").status_code == 200


def test_a_view_is_narrowed_by_its_columns(published: Site) -> None:
    """A view has columns as a table has."""
    assert published.get("/archive/timeline?kind=article").status_code == 200
    assert "has no column “titel”. Did you mean “title”?" in published.get("/archive/timeline?titel=x").text


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("_search=%22&kind=article", "_search=%22&kind=article"),
        ("_search=", ""),
        ("_search=+&a=1", "a=1"),
        ("_search=%E2%80%9Cthe+branch%E2%80%9D", "_search=%22the+branch%22"),
        ("_search_text=%C2%ABthe+branch%C2%BB", "_search_text=%22the+branch%22"),
        ("_search=%22the+branch%22&kind=", "_search=%22the+branch%22&kind="),
        ("_search=don%27t", "_search=don%27t"),
        ("_searchmode=raw&_search=%22", "_searchmode=raw&_search=%22"),
        ("q=%22", "q=%22"),
        ("", ""),
    ],
)
def test_what_a_table_is_searched_for(query: str, left: str) -> None:
    """Quotation marks become straight ones; what is empty is taken off; the rest stays byte for byte."""
    assert table_search.readable(query) == left


def test_a_table_is_searched_for_words_in_a_row(published: Site) -> None:
    """Curly quotation marks find what straight ones do; a lone one is told, and an empty field asks for nothing."""
    curly = published.rows("/archive/passages.json", _search="“the branch”", _size="max")
    assert curly == published.rows("/archive/passages.json", _search='"the branch"', _size="max")
    assert 0 < len(curly) < len(published.rows("/archive/passages.json", _search="the branch", _size="max"))
    assert published.get("/archive/passages?_search=").status_code == 200
    for nothing in ('"', "“", "((", "?!"):
        answer = published.get("/archive/passages.json", _search=nothing)
        assert answer.status_code == 400
        assert answer.json()["error"].startswith("There is no word in “")
        assert "There is no word in “" in published.get("/archive/passages", _search=nothing).text


@pytest.mark.parametrize("asked", ["_search", "_searchmode=raw&_search", "_search_text"])
def test_a_table_is_searched_for_so_much(published: Site, asked: str) -> None:
    """FTS5 looks for every word that is typed, however long that takes."""
    words = "the-" * (LONGEST // 4)
    assert published.get(f"/archive/passages.json?{asked}=%22{words[:-3]}%22").status_code == 200
    answer = published.get(f"/archive/passages.json?{asked}=%22{words}%22")
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("A table is searched for 2,000 characters at most; these are 2,002.")


@pytest.mark.parametrize(
    ("of_page", "of_all"),
    [
        ("/a.csv?_size=max", "/a.csv?_stream=on&_size=max&_dl=1"),
        ("/a.csv?kind=&_next=7%2Cb&_sort=id&_size=5", "/a.csv?kind=&_sort=id&_stream=on&_size=max&_dl=1"),
        ("/a.csv", "/a.csv?_stream=on&_size=max&_dl=1"),
    ],
)
def test_the_address_of_every_row(of_page: str, of_all: str) -> None:
    """It has the filters and the order of a page of them, and begins with the first row."""
    assert every_row.every_row(of_page) == of_all


def test_every_row_from_a_later_page(published: Site) -> None:
    """The link and the form of the second page lead to all rows, as those of the first do; Datasette refused them."""
    first = published.get("/archive/passages?kind=heading&_size=5")
    after = re.search(r'href="([^"]+)" rel="next"', first.text)
    assert after
    second = published.get(unescape(after[1]).removeprefix(published.url))
    every = [re.search(r'href="([^"]*_stream=on[^"]*)"', page.text) for page in (first, second)]
    assert every[0]
    assert every[1]
    rows = published.get(unescape(every[1][1]))
    assert rows.status_code == 200
    assert rows.text == published.get(unescape(every[0][1])).text
    form = second.text[second.text.index('<form class="export"') :]
    assert 'name="_next"' not in form[: form.index("</form>")]
