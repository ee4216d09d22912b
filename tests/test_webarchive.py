"""Web pages that Safari saved are read as if they had been saved alone, with their address."""

from __future__ import annotations

import io
import plistlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import containers
from ingest.containers.property_list import PropertyList
from ingest.errors import UnreadableError
from ingest.verify import verify
from tests.archives import LETTER, built, folder, rows, run
from tests.growth import assert_linear
from tests.packed import PLACE, webarchive, zipped
from tests.test_hostile_files import looked_through

PAGE = "<title>Käse</title><main><h1>Käse</h1><p>The kettle – back – is on its shelf.</p></main>"
SOURCES = "select id, title, url, retrieved_date, file_name, container from sources order by id"
PROBLEMS = "select locator, reason from problems where source_id is null order by reason"


def part(kind: str, content: bytes = b"x", url: str = "http://scales.example/part") -> dict[str, object]:
    """Return a part of a page as Safari keeps it."""
    return {"WebResourceData": content, "WebResourceMIMEType": kind, "WebResourceURL": url}


def frame(content: bytes) -> dict[str, object]:
    return {"WebMainResource": part("text/html", content, "http://scales.example/frame")}


def test_page(tmp_path: Path) -> None:
    """The page is a source with the name of its file and its address; what is declared of it is declared of the page."""
    data = webarchive(
        PAGE.encode(),
        WebSubresources=[part("image/png"), part("text/css"), part("image/png")],
        WebSubframeArchives=[frame(b"<p>In a frame</p>"), frame(b"<script>frame()</script>")],
    )
    said = "publisher: Works council\ncorrections: [{before: back, after: black, reason: misprint}]\n"
    db = built(tmp_path, scales_v_kettle__webarchive=data, scales_v_kettle__yml=said)
    assert rows(db, SOURCES) == [("scales-v-kettle", PLACE, PLACE, None, PLACE, "scales_v_kettle.webarchive")]
    assert rows(db, "select text from passages order by position") == [
        ("Käse",), ("The kettle – back – is on its shelf.",)
    ]  # fmt: skip
    assert rows(db, "select title, url, publisher from documents") == [("Käse", PLACE, "Works council")]
    assert rows(db, PROBLEMS) == [
        ("scales_v_kettle.webarchive", "it has frames with words that are not read (http://scales.example/frame); open each and save it by itself"),
        ("scales_v_kettle.webarchive", "parts of it that are no pages are not read: 2 image/png, 1 text/css"),
    ]  # fmt: skip
    assert rows(db, "select before, after from corrections") == [("back", "black")]
    assert verify(db, tmp_path / "sources").faults == []


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(webarchive(PAGE.encode(), PLACE), id="as it is"),
        pytest.param(webarchive(PAGE.replace("–", "-").encode("latin-1"), encoding="iso-8859-1"), id="charset"),
        pytest.param(webarchive(PAGE.encode(), encoding="klingon"), id="charset that is none"),
        pytest.param(webarchive(PAGE.encode(), kind="application/xhtml+xml"), id="XHTML"),
        pytest.param(webarchive(PAGE.encode(), kind="Text/HTML "), id="a type in capitals"),
    ],
)
def test_ways_to_save(tmp_path: Path, data: bytes) -> None:
    """However Safari describes a page, it is the same page."""
    db = built(tmp_path, page__webarchive=data)
    assert rows(db, "select id, url from sources") == [("page", PLACE)]
    assert rows(db, "select replace(text, '–', '-') from passages order by position") == [
        ("Käse",), ("The kettle - back - is on its shelf.",)
    ]  # fmt: skip
    assert verify(db, tmp_path / "sources").faults == []


def test_names(tmp_path: Path) -> None:
    """A page that was opened from a disk has no address, and the id of its file, in a zip too; where it lay is told nowhere."""
    data = webarchive(PAGE.encode(), "file:///Users/ada/page.htm")
    db = built(tmp_path, kettle__webarchive=data, papers__zip=zipped({"the kettle.webarchive": data}))
    assert rows(db, SOURCES) == [
        ("kettle", "kettle.html", None, None, "kettle.html", "kettle.webarchive"),
        ("papers-the-kettle", "the kettle.html", None, None, "the kettle.html", "papers.zip/the kettle.webarchive"),
    ]
    assert b"ada" not in db.read_bytes()
    assert verify(db, tmp_path / "sources").faults == []


def test_proposal(tmp_path: Path) -> None:
    """What is proposed for a saved page can be saved beside it as it is."""
    sources = folder(tmp_path, page__webarchive=webarchive(PAGE.encode()))
    proposed = run("describe", sources / "page.webarchive").output
    assert "file: page.webarchive\n" in proposed
    assert f"url: {PLACE}\n" in proposed
    (sources / "page.yml").write_text(proposed, encoding="utf-8")
    result = run("build", sources, "--db", tmp_path / "archive.db")
    assert result.exit_code == 0, result.output


def overlapping(count: int) -> bytes:
    """Return a property list of which every array has the same items, arrays themselves: a hundred kilobytes that say gigabytes."""
    head = b"bplist00"
    inner = b"\xaf\x12" + count.to_bytes(4, "big") + (0).to_bytes(4, "big") * count
    places = b"".join(len(head).to_bytes(4, "big") for _ in range(count))
    trailer = bytes(6) + b"\4\4" + b"".join(n.to_bytes(8, "big") for n in (count, 0, len(head) + len(inner)))
    return head + inner + places + trailer


