"""Sources parsed on a Dask cluster: each is sent with its bytes, so that workers need no disk in common with the build."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.declarations.archive import Archive
from ingest.errors import ArchiveError, ClusterError, UnreadableError
from ingest.rebuild.previous import code_sha256
from ingest.sources.received import Received
from ingest.workers.pack import Outcome
from ingest.workers.pool import Reader, batches
from ingest.workers.worker import AHEAD, in_order

# a source with its bytes, or what was wrong with them
Sent = tuple[Received, bytes | ArchiveError]

TIMEOUT = "30s"  # to reach the scheduler
# tcp://10.0.0.1:8786   tls://scheduler.example:8786   10.0.0.1:8786
ADDRESS = re.compile(r"(?:[a-z]+://)?[^\s/]+:\d+/?")


def cluster(address: str) -> Reader:
    """Return what reads sources on the cluster whose scheduler is at `address`, as tcp://10.0.0.1:8786.

    A batch whose worker dies is given to another by the scheduler: none is lost, none comes twice. Reading raises
    ClusterError where the cluster cannot be reached, has no workers, has other code, or is lost.
    """
    if not ADDRESS.fullmatch(address):  # the client of one that is none waits a minute before it is gone
        raise ClusterError(f"--cluster {address}: it is no address of a scheduler; give it as tcp://10.0.0.1:8786.")
    distributed = _distributed()

    def outcomes(sources: list[Received], archive: Archive) -> Iterator[Outcome]:
        try:
            with distributed.Client(address, timeout=TIMEOUT, set_as_default=False) as client:
                workers = _alike(client, address)
                sent = client.scatter(archive, broadcast=True, hash=False)

                def submit(batch: Sequence[Received]) -> _Batch:
                    return _Batch(client, [(each, _bytes(each)) for each in batch], sent, archive, distributed)

                yield from in_order(batches(sources), submit, workers * AHEAD)
        except (OSError, ValueError, distributed.CancelledError, distributed.comm.CommClosedError) as error:
            why = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise ClusterError(
                f"--cluster {address}: the cluster cannot be used ({why}); start its scheduler and workers, or build without it."
            ) from None

    return outcomes


def read_sent(batch: list[Sent], archive: Archive) -> list[Outcome]:
    """Return the outcome of every source of a batch; this is what a worker of the cluster runs."""
    from ingest.workers.one_source import read_one  # noqa: PLC0415 # only who parses loads all that finds something

    return [data if isinstance(data, ArchiveError) else read_one(received, archive, data) for received, data in batch]


class _Batch:
    """A batch on its way; if it kills every worker it is given to, each of its sources is tried alone.

    What all batches share, the archive, is `sent` to the workers once. If the worker that holds it dies before another has it, the
    scheduler forgets the batches that wait for it: they are given again, with the archive itself.
    """

    def __init__(self, client: Any, batch: list[Sent], sent: Any, archive: Archive, distributed: Any) -> None:
        self._client, self._batch, self._archive, self._distributed = client, batch, archive, distributed
        self._future = client.submit(read_sent, batch, sent, pure=False)

    def result(self) -> list[Outcome]:
        try:
            return self._given(self._future)
        except self._distributed.CancelledError:
            return self._given(self._client.submit(read_sent, self._batch, self._archive, pure=False))

    def _given(self, future: Any) -> list[Outcome]:
        try:
            found: list[Outcome] = future.result()
            return found
        except self._distributed.KilledWorker:
            return [self._alone(each) for each in self._batch]

    def _alone(self, sent: Sent) -> Outcome:
        try:
            found: list[Outcome] = self._client.submit(read_sent, [sent], self._archive, pure=False).result()
            return found[0]
        except self._distributed.KilledWorker:
            return UnreadableError(
                f"{sent[0].where}: every worker that read it was stopped, for want of memory perhaps; split it into smaller files."
            )


def _distributed() -> Any:
    try:
        import distributed  # noqa: PLC0415 # an extra that few need, and slow to import
    except ImportError:
        raise ClusterError(
            "--cluster: dask.distributed is not installed; run: pip install 'evidence-archive[cluster]'"
        ) from None
    return distributed


def _alike(client: Any, address: str) -> int:
    """Return how many workers there are. Raises ClusterError unless all of them have this very code."""
    try:
        found = client.run(code_sha256)
    except (ImportError, AttributeError) as error:
        raise ClusterError(f"--cluster {address}: its workers have no `ingest` ({error}); install it there.") from None
    other = [worker for worker, digest in found.items() if digest != code_sha256()]
    if other:
        raise ClusterError(
            f"--cluster {address}: {other[0]} has another version of this program or its libraries; install the same there."
        )
    if not found:
        raise ClusterError(f"--cluster {address}: it has no workers; start some with `dask worker {address}`.")
    return len(found)


def _bytes(received: Received) -> bytes | ArchiveError:
    try:
        return received.load()
    except ArchiveError as fault:
        return fault
