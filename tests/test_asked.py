"""What is asked of a server in another way than a browser asks: other methods, an argument a thousand times, names without end."""

from __future__ import annotations

import httpx
import pytest

from plugins.repeated import without_repeats
from tests.site import CLEAR, Site


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize(
    "path", ["/", "/search", "/archive", "/archive/passages", "/archive/passages.json", "/feed.atom"]
)
def test_nothing_can_be_sent(published: Site, method: str, path: str) -> None:
    """Every method that does not read is refused, and told which are not; it is no fault of the server."""
    answer = httpx.request(method, published.url + path, timeout=60, verify=CLEAR)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert "content-security-policy" in answer.headers


def test_a_text_can_be_checked(published: Site) -> None:
    """The text to be checked may be sent, for it may be long."""
    answer = httpx.post(f"{published.url}/check", data={"text": "“the kettle”"}, timeout=60, verify=CLEAR)
    assert (answer.status_code, "the kettle" in answer.text) == (200, True)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", ""),
        ("a=1&a=1&b", "a=1&a=1&b"),
        ("_facet=kind&a=1&_facet=kind&_facet=speaker", "_facet=kind&a=1&_facet=speaker"),
        ("_facet=kind&%5Ffacet=kind&_face%74=kind&_facet=%6bind", "_facet=kind"),
        ("_col=a&_nocol=a&_col=a", "_col=a&_nocol=a"),
        ("&".join(f"_facet=x{n}" for n in range(90)), "&".join(f"_facet=x{n}" for n in range(30))),
        ("&".join(f"_x{n}" for n in range(900)), "&".join(f"_x{n}" for n in range(200))),
    ],
)  # fmt: skip
def test_repeated_arguments(query: str, kept: str) -> None:
    """An argument of Datasette's own counts once, however it is spelt, and not more of them than a table can need."""
    assert without_repeats(query) == kept


@pytest.mark.timeout(60)
def test_a_facet_a_thousand_times(published: Site) -> None:
    """A facet that is asked for a thousand times is counted once."""
    answer = httpx.get(f"{published.url}/archive/passages?{'_facet=kind&' * 1000}", timeout=60, verify=CLEAR)
    once = httpx.get(f"{published.url}/archive/passages?_facet=kind", timeout=60, verify=CLEAR)
    assert answer.status_code == once.status_code == 200
    assert answer.text.count('class="facet-results"') == once.text.count('class="facet-results"')


@pytest.mark.parametrize("path", ["/static/", "/-/static/", "/-/static-plugins/datasette_cluster_map/"])
@pytest.mark.parametrize("name", ["a" * 300, "..%2f" * 200, "%00" * 300, "%00"])
def test_a_name_without_end(published: Site, path: str, name: str) -> None:
    """A name that no file can have is that of none."""
    assert httpx.get(published.url + path + name, timeout=60, verify=CLEAR).status_code == 404
