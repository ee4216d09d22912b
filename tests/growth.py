"""How the time of a piece of work grows with its size, on a machine that may be busy with other things."""

from __future__ import annotations

import gc
from collections.abc import Callable
from math import inf
from time import process_time

LEAST = 0.4  # seconds: what takes less is not told from chance
TRIES = 6
MOST = 8  # times as long for four times as much; sixteen times, if it were quadratic


def assert_linear(work: Callable[[int], object], size: int) -> None:
    """Assert that four times the size takes about four times as long: the fastest of some tries of both."""
    once = fourfold = inf
    for _ in range(TRIES):
        once, fourfold = min(once, _seconds(work, size)), min(fourfold, _seconds(work, 4 * size))
        if fourfold <= max(MOST * once, LEAST):
            return
    raise AssertionError(f"{once:.3f} s, and {fourfold:.3f} s for four times as much")


def _seconds(work: Callable[[int], object], size: int) -> float:
    # without the search for garbage, as timeit measures: what it costs depends on what other tests have left in memory
    gc.collect()
    gc.disable()
    try:
        began = process_time()
        work(size)
        return process_time() - began
    finally:
        gc.enable()
