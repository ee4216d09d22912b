"""What lies in a zip, a web archive or a WACZ is read as if it lay in the folder."""

from __future__ import annotations

import gzip
import io
import pickle
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from ingest import containers
from ingest.build import build
from ingest.containers.member import LARGEST, LARGEST_CONTAINER, LOOSE, MOST_MEMBERS, TIGHTEST
from ingest.declarations.archive import Archive
from ingest.formats import markdown
from ingest.parse import LONGEST, parse
from ingest.read import read
from ingest.verify import verify
from tests.archives import DUMP, LETTER, ROOT, built, everything, folder, rows, run
from tests.packed import DAY, PACK, PLACE, Page, wacz, warc, warc_gz, zipped

SOURCES = "select id, file_name, container, url, retrieved_date from sources order by id"
PROBLEMS = "select locator, reason from problems where source_id is null order by locator, reason"
NOTE = "The kettle was weighed again on Friday, and it was lighter by its lid.\n"


def test_zip(tmp_path: Path) -> None:
    """Each file of a zip is a source of its own, named for where it lies; what is hidden is left out."""
    files = {
        "letters/reply.txt": LETTER, "notes.md": "# Notes\n\nNone.", "__MACOSX/notes.md": "x", ".DS_Store": "x",
        "letters/Thumbs.db": "x", "letters/~$reply.docx": "x",
        "letters/.draft.txt": "x", "plan.pcx": "x", "notes.yml": "title: Notes\n",
    }  # fmt: skip
    db = built(tmp_path, papers__zip=zipped(files), day__txt=DUMP)
    assert rows(db, SOURCES) == [
        ("day", "day.txt", None, None, None),
        ("papers-letters-reply", "letters/reply.txt", "papers.zip", None, None),
        ("papers-notes", "notes.md", "papers.zip", None, None),
    ]
    assert rows(db, "select source_id, title from documents where source_id = 'papers-notes'") == [
        ("papers-notes", "Notes")
    ]
    assert rows(db, PROBLEMS) == [
        ("papers.zip/notes.yml", "a declaration in a container is not heeded; unpack the container, or declare it by a file beside it"),
        ("papers.zip/plan.pcx", "no format reads this file"),
    ]  # fmt: skip
    assert verify(db, tmp_path / "sources").faults == []


WEB = [
    Page(LETTER.encode()),
    Page(b"caf\xe9", url="http://scales.example/menu.txt?day=3", headers=("Content-Type: text/plain; charset=ISO-8859-1",)),
    Page(b"x", url="http://scales.example/logo.png", headers=("Content-Type: image/png",)),
    Page(b"gone", url="http://scales.example/old.txt", status="404 Not Found"),
    Page(b"", kind="revisit"),
    Page(b"a: b", kind="warcinfo", url="", content_type="application/warc-fields"),
    Page(b"A resource.", url="http://scales.example/", kind="resource", content_type="text/plain"),
]  # fmt: skip
WEB_SOURCES = [
    ("web-2019-kettle-2019-04-03", PLACE, "web.warc.gz", PLACE, "2019-04-03"),
    ("web-menu-day-3-2019-04-03", "http://scales.example/menu.txt?day=3", "web.warc.gz", "http://scales.example/menu.txt?day=3", "2019-04-03"),
    ("web-scales-example-2019-04-03", "http://scales.example/", "web.warc.gz", "http://scales.example/", "2019-04-03"),
]  # fmt: skip


def test_web_archive(tmp_path: Path) -> None:
    """Each page of a web archive has its address and the day of its capture; all other records are told in one line."""
    db = built(tmp_path, **{"web__warc__gz": warc_gz(*WEB)})
    assert rows(db, SOURCES) == WEB_SOURCES
    assert rows(db, PROBLEMS) == [
        ("web.warc.gz", "4 records in it are no pages that can be read: 1 image/png, 1 response of status 404, 1 revisit record, 1 warcinfo record"),
    ]  # fmt: skip
    assert rows(db, "select text from passages where source_id = 'web-menu-day-3-2019-04-03'") == [("café",)]
    assert verify(db, tmp_path / "sources").faults == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("web.warc", warc(*WEB), id="not packed"),
        pytest.param("web.warc.gz", gzip.compress(warc(*WEB)), id="packed as a whole"),
        pytest.param("web.warc.gz", warc_gz(*WEB) + bytes(512), id="zeros at the end"),
        pytest.param("web.wacz", wacz(*WEB), id="WACZ"),
        pytest.param("web.zip", zipped({"web.warc.gz": warc_gz(*WEB)}), id="in a zip"),
    ],
)
def test_ways_to_pack(tmp_path: Path, name: str, data: bytes) -> None:
    """However a web archive is packed, its pages are the same."""
    db = built(tmp_path, **{name.replace(".", "__"): data})
    assert [(url, date) for *_, url, date in rows(db, SOURCES)] == [(url, date) for *_, url, date in WEB_SOURCES]
    assert verify(db, tmp_path / "sources").faults == []


