"""A piece of work done in a copy of this process (fork): whatever ends the copy, who asked for it lives to tell.

A copy begins in a moment, with everything loaded, where another program would load it for most of a second.
"""

from __future__ import annotations

import os
import pickle
import signal
import warnings
from collections.abc import Callable
from typing import NoReturn, TypeVar

from ingest.workers.worker import Died

Made = TypeVar("Made")


def in_a_copy(work: Callable[[], Made]) -> Made:
    """Return what a copy makes. Raises Died, which knows the signal, where the copy does not live to tell."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # other threads are no danger to a copy that only reads, and leaves
        child = os.fork()
    if not child:
        os.close(reading)
        _leave(writing, work)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as made:
            told = made.read()
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        _, status = os.waitpid(child, 0)
    if status:
        raise Died(os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)
    found: Made = pickle.loads(told)
    return found


def _leave(writing: int, work: Callable[[], object]) -> NoReturn:
    """Say what was made, and end this process."""
    try:
        os.dup2(2, 1)  # what a library prints is nothing that the command says
        with os.fdopen(writing, "wb") as told:
            told.write(pickle.dumps(work(), pickle.HIGHEST_PROTOCOL))
        os._exit(0)
    finally:
        os._exit(1)
