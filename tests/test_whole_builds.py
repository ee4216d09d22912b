"""A build as a whole: what cannot be read beside what can, and the moment at which it is killed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bench import corpus
from ingest.build import build
from ingest.errors import ArchiveError
from tests.archives import DUMP, LETTER, folder, rows, run
from tests.forked import building, seconds

MOMENTS = 50  # spread over a build, at which it is killed


def test_unreadable_among_others(tmp_path: Path) -> None:
    """A file that cannot be read is a problem and a sentence; everything else is built, and the command succeeds."""
    sources = folder(tmp_path / "sources", day__txt=DUMP, junk__txt=bytes(range(256)))
    result = run("build", sources, "--db", tmp_path / "archive.db")
    assert result.exit_code == 0
    assert "not read: " in result.output
    reason = "it holds control characters and is not text; give it the name of its format, or declare its `encoding:`"
    assert rows(tmp_path / "archive.db", "select id, source_id, locator, reason from problems") == [
        ("problem-1", None, "junk.txt", reason)
    ]
    assert rows(tmp_path / "archive.db", "select id from sources") == [("day",)]


def test_id_of_another_document(tmp_path: Path) -> None:
    """A file whose id a document has already is a problem, where no person declared it; everything else is built."""
    sources = folder(tmp_path / "sources", **{"day__txt": DUMP, "day-2019-03-12__txt": LETTER})
    for _ in range(2):
        build(sources, tmp_path / "archive.db")
        assert rows(tmp_path / "archive.db", "select id from sources") == [("day",)]
        ((locator, reason),) = rows(
            tmp_path / "archive.db", "select locator, reason from problems where source_id is null"
        )
        assert locator == "day-2019-03-12.txt"
        assert reason.startswith("its id `day-2019-03-12` is already that of ")


def test_text_that_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text beyond the limit is told, and everything else is built."""
    monkeypatch.setattr("ingest.parse.LONGEST", 1000)
    sources = folder(tmp_path / "sources", letter__txt=LETTER, line__txt="a" * 1001)
    report = build(sources, tmp_path / "archive.db")
    assert report.unread == [
        f"{sources}/line.txt: its text has more than 1,000 characters, the most that is read of one file; part it."
    ]


@pytest.mark.parametrize("first", [0, 1], ids=["half of them", "the other half"])
def test_kill_at_random_moments(tmp_path: Path, first: int) -> None:
    """Whenever a build is killed, archive.db is whole, the old one or the new one."""
    db, sources = tmp_path / "archive.db", tmp_path / "pile"
    build(folder(tmp_path / "sources", day__txt=DUMP, letter__txt=LETTER), db)
    corpus.write(sources, 600, 30)
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    whole = seconds(sources, tmp_path / "whole.db", **environment)
    old, new = db.read_bytes(), (tmp_path / "whole.db").read_bytes()
    seen = set()
    for n in range(first, MOMENTS, 2):
        process = building(sources, db, **environment)
        time.sleep(whole * (n + 0.5) / MOMENTS)
        process.kill()
        process.join()
        found = db.read_bytes()
        assert found in (old, new)
        seen.add(found == new)
        db.write_bytes(old)
    assert False in seen
    build(sources, db)
    assert db.read_bytes() == new


def test_mistakes_before_and_after(tmp_path: Path) -> None:
    """A mistake in a declaration stops a build however many files cannot be read, and all of it is told."""
    sources = folder(tmp_path / "sources", day__txt=DUMP, day__yml="titel: A\n", junk__txt=bytes(range(256)))
    with pytest.raises(ArchiveError, match=r"day\.yml: line 1.*\n.*junk\.txt: it holds control"):
        build(sources, tmp_path / "archive.db")
