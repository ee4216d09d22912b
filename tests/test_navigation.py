"""The navigation: the same on every page, but for which of its pages one is at."""

from __future__ import annotations

import html
import re

import pytest

from tests.site import Site

NAV = re.compile(r'(?s)<nav class="on-\w+".*?</nav>')
LEAD = re.compile(r'<td class="[^"]* lead"[^>]*><a href="([^"]+)"')
LINK = re.compile(r'<li><a href="([^"]+)"(?: aria-current="(\w+)")?>')


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", []),
        ("/people", [("/people", "page")]),
        ("/archive/documents", [("/archive/documents", "page")]),
        ("/archive/documents/lantern-turnout", [("/archive/documents", "true")]),
        ("/archive/documents/lantern-sayle-2019-02-28", [("/archive/documents", "true")]),
        ("/archive/passages", []),
        ("/organisations", [("/people", "true")]),
        ("/archive/people/moira-kilbride", [("/people", "true")]),
        ("/archive/organisations/federation", [("/people", "true")]),
        ("/archive/allegations/visits-in-working-time", [("/allegations", "true")]),
        ("/peoples", []),
    ],
)
def test_the_page_one_is_at(published: Site, path: str, current: list[tuple[str, str]]) -> None:
    """Written once or again, in both sizes, it marks this page or the one that this belongs to, and leads to the same."""
    for text in (published.get(path).text, published.get(path, again="1").text):
        links = [LINK.findall(nav) for nav in NAV.findall(text)]
        assert len(links) == 2
        for each in links:
            assert len(each) == 12
            assert [link for link in each if link[1]] == current


def test_every_page_of_it_answers(published: Site) -> None:
    """No entry leads nowhere."""
    addresses = {address.partition("#")[0] for address, _ in LINK.findall(NAV.findall(published.get("/").text)[0])}
    assert len(addresses) == 11  # two of the twelve lie on one page
    for address in addresses:
        assert published.get(address).status_code == 200


def test_the_rows_of_tables_and_views_lead_somewhere(published: Site) -> None:
    """The words of a row that are a link lead to a page, whether the row stands in a table or in a view."""
    names = [name for (name,) in published.sql("select name from sqlite_master where type = 'view'")]
    for name in [*names, "documents", "passages", "quotations", "events"]:
        found = LEAD.search(published.get(f"/archive/{name}").text)
        assert found is None or published.get(html.unescape(found[1]).partition("#")[0]).status_code == 200, name
        assert found or name in ("map_points", "speakers"), name


def test_the_address_of_a_person(published: Site) -> None:
    """A person and an organisation can be named without the name of the archive; nobody of that id has no page."""
    for path in ("/people/moira-kilbride", "/organisations/federation", "/people/nobody"):
        answer = published.get(path)
        assert (answer.status_code, answer.headers["location"]) == (301, f"/archive{path}")
    assert published.get("/archive/people/nobody").status_code == 404