BODY = LETTER.encode()
CHUNKED = b"5;x=1\r\n" + BODY[:5] + b"\r\n" + f"{len(BODY) - 5:X}\r\n".encode() + BODY[5:] + b"\r\n0\r\n\r\n"
RAW = zlib.compressobj(wbits=-15)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        pytest.param(CHUNKED, ["Transfer-Encoding: chunked"], id="chunked"),
        pytest.param(BODY, ["Transfer-Encoding: chunked"], id="chunked in name alone"),
        pytest.param(gzip.compress(BODY), ["Content-Encoding: gzip"], id="gzip"),
        pytest.param(BODY, ["Content-Encoding: gzip"], id="gzip in name alone"),
        pytest.param(zlib.compress(BODY), ["Content-Encoding: deflate"], id="deflate"),
        pytest.param(RAW.compress(BODY) + RAW.flush(), ["Content-Encoding: deflate"], id="deflate without its head"),
        pytest.param(gzip.compress(gzip.compress(BODY)), ["Content-Encoding: gzip, gzip"], id="twice"),
        pytest.param(BODY, ["content-encoding: Identity", "X: a", " folded"], id="identity"),
    ],
)
@pytest.mark.parametrize("pack", [warc, warc_gz], ids=["warc", "warc.gz"])
def test_transfer(pack: Any, body: bytes, headers: list[str]) -> None:
    """A page is what a browser would have shown, however it was sent."""
    data = pack(Page(b"before"), Page(body, headers=("Content-Type: text/plain", *headers)), Page(b"behind"))
    found = [each for each in containers.members(io.BytesIO(data), "x.warc") if isinstance(each, tuple)]
    assert [containers.load(io.BytesIO(data), "x.warc", each) for each in found] == [b"before", BODY, b"behind"]


RECORDS = st.builds(
    Page,
    body=st.binary(max_size=300),
    url=st.sampled_from([PLACE, "https://scales.example/a", "<http://scales.example/b>"]),
    date=st.just(DAY),
    kind=st.just("response"),
    content_type=st.just("application/http; msgtype=response"),
    status=st.sampled_from(["200 OK", "206", "301 Moved", "500 no"]),
    headers=st.sampled_from([("Content-Type: text/plain",), ("content-type:text/plain;charset=x", "A: b"), ("Content-Type: image/gif",)]),
)  # fmt: skip


