"""The command `ingest`, which `python -m ingest` is too."""

from __future__ import annotations

import signal
import sys
from typing import Any


def main() -> None:
    """Run the command; one that is stopped (Ctrl-C) while it loads says no more than one that is stopped later.

    One that is told to end (`kill`, a shutdown, a terminal that is closed) removes what it has half made before it does.
    """
    for each in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(each) is signal.SIG_DFL:
            signal.signal(each, _end)
    try:
        from ingest.cli import ingest  # noqa: PLC0415 (it takes a second)
    except KeyboardInterrupt:
        sys.stderr.write("\nAborted!\n")
        sys.exit(1)
    ingest(prog_name="ingest")


def _end(number: int, _: Any) -> None:
    """End with the exit status of a program that a signal ended."""
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
