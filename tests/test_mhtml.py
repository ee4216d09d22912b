"""Web pages that a browser saved as one file are read as if they had been saved alone, with their address and their day."""

from __future__ import annotations

import io
import quopri
from base64 import encodebytes
from pathlib import Path

import pytest

from ingest import containers
from ingest.verify import verify
from tests.archives import built, folder, rows, run
from tests.growth import assert_linear
from tests.packed import PLACE, saved, zipped

PAGE = "<title>Käse</title><main><h1>Käse</h1><p>The kettle – back – is on its shelf.</p></main>"
SOURCES = "select id, title, url, retrieved_date, file_name, container from sources order by id"
PROBLEMS = "select locator, reason from problems where source_id is null order by reason"
WITH_PLACE = f"text/html\r\nContent-Location: {PLACE}\r\nContent-Transfer-Encoding: "


def test_page(tmp_path: Path) -> None:
    """The page is a source with the name of its file; what is declared of it is declared of the page."""
    parts = [
        ("text/html\r\nContent-Transfer-Encoding: quoted-printable", quopri.encodestring(PAGE.encode())),
        ("text/html\r\nContent-Location: http://scales.example/frame", b"<p>In a frame</p>"),
        ("text/html", b"<script>frame()</script>"), ("image/png\r\nContent-Transfer-Encoding: base64", b"iVBORw0KGgo="),
        ("text/css", b"p { color: red }"),
    ]  # fmt: skip
    said = "publisher: Works council\ncorrections: [{before: back, after: black, reason: misprint}]\n"
    db = built(tmp_path, **{"scales_v_kettle__mhtml": saved(*parts), "scales_v_kettle__yml": said})
    assert rows(db, SOURCES) == [("scales-v-kettle", "The kettle", PLACE, "2019-04-03", PLACE, "scales_v_kettle.mhtml")]
    assert rows(db, "select text from passages order by position") == [
        ("Käse",), ("The kettle – back – is on its shelf.",)
    ]  # fmt: skip
    assert rows(db, "select title, url, publisher from documents") == [("Käse", PLACE, "Works council")]
    assert rows(db, PROBLEMS) == [
        ("scales_v_kettle.mhtml", "it has frames with words that are not read (http://scales.example/frame); open each and save it by itself"),
        ("scales_v_kettle.mhtml", "parts of it that are no pages are not read: 2 text/html, 1 image/png, 1 text/css"),
    ]  # fmt: skip
    assert rows(db, "select before, after from corrections") == [("back", "black")]
    assert verify(db, tmp_path / "sources").faults == []


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(saved((WITH_PLACE + "8bit", PAGE.encode()), headers=()), id="as it is"),
        pytest.param(saved((WITH_PLACE + "BASE64", encodebytes(PAGE.encode())), headers=()), id="base64"),
        pytest.param(
            saved((WITH_PLACE.replace("l\r", "l; charset=iso-8859-1\r", 1) + "8bit", PAGE.replace("–", "-").encode("latin-1")), headers=()),
            id="charset of the part",
        ),
        pytest.param(
            f"From: <Saved by a browser>\nContent-Type: {WITH_PLACE}quoted-printable\n\n".replace("\r", "").encode() + quopri.encodestring(PAGE.encode()),
            id="a page that has no parts",
        ),
        pytest.param(
            saved(("text/css", b"p {}"), ("image/gif", b"GIF"), (WITH_PLACE + "7bit\r\nContent-ID: <page@1>", PAGE.encode()), headers=()),
            id="not the first part",
        ),
        pytest.param(
            saved(("text/html", b"<p>frame"), (WITH_PLACE + "7bit\r\nContent-ID: <page@1>", PAGE.encode()), headers=())
            .replace(b"related;", b'related; start="<page@1>";'),
            id="named as the first",
        ),
        pytest.param(saved((WITH_PLACE.replace("html", "html ") + "7bit", PAGE.encode()), headers=("Date: Fri, 3 Apr 2019 1:2:3 GMT",)), id="wrong weekday"),
    ],
)  # fmt: skip
def test_ways_to_save(tmp_path: Path, data: bytes) -> None:
    """However a browser packs a page, it is the same page."""
    db = built(tmp_path, page__mht=data)
    assert rows(db, "select id, title, url, retrieved_date from sources") == [("page", PLACE, PLACE, None)]
    assert rows(db, "select replace(text, '–', '-') from passages order by position") == [
        ("Käse",), ("The kettle - back - is on its shelf.",)
    ]  # fmt: skip
    assert verify(db, tmp_path / "sources").faults == []