@given(st.lists(RECORDS, max_size=6), st.sampled_from([warc, warc_gz]))
def test_against_warcio(pages: list[Page], pack: Any) -> None:
    """The pages and their bytes are those that warcio finds."""
    data = pack(*pages)
    expected = [
        (record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
        for record in ArchiveIterator(io.BytesIO(data))
        if record.http_headers.get_statuscode().startswith("2")
        and record.http_headers.get_header("Content-Type").startswith("text/plain")
    ]
    found = [each for each in containers.members(io.BytesIO(data), "x.warc") if isinstance(each, tuple)]
    assert [(each[-1].name, containers.load(io.BytesIO(data), "x.warc", each)) for each in found] == expected


def test_captured_twice(tmp_path: Path) -> None:
    """An address that was captured twice is two sources, told apart by the day, then by the moment."""
    later = Page(NOTE.encode(), date="2019-05-01T00:00:00Z")
    again = Page(NOTE.encode(), date="2019-05-01T12:30:00Z")
    other = Page(NOTE.encode(), url="http://scales.example/2019-kettle")
    db = built(tmp_path, **{"web__warc": warc(Page(LETTER.encode()), later)})
    first = [("web-2019-kettle-2019-04-03",), ("web-2019-kettle-2019-05-01",)]
    assert rows(db, "select id from sources order by id") == first
    db = built(tmp_path / "more", **{"web__warc": warc(Page(LETTER.encode()), later, again)})
    assert rows(db, "select id from sources order by id") == [
        first[0], ("web-2019-kettle-2019-05-01t00-00-00z",), ("web-2019-kettle-2019-05-01t12-30-00z",)
    ]  # fmt: skip
    db = built(tmp_path / "alike", **{"web__warc": warc(Page(LETTER.encode()), other)})
    assert [id[:27] for (id,) in rows(db, "select id from sources")] == ["web-2019-kettle-2019-04-03-"] * 2


def test_titles_of_wacz(tmp_path: Path) -> None:
    """A page is called what the list of pages in a WACZ calls it; broken lines of that list are passed over."""
    titles = (
        f'{{"format": "json-pages-1.0"}}\n{{"url": "{PLACE}", "title": "The  Kettle"}}\n{{broken\n[]\n{"[" * 9000}\n'
    )
    db = built(tmp_path, web__wacz=wacz(*WEB, titles=titles))
    assert rows(db, "select title from sources order by id limit 2") == [
        ("The Kettle",), ("http://scales.example/menu.txt?day=3",)
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-16", "klingon", "rot13", '"utf-8"', "ascii", ""])
def test_wrong_charset(tmp_path: Path, encoding: str) -> None:
    """A server that names the wrong encoding is not believed."""
    page = Page("Käse".encode("cp1252"), headers=(f"Content-Type: text/plain; charset={encoding}",))
    db = built(tmp_path, **{"web__warc": warc(page)})
    assert rows(db, "select text from passages") == [("Käse",)]


@pytest.mark.parametrize("encoding", ["unicode_escape", "idna", "utf-7"])
def test_charset_of_no_text(tmp_path: Path, encoding: str) -> None:
    """A charset by which half a character would come out, or nothing at all, is not taken."""
    words = b"half of \\ud800 and of +2AA- it"
    page = Page(words, headers=(f"Content-Type: text/plain; charset={encoding}",))
    assert rows(built(tmp_path, web__warc=warc(page)), "select encoding from sources") == [("utf-8",)]


def test_declared_container(tmp_path: Path) -> None:
    """A declaration beside a container speaks of every file in it; its title is that of the container."""
    said = (
        "id: letters\ntitle: Letters of the works council\npublisher: Works council\nlicence: CC0-1.0\nlanguage: en-GB\n"
        "url: http://scales.example/letters.zip\nwithhold: [{pattern: Tobias Fenn, reason: privacy}]\n"
        "hints: {discard: [{text: Dear Ms Quill, name: salutation}]}\nrelease: [ada.quill@post.example]\n"
    )
    files = {"a.txt": LETTER, "b.txt": NOTE, "c.txt": DUMP}
    db = built(
        tmp_path,
        papers__zip=zipped(files),
        papers__yml=said.replace("Quill, n", "'Quill,', n").replace("Dear Ms 'Quill,'", "'Dear Ms Quill,'"),
    )
    assert rows(db, "select id, title, publisher, licence, url, declared from sources order by id") == [
        (f"letters-{n}", f"{n}.txt", "Works council", "CC0-1.0", "http://scales.example/letters.zip", 1) for n in "abc"
    ]
    assert "tobias fenn" not in everything(db)
    assert "ada.quill@post.example" in everything(db)
    assert rows(db, "select source_id, discard from segments where discard = 'salutation'") == [
        ("letters-a", "salutation")
    ]
    assert verify(db, tmp_path / "sources").faults == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("withhold: [{pattern: Zebedee, reason: privacy}]", "withhold: the pattern `Zebedee` finds nothing"),
        ("withhold: [{document: papers-z, reason: privacy}]", "withhold: document: `papers-z` is not in this source"),
        ("withhold: [{passage: papers-a-p99, reason: privacy}]", "withhold: passage: `papers-a-p99` is not in"),
        ("release: [zoe@post.example]", "release: `zoe@post.example` is not withheld"),
        ("hints: {discard: [{text: Menu, name: navigation}]}", "hints: discard: no line reads `Menu`"),
        ("hints: {posts: [{title: The kettle is back}]}", "hints: posts: this speaks of one file, and papers.zip holds several"),
        ("corrections: [{before: kettle, after: pan, reason: x}]", "corrections: this speaks of one file"),
        (f"sha256: '{'0' * 64}'", "sha256 of papers.zip is "),
        ("file: paper.zip", "file: `paper.zip` is not there"),
    ],
    ids=lambda words: str(words)[:24],
)  # fmt: skip
def test_mistakes(tmp_path: Path, said: str, words: str) -> None:
    """What a declaration says that fits no file of a container stops the build."""
    sources = folder(
        tmp_path / "sources", papers__zip=zipped({"a.txt": LETTER, "b.txt": NOTE}), papers__yml=f"{said}\n"
    )
    result = run("build", sources, "--db", tmp_path / "archive.db")
    assert (result.exit_code, f"papers.yml: {words}" in result.output) == (2, True), result.output


