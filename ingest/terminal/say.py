"""What commands print: nothing that stands in a document, or in the name of a file, moves the cursor of a terminal or renames it."""

from __future__ import annotations

import re

import click

# ESC, BEL, backspace …, and CSI as one sign: what a terminal obeys instead of showing it
OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def say(words: str, err: bool = False) -> None:
    """Print a line for a person, controls as replacement characters."""
    click.echo(shown(words), err=err)


def shown(words: str) -> str:
    """Return words as a terminal may show them.

    >>> shown("k\\x1b[2J")
    'k�[2J'
    """
    return OBEYED.sub("\ufffd", words)
