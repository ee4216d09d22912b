"""`ingest compare`: editions of rules side by side."""

from __future__ import annotations

from pathlib import Path

import click

from ingest.commands.options import FILE
from ingest.compare import Question, compare
from ingest.terminal.say import say


@click.command("compare")
@click.argument("instrument")
@click.argument("clause", required=False)
@click.option("--from", "before", help="The edition to compare from: its id, or words of its title.")
@click.option("--to", "after", help="The edition to compare with.")
@click.option("--changed", is_flag=True, help="Only the clauses that changed.")
@click.option("--at", help="What CLAUSE said on this date (2017, 2017-02 or 2017-02-01).")
@click.option("--db", type=FILE, default="archive.db", show_default=True, help="The archive to look in.")
def command(
    instrument: str, clause: str | None, before: str | None, after: str | None, changed: bool, at: str | None, db: Path
) -> None:
    """Print the editions of INSTRUMENT, or one CLAUSE of them, side by side: what was changed, word by word.

    Of what changed, [-this-] stands in the edition before alone, {+this+} in the later one. A part of a name will do.
    """
    for line in compare(db, Question(instrument, clause, before, after, changed, at)):
        say(line)
