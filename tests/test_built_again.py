"""Built again: only what changed is parsed, and the archive is the one that is made without the old."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bench import corpus
from ingest.build import build
from ingest.errors import ArchiveError, ArchiveErrors
from ingest.verify import verify
from ingest.workers import pool
from tests.archives import DUMP, LETTER, folder, rows, run


def _reader(asked: list[str]) -> pool.Reader:
    """Return a reader that notes which sources it was asked for."""

    def outcomes(sources, archive):  # type: ignore[no-untyped-def]
        asked.extend(each.id for each in sources)
        return pool.outcomes(sources, archive, workers=1)

    return outcomes


def _change(sources: Path) -> None:
    (sources / "day.txt").write_text(DUMP.replace("kettle", "cauldron"))


def _add(sources: Path) -> None:
    (sources / "dawn.txt").write_text(LETTER)


def _remove(sources: Path) -> None:
    (sources / "letter.txt").unlink()


def _declare(sources: Path) -> None:
    (sources / "letter.yml").write_text("title: A letter\n")


def _break(sources: Path) -> None:
    (sources / "letter.txt").write_bytes(bytes(range(256)))


CHANGES = {
    "nothing": (lambda _: None, []),
    "a word": (_change, ["day"]),
    "a new source": (_add, ["dawn"]),
    "one source fewer": (_remove, []),
    "a declaration": (_declare, ["letter"]),
    "a file that cannot be read any more": (_break, ["letter"]),
}


@pytest.mark.parametrize(("change", "parsed"), CHANGES.values(), ids=CHANGES.keys())
def test_rebuild(tmp_path: Path, change, parsed: list[str]) -> None:  # type: ignore[no-untyped-def]
    """Only what changed is parsed again, and the archive is the one that is made without the old."""
    sources = folder(
        tmp_path / "sources",
        a__txt=DUMP, day__txt=DUMP, letter__txt=LETTER, plan__jpeg=b"\xff", z__txt=DUMP,
        venue__txt="The meeting is on Tuesday 12 March 2019 at 7pm in Fenn Hall, 1 Quay Street, LS1 4AP.\n",
    )  # fmt: skip
    db = tmp_path / "archive.db"
    build(sources, db)
    change(sources)
    asked: list[str] = []
    build(sources, db, reader=_reader(asked))
    assert asked == parsed
    build(sources, tmp_path / "fresh.db")
    assert db.read_bytes() == (tmp_path / "fresh.db").read_bytes()
    assert rows(db, "select count(*) from places") == [(1,)]


def test_rebuild_of_many(tmp_path: Path) -> None:
    """Of many sources, whose tables fill many pages, a rebuild makes the same bytes too."""
    sources, db = tmp_path / "sources", tmp_path / "archive.db"
    corpus.write(sources, 600, 60)
    build(sources, db)
    _add(sources)
    (sources / "zeal.txt").write_text(DUMP)
    asked: list[str] = []
    build(sources, db, reader=_reader(asked))
    assert asked == ["dawn", "zeal"]
    build(sources, tmp_path / "fresh.db")
    assert db.read_bytes() == (tmp_path / "fresh.db").read_bytes()


def _file(path: Path) -> tuple[int, ...]:
    """Return what tells a file from one that was written in its place; when it was last read is no matter."""
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def test_nothing_changed(tmp_path: Path) -> None:
    """Where nothing has changed since, also of what cannot be read, the archive stays the very file that it was, and that is said."""
    sources = folder(tmp_path / "sources", day__txt=DUMP, letter__txt=LETTER, junk__txt=bytes(range(256)))
    db = tmp_path / "archive.db"
    first = run("build", sources, "--db", db)
    before = _file(db)
    again = run("build", sources, "--db", db)
    assert _file(db) == before
    assert again.exit_code == 0
    assert "nothing has changed since" in again.output
    assert again.output.splitlines()[:-1] == first.output.splitlines()[:-1]
    assert {each.name for each in tmp_path.iterdir()} == {"sources", "archive.db"}


OF_THE_WHOLE: dict[str, Callable[[Path], object]] = {
    "the title": lambda sources: (sources / "archive.yml").write_text("title: Another pile\n"),
    "a person": lambda sources: (sources / "archive.yml").write_text("title: A pile\npeople: [{name: Ada Quill}]\n"),
    "an allegation": lambda sources: (sources / "allegations.yml").write_text(
        "allegations: [{title: The kettle was taken., made_by: Ada Quill}]\n"
    ),
    "a file that cannot be read": lambda sources: (sources / "junk.txt").unlink(),
    "another such file": lambda sources: (sources / "more.txt").write_bytes(bytes(range(256))),
}


@pytest.mark.parametrize("change", OF_THE_WHOLE.values(), ids=OF_THE_WHOLE.keys())
def test_what_is_said_of_the_whole_changed(tmp_path: Path, change: Callable[[Path], object]) -> None:
    """Where no source has changed, but something that the archive says of the whole, it is made again."""
    sources = folder(
        tmp_path / "sources",
        archive__yml="title: A pile\n", day__txt=DUMP, letter__txt=LETTER, junk__txt=bytes(range(256)),
    )  # fmt: skip
    db = tmp_path / "archive.db"
    build(sources, db)
    before = db.stat().st_ino
    change(sources)
    build(sources, db)
    assert db.stat().st_ino != before
    build(sources, tmp_path / "fresh.db")
    assert db.read_bytes() == (tmp_path / "fresh.db").read_bytes()


def test_register_changed(tmp_path: Path) -> None:
    """Where no source has changed, an id that the register has now, and no passage, is missed."""
    sources, db = folder(tmp_path / "sources", day__txt=DUMP, letter__txt=LETTER), tmp_path / "archive.db"
    (id,) = rows(build(sources, db) and db, "select id from passages limit 1")[0]
    (sources / "published-ids.txt").write_text(f"{id}\n")
    assert not build(sources, db).same
    assert build(sources, db).same
    (sources / "published-ids.txt").write_text(f"{id}\nlost-p1\n")
    with pytest.raises(ArchiveErrors, match="lost-p1"):
        build(sources, db)


def test_mistakes_in_the_register_and_in_a_source(tmp_path: Path) -> None:
    """A rebuild tells the mistakes that a fresh build tells, also where the register of ids has one."""
    sources, db = folder(tmp_path / "sources", day__txt=DUMP, letter__txt=LETTER), tmp_path / "archive.db"
    build(sources, db)
    _change(sources)
    (sources / "published-ids.txt").write_text("No id\n")
    (sources / "letter.yml").write_text("titel: A letter\n")
    for each in (db, tmp_path / "fresh.db"):
        with pytest.raises(ArchiveErrors, match=r"letter\.yml: line 1"):
            build(sources, each)
    (sources / "letter.yml").unlink()
    for each in (db, tmp_path / "fresh.db"):
        with pytest.raises(ArchiveError, match=r"published-ids\.txt: line 1: `No id` is no id"):
            build(sources, each)


def test_register_that_changes_meanwhile(tmp_path: Path) -> None:
    """An id that is noted while a build is at work is missed by the next."""
    sources, db = folder(tmp_path / "sources", day__txt=DUMP), tmp_path / "archive.db"
    register = sources / "published-ids.txt"
    register.write_text("")

    def note(_n: int, _of: int, stage: str) -> None:
        if stage == "verifying":
            register.write_text("lost-p1\n")

    build(sources, db, progress=note)
    with pytest.raises(ArchiveErrors, match="lost-p1"):
        build(sources, db)


def test_edited_archive_is_no_source(tmp_path: Path) -> None:
    """An archive that was edited by hand is not copied from: everything is parsed again."""
    sources, db = folder(tmp_path / "sources", day__txt=DUMP, letter__txt=LETTER), tmp_path / "archive.db"
    build(sources, db)
    fresh = db.read_bytes()
    subprocess.run(["sqlite3", db, "update documents set title = 'Forged'"], check=True)
    build(sources, db)
    assert db.read_bytes() == fresh


def test_memory_of_a_build_is_private(tmp_path: Path) -> None:
    """What a build remembers is for its user alone, and without it everything is parsed again."""
    sources, db = folder(tmp_path / "sources", day__txt=DUMP), tmp_path / "archive.db"
    build(sources, db)
    (cache,) = Path(os.environ["XDG_CACHE_HOME"]).iterdir()
    assert cache.stat().st_mode & 0o077 == 0
    shutil.rmtree(cache)
    asked: list[str] = []
    build(sources, db, reader=_reader(asked))
    assert asked == ["day"]


def test_what_was_copied_is_not_held_against_the_laws_again(tmp_path: Path) -> None:
    """A rebuild looks through the sources that changed; the command looks through all of them."""
    sources, db = folder(tmp_path / "sources", a__txt=DUMP, day__txt=DUMP, letter__txt=LETTER), tmp_path / "archive.db"
    build(sources, db)
    _change(sources)
    assert [each.source_id for each in build(sources, db).coverage] == ["day"]
    assert [each.source_id for each in verify(db).coverage] == ["a", "day", "letter"]


def test_promises_are_asked_of_what_is_not_known_to_keep_them(tmp_path: Path) -> None:
    """A broken promise is found in a source that is not known to keep it, whatever other sources are known to."""
    db = tmp_path / "archive.db"
    build(folder(tmp_path / "sources", a__txt=DUMP, letter__txt=LETTER), db)
    breaks = """update segments set discard = 'unread' where discard = 'blank' and source_id = 'letter'"""
    subprocess.run(["sqlite3", db, breaks], check=True)
    found = verify(db, fresh=True).faults
    assert [each.partition(":")[0] for each in found] == ["discards_are_named"] * len(found) != []
    assert verify(db, fresh=True, known={"a"}).faults == found
    assert verify(db, fresh=True, known={"a", "letter"}).faults == []
    subprocess.run(["sqlite3", db, "update documents set published_date = '12 March'"], check=True)
    assert [each for each in verify(db, fresh=True, known={"a", "letter"}).faults if "12 March" in each]


def test_a_user_without_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be remembered, a build works all the same."""
    sources, db = folder(tmp_path / "sources", day__txt=DUMP), tmp_path / "archive.db"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000)
    build(sources, db)
    build(sources, db)
    assert rows(db, "select id from sources") == [("day",)]
