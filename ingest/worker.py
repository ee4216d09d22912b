"""A process that parses: batches of sources come in on its standard input, their rows go out on its standard output.

It is a program of its own, so that it starts the same from a command, a notebook or a test, shares no lock and no open
file with the build, and ends when the build does: then there is nothing more to read.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from ingest.declare import Archive

if TYPE_CHECKING:
    from ingest.pool import Outcome
    from ingest.read import Received


# rows are no garbage: objects made before those in memory are looked through for some (Python's own number is 700)
COLLECT_AFTER = 100_000


class Died(Exception):
    """The process ended in the middle of its work: it was killed, for want of memory perhaps."""


class Worker:
    """The other end of such a process. One that has died is started again."""

    def __init__(self, archive: Archive) -> None:
        self._archive, self._closed = archive, False
        self._process = self._start()

    def read(self, batch: list[Received]) -> list[Outcome]:
        """Return the outcome of every source of a batch. Raises Died if the process does not live to tell."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            pickle.dump(batch, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
            found: list[Outcome] = pickle.load(self._process.stdout)
            return found
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            self._end()
            if not self._closed:
                self._process = self._start()
            raise Died from None

    def close(self) -> None:
        """End the process, whatever it is at."""
        self._closed = True
        self._end()

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "ingest.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the build alone
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        assert process.stdin
        with suppress(OSError):
            pickle.dump(self._archive, process.stdin, pickle.HIGHEST_PROTOCOL)
        return process

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()


def main() -> None:
    """Read batches until there are no more."""
    gc.disable()  # nothing that is loaded is ever garbage
    from ingest.pool import read_one  # noqa: PLC0415 # the pool imports this module

    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    gc.enable()
    incoming, outgoing = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the rows
    with suppress(EOFError, BrokenPipeError, pickle.UnpicklingError):
        archive = pickle.load(incoming)
        while True:
            batch = pickle.load(incoming)
            pickle.dump([read_one(each, archive) for each in batch], outgoing, pickle.HIGHEST_PROTOCOL)
            outgoing.flush()


if __name__ == "__main__":
    main()
