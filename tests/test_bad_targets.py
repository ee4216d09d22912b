"""What stands where an archive shall be written is never lost, whenever a build ends."""

from __future__ import annotations

import fcntl
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ingest.rebuild import replace
from tests.archives import DUMP, ROOT, built, ended, folder, rows, run, start
from tests.forked import building, seconds
from tests.refusals import recipes, refused, shopping_list, untouched


def _locked(db: Path) -> Any:
    connection = sqlite3.connect(db, isolation_level=None)
    connection.execute("begin exclusive")
    return connection


def test_locked(tmp_path: Path, old: Path) -> None:
    """An archive that another program has locked stays, and the remedy is to close that program."""
    sources = folder(tmp_path / "sources", day__txt=DUMP)
    with closing(_locked(old)):
        result = run("build", sources, "--db", old)
    assert (result.exit_code, result.output.count("another program has it locked; close that program")) == (2, 1)
    assert rows(old, "select id from sources") == [("letter",)]


def test_another_build(tmp_path: Path, old: Path) -> None:
    """Two builds of one archive do not mix: the second is told of the first, whose file it leaves alone."""
    sources = folder(tmp_path / "sources", day__txt=DUMP)
    with replace.replacing(old) as building:
        building.write_bytes(b"half a build")
        result = run("build", sources, "--db", old)
        assert building.read_bytes() == b"half a build"
        assert (result.exit_code, "another build is at work on it; wait" in result.output) == (2, True)
        building.write_bytes(old.read_bytes())
    assert rows(old, "select id from sources") == [("letter",)]


@pytest.mark.parametrize("is_same", [True, False])
def test_build_that_begins_meanwhile(tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch, is_same: bool) -> None:
    """A build that begins where another ends is left alone: what it has written is neither put in place nor removed."""
    building, search = (old.with_name(f"archive.db.building{each}") for each in ("", "-search"))
    sources = folder(tmp_path / "sources", day__txt=DUMP)
    if is_same:
        run("build", sources, "--db", old)
    unlink, sync, built = Path.unlink, replace.sync, []

    def begins() -> None:
        if not built:
            built.append(old.read_bytes())
            building.write_bytes(b"half a build")
            search.write_bytes(b"half an index")

    def unlinked(path: Path, missing_ok: bool = False) -> None:
        unlink(path, missing_ok)
        if path == building:
            begins()

    def synced(path: Path) -> None:
        sync(path)
        if path == old.parent:
            begins()

    monkeypatch.setattr(Path, "unlink", unlinked)
    monkeypatch.setattr(replace, "sync", synced)
    assert run("build", sources, "--db", old).exit_code == 0
    assert built == [old.read_bytes()]
    assert (building.read_bytes(), search.read_bytes()) == (b"half a build", b"half an index")


