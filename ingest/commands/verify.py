"""`ingest verify`: the laws proved on an archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from ingest.commands.options import FILE
from ingest.terminal.say import say
from ingest.verify import verify
from ingest.verifying.report import Coverage, Report

MOST_SHOWN = 5  # passages in which withheld words stand elsewhere


@click.command("verify")
@click.argument("db", type=FILE, default="archive.db")
@click.option("--files", type=FILE, help="A folder in which the files as received are looked for.")
def command(db: Path, files: Path | None) -> None:
    """Rebuild every source of DB from its segments, compare its SHA-256, run every check, print how it is covered.

    With --files, also find the file that each source was: what is withheld is masked in it, and the rest must be the same. Where words
    that a pattern withholds stand in another source, that is told.
    """
    report = verify(db, files)
    for line in _table(report):
        say(line)
    say(f"checks: {len(report.checks)} and the integrity of pages, keys, indexes, search tables and digest.")
    found = sum(each.received is not None for each in report.coverage)
    if files:
        say(
            f"files as received: {found} of {len(report.coverage)} found in {files}, the same but for what is withheld."
        )
        for each in report.coverage:
            if each.elsewhere:
                say(
                    f"{each.source_id}: words withheld in it stand in {_shown(each.elsewhere)}; withhold them there too, if you mean to."
                )
    report.or_raise()
    say(f"{db}: every promise holds.")


def _shown(ids: list[str]) -> str:
    more = f" and {len(ids) - MOST_SHOWN:,} more" if len(ids) > MOST_SHOWN else ""
    return ", ".join(ids[:MOST_SHOWN]) + more


def _table(report: Report) -> Iterator[str]:
    width = max([len(each.source_id) for each in report.coverage], default=6)
    yield f"{'source':<{width}} {'characters':>10} {'passages':>9} {'discarded':>9} {'withheld':>9}  discards by name"
    for each in report.coverage:
        yield _row(each, width)


def _row(each: Coverage, width: int) -> str:
    discarded = sum(each.discards.values())
    names = ", ".join(f"{name} {count:,}" for name, count in each.discards.items())
    share = f"{each.passages / each.characters:.1%}" if each.characters else "–"
    return f"{each.source_id:<{width}} {each.characters:>10,} {share:>9} {discarded:>9,} {each.withheld:>9,}  {names}"
