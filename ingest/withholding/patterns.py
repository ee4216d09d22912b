"""Patterns that a maintainer declares, looked for in texts that others wrote: for a time that is bounded, however a text is made.

Python's own expressions try every way in which a pattern can be read: `(a+)+b` takes as good as for ever on forty letters `a`. Which
texts take long cannot be told of a pattern alone, and what is withheld must not be missed: so that a search which is cut short
stops the build.
"""

from __future__ import annotations

import math
import re
import resource
import signal
import warnings
from collections.abc import Sequence
from functools import lru_cache
from threading import current_thread, local, main_thread
from typing import Any

from ingest.errors import DeclarationError, PatternError
from ingest.workers.copied_process import in_a_copy
from ingest.workers.worker import Died, Worker

# seconds of computing that any text may take, and signs that are looked through in each second more; a pattern
# that reads a text in one way only takes a hundredth of it
LEAST = 5.0
MOST_AT_ONCE = 20_000  # signs in which Python sees soon enough that the time is up: it looks every 4,096 beginnings
SIGNS_A_SECOND = 400_000

Places = list[tuple[int, int]]


def places(pattern: str, text: str, flags: int = 0) -> Places:
    """Return where a pattern fits a text, without the blanks around it; in order, none empty, none overlapping.

    Raises DeclarationError for a pattern that is no regular expression, PatternError for one that takes too long.
    """
    _compiled(pattern, flags)
    asked = (pattern, text, flags)
    try:
        found = bounded(*asked) if current_thread() is main_thread() else _in_a_process(asked)
    except Died:
        raise DeclarationError(
            f"withhold: looking for the pattern `{pattern}` was stopped from outside, for want of memory perhaps; "
            "write it so that it fits shorter stretches."
        ) from None
    if found is None:
        raise PatternError(
            f"withhold: the pattern `{pattern}` takes too long: {seconds(text):,.0f} seconds were not enough to look through "
            f"{len(text):,} signs. Write it so that a text can be read in one way only: no repeat within a repeat (`a+`, not `(a+)+`), no two "
            "repeats of the same signs beside each other, and where you can a word in front of the first repeat."
        )
    return found


def bounded(pattern: str, text: str, flags: int = 0) -> Places | None:
    """Return the places of a pattern, or None where it takes too long. Only the main thread of a process can be stopped in this.

    Raises Died where a copy of the process that looks does not live to tell.
    """
    if len(text) > MOST_AT_ONCE:
        return _in_a_copy(pattern, text, flags)
    before = signal.signal(signal.SIGVTALRM, _stop)
    try:
        # computing is counted, not the clock: a busy machine changes nothing
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds(text))
        found = _found(pattern, text, flags)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except _TooLong:
        return None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before or signal.SIG_DFL)
    return found


def _found(pattern: str, text: str, flags: int) -> Places:
    found = ((match.start(), match[0]) for match in _compiled(pattern, flags).finditer(text))
    return [
        (start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
        for start, words in found
        if words.strip()
    ]


def _in_a_copy(pattern: str, text: str, flags: int) -> Places | None:
    """Look in a copy of this process, which the system ends: in a long text Python sees only minutes later that the time is up."""
    try:
        return in_a_copy(lambda: _limited(pattern, text, flags))
    except Died as died:
        if died.by == signal.SIGXCPU:
            return None
        raise


def _limited(pattern: str, text: str, flags: int) -> Places:
    """Look, for as long as the text may take; then the system ends this process."""
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    most, (_, hard) = math.ceil(seconds(text)), resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    return _found(pattern, text, flags)


def seconds(text: str) -> float:
    """Return how many seconds of computing a text may take."""
    return LEAST + len(text) / SIGNS_A_SECOND


class _TooLong(Exception):
    """The time is up."""


def _stop(*_: Any) -> None:
    raise _TooLong


@lru_cache(maxsize=4096)
def _compiled(pattern: str, flags: int) -> re.Pattern[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what Python may read otherwise in years to come
            return re.compile(pattern, flags)
    except (re.error, OverflowError) as error:
        raise DeclarationError(f"withhold: `{pattern}` is no regular expression ({error}); mend it.") from None
    except (RecursionError, MemoryError):
        raise DeclarationError(
            f"withhold: `{pattern[:60]}…` is nested too deeply for a regular expression; write it in several patterns."
        ) from None


_own = local()


def _in_a_process(asked: tuple[str, str, int]) -> Places | None:
    """Look in a process that this thread keeps for it: where a cluster does the work, it is done in threads."""
    if not hasattr(_own, "worker"):
        _own.worker = Worker(_looking)
    worker: Worker[tuple[str, str, int], Places | None] = _own.worker
    return worker.do([asked])[0]


def _looking() -> Any:
    """Return what begins the process, and returns what that does with what it is asked."""
    return lambda: _look


def _look(batch: Sequence[tuple[str, str, int]]) -> list[Places | None]:
    try:
        return [bounded(*asked) for asked in batch]
    except Died:
        raise SystemExit(1) from None  # without a traceback: who asked sees that it ended
