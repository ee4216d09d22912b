"""Progress of a long job: one line on a terminal that is written over, and nothing elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from ingest.terminal.say import shown as printable

# what is done, of how many, and the name of what is at work; of none, the name of a stage
Progress = Callable[[int, int, str], None]

OFTEN = 0.1  # seconds between two lines
SURE = 3.0  # seconds after which the rest can be told


@contextmanager
def shown(what: str = "sources") -> Iterator[Progress]:
    """Yield what shows progress on standard error, if that is a terminal; `what` is counted."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    began = time.monotonic()
    last = 0.0

    def show(done: int, of: int, name: str) -> None:
        nonlocal last
        here = time.monotonic()
        if of and here - last < OFTEN:
            return
        last = here
        click.echo(f"\r\033[K{printable(line(done, of, name, here - began, what))}", err=True, nl=False)

    try:
        yield show
    finally:
        click.echo("\r\033[K", err=True, nl=False)


def line(done: int, of: int, name: str, seconds: float, what: str = "sources") -> str:
    """Return the line: "1,204 of 10,000 sources, 12 %, 3 min left: day-3.txt"."""
    if not of:
        return f"{name} …"
    rest = f", {_span(seconds * (of - done) / done)} left" if seconds > SURE and done else ""
    return f"{done:,} of {of:,} {what}, {done * 100 // of} %{rest}: {name}"


def _span(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"
