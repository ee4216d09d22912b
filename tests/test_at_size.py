"""Many sources: parsed by several processes or machines, again only where something changed, always the same archive."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from bench import corpus
from ingest.build import build
from ingest.declarations.archive import Archive
from ingest.errors import ArchiveError, ArchiveErrors
from ingest.verify import verify
from ingest.workers import pool
from ingest.workers.cluster import _Batch, cluster
from tests.archives import DUMP, LETTER, ROOT, ended, folder, rows, run, start
from tests.children import children
from tests.forked import building, seconds
from tests.formats.pdf.writer import pdf, set_page
from tests.missing import missing


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pile of 120 invented sources of every kind."""
    at = tmp_path_factory.mktemp("pile")
    corpus.write(at / "sources", 1200, 120)
    build(at / "sources", at / "alone.db", reader=partial(pool.outcomes, workers=1))
    return at


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Send even little to other processes, and little at once."""
    monkeypatch.setattr(pool, "SMALL", 0)
    monkeypatch.setattr(pool, "MOST", 5)


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("workers", [2, 7])
def test_workers(pile: Path, tmp_path: Path, workers: int) -> None:
    """However many processes parse, the archive is the same, byte for byte."""
    build(pile / "sources", tmp_path / "a.db", reader=partial(pool.outcomes, workers=workers))
    assert (tmp_path / "a.db").read_bytes() == (pile / "alone.db").read_bytes()


@pytest.mark.usefixtures("_small")
def test_killed_worker(pile: Path, tmp_path: Path) -> None:
    """A worker that is killed costs nothing but time: what it was reading is read again."""
    killed: list[int] = []
    others = children(os.getpid())  # what other tests have running

    def kill(n: int, *_: object) -> None:
        # spread over the build, as a source that costs three workers their life is given up; on a busy machine one that
        # was killed may still be there when the next source is reported
        fresh = [pid for pid in children(os.getpid()) if pid not in killed and pid not in others]
        if fresh and len(killed) < 3 and n >= (10, 40, 80)[len(killed)]:
            os.kill(fresh[0], signal.SIGKILL)
            killed.append(fresh[0])

    build(pile / "sources", tmp_path / "a.db", progress=kill, reader=partial(pool.outcomes, workers=2))
    assert len(killed) == 3
    assert (tmp_path / "a.db").read_bytes() == (pile / "alone.db").read_bytes()


def test_a_file_that_ends_who_reads_it(tmp_path: Path) -> None:
    """A PDF that ends the process in which it is read is told, also in a small build, and everything else is built."""
    made = folder(
        tmp_path / "sources", letter__txt=LETTER, inquiry__pdf=pdf([set_page(["It is back."])] * 400), day__txt=DUMP
    )
    others, done = set(children(os.getpid())), Event()

    def end() -> None:
        while not done.wait(0.02):
            for pid in set(children(os.getpid())) - others:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    killer = Thread(target=end)
    killer.start()
    try:
        report = build(made, tmp_path / "a.db")
    finally:
        done.set()
        killer.join()
    assert [each for each in report.unread if "inquiry.pdf: reading it was stopped" in each] == report.unread != []
    assert rows(tmp_path / "a.db", "select id from sources order by id") == [("day",), ("letter",)]
    assert rows(tmp_path / "a.db", "select locator from problems where source_id is null") == [("inquiry.pdf",)]
    assert build(made, tmp_path / "b.db").unread == []


def test_looking_at_a_file_that_ends_who_reads_it(tmp_path: Path) -> None:
    """Such a PDF is told by a sentence too where it is looked at alone."""
    made = folder(tmp_path / "sources", inquiry__pdf=pdf([set_page(["It is back."])] * 400))
    process, done = start("parse", made / "inquiry.pdf"), Event()

    def end() -> None:
        while not done.wait(0.02):
            for pid in children(process.pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGABRT)

    killer = Thread(target=end)
    killer.start()
    try:
        status, said = ended(process)
    finally:
        done.set()
        killer.join()
    assert status == 2
    assert "inquiry.pdf: reading it was stopped" in said


def test_killed_build_leaves_no_workers(pile: Path, tmp_path: Path) -> None:
    """When a build is killed, its workers end too."""
    process = start(
        "build", pile / "sources", "--db", tmp_path / "a.db", "--workers", "2",
        before="from ingest.workers import pool; pool.SMALL = 0",
    )  # fmt: skip
    workers: list[int] = []
    until = time.monotonic() + 60
    while len(workers) < 2 and time.monotonic() < until:
        workers = children(process.pid)
    process.kill()
    process.communicate()
    assert len(workers) == 2
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)


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


@contextmanager
def _dask(workers: int, tmp: Path) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """Run a scheduler and workers on this machine; the workers have an empty folder of their own as disk."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    quiet = ["--host", "127.0.0.1", "--no-dashboard"]
    log = (tmp / "scheduler.log").open("w+")
    scheduler = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", *quiet],
        stderr=log, text=True, env=environment, cwd=tmp,
    )  # fmt: skip
    every = [scheduler]
    try:
        address, until = "", time.monotonic() + 60
        while not address and time.monotonic() < until:
            found = re.search(r"Scheduler at:\s+(tcp://127\.0\.0\.1:\d+)", (tmp / "scheduler.log").read_text())
            address = found[1] if found else ""
            time.sleep(0.1)
        assert address, (tmp / "scheduler.log").read_text()
        for n in range(workers):
            home = tmp / f"worker-{n}"
            home.mkdir()
            every.append(
                subprocess.Popen(
                    [
                        sys.executable,
                        "-m",
                        "distributed.cli.dask_worker",
                        address,
                        "--nthreads",
                        "1",
                        "--no-nanny",
                        *quiet,
                    ],
                    stderr=subprocess.DEVNULL,
                    text=True,
                    env=environment,
                    cwd=home,
                )
            )
        yield address, every[1:]
    finally:
        for process in reversed(every):
            process.kill()
            process.wait()
        log.close()