def test_withheld_by_id(tmp_path: Path) -> None:
    """A document of one file in a container is withheld by its id."""
    said = "withhold: [{document: papers-b, reason: privacy}]\n"
    db = built(tmp_path, papers__zip=zipped({"a.txt": LETTER, "b.txt": NOTE}), papers__yml=said)
    assert "lighter by its lid" not in everything(db)
    assert verify(db, tmp_path / "sources").faults == []


@pytest.mark.parametrize("packer", PACK)
def test_one_packed_file(tmp_path: Path, packer: str) -> None:
    """A text that is packed alone is one source, and what is declared of it is declared of the text."""
    pack = PACK[packer]
    said = "title: March\ncorrections: [{before: shelf on, after: shelf one, reason: misprint}]\n"
    files = {f"day__txt__{packer}": pack(DUMP.encode()), f"note__txt__{packer}": pack(NOTE.encode())}
    db = built(tmp_path, day__yml=said, **files)
    assert rows(db, "select id, title, file_name, container from sources order by id") == [
        ("day", "March", "day.txt", f"day.txt.{packer}"), ("note", "note.txt", "note.txt", f"note.txt.{packer}")
    ]  # fmt: skip
    assert rows(db, PROBLEMS) == []
    assert verify(db, tmp_path / "sources").faults == []


def test_packed_in_parts(tmp_path: Path) -> None:
    """A text that was packed piece by piece is read whole, by whatever its name says that it is packed."""
    files = {f"{name}__txt__gz": pack(NOTE.encode()) + pack(DUMP.encode()) for name, pack in PACK.items()}
    db = built(tmp_path, **files)
    assert rows(db, "select distinct byte_count from sources") == [(len(NOTE.encode() + DUMP.encode()),)]
    assert rows(db, "select count(*) from sources") == [(len(PACK),)]


def test_packed_under_a_name_that_says_nothing(tmp_path: Path) -> None:
    """A packed file of which the name does not say what it is is told, with what to call it."""
    db = built(tmp_path, day__txt=DUMP, letter__bz2=PACK["bz2"](LETTER.encode()))
    assert rows(db, PROBLEMS) == [
        ("letter.bz2", "its name does not say what is packed in it; call it as letter.txt.bz2")
    ]


def test_nesting(tmp_path: Path) -> None:
    """A zip in a zip is looked into; what lies deeper is told."""
    inner = zipped({"a.txt": NOTE})
    outer = zipped({"inner.zip": inner, "deep.zip": zipped({"inner.zip": inner}), "b.txt.gz": gzip.compress(b"B")})
    db = built(tmp_path, papers__zip=outer)
    assert rows(db, "select id, file_name, container from sources order by id") == [
        ("papers-b", "b.txt", "papers.zip/b.txt.gz"), ("papers-inner-a", "a.txt", "papers.zip/inner.zip"),
    ]  # fmt: skip
    assert rows(db, PROBLEMS) == [
        ("papers.zip/deep.zip/inner.zip", "it is a container in a container in a container; unpack the outer one")
    ]
    assert verify(db, tmp_path / "sources").faults == []


def test_names(tmp_path: Path) -> None:
    """Ids come from names: of two that would give one each gets more of its name, then a digest, and only twins a number."""
    files = [
        ("day.txt", "a"), ("day.md", "b"), ("Day one.txt", "c"), ("day-one.txt", "d"), ("протокол.txt", "e"),
        ("same.txt", "f"), ("same.txt", "f"), ("same.txt", "g"),
    ]  # fmt: skip
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped(files)
    db = built(tmp_path, papers__zip=data)
    found = [id for (id,) in rows(db, "select id from sources order by rowid")]
    assert len(found) == len(files)
    assert {"papers-day-txt", "papers-day-md"} <= set(found)
    assert [id[:15] for id in found if id.startswith("papers-day-one")] == ["papers-day-one-"] * 2
    assert sorted(len(id) for id in found if id.startswith("papers-same")) == [20, 20, 22]
    assert verify(db, tmp_path / "sources").faults == []


