"""Pages served again: the same as when they were made, only to those for whom they are the same, compressed, and asked after."""

from __future__ import annotations

import asyncio
import gzip
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from ingest.pages.compressed import takes_gzip
from ingest.pages.kept_answers import Answer, Key, Memory, weight
from plugins import again
from tests.archives import DUMP, built
from tests.site import CLEAR, Site

PAGE = "/archive/documents/tideline-rota"
PAGES = [
    PAGE,
    "/",
    "/archive/documents",
    PAGE + ".json",
    "/cite/tideline-rota-p3",
    "/feed.atom",
    "/static/archive.css",
    "/downloads",
]


def _raw(url: str, **headers: str) -> httpx.Response:
    return httpx.get(url, headers={"accept-encoding": "identity", **headers}, timeout=60, verify=CLEAR)


@pytest.mark.parametrize("path", PAGES)
def test_the_second_answer_is_the_first(published: Site, path: str) -> None:
    """Body and headers are the same, made, served again, and compressed."""
    url = f"{published.url}{path}?_again={abs(hash(path))}" if path != "/feed.atom" else published.url + path
    first, second = _raw(url), _raw(url)
    assert first.status_code == 200
    assert second.content == first.content
    assert {**first.headers, "date": ""} == {**second.headers, "date": ""}
    squeezed = _raw(url, **{"accept-encoding": "br, gzip"})
    assert squeezed.headers["content-encoding"] == "gzip"
    assert squeezed.content == first.content
    assert squeezed.headers["etag"] == first.headers["etag"]
    assert "Accept-Encoding" in first.headers["vary"]
    assert int(squeezed.headers["content-length"]) < len(first.content)
    head = httpx.head(url, headers={"accept-encoding": "identity"})
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])


