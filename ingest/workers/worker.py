"""Processes that work for a build: batches come in on the standard input of each, what is made of them goes out on its output.

A process is told first what begins its work: a function that returns the one which every batch is given to. It is a program of
its own, so that it starts the same from a command, a notebook or a test, shares no lock and no open file with the build, and
ends when the build does: then there is nothing more to read.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import local
from typing import Any, Generic, Protocol, TypeVar

AHEAD = 3  # batches at work or waiting for each worker
# rows are no garbage: objects made before those in memory are looked through for some (Python's own number is 700)
COLLECT_AFTER = 100_000

Item = TypeVar("Item")
Made = TypeVar("Made")
Made_co = TypeVar("Made_co", covariant=True)
Work = Callable[[Sequence[Item]], list[Made]]


class Waiting(Protocol[Made_co]):
    """A batch that is being worked on, in another process or on another machine."""

    def result(self) -> Sequence[Made_co]:
        """Wait for what is made of the batch."""


class Died(Exception):
    """The process ended in the middle of its work: it was killed, for want of memory perhaps."""


class Worker(Generic[Item, Made]):
    """The other end of such a process, whose work `begin(*said)` is. One that has died is started again."""

    def __init__(self, begin: Callable[..., Work[Item, Made]], *said: Any) -> None:
        self._told, self.closed = (begin, said), False
        self._process = self._start()

    def do(self, batch: Sequence[Item]) -> list[Made]:
        """Return what is made of a batch. Raises Died if the process does not live to tell."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            pickle.dump(batch, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
            made: list[Made] = pickle.load(self._process.stdout)
            return made
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            self._end()
            if not self.closed:
                self._process = self._start()
            raise Died from None

    def close(self) -> None:
        """End the process, whatever it is at."""
        self.closed = True
        self._end()

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "ingest.workers.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the build alone
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        assert process.stdin
        with suppress(OSError):
            pickle.dump(self._told, process.stdin, pickle.HIGHEST_PROTOCOL)
        return process

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()


@contextmanager
def working(
    count: int,
    instead: Callable[[Sequence[Item], Worker[Item, Made]], list[Made]],
    begin: Callable[..., Work[Item, Made]],
    *said: Any,
) -> Iterator[Callable[[Sequence[Item]], Future[list[Made]]]]:
    """Yield what sends a batch to one of `count` processes. A thread waits for each; `instead` is done where one has died."""
    own, every = local(), []

    def start() -> None:
        own.worker = Worker(begin, *said)
        every.append(own.worker)

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
    incoming, outgoing = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among what goes out
    with suppress(EOFError, BrokenPipeError, pickle.UnpicklingError):
        begin, said = pickle.load(incoming)
        do = begin(*said)
        collect_less()
        gc.enable()
        while True:
            pickle.dump(do(pickle.load(incoming)), outgoing, pickle.HIGHEST_PROTOCOL)
            outgoing.flush()


if __name__ == "__main__":
    main()
