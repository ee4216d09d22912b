"""Every format under fire: mutated files of every kind are built, each a source or a problem, and every promise holds."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.build import build
from ingest.formats import FORMATS
from ingest.sources.folder import listing
from ingest.verify import verify
from tests.archives import LETTER, ROOT, rows

CASES = int(os.environ.get("FUZZ", "6"))  # mutations of each file of the sample; FUZZ=200 for a night
# what breaks parsers: ends of lines, marks of markup, controls, half characters, numbers too large
NASTY = (
    b"\0", b"\r", b"\n\n", b"\x0c", b"\xff\xfe", b"\xed\xa0\x80", b"<", b">", b"&#0;", b"]]>", b"<!--", b"\\", b'"', "”".encode(), b"---\n",
    "\u202e".encode(), b"1. ", b"(a) ", b"999999999999999999999", b"\nFrom ", b"Content-Type: multipart/mixed; boundary=x\n", b"*" * 50, b"\t" * 20,
    "\u2028".encode(), b"{% ", b"[x]: y", b"WITNESS STATEMENT OF ", b"Tuesday, 12 March 2019\n\n",
)  # fmt: skip


def _mutated(data: bytes, random: random.Random) -> bytes:
    """Return `data` with one to eight things wrong with it."""
    found = bytearray(data)
    for _ in range(random.randint(1, 8)):
        at, size = random.randrange(len(found) + 1), random.choice((1, 3, 20, 300))
        how = random.randrange(5)
        if how == 0:
            del found[at : at + size]
        elif how == 1:
            found[at:at] = found[random.randrange(len(found) + 1) :][:size]
        elif how == 2:
            found[at : at + size] = bytes(random.randrange(256) for _ in range(min(size, 20)))
        elif how == 3:
            found[at:at] = random.choice(NASTY)
        elif random.random() < 0.2:
            del found[at:]
    return bytes(found)


def _seeds() -> Iterator[Path]:
    yield from (
        ROOT / "sources" / file.path
        for file in listing(ROOT / "sources").files
        if not file.path.endswith((".yml", "published-ids.txt"))
    )


def test_seeds_are_of_every_format() -> None:
    """The sample archive, of which the mutations are made, has a file for most formats."""
    suffixes = {path.suffix for path in _seeds()}
    told = [each.name for each in FORMATS if suffixes.isdisjoint(each.suffixes)]
    assert set(told) <= {
        "RSS",
        "Atom",
        "e-mail",
        "message of Apple Mail",
        "PDF",
        "OpenDocument presentation",
        "reStructuredText",
        "AsciiDoc",
        "Org",
        "MediaWiki",
        "WebVTT",
        "SubRip",
        "JSON",
        "Excel 97",
        "OpenDocument spreadsheet",
        "CSV",
        "TSV",
    }  # these have fuzz tests of their own


@pytest.mark.timeout(3000)
@pytest.mark.parametrize("seed", range(CASES))
def test_mutated_files(tmp_path: Path, seed: int) -> None:
    """Whatever happened to a file, it is a source or a problem, and the archive is whole."""
    source = random.Random(seed)
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "whole.txt").write_text(LETTER)
    names = [path.name for path in _seeds()]
    for path in _seeds():
        (folder / path.name).write_bytes(_mutated(path.read_bytes(), source))
    build(folder, tmp_path / "archive.db")
    verify(tmp_path / "archive.db", folder).or_raise()
    held = rows(
        tmp_path / "archive.db",
        "select coalesce(container, file_name) from sources union all select locator from problems",
    )
    told = "\n".join(str(name) for (name,) in held)
    assert [name for name in names if name not in told] == []
