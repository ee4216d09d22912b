"""What is said beside every page: what a browser must forbid, whether its copy still stands, and that it is compressed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import httpx
import pytest

from tests.site import CLEAR, Site
from tests.test_pages import PAGES, REFUSED, ROWS

# of a reader's own SQL another answer may come the next time
CHANGING = ("own SQL",)
PASTED = {"checked text"}  # what a reader sent is kept nowhere
FORBIDDEN = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


class Inline(HTMLParser):
    """Finds what a policy without inline scripts would stop: scripts in the page, handlers, addresses that run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag would run."""
        given = dict(attrs)
        if tag == "script" and "src" not in given and given.get("type") != "application/ld+json":
            self.found.append("script")
        self.found += [
            f"{tag} {name}" for name, value in attrs if name.startswith("on") or "javascript:" in (value or "")
        ]


def _ask(site: Site, name: str, **headers: str) -> httpx.Response:
    path = PAGES[name] if name in PAGES else str(site.sql(ROWS[name])[0][0])
    return httpx.get(site.url + path, headers={"accept-encoding": "identity", **headers}, timeout=60, verify=CLEAR)


@pytest.mark.parametrize("name", [*PAGES, *ROWS])
def test_every_page_is_sent_as_it_should_be(published: Site, name: str) -> None:
    """The policy, no cookie, nothing inline; a page that stands has an ETag, and is compressed; what a reader pasted is kept nowhere."""
    answer = _ask(published, name)
    policy = dict(each.strip().split(" ", 1) for each in answer.headers["content-security-policy"].split(";"))
    assert policy == FORBIDDEN
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "set-cookie" not in answer.headers
    inline = Inline()
    inline.feed(answer.text)
    assert inline.found == []
    if name in REFUSED:
        assert answer.status_code in (400, 404, 410)
        assert "etag" not in answer.headers
        return
    assert answer.status_code == 200
    if name in PASTED:
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
        return
    assert re.fullmatch(r"max-age=[1-9]\d*", answer.headers["cache-control"])
    assert {"Cookie", "Authorization", "Accept-Encoding"} <= set(answer.headers["vary"].split(", "))
    squeezed = _ask(published, name, **{"accept-encoding": "gzip"})
    assert squeezed.headers.get("content-encoding") == "gzip"
    if name in CHANGING:
        assert "etag" not in answer.headers
        return
    assert squeezed.content == answer.content
    again = _ask(published, name, **{"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["content-security-policy"] == answer.headers["content-security-policy"]
