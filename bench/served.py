"""Servers to be measured: started on a port of their own on this machine, and stopped again."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil

LONGEST_START = 60.0  # seconds


@dataclass(frozen=True)
class Served:
    """A server that answers: where, its process, how many seconds from its start to its first answer."""

    url: str
    process: psutil.Process
    started_within: float

    @property
    def computing(self) -> float:
        """Return the seconds of computing that it has spent."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    @property
    def memory(self) -> int:
        """Return the bytes of memory that it holds; the pages of the archive that SQLite reads are not among them."""
        return int(self.process.memory_info().rss)


@contextmanager
def served(command: list[str], first: str = "/-/versions.json", cwd: Path | None = None) -> Iterator[Served]:
    """Start `command --port N` and wait until it answers at the address `first`. Raises OSError if it never does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    began = time.perf_counter()
    server = subprocess.Popen(
        [*command, "--port", str(port)], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        while not _answers(url + first):
            if server.poll() is not None or time.perf_counter() - began > LONGEST_START:
                raise OSError(f"{' '.join(command)}: it does not answer at {first}.")
            time.sleep(0.02)
        yield Served(url, psutil.Process(server.pid), time.perf_counter() - began)
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _answers(url: str) -> bool:
    try:
        urlopen(url, timeout=60).close()
    except HTTPError:
        raise
    except OSError:
        return False
    return True
