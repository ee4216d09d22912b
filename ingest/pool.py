"""Many sources parsed at once, given back one by one in their order, with no more of them in memory than are at work."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import local
from typing import Protocol

from ingest.declare import Archive
from ingest.errors import ArchiveError, UnreadableError
from ingest.links.within import link
from ingest.pack import Packed, pack
from ingest.parse import parse
from ingest.previous import fingerprint
from ingest.read import Received
from ingest.worker import Died, Worker

Outcome = Packed | ArchiveError
# who reads the sources: outcomes come in their order
Reader = Callable[[list[Received], Archive], Iterator[Outcome]]

BATCH = 1 << 19  # bytes of sources that go to a worker at once
MOST = 64  # sources in a batch
AHEAD = 3  # batches at work or waiting for each worker
SMALL = 4 << 20  # bytes of sources below which starting processes costs more than it gains


class Waiting(Protocol):
    """A batch that is being read, in another process or on another machine."""

    def result(self) -> list[Outcome]:
        """Wait for the outcomes of the batch."""


def outcomes(sources: list[Received], archive: Archive, workers: int | None = None) -> Iterator[Outcome]:
    """Yield the outcome of every source, in order; `workers` processes parse, as many as there are cores if not said."""
    workers = workers or len(os.sched_getaffinity(0))
    if workers < 2 or sum(each.size() for each in sources) < SMALL:
        yield from (read_one(each, archive) for each in sources)
        return
    with _workers(workers, archive) as submit:
        yield from in_order(batches(sources), submit, workers * AHEAD)


def read_one(received: Received, archive: Archive, data: bytes | None = None) -> Outcome:
    """Return the rows of one source, or the error that tells why there are none."""
    try:
        data = received.load() if data is None else data
        return pack(link(parse(received, archive, data), archive), fingerprint(received, archive, data))
    except ArchiveError as fault:
        return fault
    except (MemoryError, RecursionError):
        return UnreadableError(
            f"{received.where}: reading it takes more memory than there is; split it into smaller files."
        )


def in_order(
    batches: Iterable[list[Received]], submit: Callable[[list[Received]], Waiting], ahead: int
) -> Iterator[Outcome]:
    """Yield the outcomes of batches in their order, with at most `ahead` of them under way."""
    waiting: deque[Waiting] = deque()
    for batch in batches:
        if len(waiting) >= ahead:
            yield from waiting.popleft().result()
        waiting.append(submit(batch))
    while waiting:
        yield from waiting.popleft().result()


def batches(sources: Iterable[Received]) -> Iterator[list[Received]]:
    """Yield the sources in runs that are worth sending to another process."""
    batch: list[Received] = []
    size = 0
    for each in sources:
        if batch and (size + each.size() > BATCH or len(batch) >= MOST):
            yield batch
            batch, size = [], 0
        batch.append(each)
        size += each.size()
    if batch:
        yield batch


@contextmanager
def _workers(count: int, archive: Archive) -> Iterator[Callable[[list[Received]], Waiting]]:
    """Yield what sends a batch to one of `count` processes. A thread waits for each of them."""
    own, every = local(), []

    def begin() -> None:
        own.worker = Worker(archive)
        every.append(own.worker)

    def read(batch: list[Received]) -> list[Outcome]:
        worker: Worker = own.worker
        try:
            return worker.read(batch)
        except Died:
            # of one of them: each is tried in turn
            return [outcome for each in batch for outcome in _alone(each, worker)]

    threads = ThreadPoolExecutor(count, initializer=begin)
    try:
        yield lambda batch: threads.submit(read, batch)
    finally:
        for worker in every:
            worker.close()
        threads.shutdown(wait=True, cancel_futures=True)


def _alone(received: Received, worker: Worker) -> list[Outcome]:
    try:
        return worker.read([received])
    except Died:
        why = "reading it was stopped from outside, for want of memory perhaps; split it into smaller files."
        return [UnreadableError(f"{received.where}: {why}")]
