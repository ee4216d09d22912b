"""Processes that work for a build: copies of one program, and copies of this process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ingest.workers.copied_process import in_a_copy
from ingest.workers.worker import Died, Work, Worker, working

Process = tuple[int, int]


def telling() -> Any:
    """Return what begins processes that tell which they are, and which started them."""
    return lambda: _tell


def _tell(batch: Sequence[float]) -> list[Process]:
    time.sleep(sum(batch))
    return [(os.getpid(), os.getppid())]


def _never(_: Sequence[float], __: Worker[float, Process]) -> list[Process]:
    raise AssertionError("a process died")


def test_processes_are_copies_of_one_program() -> None:
    """Of three processes one is started by the build and the others by that, and none is left when the work is done."""
    with working(3, _never, telling) as submit:
        waiting = [submit([0.5]) for _ in range(3)]
        found = {pid: parent for each in waiting for pid, parent in each.result()}
    assert len(found) == 3
    (first,) = (pid for pid, parent in found.items() if parent == os.getpid())
    assert [parent for pid, parent in found.items() if pid != first] == [first, first]
    until = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in found) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{pid}").exists() for pid in found)


def test_one_that_died_is_started_again_alone() -> None:
    """Where one of two processes is killed, the other goes on, and what it was at is done by a fresh one."""
    with working(2, lambda batch, worker: worker.do(batch), telling) as submit:
        first = dict(each for waiting in [submit([0.3]), submit([0.3])] for each in waiting.result())
        copy = next(pid for pid, parent in first.items() if parent in first)
        os.kill(copy, signal.SIGKILL)
        again = dict(each for waiting in [submit([0.3]), submit([0.3])] for each in waiting.result())
    assert len(again) == 2
    assert copy not in again
    assert first.keys() & again.keys()


def test_a_copy_of_this_process() -> None:
    """What a copy makes is handed over; of one that a signal ends it is told which."""
    work: Work[int, int] = lambda batch: [each + os.getpid() for each in batch]  # noqa: E731
    (found,) = in_a_copy(partial(work, [1]))
    assert found != os.getpid() + 1
    with pytest.raises(Died) as died:
        in_a_copy(lambda: os.kill(os.getpid(), signal.SIGKILL))
    assert died.value.by == signal.SIGKILL
    with pytest.raises(Died) as died:
        in_a_copy(lambda: 1 // 0)
    assert died.value.by == 0
