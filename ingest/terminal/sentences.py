"""Sentences: how a command ends that could not do what it was asked: with words on standard error, never with a traceback."""

from __future__ import annotations

import errno
import os
import sys
from typing import Any

import click

from ingest.errors import ArchiveError, BrokenPromise
from ingest.terminal.say import say

MISTAKE, BROKEN = 2, 1  # exit status


class Sentences(click.Group):
    """A group whose commands turn mistakes, and what cannot be written, into sentences on standard error."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ArchiveError as error:
            say(str(error), err=True)
            ctx.exit(MISTAKE)
        except BrokenPromise as error:
            say(f"{error}\nThe archive does not keep these promises.", err=True)
            ctx.exit(BROKEN)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except OSError as error:
            say(_told(error), err=True)
            sys.exit(MISTAKE)


def _told(error: OSError) -> str:
    """Return what to say of what the system refused; where it is no file, it is what is printed, and none of it is tried again."""
    why = error.strerror or str(error)
    if error.filename is not None:
        return f"{error.filename}: it cannot be used ({why}); mend that, and try again."
    if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EDQUOT):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
    return f"standard output: it cannot be written ({why}); free some space, or print elsewhere."