def _wait_for(address: str, workers: int) -> None:
    from distributed import Client  # noqa: PLC0415 # slow to import

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=60)


def test_cluster(pile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster whose worker is killed in the middle of the build makes the same archive as this machine alone."""
    if find_spec("distributed") is None:
        missing("dask.distributed is not installed")
    monkeypatch.setattr(pool, "MOST", 2)
    with _dask(2, tmp_path) as (address, workers):
        _wait_for(address, 2)

        def kill(n: int, *_: object) -> None:
            if n == 30:
                workers[0].kill()

        build(pile / "sources", tmp_path / "a.db", progress=kill, reader=cluster(address))
        assert workers[0].poll() is not None
    assert (tmp_path / "a.db").read_bytes() == (pile / "alone.db").read_bytes()


class Forgetful:
    """A cluster that forgets the first batch it is given, as one whose worker dies with what all batches share does."""

    class KilledWorker(Exception):
        """What is raised where every worker dies of a batch."""

    class CancelledError(Exception):
        """What is raised where the scheduler has forgotten a batch."""

    def __init__(self) -> None:
        self.given: list[Any] = []

    def submit(self, read: Any, batch: Any, archive: Any, pure: bool) -> Any:  # noqa: ARG002
        self.given.append(archive)
        return Future(len(self.given) == 1, batch)


class Future:
    """A batch that is read, or forgotten."""

    def __init__(self, forgotten: bool, batch: Any) -> None:
        self.forgotten, self.batch = forgotten, batch

    def result(self) -> Any:
        if self.forgotten:
            raise Forgetful.CancelledError
        return self.batch


def test_a_cluster_that_forgets_a_batch() -> None:
    """A batch that the scheduler has forgotten is given again, with the archive itself."""
    distributed, archive = Forgetful(), Archive(title="The kettle")
    assert _Batch(distributed, ["source"], "sent", archive, distributed).result() == ["source"]  # type: ignore[list-item]
    assert distributed.given == ["sent", archive]


def test_no_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster that does not answer is told in a sentence, and nothing is built."""
    monkeypatch.setattr("ingest.workers.cluster.TIMEOUT", "1s")
    sources = folder(tmp_path / "sources", day__txt=DUMP)
    result = run("build", sources, "--db", tmp_path / "archive.db", "--cluster", "tcp://127.0.0.1:9")
    assert result.exit_code == 2
    assert "--cluster tcp://127.0.0.1:9: the cluster cannot be used" in result.output
    assert "Traceback" not in result.output
    assert not (tmp_path / "archive.db").exists()


def test_kill_at_random_moments(tmp_path: Path) -> None:
    """Fifty builds killed at any moment: archive.db is always whole, the old one or the new one."""
    db, sources = tmp_path / "archive.db", tmp_path / "pile"
    build(folder(tmp_path / "sources", day__txt=DUMP, letter__txt=LETTER), db)
    corpus.write(sources, 600, 30)
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    whole = seconds(sources, tmp_path / "whole.db", **environment)
    old, new = db.read_bytes(), (tmp_path / "whole.db").read_bytes()
    seen = set()
    for n in range(50):
        process = building(sources, db, **environment)
        time.sleep(whole * (n + 0.5) / 50)
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
