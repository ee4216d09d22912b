"""Files made to harm, or broken on their way: each is told in a sentence, and everything else is built and verified."""

from __future__ import annotations

import gzip
import io
import os
import socket
import struct
import tarfile
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import containers
from ingest.build import build
from ingest.containers.member import LARGEST, LARGEST_CONTAINER
from ingest.errors import UnreadableError
from ingest.read import read
from ingest.verify import verify
from tests.archives import DUMP, LETTER, ended, folder, rows, start
from tests.packed import PACK, PLACE, Page, saved, tarred, wacz, warc, warc_gz, webarchive, zipped
from tests.refusals import WITHOUT_RIGHTS

PROBLEMS = "select locator, reason from problems where source_id is null order by locator, reason"


def check(tmp_path: Path, *expected: tuple[str, str], sources: int = 1) -> None:
    """Build `tmp_path/sources`, and expect problems by their places and the beginnings of their reasons."""
    db = tmp_path / "archive.db"
    assert build(tmp_path / "sources", db).faults == []
    found = rows(db, PROBLEMS)
    assert [(place, reason[: len(words)]) for (place, reason), (_, words) in zip(found, expected, strict=True)] == [
        *expected
    ]
    assert len(rows(db, "select id from sources")) == sources
    assert verify(db, tmp_path / "sources").faults == []


def lying_size(size: int) -> bytes:
    """Return a zip whose directory and local header say that its only member has `size` bytes."""
    data = bytearray(zipped({"a.txt": LETTER}))
    struct.pack_into("<L", data, 22, size)
    struct.pack_into("<L", data, data.rfind(b"PK\x01\x02") + 24, size)
    return bytes(data)


def with_bits(**bits: int) -> bytes:
    """Return a zip with one member of which the directory says something odd."""
    info = zipfile.ZipInfo("a.txt")
    info.external_attr = bits.get("mode", 0) << 16
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as file:
        file.writestr(info, LETTER)
    data = bytearray(found.getvalue())
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, bits.get("flags", 0))
    struct.pack_into("<L", data, at + 42, bits.get("offset", 0))
    return bytes(data)


def overlapping() -> bytes:
    """Return a zip in which two members are the same bytes: the trick by which 42 KB unpack to terabytes."""
    data = zipped({"a.txt": LETTER, "b.txt": LETTER})
    at = data.rfind(b"PK\x01\x02")
    return data[: at + 42] + struct.pack("<L", 0) + data[at + 46 :]


def huge_directory() -> bytes:
    """Return the end of a zip that says its directory is as large as can be."""
    return zipped({"a.txt": LETTER})[:-22] + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, 1 << 30, 0, 0)


def tar_entry(name: str, kind: bytes = b"0", size: int | None = None, content: bytes = b"") -> bytes:
    """Return a header of a tar and what stands below it, whatever it says of its size."""
    info = tarfile.TarInfo(name)
    info.type, info.size = kind, len(content) if size is None else size
    return info.tobuf(tarfile.GNU_FORMAT) + content + bytes(-len(content) % 512)


