"""`ingest parse`: what is found in one file."""

from __future__ import annotations

from pathlib import Path

import click

from ingest.commands.one_file import parsed
from ingest.commands.options import FILE
from ingest.terminal import show
from ingest.terminal.say import say


@click.command("parse")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Every row, as JSON.")
def command(file: Path, as_json: bool) -> None:
    """Print the documents, passages and records found in one FILE."""
    _, _, found = parsed(file)
    if as_json:
        click.echo(show.as_json(found))
    else:
        for line in show.as_text(found):
            say(line)
