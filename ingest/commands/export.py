"""`ingest export`: an archive as a folder of files."""

from __future__ import annotations

from pathlib import Path

import click

from ingest.commands.options import FILE
from ingest.exports.folder import EVERY, MANIFEST, SUMS, export
from ingest.terminal.progress import shown
from ingest.terminal.say import say


@click.command("export")
@click.argument("folder", type=FILE)
@click.option("--db", type=FILE, default="archive.db", show_default=True, help="The archive to export.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(EVERY),
    help="One to write, repeated; all if not said.",
)
@click.option("--at", help="Where the archive is published, as https://papers.example: references then have addresses.")
def command(folder: Path, db: Path, formats: tuple[str, ...], at: str | None) -> None:
    """Write an archive to FOLDER: the database, every table and view as files, references, and a manifest with their SHA-256.

    The folder is whole at once, or not there; one that holds anything but a former export is left alone.
    """
    if at and not at.startswith(("https://", "http://")):
        raise click.UsageError("--at is an address that begins with https://, as https://papers.example.")
    with shown("files") as progress:
        chosen = [each for each in EVERY if each in formats or not formats]
        files = export(db, folder, chosen, progress, at)
    rows = sum({each.table: each.rows for each in files if each.rows}.values())
    size = sum(each.bytes for each in files)
    say(f"{folder}: {len(files):,} files, {size:,} bytes, {rows:,} rows; {MANIFEST} and {SUMS} tell what they are.")