def shortest(data: bytes) -> bytes:
    """Return a tar without the zeros that fill its last record, but for one block."""
    return data[: -(-len(data.rstrip(b"\0")) // 512) * 512 + 512]


ESCAPES = ["../up.txt", "/root.txt", "C:\\boot.txt", "c:boot.txt", "a\\..\\b.txt", "a/../../b.txt", "..", "nul\0.txt"]
OUT = "its name leads out of the container"
ZEROS = bytes(64 << 20)

# the file, what makes it or its bytes, and the problems that are told of it
CONTAINERS: dict[str, tuple[str, bytes | Callable[[], bytes], list[tuple[str, str]]]] = {
    "not a zip": ("x.zip", b"PK\x03\x04 nothing", [("x.zip", "it is broken, or no zip")]),
    "an empty zip file": ("x.zip", b"", [("x.zip", "it is broken, or no zip")]),
    "bomb": ("x.zip", lambda: zipped({"a.txt": ZEROS}), [("x.zip/a.txt", "it unpacks to more than 200 times its size")]),
    "bomb in gzip": ("x.txt.gz", lambda: gzip.compress(ZEROS), [("x.txt.gz/x.txt", "it unpacks to more than 200 times")]),
    **{
        f"bomb in {name}": (f"x.txt.{name}", partial(PACK[name], ZEROS), [(f"x.txt.{name}/x.txt", "it unpacks to more than 200 times")])
        for name in ("bz2", "xz", "zst")
    },
    **{
        f"not {packer}": (f"x.txt.{name}", b"kettle" * 9, [(f"x.txt.{name}/x.txt", f"it is broken, or not packed by {packer}")])
        for name, packer in (("bz2", "bzip2"), ("xz", "xz"), ("zst", "zstd"))
    },
    **{
        f"{name} that ends too soon": (f"x.txt.{name}", PACK[name](LETTER.encode())[:-9], [(f"x.txt.{name}/x.txt", "it breaks off in the middle")])
        for name in ("bz2", "xz", "zst")
    },
    "bomb in a web archive": (
        "x.warc",
        lambda: warc(Page(gzip.compress(ZEROS), headers=("Content-Type: text/plain", "Content-Encoding: gzip"))),
        [(f"x.warc/{PLACE}", "it unpacks to more than 200 times its size")],
    ),
    "bomb in bzip2": (
        "x.zip", lambda: zipped({"a.txt": ZEROS}, zipfile.ZIP_BZIP2), [("x.zip/a.txt", "it unpacks to more than 200 times")],
    ),
    "zips in zips": (
        "x.zip",
        zipped({f"{n}.zip": zipped({"a.zip": zipped({"a.txt": LETTER})}) for n in range(3)}),
        [(f"x.zip/{n}.zip/a.zip", "it is a container in a container in a container") for n in range(3)],
    ),
    "size that is a lie": ("x.zip", lying_size(100), [("x.zip/a.txt", "it is broken in its container (its checksum")]),
    "size that is a large lie": ("x.zip", lying_size(LARGEST + 1), [("x.zip/a.txt", "it is larger than 256 MiB")]),
    "encrypted": ("x.zip", with_bits(flags=1), [("x.zip/a.txt", "it is encrypted; unpack it with its password")]),
    "link": ("x.zip", with_bits(mode=0o120777), [("x.zip/a.txt", "it is a link or a device")]),
    "device": ("x.zip", with_bits(mode=0o020666), [("x.zip/a.txt", "it is a link or a device")]),
    "member that is not there": ("x.zip", with_bits(offset=9), [("x.zip/a.txt", "it is broken in its container (it is not")]),
    "overlapping": ("x.zip", overlapping(), [("x.zip/b.txt", "it overlaps another file of the container")]),
    "huge directory": ("x.zip", huge_directory(), [("x.zip", "it holds more files than are read")]),
    "name that is no UTF-8": (
        "x.zip", zipped({"é.txt": LETTER}).replace(b"\xc3\xa9", b"\xed\xa0"), [("x.zip", "it is broken, or no zip")],
    ),
    "checksum": ("x.zip", zipped({"a.txt": "kettle"}, 0).replace(b"kettle", b"kettel"), [("x.zip/a.txt", "it is broken in")]),
    "not gzip": ("x.txt.gz", b"kettle", [("x.txt.gz/x.txt", "it is broken, or not packed by gzip")]),
    "gzip that ends too soon": ("x.txt.gz", gzip.compress(LETTER.encode())[:-9], [("x.txt.gz/x.txt", "it breaks off")]),
    "web archive that is none": ("x.warc", b"kettle\r\n", [("x.warc", "it is broken (no record begins where one should)")]),
    "web archive of one line": ("x.warc", b"WARC/1.0\r\nA: " + b"a" * 99_999, [("x.warc", "it is broken (a line of it has no end)")]),
    "headers without end": ("x.warc", b"WARC/1.0\r\n" + b"A: b\r\n" * 300_000, [("x.warc", "it is broken (its headers have")]),
    "length that is none": ("x.warc", b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", [("x.warc", "it is broken (a record does not")]),
    "length that is a lie": (
        "x.warc", warc(Page(b"kettle")).replace(b"Content-Length: 6", b"Content-Length: 6") .replace(b"Content-Length: ", b"Content-Length: 9"),
        [("x.warc", f"it is broken behind {PLACE} (it breaks off)")],
    ),
    "packed as brotli": (
        "x.warc", warc(Page(b"kettle", headers=("Content-Type: text/plain", "Content-Encoding: br"))),
        [(f"x.warc/{PLACE}", "it is packed as `br`, which is not read")],
    ),
    "WACZ that is broken": ("x.wacz", wacz(Page(b"kettle"))[:-30], [("x.wacz", "it is broken, or no zip")]),
    "web archive in a zip cut off": (
        "x.zip", zipped({"w.warc.gz": warc_gz(Page(LETTER.encode()))[:-30]}), [("x.zip/w.warc.gz", f"it is broken behind {PLACE}")],
    ),
    "tar that is none": ("x.tar", b"kettle" * 99, [("x.tar", "it is broken (no file begins where one should)")]),
    "an empty tar file": ("x.tar", b"", [("x.tar", "it is broken (it breaks off)")]),
    "tar of no files": ("x.tar", tarred({}), [("x.tar", "there is nothing in it")]),
    "tar without an end": ("x.tar", tarred({"a.txt": LETTER})[:1024], [("x.tar", "it is broken in or behind a.txt (it breaks off)")]),
    "tar in the middle of a file": ("x.tar", tarred({"a.txt": LETTER})[:600], [("x.tar", "it is broken in or behind a.txt (it breaks")]),
    "tar with a broken header": (
        "x.tar", tarred({"a.txt": LETTER, "b.txt": LETTER}).replace(b"b.txt", b"c.txt"),
        [("x.tar", "it is broken in or behind a.txt (no file begins where one should)")],
    ),
    "bomb in a tar": ("x.tgz", lambda: tarred({"a.txt": ZEROS}, "gz"), [("x.tgz", "it unpacks to more than 200 times its size")]),
    "bomb in a tar of bzip2": ("x.tbz", lambda: tarred({"a.txt": ZEROS}, "bz2"), [("x.tbz", "it unpacks to more than 200 times")]),
    "bomb in a tar of zstd": ("x.tar.zst", lambda: tarred({"a.txt": ZEROS}, "zst"), [("x.tar.zst", "it unpacks to more than 200 times")]),
    "bomb in a tar of xz": ("x.tar.xz", lambda: tarred({"a.txt": ZEROS}, "xz"), [("x.tar.xz", "it unpacks to more than 200 times")]),
    "tar that is not packed by xz": ("x.tar.xz", b"\xfd7zXZ\0" + b"x" * 99, [("x.tar.xz", "it is broken (it is broken, or not packed by xz)")]),
    "tar cut off while packed": (
        "x.tar.gz", tarred({"a.txt": LETTER}, "gz")[:-9], [("x.tar.gz", "it is broken in or behind a.txt (it breaks off in the middle)")],
    ),
    "size in a tar that is a lie": (
        "x.tar", tar_entry("a.txt", size=1 << 40), [("x.tar", "it is broken in or behind a.txt (it breaks off)")],
    ),
    "a name without end": ("x.tar", tar_entry("a.txt", kind=b"L", size=1 << 40), [("x.tar", "it is broken (its headers have no end)")]),
    "broken words about a file": (
        "x.tar", tar_entry("a.txt", kind=b"x", content=b"999 path=b.txt\n"), [("x.tar", "it is broken (what is said of a file is broken)")],
    ),
    "sparse": ("x.tar", tar_entry("a.txt", kind=b"S") + bytes(1024), [("x.tar/a.txt", "it is kept in pieces (sparse)")]),
    "sparse as it is said today": (
        "x.tar", tar_entry("a", kind=b"x", content=b"22 GNU.sparse.major=1\n") + tar_entry("a.txt") + bytes(1024), [("x.tar/a.txt", "it is kept in pieces")],
    ),
    **{
        f"{word} in a tar": ("x.tar", tar_entry("a.txt", kind=kind) + bytes(1024), [("x.tar/a.txt", "it is a link or a device, not a file")])
        for word, kind in (("hard link", b"1"), ("link", b"2"), ("device", b"3"), ("disk", b"4"), ("pipe", b"6"))
    },
    "tar in a zip in a zip": (
        "x.zip", zipped({"y.zip": zipped({"z.tar": tarred({"a.txt": LETTER})})}), [("x.zip/y.zip/z.tar", "it is a container in a container in a")],
    ),
    "saved page that is none": ("x.mht", b"<p>The kettle is back.", [("x.mht", "it is no web page that was saved as one file")]),
    "saved page without parts": ("x.mht", saved(), [("x.mht", "it is no web page that was saved as one file")]),
    "saved page that is a picture": ("x.mht", saved(("image/png", b"x")), [("x.mht", "its page is of the type image/png")]),
    "saved page that is empty": ("x.mht", saved(("text/html", b"")), [("x.mht", "its page is empty")]),
    "saved page cut off": ("x.mht", saved(("text/html", b"<p>It is"), ended=False), [("x.mht", "it breaks off before its last")]),
    "saved page in broken base64": (
        "x.mht", saved(("text/html\r\nContent-Transfer-Encoding: base64", b"PHA+SXQg*mlz")), [("x.mht", "the bytes of its page are broken")],
    ),
    "saved page of parts in parts": (
        "x.mht",
        b"".join(b"Content-Type: multipart/related; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)),
        [("x.mht", "its page is empty")],
    ),
    **{
        f"name {n}": ("x.zip", zipped({"a" * len(name): LETTER}).replace(b"a" * len(name), name.encode()), [("x.zip/" + name.replace("\0", "\ufffd"), OUT)])
        for n, name in enumerate(ESCAPES)
    },
    **{
        f"name {n} in a tar": ("x.tar", tarred({name: LETTER}), [(f"x.tar/{name}", OUT)])
        for n, name in enumerate(ESCAPES) if "\0" not in name
    },
}  # fmt: skip
READ = {
    "tar without an end": 2, "tar in the middle of a file": 2, "tar with a broken header": 2, "size in a tar that is a lie": 2, "tar cut off while packed": 2,
    "saved page cut off": 2, "saved page in broken base64": 2, "overlapping": 2, "length that is a lie": 2, "web archive in a zip cut off": 2,
}  # fmt: skip


@pytest.mark.parametrize("case", CONTAINERS, ids=CONTAINERS)
def test_containers(tmp_path: Path, case: str) -> None:
    """Whatever is wrong with a container is told; nothing is unpacked to a disk, and no more than limits into memory."""
    name, made, expected = CONTAINERS[case]
    data = made() if callable(made) else made
    folder(tmp_path / "sources", day__txt=DUMP, **{name.replace(".", "__"): data})
    check(tmp_path, *expected, sources=READ.get(case, 1))


PACKED = {
    "x.zip": zipped({"a.txt": LETTER, "b.md": "# B", "c.zip": zipped({"a.txt": "A"})}),
    "x.warc": warc(Page(LETTER.encode()), Page(b"A", kind="resource", content_type="text/plain")),
    "x.warc.gz": warc_gz(Page(LETTER.encode()), Page(b"A", kind="resource", content_type="text/plain")),
    "x.wacz": wacz(Page(LETTER.encode())),
    "x.txt.gz": gzip.compress(LETTER.encode()),
    **{f"x.txt.{name}": PACK[name](LETTER.encode()) for name in ("bz2", "xz", "zst")},
    "x.tar": shortest(tarred({"a.txt": LETTER, "b" * 120 + ".md": "# B", "c.zip": zipped({"a.txt": "A"})})),
    "x.tar.gz": tarred({"a.txt": LETTER, "é.md": "# B"}, "gz", tarfile.PAX_FORMAT),
    "x.tbz2": tarred({"a.txt": LETTER, "b.md": "# B"}, "bz2"),
    "x.txz": tarred({"a.txt": LETTER, "b.md": "# B"}, "xz"),
    "x.tzst": tarred({"a.txt": LETTER, "b.md": "# B"}, "zst"),
    "x.webarchive": webarchive(b"<p>The kettle is back.</p>"),
    "x.mhtml": saved(("text/html", b"<p>The kettle is back.</p>")),
}


def looked_through(name: str, data: bytes) -> tuple[int, int]:
    """Load all that can be loaded of a container; return how much was, and how much was told."""
    loaded = told = 0
    for each in list(containers.members(io.BytesIO(data), name)):
        if isinstance(each, tuple):
            try:
                containers.load(io.BytesIO(data), name, each)
                loaded += 1
                continue
            except UnreadableError:
                pass
        told += 1
    return loaded, told


@pytest.mark.parametrize("name", PACKED)
def test_cut_off(name: str) -> None:
    """Of a container that breaks off anywhere something is missing or told, unless only line ends, or zeros behind it all, are gone."""
    data = PACKED[name]
    whole, told = looked_through(name, data)
    assert (whole > 0, told) == (True, 0)
    for size in range(0, len(data), 1 if len(data) < 3000 else 7):
        loaded, told = looked_through(name, data[:size])
        assert told or loaded < whole or not data[size:].strip(b"\r\n\0"), size


@pytest.mark.parametrize("name", PACKED)
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_cut_off_and_built(tmp_path: Path, name: str, part: float) -> None:
    """What breaks off is told, and everything else is built and verified."""
    data = PACKED[name]
    folder(tmp_path / "sources", day__txt=DUMP, **{name.replace(".", "__"): data[: int(len(data) * part)]})
    assert build(tmp_path / "sources", tmp_path / "archive.db").faults == []
    assert [place for place, _ in rows(tmp_path / "archive.db", PROBLEMS) if place.startswith(name)]
    assert verify(tmp_path / "archive.db", tmp_path / "sources").faults == []


@pytest.mark.parametrize("name", PACKED)
@given(data=st.data())
def test_altered(name: str, data: Any) -> None:
    """A container in which any bytes are altered is read or told, never more."""
    spoilt = bytearray(PACKED[name])
    for at in data.draw(st.lists(st.integers(0, len(spoilt) - 1), max_size=4)):
        spoilt[at] = data.draw(st.integers(0, 255))
    looked_through(name, bytes(spoilt))


@pytest.mark.parametrize("name", PACKED)
@given(data=st.binary(max_size=300))
def test_any_bytes(name: str, data: bytes) -> None:
    """Any bytes that are called a container are read or told."""
    looked_through(name, data)
    looked_through(name, b"WARC/1.0\r\nContent-Length: 99\r\n\r\n" + data)
    looked_through(name, b"\x1f\x8b\x08\0" + data)
    looked_through(name, b"Content-Type: multipart/related; boundary=b\n\n--b\n" + data)


def _sparse(at: Path, size: int) -> None:
    at.touch()
    os.truncate(at, size)


def _socket(at: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        os.chdir(at.parent)
        made.bind(at.name)


def _bytes_for_a_name(at: Path) -> None:
    Path(os.fsdecode(os.fsencode(at.parent) + b"/caf\xe9.txt")).write_text(LETTER)


def _loop(at: Path) -> None:
    (at.parent / "below").mkdir()
    (at.parent / "below" / "up").symlink_to("..")
    (at.parent / "self").symlink_to("self")


# what lies in the folder, and what is told of it
FILES: dict[str, tuple[Callable[[Path], Any], list[tuple[str, str]]]] = {
    "2 GB": (lambda at: _sparse(at, 2 << 30), [("x.txt", "it is larger than 256 MiB")]),
    "large container": (
        lambda at: _sparse(at.with_name("x.zip"), LARGEST_CONTAINER + 1), [("x.zip", "it is larger than 16 GiB; part it")],
    ),
    "pipe": (os.mkfifo, [("x.txt", "it is a pipe, a socket or a device")]),
    "pipe that is called a container": (
        lambda at: os.mkfifo(at.with_name("x.zip")), [("x.zip", "it is a pipe, a socket or a device")],
    ),
    "socket": (_socket, [("x.txt", "it is a pipe, a socket or a device")]),
    "link to nothing": (lambda at: at.symlink_to("gone.txt"), [("x.txt", "it is a link to nothing")]),
    "link out of the folder": (lambda at: at.symlink_to("/etc/hostname"), [("x.txt", "it is a link that leads out")]),
    "link to a folder": (lambda at: at.symlink_to("."), [("x.txt", "it is a link to a folder")]),
    "link to a folder elsewhere": (lambda at: at.symlink_to("/etc"), [("x.txt", "it is a link that leads out")]),
    "link to a device": (lambda at: at.symlink_to("/dev/zero"), [("x.txt", "it is a link that leads out")]),
    "loop": (_loop, [("below/up", "it is a link to a folder"), ("self", "it is a link to nothing")]),
    "name that is not UTF-8": (_bytes_for_a_name, [("caf\ufffd.txt", "its name is not UTF-8; rename the file")]),
    "junk": (lambda at: at.write_bytes(bytes(range(256))), [("x.txt", "it holds control characters and is not text")]),
}  # fmt: skip


@pytest.mark.parametrize("case", FILES, ids=FILES)
def test_files(tmp_path: Path, case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no file that can be read is told, and neither waited for nor followed."""
    monkeypatch.chdir(tmp_path)
    make, expected = FILES[case]
    make(folder(tmp_path / "sources", day__txt=DUMP) / "x.txt")
    check(tmp_path, *expected)


def test_links_within(tmp_path: Path) -> None:
    """A link to a file of the folder is a file; a link to one that is declared adds nothing to it."""
    sources = folder(tmp_path / "sources", day__txt=DUMP, note__txt=LETTER, note__yml="title: Note\n")
    (sources / "again.txt").symlink_to("day.txt")
    (sources / "other.txt").symlink_to("note.txt")
    assert [each.id for each in read(sources).sources] == ["again", "day", "note"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("x.txt", ("x.txt", "it cannot be read (Permission denied)"), id="file"),
        pytest.param("x.zip", ("x.zip", "it cannot be read (Permission denied)"), id="container"),
        pytest.param("below", ("below", "the folder cannot be read (Permission denied); mend its"), id="folder"),
    ],
)
def test_permissions(tmp_path: Path, path: str, expected: tuple[str, str]) -> None:
    """What may not be read is told, and everything else is built; tried without the rights of root."""
    sources = folder(tmp_path / "sources", day__txt=DUMP, x__txt=LETTER, x__zip=zipped({"a.txt": LETTER}))
    folder(sources / "below", note__txt=LETTER)
    (sources / path).chmod(0)
    try:
        status, said = ended(start("build", sources, "--db", tmp_path / "archive.db", before=WITHOUT_RIGHTS))
    finally:
        (sources / path).chmod(0o777)
    assert (status, "Traceback" in said) == (0, False), said
    assert expected[1] in said
    assert [(place, why[: len(expected[1])]) for place, why in rows(tmp_path / "archive.db", PROBLEMS)] == [expected]


def test_vanished(tmp_path: Path) -> None:
    """A file that is gone, or has grown, by the time it is to be read is told, and everything else is built."""
    sources = folder(tmp_path / "sources", a__txt=LETTER, day__txt=DUMP, x__zip=zipped({"a.txt": LETTER}))

    def vanish(*_: Any) -> None:
        for name in ("day.txt", "x.zip"):
            (sources / name).unlink(missing_ok=True)

    build(sources, tmp_path / "archive.db", progress=vanish)
    assert rows(tmp_path / "archive.db", PROBLEMS) == [
        ("day.txt", "it cannot be read (No such file or directory)"),
        ("x.zip/a.txt", "it cannot be read (No such file or directory)"),
    ]


@pytest.mark.parametrize(
    "make", [os.mkfifo, lambda at: at.symlink_to("/etc/hostname"), lambda at: at.symlink_to("gone")]
)
def test_declarations_are_never_passed_over(tmp_path: Path, make: Callable[[Path], Any]) -> None:
    """A declaration that cannot be opened stops the build: it may say what is to be withheld."""
    sources = folder(tmp_path / "sources", day__txt=DUMP)
    make(sources / "day.yml")
    status, said = ended(start("build", sources, "--db", tmp_path / "archive.db"))
    assert (status, "day.yml: it is a " in said) == (2, True), said


NAMES = {
    "2015/index.md": "2015-index", "2016/index.md": "2016-index", "day.txt": "day-txt", "day.md": "day-md",
    "протокол.txt": "source-", "….md": "source-", "A day.txt": "a-day-", "a_day.txt": "a-day-",
}  # fmt: skip


def test_ids(tmp_path: Path) -> None:
    """Ids are made of the path, so that other people's folders collide as little as can be, and stay when files come."""
    for name in NAMES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = {each.path.relative_to(tmp_path).as_posix(): each.id for each in read(tmp_path).sources}
    assert {name: id[: len(NAMES[name])] for name, id in found.items()} == NAMES
    assert len(set(found.values())) == len(NAMES)
    (tmp_path / "other.txt").write_text("x")
    assert (
        found.items()
        <= {each.path.relative_to(tmp_path).as_posix(): each.id for each in read(tmp_path).sources}.items()
    )


def test_many_files(tmp_path: Path) -> None:
    """A folder is listed in time that grows with its files and no faster, without opening any."""
    for n in range(2000):
        (tmp_path / f"note {n}.txt").touch()
    (tmp_path / "note 7.txt").chmod(0)
    assert len(read(tmp_path).sources) == 2000
