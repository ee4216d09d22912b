"""`ingest quote`: quotations looked for in an archive."""

from __future__ import annotations

from pathlib import Path

import click

from ingest.commands.one_file import parsed
from ingest.commands.options import FILE
from ingest.matching.texts import quoted, quoted_in
from ingest.quote import check
from ingest.terminal.say import say


@click.command("quote")
@click.argument("text", required=False)
@click.option("--file", type=FILE, help="An article, of any format that is read.")
@click.option("--db", type=FILE, default="archive.db", show_default=True, help="The archive to look in.")
def command(text: str | None, file: Path | None, db: Path) -> None:
    """Look for every quotation in TEXT, a file or standard input, and print what came of it, with its place.

    A text without quotation marks is one quotation. Of what differs, [-this-] is in the source, {+this+} in the quotation.
    """
    if text is not None and file:
        raise click.UsageError("give a text or --file, not both.")
    if text is None and not file:
        with click.open_file("-", encoding="utf-8", errors="replace") as stream:
            text = stream.read()
    every = quoted_in(parsed(file)[2].rows) if file else quoted(text or "")
    if not every:
        raise click.UsageError("there is no text to look for.")
    for line in check(db, every):
        say(line)