def with_trailer(data: bytes, at: int, number: int, size: int = 8) -> bytes:
    """Return a property list that says something else at a place of its trailer."""
    trailer = bytearray(data[-32:])
    trailer[at : at + size] = number.to_bytes(size, "big")
    return data[:-32] + bytes(trailer)


WHOLE = webarchive(PAGE.encode())
# what is broken, and what is told of it
BROKEN = {
    "empty": (b"", "it is no web page that Safari saved"),
    "text": (LETTER.encode(), "it is no web page that Safari saved"),
    "header alone": (b"bplist00", "it is broken, or no property list of Apple"),
    "cut off": (WHOLE[:-40], "it is broken, or no property list of Apple"),
    "another version": (b"bplist15" + WHOLE[8:], "it is broken, or no property list of Apple"),
    "XML": (plistlib.dumps({"WebMainResource": part("text/html")}), "it is a web page that Safari saved, turned into XML"),
    "of something else": (plistlib.dumps({"a": 1}, fmt=plistlib.FMT_BINARY), "it is no web page that Safari saved"),
    "a list": (plistlib.dumps([1], fmt=plistlib.FMT_BINARY), "it is no web page that Safari saved"),
    "a picture": (webarchive(b"GIF89a", kind="image/gif"), "its page is of the type image/gif"),
    "no type": (webarchive(b"x", kind="", url=""), "its page is of the type , which"),
    "an empty page": (webarchive(b" \n"), "its page is empty"),
    "no page": (plistlib.dumps({"WebMainResource": {"WebResourceURL": PLACE}}, fmt=plistlib.FMT_BINARY), "its page is empty"),
    "itself in itself": (overlapping(30_000), "it is no web page that Safari saved"),
    "a table elsewhere": (with_trailer(WHOLE, 24, 1 << 60), "it is broken, or no property list"),
    "a top elsewhere": (with_trailer(WHOLE, 16, 1 << 60), "it is broken, or no property list"),
    "numbers of no size": (with_trailer(WHOLE, 6, 0, 1), "it is broken, or no property list"),
    "numbers of any size": (with_trailer(WHOLE, 6, 255, 1), "it is broken, or no property list"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_broken(tmp_path: Path, case: str) -> None:
    """What is broken, made to do harm, or something else is told, and everything else is built."""
    data, words = BROKEN[case]
    db = built(tmp_path, page__webarchive=data, letter__txt=LETTER)
    ((locator, reason),) = rows(db, PROBLEMS)
    assert (locator, reason[: len(words)]) == ("page.webarchive", words)
    assert verify(db, tmp_path / "sources").faults == []


WORDS = st.text(max_size=20)
VALUES = st.recursive(
    st.integers(0, 99) | WORDS | st.binary(max_size=40),
    lambda inner: st.dictionaries(WORDS, inner, max_size=20) | st.lists(inner, max_size=20),
)


@given(VALUES)
def test_against_plistlib(value: object) -> None:
    """What stands in a list is what the library of Python finds there."""
    held = PropertyList(plistlib.dumps({"top": value}, fmt=plistlib.FMT_BINARY, sort_keys=False))

    def check(number: int, value: object) -> None:
        if isinstance(value, dict):
            found = held.keys(number)
            assert list(found) == list(value)
            for key, inner in value.items():
                check(found[key], inner)
        elif isinstance(value, list):
            for inner_number, inner in zip(held.items(number), value, strict=True):
                check(inner_number, inner)
        elif isinstance(value, bytes):
            assert held.data[slice(*held.bytes_of(number))] == value
        elif isinstance(value, str):
            assert held.words(number) == value

    check(held.top, {"top": value})


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_altered(data: st.DataObject) -> None:
    """A list of which any bytes are altered is read or told, never more."""
    whole = webarchive(PAGE.encode(), WebSubresources=[part("image/png")], WebSubframeArchives=[frame(b"<p>x")])
    spoilt = bytearray(whole)
    for at in data.draw(st.lists(st.integers(len(PAGE), len(spoilt) - 1), max_size=6)):
        spoilt[at] = data.draw(st.integers(0, 255))
    looked_through("x.webarchive", bytes(spoilt))


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """Any bytes that are called a property list are read or told."""
    for each in (data, b"bplist00" + data, b"bplist00" + bytes(100) + data):
        try:
            held = PropertyList(each)
            held.keys(held.top), held.items(held.top), held.words(held.top), held.bytes_of(held.top)
        except UnreadableError:
            pass


@pytest.mark.alone
@pytest.mark.parametrize("kind", ["WebSubresources", "WebSubframeArchives"])
def test_growth(kind: str) -> None:
    """A page with four times as many parts, or frames, takes about four times as long."""
    each = part("image/png") if kind == "WebSubresources" else frame(b"<p>x</p>")

    def work(size: int) -> None:
        data = webarchive(b"<p>page</p>" * size, **{kind: [dict(each, n=n) for n in range(size)]})
        list(containers.members(io.BytesIO(data), "x.webarchive"))

    assert_linear(work, 2000)
