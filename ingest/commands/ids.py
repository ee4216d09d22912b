"""`ingest ids`: the register of the ids that are published."""

from __future__ import annotations

from pathlib import Path

import click

from ingest.commands.options import FILE
from ingest.sources import register
from ingest.terminal.say import say


@click.command("ids")
@click.argument("sources", type=FILE, default="sources")
@click.option("--db", type=FILE, default="archive.db", show_default=True, help="The archive that is published.")
def command(sources: Path, db: Path) -> None:
    """Note in the folder of SOURCES the ids of all passages of an archive, once it is published.

    A build then stops where one of them would be lost, until retired.yml says what became of it.
    """
    total, added = register.note(sources, db)
    say(f"{sources / register.REGISTER}: {total:,} ids, {added:,} of them noted now.")
