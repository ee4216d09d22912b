"""Many sources at once: parsed by several processes or machines, of which some are killed, always the same archive."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
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
from ingest.workers import pool
from ingest.workers.cluster import _Batch, cluster
from tests.archives import DUMP, LETTER, ROOT, ended, folder, rows, run, start
from tests.children import children
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
@pytest.mark.parametrize("workers", [2, 3, 7])
def test_workers(pile: Path, tmp_path: Path, workers: int) -> None:
    """However many processes parse, the archive is the same, byte for byte."""
    build(pile / "sources", tmp_path / "a.db", reader=partial(pool.outcomes, workers=workers))
    is_same = (tmp_path / "a.db").read_bytes() == (pile / "alone.db").read_bytes()
    assert is_same


@pytest.mark.usefixtures("_small")
def test_killed_worker(pile: Path, tmp_path: Path) -> None:
    """A worker that is killed costs nothing but time: what it was reading is read again."""
    first: list[int] = []
    killed: list[int] = []
    others = children(os.getpid())  # what other tests have running

    def kill(n: int, *_: object) -> None:
        # each of those that were started first, once: a source that costs another its life too is given up
        if n >= 10 and not first:
            first.extend(pid for pid in children(os.getpid()) if pid not in others)
        if len(killed) < len(first) and n >= (10, 40)[len(killed)]:
            os.kill(first[len(killed)], signal.SIGKILL)
            killed.append(first[len(killed)])

    build(pile / "sources", tmp_path / "a.db", progress=kill, reader=partial(pool.outcomes, workers=2))
    assert len(killed) == 2
    is_same = (tmp_path / "a.db").read_bytes() == (pile / "alone.db").read_bytes()
    assert is_same  # two files that differ are megabytes, which pytest would hold against each other


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