def test_build_that_ends_meanwhile(tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that locks the file just when another has put it in place does not empty the new archive."""
    building = old.with_name("archive.db.building")
    lock = fcntl.flock

    def other_build_ends_first(handle: int, how: int) -> None:
        building.write_bytes(old.read_bytes())
        building.replace(old)
        lock(handle, how)

    monkeypatch.setattr(replace.fcntl, "flock", other_build_ends_first)
    refused(folder(tmp_path / "sources", day__txt=DUMP), old, "another build is at work on it")


def _half(db: Path) -> None:
    db.write_bytes(b"SQLite format 3\x00" + b"\x07" * 2000)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        pytest.param(shopping_list, "archive.db: it is not an SQLite database; move it away", id="not SQLite"),
        pytest.param(recipes, "archive.db: it is a database, but not an archive built by `ingest`", id="not ours"),
        pytest.param(_half, "archive.db: it ", id="torn"),
        pytest.param(Path.mkdir, "archive.db: it is a folder; name a file with --db", id="folder"),
    ],
)
def test_target(tmp_path: Path, spoil: Callable[[Path], None], words: str) -> None:
    """What is not an archive of ours is never replaced."""
    db = tmp_path / "out" / "archive.db"
    db.parent.mkdir()
    spoil(db)
    refused(folder(tmp_path / "sources", day__txt=DUMP), db, words)


def _socket(at: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind(str(at))


@pytest.mark.parametrize("make", [os.mkfifo, _socket], ids=["pipe", "socket"])
def test_target_that_is_no_file(tmp_path: Path, make: Callable[[Path], Any]) -> None:
    """What is no file is told, and stands as it stood: as root, an archive took the place of /dev/null."""
    db = tmp_path / "a"
    make(db)
    mode = db.stat().st_mode
    refused(folder(tmp_path / "sources", day__txt=DUMP), db, "a: it is a pipe, a socket or a device", "--db")
    assert db.stat().st_mode == mode


def test_target_folder(tmp_path: Path) -> None:
    """A target in a folder that is not there is told, and the folder is not made."""
    sources = folder(tmp_path / "sources", day__txt=DUMP)
    result = run("build", sources, "--db", tmp_path / "out" / "archive.db")
    assert (result.exit_code, f"the folder {tmp_path / 'out'} is not there; create it" in result.output) == (2, True)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("part", [0, 0.2, 0.6, 0.9, 0.99])
def test_no_space(tmp_path: Path, old: Path, part: float) -> None:
    """A disk that is full, while rows or search indexes are written, leaves the old archive and no litter."""
    size = int(part * built(tmp_path / "whole", day__txt=DUMP).stat().st_size)
    sources = folder(tmp_path / "sources", day__txt=DUMP)
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"
    with untouched(old):
        status, said = ended(start("build", sources, "--db", old, before=limit))
    assert (status, "Traceback" in said, "archive.db: it cannot be written" in said, "space" in said) == (
        2,
        False,
        True,
        True,
    )


def test_killed(tmp_path: Path, old: Path) -> None:
    """A build that is killed at any moment leaves the old archive, and the next build works."""
    sources = folder(tmp_path / "sources", **{f"day-{n}__txt": DUMP for n in range(30)})
    before = old.read_bytes()
    whole = seconds(sources, tmp_path / "new.db")
    moments = random.Random(7)
    for _ in range(6):
        process = building(sources, old)
        time.sleep(moments.uniform(0.1, 0.9) * whole)
        process.kill()
        process.join()
        assert old.read_bytes() in (before, (tmp_path / "new.db").read_bytes())
        if old.read_bytes() != before:
            old.write_bytes(before)
    assert run("build", sources, "--db", old).exit_code == 0
    assert old.read_bytes() == (tmp_path / "new.db").read_bytes()
    assert sorted(path.name for path in old.parent.iterdir()) == ["archive.db", "sources"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda each: each.name)
def test_told_to_end(tmp_path: Path, old: Path, number: signal.Signals) -> None:
    """A build that is told to end says nothing of its insides, and leaves the old archive and nothing beside it."""
    sources = folder(tmp_path / "sources", **{f"day-{n}__txt": DUMP for n in range(300)})
    with untouched(old):
        # what runs the tests may have the signal ignored, as nohup has
        heeding = ["env", f"--default-signal={number.name.removeprefix('SIG')}"]
        process = subprocess.Popen(
            [*heeding, sys.executable, "-m", "ingest", "build", sources, "--db", old, "--workers", "2"],
            stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        half, until = old.with_name("archive.db.building"), time.monotonic() + 60
        while not (half.exists() and half.stat().st_size) and time.monotonic() < until:
            time.sleep(0.01)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in said) == (1 if number == signal.SIGINT else 128 + number, False), said


def test_killed_while_verified(tmp_path: Path, old: Path) -> None:
    """What a killed build leaves behind, journals too, does not harm the next."""
    for suffix in (".building", ".building-journal", ".building-wal"):
        old.with_name(f"archive.db{suffix}").write_bytes(old.read_bytes()[:5000] + b"rubbish")
    assert run("build", folder(tmp_path / "sources", day__txt=DUMP), "--db", old).exit_code == 0
    assert rows(old, "select id from sources") == [("day",)]
    assert sorted(path.name for path in old.parent.iterdir()) == ["archive.db", "sources"]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        pytest.param(Path.exists, "there is no archive; build one", id="missing"),
        pytest.param(shopping_list, "it is not an archive", id="not SQLite"),
        pytest.param(recipes, "not an archive built by `ingest`", id="not ours"),
        pytest.param(Path.mkdir, "there is no archive", id="folder"),
    ],
)
@pytest.mark.parametrize("command", ["verify"])
def test_verify(tmp_path: Path, command: str, spoil: Callable[[Path], None], words: str) -> None:
    """There is nothing to verify in what is not an archive."""
    spoil(tmp_path / "archive.db")
    result = run(command, tmp_path / "archive.db")
    assert (result.exit_code, words in result.output) == (2, True), result.output
