"""`ingest build`: the archive of a folder, made and verified."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from ingest.build import build
from ingest.commands.options import FILE
from ingest.terminal.progress import shown
from ingest.terminal.row_words import row_words
from ingest.terminal.say import say
from ingest.verifying.report import Report
from ingest.workers.cluster import cluster
from ingest.workers.pool import outcomes
from ingest.workers.worker import collect_less


@click.command("build")
@click.argument("sources", type=FILE, default="sources")
@click.option("--db", type=FILE, default="archive.db", show_default=True, help="The archive to write.")
@click.option("--files", type=FILE, help="A folder in which files are found by their sha256.")
@click.option(
    "--workers", type=click.IntRange(1, 256), help="Processes that parse; as many as there are cores if not said."
)
@click.option(
    "--cluster", "address", help="The scheduler of a Dask cluster that parses instead, as tcp://10.0.0.1:8786."
)
def command(sources: Path, db: Path, files: Path | None, workers: int | None, address: str | None) -> None:
    """Build the archive of a folder of SOURCES; the old one stays until the new one is whole and verified.

    A source that has not changed since the last build is not parsed again; where nothing has, the archive stays as it is.
    """
    collect_less()
    reader = cluster(address) if address else partial(outcomes, workers=workers)
    with shown() as progress:
        report = build(sources, db, files, progress, reader)
    for said in report.unread:
        say(f"not read: {said}", err=True)
    for said in report.left:
        say(f"look at this: {said}", err=True)
    say(_counts(report))
    done = "as it was built and verified: nothing has changed since" if report.same else "built and verified"
    say(f"{db}: {db.stat().st_size:,} bytes, {done}.")


def _counts(report: Report) -> str:
    shown = [row_words(name, count) for name, count in report.counts.items() if count and name != "about"]
    return ", ".join(shown) + "."