def test_old_names(tmp_path: Path) -> None:
    """A name without the mark of UTF-8 is read as the zips of DOS wrote it."""
    data = zipped({"Zoll.txt": NOTE}).replace(b"Zoll", b"Z\x94ll")
    db = built(tmp_path, papers__zip=data)
    assert rows(db, "select id, file_name from sources") == [("papers-zoll", "Zöll.txt")]


def test_sent_about(tmp_path: Path) -> None:
    """A source can be sent to another process, and its bytes after it; what comes out is the same."""
    found = read(folder(tmp_path, papers__zip=zipped({"a.txt": DUMP}), web__warc=warc(*WEB), day__txt=DUMP))
    assert len(found.sources) > 2
    for received in found.sources:
        sent = pickle.loads(pickle.dumps(received))
        assert sent == received
        assert len(pickle.dumps(received)) < 1000
        assert parse(sent, Archive(title="x"), received.load()) == parse(received, Archive(title="x"))


@pytest.mark.parametrize("command", ["parse", "describe"])
def test_looking_at_one(tmp_path: Path, command: str) -> None:
    """A file in a container is looked at by its path; a container of several is told to hold them."""
    sources = folder(tmp_path, papers__zip=zipped({"a.txt": LETTER, "b/c.txt": NOTE}), papers__yml="publisher: Works\n")
    assert "3 April 2019" in run("parse", sources / "papers.zip" / "a.txt").output
    result = run(command, sources / "papers.zip")
    assert (result.exit_code, "it holds 2 files that are read; name one of them, as" in result.output) == (2, True)
    assert run(command, sources / "papers.zip" / "b" / "c.txt").exit_code == 0
    result = run(command, sources / "papers.zip" / "d.txt")
    assert (result.exit_code, "papers.zip/d.txt: there is no such file" in result.output) == (2, True), result.output


@pytest.mark.parametrize(
    ("looked_at", "saved", "as_file"),
    [
        pytest.param("papers.zip/b/c.txt", "c.yml", "c.txt", id="a member is declared unpacked"),
        pytest.param("note.txt.gz", "note.txt.yml", "note.txt.gz", id="a packed file as it is"),
    ],
)
def test_proposal_for_one(tmp_path: Path, looked_at: str, saved: str, as_file: str) -> None:
    """What is proposed for a file in a container holds where its comment says to put it."""
    sources = folder(tmp_path, papers__zip=zipped({"a.txt": LETTER, "b/c.txt": NOTE}))
    (sources / "note.txt.gz").write_bytes(gzip.compress(NOTE.encode(), mtime=0))
    (sources / "c.txt").write_bytes(NOTE.encode())
    proposed = run("describe", sources / looked_at).output
    (sources / saved).write_text(proposed, encoding="utf-8")
    assert ("It lies in papers.zip" in proposed) == (as_file == "c.txt")
    found = next(each for each in read(sources).sources if each.declared)
    assert found.path.name == as_file
    assert found.load() == NOTE.encode()


def test_same_twice(tmp_path: Path) -> None:
    """The same containers give the same archive."""
    files = {"papers__zip": zipped({"a.txt": LETTER, "b.txt": NOTE}), "web__wacz": wacz(*WEB)}
    assert built(tmp_path / "a", **files).read_bytes() == built(tmp_path / "b", **files).read_bytes()


def test_web_pages(tmp_path: Path) -> None:
    """A page of HTML is read as a page, in the encoding that its server names."""
    html = "<title>Kettle</title><main><h1>Käse</h1><p>The kettle is back on its shelf.</p></main>"
    pages = [
        Page(
            html.encode("cp1252"), url="http://scales.example/a", headers=("Content-Type: text/html; charset=latin1",)
        ),
        Page(html.encode(), url="http://scales.example/b", headers=("Content-Type: application/xhtml+xml",)),
        Page(html.encode(), url="http://scales.example/c.html", headers=("Content-Type: application/octet-stream",)),
        Page(html.encode(), url="http://scales.example/d", headers=("Content-Type: text/html; charset=utf-16",)),
    ]
    db = built(tmp_path, **{"web__warc__gz": warc_gz(*pages)})
    assert rows(db, "select title, url from documents order by id") == [
        ("Käse", f"http://scales.example/{name}") for name in ("a", "b", "c.html", "d")
    ]
    assert verify(db, tmp_path / "sources").faults == []


