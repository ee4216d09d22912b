"""What lies in a tar, packed or not, is read as if it lay in the folder."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import containers
from ingest.read import read
from ingest.verify import verify
from tests.archives import DUMP, LETTER, built, folder, rows, run
from tests.growth import assert_linear
from tests.packed import Page, tarred, warc, zipped

SOURCES = "select id, file_name, container from sources order by id"
PROBLEMS = "select locator, reason from problems where source_id is null order by locator, reason"
FILES = {
    "./letters/reply.txt": LETTER, "notes.md": "# Notes\n\nNone.", "._notes.md": "x", "./.hidden/a.txt": "x", "plan.pcx": "x",
    "notes.yml": "title: Notes\n",
}  # fmt: skip
FORMS = {"ustar": tarfile.USTAR_FORMAT, "GNU": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT}


@pytest.mark.parametrize(
    ("name", "packed"),
    [("p.tar", ""), ("p.tar.gz", "gz"), ("p.tgz", "gz"), ("p.tar.bz2", "bz2"), ("p.tbz2", "bz2"), ("p.tbz", "bz2"), ("p.tar.xz", "xz"), ("p.txz", "xz"),
     ("p.tar.zst", "zst"), ("p.tzst", "zst"),
     ("p.tar", "gz"), ("p.tar.gz", "")],
)  # fmt: skip
def test_tar(tmp_path: Path, name: str, packed: str) -> None:
    """Each file of a tar is a source of its own, named for where it lies, however the tar is packed and whatever its name says of that."""
    db = built(tmp_path, **{name.replace(".", "__"): tarred(FILES, packed), "day__txt": DUMP})
    assert rows(db, SOURCES) == [
        ("day", "day.txt", None), ("p-letters-reply", "letters/reply.txt", name), ("p-notes", "notes.md", name)
    ]  # fmt: skip
    assert rows(db, PROBLEMS) == [
        (f"{name}/notes.yml", "a declaration in a container is not heeded; unpack the container, or declare it by a file beside it"),
        (f"{name}/plan.pcx", "no format reads this file"),
    ]  # fmt: skip
    assert verify(db, tmp_path / "sources").faults == []


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_name_cut_off_behind_a_slash(tmp_path: Path, form: int) -> None:
    """A file whose header has no more than the folders of its name is no folder, and what stands behind it is read."""
    deep = "a folder/" + "b/" * 45 + "/" + "c/d.txt"
    assert deep[:100].endswith("/")
    db = built(tmp_path, p__tar=tarred([(deep, "The kettle."), ("after.txt", "It is back.")], form=form))
    assert rows(db, "select text from passages order by text") == [("It is back.",), ("The kettle.",)]
    assert rows(db, "select reason from problems") == []


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_names(tmp_path: Path, form: int) -> None:
    """Names are whole however long they are, and two files of one name are two sources."""
    long = "/".join(["a folder of letters"] * 4 + ["a letter, the name of which is long.txt"])
    found = tarred([(long, LETTER), ("Zoll – Büro.txt", DUMP), ("same.txt", "a"), ("same.txt", "b")], "gz", form)
    db = built(tmp_path, p__tgz=found)
    ids = [id for (id,) in rows(db, "select id from sources order by file_name")]
    assert rows(db, "select file_name from sources order by file_name") == [
        ("Zoll – Büro.txt",), (long,), ("same.txt",), ("same.txt",)
    ]  # fmt: skip
    assert (ids[0], len(set(ids))) == ("p-zoll-buro", 4)
    assert verify(db, tmp_path / "sources").faults == []


ENTRIES = st.lists(
    st.tuples(st.text("abé/ .", min_size=1, max_size=200).map(lambda name: f"{name}x.txt"), st.binary(max_size=1500)),
    max_size=5,
)


@given(ENTRIES, st.sampled_from(["", "gz", "xz"]), st.sampled_from([tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]))
def test_against_tarfile(entries: list[tuple[str, bytes]], packed: str, form: int) -> None:
    """The files and their bytes are those that tarfile finds, but for what is hidden or leads elsewhere."""
    data = tarred(entries, packed, form)
    with tarfile.open(fileobj=io.BytesIO(data)) as file:
        expected = [(info.name.removeprefix("./"), file.extractfile(info).read()) for info in file]  # type: ignore[union-attr]
    expected = [
        (name, content)
        for name, content in expected
        if not name.startswith("/") and not any(part.startswith(".") and part != "." for part in name.split("/"))
    ]
    found = [each for each in containers.members(io.BytesIO(data), "x.tar") if isinstance(each, tuple)]
    assert [(each[-1].name, containers.load(io.BytesIO(data), "x.tar", each)) for each in found] == expected


def test_large_numbers() -> None:
    """A size that is too large for octal digits is read."""
    info = tarfile.TarInfo("a.txt")
    info.size = 1 << 34
    file = io.BytesIO(info.tobuf(tarfile.GNU_FORMAT) + b"kettle")
    (member,), told = list(containers.members(file, "x.tar"))
    assert (member.size, "it breaks off" in told.reason) == (6, True)  # type: ignore[union-attr]


def test_nesting(tmp_path: Path) -> None:
    """A tar in a zip and a zip in a tar are looked into, packed or not; what lies deeper is told."""
    inner = {"a.txt": LETTER}
    web = warc(Page(LETTER.encode()))
    files = {
        "in.zip": zipped(inner),
        "web.warc": web,
        "b.txt.gz": gzip.compress(b"B"),
        "t.tar": tarred({"u.tgz": tarred(inner, "gz")}),
    }
    db = built(tmp_path, p__tgz=tarred(files, "gz"), q__zip=zipped({"in.txz": tarred(inner, "xz")}))
    assert rows(db, SOURCES) == [
        ("p-b", "b.txt", "p.tgz/b.txt.gz"), ("p-in-a", "a.txt", "p.tgz/in.zip"),
        ("p-web-2019-kettle-2019-04-03", "http://scales.example/2019/kettle.txt", "p.tgz/web.warc"), ("q-in-a", "a.txt", "q.zip/in.txz"),
    ]  # fmt: skip
    assert rows(db, PROBLEMS) == [
        ("p.tgz/t.tar/u.tgz", "it is a container in a container in a container; unpack the outer one")
    ]
    assert verify(db, tmp_path / "sources").faults == []


def test_declared(tmp_path: Path) -> None:
    """A declaration beside a tar speaks of every file in it, and one of them is looked at by its path."""
    sources = folder(tmp_path / "sources", p__tgz=tarred({"a.txt": LETTER, "b.txt": DUMP}, "gz"))
    (sources / "p.yml").write_text("publisher: Works council\nwithhold: [{pattern: Tobias Fenn, reason: privacy}]\n")
    assert run("build", sources, "--db", tmp_path / "archive.db").exit_code == 0
    assert rows(tmp_path / "archive.db", "select id, publisher from sources") == [
        ("p-a", "Works council"), ("p-b", "Works council")
    ]  # fmt: skip
    assert "3 April 2019" in run("parse", sources / "p.tgz" / "a.txt").output


@pytest.mark.alone
def test_unpacked_once(tmp_path: Path) -> None:
    """A packed tar is unpacked once for all the files in it: four times as many take about four times as long."""

    def work(size: int) -> None:
        at = tmp_path / str(size)
        sources = folder(at, p__tgz=tarred({f"{n}.txt": LETTER * 20 for n in range(size)}, "gz"))
        for each in read(sources).sources:
            each.load()

    assert_linear(work, 300)


@pytest.mark.alone
@pytest.mark.parametrize(
    "piece",
    [
        pytest.param(lambda size: tarred([("a.txt", LETTER)] * size), id="files"),
        pytest.param(lambda size: _said(b"".join(b"10 a=bcde\n" for _ in range(size))), id="words about a file"),
        pytest.param(lambda size: b"".join(_said(b"10 a=bcde\n") for _ in range(size)), id="words again and again"),
    ],
)
def test_growth(piece: Any) -> None:
    """A tar that is four times as long takes about four times as long."""
    assert_linear(lambda size: list(containers.members(io.BytesIO(piece(size)), "x.tar")), 5000)


def _said(data: bytes) -> bytes:
    info = tarfile.TarInfo("a")
    info.type, info.size = b"x", len(data)
    return info.tobuf(tarfile.USTAR_FORMAT) + data + bytes(-len(data) % 512)