@pytest.mark.parametrize("path", [*PAGES, "/downloads/passages.csv", "/archive.db"])
def test_a_browser_that_has_it_is_told_so(published: Site, path: str) -> None:
    """With the ETag it was given, the answer is 304 and empty; with another, the page."""
    first = _raw(published.url + path)
    tag = first.headers["etag"]
    answer = _raw(published.url + path, **{"if-none-match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert _raw(published.url + path, **{"if-none-match": '"other"'}).content == first.content
    assert _raw(published.url + path, **{"if-none-match": f'"other", {tag}'}).status_code == (
        304 if path != "/archive.db" else 200
    )


@pytest.mark.parametrize(
    "headers", [{"cookie": "ds_actor=x"}, {"authorization": "Bearer x"}], ids=["cookie", "authorization"]
)
def test_who_may_be_someone_gets_nothing_kept(published: Site, headers: dict[str, str]) -> None:
    """An answer to a request with a cookie or credentials is made for it, has no ETag, and is not for others."""
    answer = _raw(published.url + PAGE, **headers)
    assert "etag" not in answer.headers
    tag = _raw(published.url + PAGE).headers["etag"]
    assert _raw(published.url + PAGE, **headers, **{"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("path", ["/archive.json?sql=select+random()&_shape=array", "/archive?sql=select+random()"])
def test_what_may_change_is_asked_again(published: Site, path: str) -> None:
    """A reader's own SQL is run each time."""
    first, second = _raw(published.url + path), _raw(published.url + path)
    assert first.content != second.content
    assert "etag" not in first.headers


@pytest.mark.parametrize(
    "path", ["/archive/documents/none", "/nothing", "/archive?sql=select+nothing", "/cite/nothing-p1"]
)
def test_errors_are_not_kept(published: Site, path: str) -> None:
    """What is not found, or wrong, has no ETag."""
    answer = _raw(published.url + path)
    assert answer.status_code >= 400
    assert "etag" not in answer.headers


def test_hosts_and_schemes_are_apart(published: Site) -> None:
    """A page with whole addresses in it is kept for the host it was asked of."""
    mine = _raw(published.url + "/sitemap.xml").text
    other = _raw(published.url + "/sitemap.xml", host="evil.example").text
    assert "evil.example" in other
    assert "evil.example" not in mine
    assert _raw(published.url + "/sitemap.xml").text == mine


def test_a_stream_is_compressed_as_it_comes(published: Site) -> None:
    """A table is sent in pieces, compressed for who takes it, and is the same table."""
    plain = _raw(published.url + "/downloads/segments.ndjson")
    with httpx.stream(
        "GET", published.url + "/downloads/segments.ndjson", headers={"accept-encoding": "gzip"}
    ) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["transfer-encoding"] == "chunked"
        squeezed = b"".join(answer.iter_raw())
    assert gzip.decompress(squeezed) == plain.content
    stock = published.url + "/archive/passages.csv?_stream=on&_size=max"
    assert httpx.get(stock, headers={"accept-encoding": "gzip"}).content == _raw(stock).content
    database = _raw(published.url + "/archive.db", **{"accept-encoding": "gzip"})
    assert "content-encoding" not in database.headers


def test_an_archive_that_may_change_is_not_kept(tmp_path: Path, serve: Callable[..., Any]) -> None:
    """Another edition has other ETags."""
    one = built(tmp_path / "one", day__txt=DUMP)
    two = built(tmp_path / "two", day__txt=DUMP.replace("kettle", "teapot"))
    tags = []
    for db in (one, two):
        with serve(db, {}) as site:
            tags.append(_raw(site.url + "/archive/documents", host="same.example").headers["etag"])
        shutil.rmtree(tmp_path / "plugins", ignore_errors=True)
    assert tags[0] != tags[1]


def _key(n: int) -> Key:
    return ("http", b"host", str(n).encode(), b"")


def test_memory_is_bounded() -> None:
    """However much is put in, no more is held than there is room for; what was asked for last stays."""
    memory = Memory(10_000)
    for n in range(100):
        memory.put(_key(n), Answer([], b"x" * 1000, None, 1.0))
        memory.get(_key(0), 0.0)
    assert memory.size <= 10_000
    assert memory.size == sum(weight(key, answer) for key, answer in memory.held.items())
    assert memory.get(_key(0), 0.0) is not None
    assert memory.get(_key(99), 0.0) is not None
    assert memory.get(_key(50), 0.0) is None
    assert memory.get(_key(99), 2.0) is None
    memory.put(_key(99), Answer([], b"y", b"z", 1.0))
    assert memory.size == sum(weight(key, answer) for key, answer in memory.held.items())


def test_what_is_let_go_of_stays_so() -> None:
    """An answer that was compressed takes the place of the same one that is held, and of no other."""
    memory = Memory(10_000)
    plain, other = Answer([], b"x" * 1000, None, 1.0, True), Answer([], b"y" * 1000, None, 1.0, True)
    memory.replace(_key(1), plain, plain._replace(squeezed=b"x"))
    assert memory.get(_key(1), 0.0) is None
    memory.put(_key(1), plain)
    memory.replace(_key(1), other, other._replace(squeezed=b"y"))
    assert memory.get(_key(1), 0.0) is plain
    memory.replace(_key(1), plain, plain._replace(squeezed=b"x"))
    assert memory.get(_key(1), 0.0) == plain._replace(squeezed=b"x")
    assert memory.size == sum(weight(key, answer) for key, answer in memory.held.items())


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        (b"gzip, br", True),
        (b"br;q=1.0, gzip;q=0.8", True),
        (b"gzip;q=0", False),
        (b"identity", False),
        (b"", False),
        (b"GZIP", True),
    ],
)
def test_who_takes_gzip(given: bytes, taken: bool) -> None:
    """A client says what it takes, and what it does not."""
    assert takes_gzip({"headers": [(b"accept-encoding", given)]}) is taken


def test_every_answer_forbids_what_it_should(published: Site) -> None:
    """Pages, data, files, refusals: each has the policy, and the link to its data is as it must be."""
    for path in ("/", PAGE, PAGE + ".json", "/downloads/passages.csv", "/archive.db", "/nothing", "/static/copy.js"):
        for headers in ({}, {"accept-encoding": "gzip"}):
            answer = _raw(published.url + path, **headers)
            policy = answer.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "script-src 'self';" in policy
            assert "frame-ancestors 'none'" in policy
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["referrer-policy"] == "no-referrer"
            assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert _raw(published.url + PAGE).headers["link"].startswith(f"<{published.url}{PAGE}.json>; rel=")


@pytest.mark.parametrize("taken", ["gzip", "identity"])
def test_a_very_long_page_is_made_once(taken: str) -> None:
    """Of a page longer than any that is kept what is compressed is kept, and given to whoever takes it, or takes it not."""
    page, made = b"<p>The kettle is back.</p>" * 100_000, []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        made.append(scope)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": page})

    async def ask(memory: Memory) -> tuple[dict[bytes, bytes], bytes]:
        sent: list[dict[str, Any]] = []

        async def send(event: dict[str, Any]) -> None:
            sent.append(event)

        scope = {
            "type": "http",
            "scheme": "http",
            "method": "GET",
            "path": "/long",
            "headers": [(b"accept-encoding", taken.encode())],
        }
        await again._answer(scope, None, send, app, memory, "stamp", 300)
        return dict(sent[0]["headers"]), b"".join(each["body"] for each in sent[1:])

    async def twice() -> list[tuple[dict[bytes, bytes], bytes]]:
        memory = Memory(again.MOST_BYTES)
        found = [await ask(memory) for _ in range(2)]
        assert 0 < memory.size < len(page) / 10
        return found

    with ThreadPoolExecutor(1) as thread:
        first, second = thread.submit(lambda: asyncio.run(twice())).result()
    assert first == second
    assert (gzip.decompress(first[1]) if taken == "gzip" else first[1]) == page
    assert len(page) > again.LONGEST
    assert len(made) == 1
