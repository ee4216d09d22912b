"""Many sources parsed at once, given back one by one in their order, with no more of them in memory than are at work."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence

from ingest.declarations.archive import Archive
from ingest.errors import UnreadableError
from ingest.sources.received import Received
from ingest.workers.copied_process import in_a_copy
from ingest.workers.pack import Outcome
from ingest.workers.worker import AHEAD, Died, Work, Worker, in_order, working

# who reads the sources: outcomes come in their order
Reader = Callable[[list[Received], Archive], Iterator[Outcome]]

BATCH = 1 << 19  # bytes of sources that go to a worker at once
MOST = 64  # sources in a batch
FRAIL = ("PDF",)  # formats whose library is a program of its own, which may end the process it is in
SMALL = 4 << 20  # bytes of sources below which starting processes costs more than it gains


def outcomes(sources: list[Received], archive: Archive, workers: int | None = None) -> Iterator[Outcome]:
    """Yield the outcome of every source, in order; `workers` processes parse, as many as there are cores if not said."""
    workers = workers or len(os.sched_getaffinity(0))
    if workers < 2 or sum(each.size() for each in sources) < SMALL:
        yield from _here(sources, archive)
        return
    with working(workers, _one_by_one, reading, archive) as submit:
        yield from in_order(batches(sources), submit, workers * AHEAD)


def _here(sources: Iterable[Received], archive: Archive) -> Iterator[Outcome]:
    """Yield the outcome of every source, read in this process but for those of FRAIL: what a file does to a copy of it is told of it."""
    read = reading(archive)()
    for each in sources:
        yield _in_a_copy(read, each) if each.format and each.format.name in FRAIL else read([each])[0]


def _in_a_copy(read: Work[Received, Outcome], received: Received) -> Outcome:
    try:
        return in_a_copy(lambda: read([received]))[0]
    except Died:
        return stopped(received)


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


def reading(archive: Archive) -> Callable[[], Work[Received, Outcome]]:
    """Return what begins a process, and returns what that does with a batch of sources."""
    from ingest.workers.one_source import read_one  # noqa: PLC0415 # who does not parse need not load all that finds something

    return lambda: lambda batch: [read_one(each, archive) for each in batch]


def _one_by_one(batch: Sequence[Received], worker: Worker[Received, Outcome]) -> list[Outcome]:
    """Return the outcomes of a batch whose process died, of one source perhaps: each is tried in turn."""
    return [outcome for each in batch for outcome in _alone(each, worker)]


def _alone(received: Received, worker: Worker[Received, Outcome]) -> list[Outcome]:
    try:
        return worker.do([received])
    except Died:
        return [stopped(received)]


def stopped(received: Received) -> UnreadableError:
    """Return the error that tells of a source whose reading ended the process in which it was read."""
    why = "reading it was stopped from outside, for want of memory perhaps; split it into smaller files."
    return UnreadableError(f"{received.where}: {why}")
