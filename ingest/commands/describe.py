"""`ingest describe`: the declaration that is proposed for a file."""

from __future__ import annotations

from pathlib import Path

import click

from ingest.commands.one_file import parsed
from ingest.commands.options import FILE
from ingest.declarations.describe import describe


@click.command("describe")
@click.argument("file", type=FILE)
def command(file: Path) -> None:
    """Print the declaration that the parser would propose for FILE, to be reviewed and saved as FILE's name + .yml."""
    received, archive, _ = parsed(file)
    click.echo(describe(received, archive), nl=False)
