"""Memory that was used and is free again, given back to the system before others need it."""

from __future__ import annotations

import ctypes


def give_back() -> None:
    """Return to the system what this process holds for later (malloc_trim(3), of the GNU C library; others do it by themselves).

    It takes milliseconds. Between two steps that hold much, each for itself, it is the difference of both at once.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
