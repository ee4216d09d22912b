"""Builds and servers in processes that begin in a moment: each is forked from one that has loaded everything."""

from __future__ import annotations

import multiprocessing
import os
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

from datasette.cli import cli

from ingest.build import build

FORKS = multiprocessing.get_context("forkserver")
# this module, and plugins that load what all the others do
FORKS.set_forkserver_preload([__name__, "plugins.search", "plugins.check"])


def building(sources: Path, db: Path, **environment: str) -> BaseProcess:
    """Start to build `db` in a process of its own."""
    process = FORKS.Process(target=_build, args=(sources, db, environment))
    process.start()
    return process


def seconds(sources: Path, db: Path, **environment: str) -> float:
    """Build `db` in a process of its own, and return how long that took once everything was loaded."""
    loaded = FORKS.Process(target=int)
    loaded.start()
    loaded.join()
    began = time.monotonic()
    process = building(sources, db, **environment)
    process.join(60)
    assert process.exitcode == 0
    return time.monotonic() - began


def serving(folder: Path, port: int, log: Path) -> BaseProcess:
    """Start `datasette serve` in a configuration directory, on a port of this machine; what it says goes into `log`."""
    process = FORKS.Process(target=_serve, args=(folder, port, log))
    process.start()
    return process


def _build(sources: Path, db: Path, environment: dict[str, str]) -> None:
    os.environ.update(environment)
    build(sources, db)


def _serve(folder: Path, port: int, log: Path) -> None:
    os.chdir(folder)
    with log.open("w") as said:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
    cli(["serve", ".", "--host", "127.0.0.1", "--port", str(port)])
