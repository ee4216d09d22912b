"""Texts made to hold a parser up: each is built and verified in a moment, and nothing of it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.build import build
from ingest.declarations.archive import Archive
from ingest.declarations.source import Declaration
from ingest.links.within import link
from ingest.parse import parse
from ingest.sources.received import Received
from ingest.verify import verify
from tests.archives import LETTER, rows
from tests.growth import assert_linear

# each shape, by the number of times it is repeated
SHAPES = {
    "quotes in quotes": lambda n: ">" * n + "a",
    "quotes, a line each": lambda n: "\n".join(">" * (m % 300) + "a" for m in range(n // 100)),
    "lists in lists": lambda n: "\n".join("  " * m + "- a" for m in range(int(n**0.5))),
    "list marks in a line": lambda n: "- " * n + "a",
    "pictures never closed": lambda n: "![[]()" * n,
    "brackets": lambda n: "[" * n,
    "brackets and marks": lambda n: "*a **a " * n,
    "growing backticks": lambda n: "".join("e" + "`" * m for m in range(int((2 * n) ** 0.5))),
    "definitions of links": lambda n: "\n".join(f"[a{m}]: /u{m}" for m in range(n)),
    "definitions never closed": lambda n: '[a]: b "c\n' * n,
    "wide table": lambda n: "|a" * n + "\n" + "|-" * n + "\n" + "|b" * n,
    "table of short rows": lambda n: "|a" * (n // 10) + "\n" + "|-" * (n // 10) + "\n" + "|b\n" * n,
    "lazy lines": lambda n: ">" * 50 + "a\n" + "b\n" * n,
    "lists by turns": lambda n: "- a\n+ a\n" * n,
    "comments never closed": lambda n: "<!--\n\n" * n,
    "one word": lambda n: "a" * n * 10,
    "one line": lambda n: "the kettle was weighed again " * n,
    "one sentence": lambda n: "“Who, on 3 April 2019, said: ‘no kettle’? " * n,
    "numbers": lambda n: "1. a\n" * n,
    "right to left": lambda n: "\u202ethe kettle\u2066\u200f " * n,
    "combined marks": lambda n: "e" + "\u0301" * n,
    "no-break spaces": lambda n: "\xa0" * n + "a",
    "carriage returns": lambda n: "\r" * n + "a",
    "addresses": lambda n: "a@b." * n,
    "messages": lambda n: "From: Ada\nSent: 3 April 2019 10:15\nTo: Bob\nSubject: Re: tea\n\nYes.\n\n" * n,
    "a message and fields": lambda n: "From: Ada\nSent: 3 April 2019 10:15\nTo: Bob;\n" + "Cyd;\nFrom: Eve\n" * n,
    "posts": lambda n: "**ada** · 14 May 2018, 09:12\ntea\n\n**bob** · 14 May 2018, 09:13\nno\n\n" * n,
    "chat": lambda n: "[04/11/2021, 19:03:45] Ada: tea\n[04/11/2021, 19:03:46] Bob: no\n" * n,
    "digits": lambda n: "07700 900 " * n,
}  # fmt: skip


def _read(text: str, name: str) -> None:
    archive = Archive(title="x")
    link(parse(Received("source", Path(name), Declaration()), archive, text.encode()), archive)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_time_grows_with_length(shape: str, name: str) -> None:
    """Four times the text takes no more than about four times as long."""
    assert_linear(lambda size: _read(SHAPES[shape](size), name), 1500)


@pytest.mark.timeout(120)
def test_all_at_once(tmp_path: Path) -> None:
    """All of them are built and verified, beside a letter."""
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "letter.txt").write_text(LETTER)
    for n, make in enumerate(SHAPES.values()):
        (sources / f"shape-{n}.txt").write_text(make(1000), newline="")
        (sources / f"mark-{n}.md").write_text(make(1000), newline="")
    assert build(sources, tmp_path / "archive.db").faults == []
    assert verify(tmp_path / "archive.db", sources).faults == []
    assert len(rows(tmp_path / "archive.db", "select id from sources")) == 1 + 2 * len(SHAPES)


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_long_line(tmp_path: Path, name: str) -> None:
    """A single line of megabytes is one passage."""
    (tmp_path / name).write_text("the kettle was weighed again " * 100_000)
    build(tmp_path, tmp_path / "archive.db")
    assert rows(tmp_path / "archive.db", "select count(*), max(length(text)) from passages") == [(1, 2_899_999)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"one\0two", "it holds control characters and is not text", id="NUL"),
        pytest.param(b"\0" * 5000, "it holds control characters and is not text", id="only NUL"),
        pytest.param(b"\xff\xfe\x00\xd8a\x00", "it holds control characters", id="half a pair in UTF-16"),
        pytest.param(b"\x00\x00\xfe\xff\x00\x11\x00\x00", "it holds control characters", id="beyond Unicode"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_no_text(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    """What is not text is told, and the letter beside it is built."""
    (tmp_path / name).write_bytes(data)
    (tmp_path / "letter.txt").write_text(LETTER)
    assert build(tmp_path, tmp_path / "archive.db").faults == []
    ((place, why),) = rows(tmp_path / "archive.db", "select locator, reason from problems where source_id is null")
    assert (place, why[: len(reason)]) == (name, reason)


@pytest.mark.parametrize(
    "data", [b"a\xed\xa0\x80b", b"a\xed\xb0\x80b", b"\xc0\xaf", b"\xf5\x80\x80\x80", b"\xef\xbb\xbf\xff"]
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_broken_utf_8(tmp_path: Path, name: str, data: bytes) -> None:
    """Halves of surrogate pairs and other bytes that UTF-8 has not are read as Windows-1252, or told; never lost."""
    (tmp_path / name).write_bytes(data)
    (tmp_path / "letter.txt").write_text(LETTER)
    assert build(tmp_path, tmp_path / "archive.db").faults == []
    found = rows(tmp_path / "archive.db", "select encoding from sources where id = 'a'")
    told = rows(tmp_path / "archive.db", "select locator from problems where source_id is null")
    assert (found, told) in (([("cp1252",)], []), ([], [(name,)]))
