"""An address without the name of the database leads to what the archive has of it."""

from __future__ import annotations

import httpx
import pytest

from tests.site import CLEAR, Site


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("/documents", "/archive/documents"),
        ("/documents?_sort=title&kind=article", "/archive/documents?_sort=title&kind=article"),
        ("/documents.json?_shape=array", "/archive/documents.json?_shape=array"),
        ("/documents/hearing-day-3", "/archive/documents/hearing-day-3"),
        ("/documents/hearing-day-3.json", "/archive/documents/hearing-day-3.json"),
        ("/document_texts", "/archive/document_texts"),
        ("/events_between?first=2019", "/archive/events_between?first=2019"),
    ],
)
def test_a_short_address_leads_on(published: Site, asked: str, there: str) -> None:
    """Tables, rows, views and questions are found, with what is asked of them."""
    first = httpx.get(published.url + asked, verify=CLEAR)
    assert (first.status_code, first.headers["location"]) == (302, there)
    assert httpx.get(published.url + asked, verify=CLEAR, follow_redirects=True).status_code == 200


@pytest.mark.parametrize(
    "asked", ["/nothing", "/nothing/documents", "/archive/nothing", "/document", "/~2F~2Fdocuments", "/documents~00"]
)
def test_what_is_nowhere_is_told(published: Site, asked: str) -> None:
    """What is the name of nothing leads nowhere."""
    assert httpx.get(published.url + asked, verify=CLEAR).status_code == 404