def test_sample(sample: Any) -> None:
    """The sample archive has a zip, whose bytes anyone can make again from its members, and a web archive with one page."""
    with zipfile.ZipFile(ROOT / "sources" / "leaflets.zip") as file:
        members = {name: file.read(name) for name in file.namelist()}
    assert zipped(members, zipfile.ZIP_STORED) == (ROOT / "sources" / "leaflets.zip").read_bytes()
    assert sample("select id, container from sources where container is not null order by id") == [
        ("count-notices-at-the-count-coats", "count-notices.tar"),
        ("count-notices-at-the-count-tea", "count-notices.tar"),
        ("fhmw-notices-notices-decision-late-2019-07-22", "fhmw-notices.warc"),
        ("lantern-clock", "lantern-clock.mhtml"),
        ("leaflets-marchbank", "leaflets.zip"),
        ("leaflets-steady-hands", "leaflets.zip"),
    ]


def test_limits_are_documented() -> None:
    """docs/containers.md says the limits that hold, and names every container."""
    told = (ROOT / "docs" / "containers.md").read_text(encoding="utf-8")
    for words in (
        f"| {LARGEST >> 20} MiB |", f"| {LARGEST_CONTAINER >> 30} GiB |", f"| {MOST_MEMBERS:,} |",
        f"the first {LOOSE >> 20} MiB | {TIGHTEST} times", f"| {containers.SHARE} times its size and {containers.SPARE >> 30} GiB |",
        f"| {LONGEST:,} characters |", f"{markdown.LONGEST:,} characters, {markdown.MOST_LINES:,} lines",
        *(f"`{suffix}`" for suffix in containers.SUFFIXES),
    ):  # fmt: skip
        assert words in told


def test_built_again(tmp_path: Path) -> None:
    """What has not changed in a container is not parsed again, and a pattern that found something once still counts as used."""
    said = "withhold: [{pattern: Tobias Fenn, reason: privacy}]\n"
    first, second = (zipped({"a.txt": LETTER, "b.txt": NOTE * n}) for n in (1, 2))
    files = {"papers__yml": said, "web__warc": warc(*WEB), "day__txt": DUMP}
    built(tmp_path, papers__zip=first, **files)
    again = built(tmp_path, papers__zip=second, **files)
    assert again.read_bytes() == built(tmp_path / "new", papers__zip=second, **files).read_bytes()
    sources = folder(tmp_path / "sources", papers__zip=zipped({"b.txt": NOTE * 2}))
    assert "`Tobias Fenn` finds nothing" in run("build", sources, "--db", again).output


def test_changed_meanwhile(tmp_path: Path) -> None:
    """A container that changes behind the build is told, and everything else is built."""
    sources = folder(tmp_path / "sources", papers__zip=zipped({"a.txt": LETTER}), day__txt=DUMP)

    def change(n: int, *_: Any) -> None:
        (sources / "papers.zip").write_bytes(zipped({"a.txt": NOTE * n}))

    assert build(sources, tmp_path / "archive.db", progress=change).faults == []
    assert rows(tmp_path / "archive.db", PROBLEMS) == [
        ("papers.zip/a.txt", "it changed while the archive was built; build again")
    ]


def test_stored_and_packed_otherwise(tmp_path: Path) -> None:
    """Members are read as they are packed: not at all, by deflate, by bzip2; lzma is told."""
    for name, method in (("stored", zipfile.ZIP_STORED), ("bzip", zipfile.ZIP_BZIP2), ("lzma", zipfile.ZIP_LZMA)):
        folder(tmp_path / "sources", **{f"{name}__zip": zipped({"a.txt": LETTER}, method)})
    build(tmp_path / "sources", tmp_path / "archive.db")
    assert rows(tmp_path / "archive.db", "select id from sources") == [("bzip-a",), ("stored-a",)]
    assert rows(tmp_path / "archive.db", PROBLEMS) == [
        ("lzma.zip/a.txt", "it is packed by a method that is not read; unpack it")
    ]
