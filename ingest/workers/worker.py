"""Processes that work for a build: batches come in on a socket of each, what is made of them goes out on it.

They are told first what begins their work: a function that loads what it takes, and returns the one that each of them calls, which
in turn returns what every batch is given to. One program of its own loads it for all and then copies itself (fork): what takes
most of a second is done once. It starts the same from a command, a notebook or a test, shares no lock and no open file
with the build, and its processes end when the build does: then there is nothing more to read.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from io import BufferedRWPair
from socket import socket, socketpair
from threading import local
from typing import Any, Generic, Protocol, TypeVar

AHEAD = 3  # batches at work or waiting for each worker
# rows are no garbage: objects made before those in memory are looked through for some (Python's own number is 700)
COLLECT_AFTER = 100_000

Item = TypeVar("Item")
Made = TypeVar("Made")
Made_co = TypeVar("Made_co", covariant=True)
Work = Callable[[Sequence[Item]], list[Made]]
Begin = Callable[..., Callable[[], Work[Item, Made]]]


class Waiting(Protocol[Made_co]):
    """A batch that is being worked on, in another process or on another machine."""

    def result(self) -> Sequence[Made_co]:
        """Wait for what is made of the batch."""


class Died(Exception):
    """The process ended in the middle of its work: it was killed, for want of memory perhaps, by the signal `by` where that is known."""

    def __init__(self, by: int = 0) -> None:
        super().__init__()
        self.by = by


class Worker(Generic[Item, Made]):
    """The other end of such a process, whose work `begin(*said)` is. One that has died is started again."""

    def __init__(self, begin: Begin[Item, Made], *said: Any, started: Started | None = None) -> None:
        self._told, self.closed = (begin, said), False
        self._program, self._at = started or _alone(self._told)

    def do(self, batch: Sequence[Item]) -> list[Made]:
        """Return what is made of a batch. Raises Died if the process does not live to tell."""
        try:
            pickle.dump(batch, self._at, pickle.HIGHEST_PROTOCOL)
            self._at.flush()
            made: list[Made] = pickle.load(self._at)
            return made
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            self._end()
            if not self.closed:
                self._program, self._at = _alone(self._told)
            raise Died from None

    def close(self) -> None:
        """End the process, whatever it is at, and those that were started with it."""
        self.closed = True
        self._program.end()
        self._end()

    def _end(self) -> None:
        with suppress(OSError):
            self._at.close()


class _Program:
    """The program that such processes are copies of; they are one group for the system, which ends them all at once."""

    def __init__(self, theirs: Sequence[socket]) -> None:
        handles = [each.fileno() for each in theirs]
        self._process: subprocess.Popen[bytes] | None = subprocess.Popen(
            [sys.executable, "-m", "ingest.workers.worker", *map(str, handles)],
            stdin=subprocess.DEVNULL,
            pass_fds=handles,
            start_new_session=True,  # Ctrl-C is for the build alone
            # no threads of a library: a copy has none of them
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
                "OPENBLAS_NUM_THREADS": "1",
            },
        )

    def end(self) -> None:
        """End the processes. Until it is waited for, their group bears no other's number."""
        if process := self._process:
            self._process = None
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _started(count: int, told: Any) -> list[Started]:
    """Start so many processes, and return the program of all with the end of each."""
    ours, theirs = zip(*(socketpair() for _ in range(count)), strict=True)
    program, ends = _Program(theirs), [each.makefile("rwb") for each in ours]
    for each in (*ours, *theirs):
        each.close()
    with suppress(OSError):
        pickle.dump(told, ends[0], pickle.HIGHEST_PROTOCOL)
        ends[0].flush()
    return [(program, each) for each in ends]


def _alone(told: Any) -> Started:
    (started,) = _started(1, told)
    return started


Started = tuple[_Program, BufferedRWPair]


@contextmanager
def working(
    count: int,
    instead: Callable[[Sequence[Item], Worker[Item, Made]], list[Made]],
    begin: Begin[Item, Made],
    *said: Any,
) -> Iterator[Callable[[Sequence[Item]], Future[list[Made]]]]:
    """Yield what sends a batch to one of `count` processes. A thread waits for each; `instead` is done where one has died."""
    every = [Worker(begin, *said, started=started) for started in _started(count, (begin, said))]
    own, free = local(), deque(every)

    def start() -> None:
        own.worker = free.popleft()

    def do(batch: Sequence[Item]) -> list[Made]:
        worker: Worker[Item, Made] = own.worker
        try:
            return worker.do(batch)
        except Died:
            if worker.closed:
                raise  # nobody waits for it any more
            return instead(batch, worker)

    threads = ThreadPoolExecutor(count, initializer=start)
    try:
        yield lambda batch: threads.submit(do, batch)
    finally:
        for worker in every:
            worker.closed = True  # none is started again
        for worker in every:
            worker.close()
        threads.shutdown(wait=True, cancel_futures=True)


def in_order(
    batches: Iterable[Sequence[Item]], submit: Callable[[Sequence[Item]], Waiting[Made_co]], ahead: int
) -> Iterator[Made_co]:
    """Yield what is made of batches in their order, with at most `ahead` of them under way."""
    waiting: deque[Waiting[Made_co]] = deque()
    for batch in batches:
        if len(waiting) >= ahead:
            yield from waiting.popleft().result()
        waiting.append(submit(batch))
    while waiting:
        yield from waiting.popleft().result()


def collect_less() -> None:
    """Have Python look for garbage seldom, and not among what is loaded."""
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


def main() -> None:
    """Do the work that comes in until there is no more."""
    gc.disable()  # nothing that is loaded is ever garbage
    os.dup2(2, 1)  # nobody reads what a library prints
    every = [socket(fileno=int(handle)) for handle in sys.argv[1:]]
    ends = [each.makefile("rwb") for each in every]
    for each in every:
        each.close()
    with suppress(EOFError, ConnectionError, pickle.UnpicklingError):
        begin, said = pickle.load(ends[0])
        begun = begin(*said)
        collect_less()
        own = _copied(ends)
        do = begun()
        del begin, said, begun  # what it began from may be large
        gc.enable()
        while True:
            pickle.dump(do(pickle.load(own)), own, pickle.HIGHEST_PROTOCOL)
            own.flush()


def _copied(ends: list[Any]) -> Any:
    """Copy this process, one for each end, and return the one that each is left with."""
    own = next((each for each in ends[1:] if not os.fork()), ends[0])
    for each in ends:
        if each is not own:
            each.close()
    return own


if __name__ == "__main__":
    main()