def test_names(tmp_path: Path) -> None:
    """A page has the id of its file, dots in its name included, in a zip too; without an address it is called as its file."""
    data = saved(("text/html", PAGE.encode()), headers=("Snapshot-Content-Location: file:///C:/Users/ada/page.htm",))
    db = built(tmp_path, **{"scales__example__mhtml": data, "papers__zip": zipped({"the kettle.mht": data})})
    assert rows(db, SOURCES) == [
        ("papers-the-kettle", "the kettle.html", None, None, "the kettle.html", "papers.zip/the kettle.mht"),
        ("scales-example", "scales.example.html", None, None, "scales.example.html", "scales.example.mhtml"),
    ]
    assert "ada" not in run("parse", tmp_path / "sources" / "scales.example.mhtml").output
    assert verify(db, tmp_path / "sources").faults == []


def test_proposal(tmp_path: Path) -> None:
    """What is proposed for a saved page can be saved beside it as it is."""
    sources = folder(tmp_path, page__mhtml=saved(("text/html", PAGE.encode())))
    proposed = run("describe", sources / "page.mhtml").output
    assert "file: page.mhtml\n" in proposed
    assert f"url: {PLACE}\nretrieved_date: '2019-04-03'\n" in proposed
    (sources / "page.yml").write_text(proposed, encoding="utf-8")
    result = run("build", sources, "--db", tmp_path / "archive.db")
    assert result.exit_code == 0, result.output


@pytest.mark.alone
@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([("text/html", b"<p>It is</p>")], id="frames"),
        pytest.param([("text/html", b"")], id="empty frames"),
        pytest.param([("image/png", b"--x\r\n------")], id="pictures"),
    ],
)
def test_growth(parts: list[tuple[str, bytes]]) -> None:
    """A page with four times as many parts takes about four times as long."""

    def work(size: int) -> None:
        data = saved(("text/html", b"<p>page</p>"), *parts * size)
        for each in list(containers.members(io.BytesIO(data), "x.mhtml")):
            if isinstance(each, tuple):
                containers.load(io.BytesIO(data), "x.mhtml", each)

    assert_linear(work, 4000)


def test_what_is_withheld(tmp_path: Path) -> None:
    """The subject and the address of a page say nothing that is withheld in it, nor does what is told of its frames."""
    private = "sam@post.example"
    headers = (f"Snapshot-Content-Location: {PLACE}?to={private}", f"Subject: {private} on Sam Lark")
    frame = (f"text/html\r\nContent-Location: http://scales.example/{private}", b"<p>In a frame</p>")
    page = ("text/html", PAGE.replace("back", "with Sam Lark").encode())
    said = "withhold: [{pattern: Sam Lark, reason: privacy}]\n"
    db = built(tmp_path, page__mhtml=saved(page, frame, headers=headers), page__yml=said)
    masked = "█" * len(private)
    assert rows(db, "select title, url from sources") == [(f"{masked} on ████████", f"{PLACE}?to={masked}")]
    assert rows(db, "select url from documents") == [(f"{PLACE}?to={masked}",)]
    ((frames,),) = rows(db, "select reason from problems where reason like 'it has frames%'")
    assert frames.startswith("it has frames with words that are not read (http:█")
    assert not [each for each in (private, "Sam Lark") if each.encode() in db.read_bytes()]
