"""The maintainer's commands. A mistake ends with a sentence and exit status 2, never with a traceback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click
import msgspec

from ingest import describe as describing
from ingest import quote as quoting
from ingest import register, show
from ingest import serve as serving
from ingest.build import build as build_archive
from ingest.cluster import cluster
from ingest.compare import Question
from ingest.compare import compare as compare_rules
from ingest.declare import Allegations, Archive, Declaration, RetiredIds
from ingest.declared import load
from ingest.export_folder import EVERY, MANIFEST, SUMS
from ingest.export_folder import export as export_archive
from ingest.matching.texts import quoted, quoted_in
from ingest.parse import Parsed
from ingest.parse import parse as parse_source
from ingest.pool import outcomes
from ingest.progress import shown
from ingest.read import ARCHIVE, Received, one
from ingest.retrace import Coverage
from ingest.sentences import Sentences
from ingest.verify import Report
from ingest.verify import verify as verify_archive

FILE = click.Path(path_type=Path, readable=False)  # what cannot be read is told by those who read it
DB = click.option("--db", type=FILE, default="archive.db", show_default=True, help="The archive to write.")


@click.group(cls=Sentences, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="evidence-archive")
def ingest() -> None:
    """Turn public documents into one SQLite file in which every word can be found, cited and checked."""


@ingest.command()
@click.argument("sources", type=FILE, default="sources")
@DB
@click.option("--files", type=FILE, help="A folder in which files are found by their sha256.")
@click.option(
    "--workers", type=click.IntRange(1, 256), help="Processes that parse; as many as there are cores if not said."
)
@click.option(
    "--cluster", "address", help="The scheduler of a Dask cluster that parses instead, as tcp://10.0.0.1:8786."
)
def build(sources: Path, db: Path, files: Path | None, workers: int | None, address: str | None) -> None:
    """Build the archive of a folder of SOURCES; the old one stays until the new one is whole and verified.

    A source that has not changed since the last build is not parsed again; where nothing has, the archive stays as it is.
    """
    reader = cluster(address) if address else partial(outcomes, workers=workers)
    with shown() as progress:
        report = build_archive(sources, db, files, progress, reader)
    for said in report.unread:
        click.echo(f"not read: {said}", err=True)
    click.echo(_counts(report))
    done = "as it was built and verified: nothing has changed since" if report.same else "built and verified"
    click.echo(f"{db}: {db.stat().st_size:,} bytes, {done}.")


@ingest.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Every row, as JSON.")
def parse(file: Path, as_json: bool) -> None:
    """Print the documents, passages and records found in one FILE."""
    _, _, parsed = _parsed(file)
    if as_json:
        click.echo(show.as_json(parsed))
    else:
        for line in show.as_text(parsed):
            click.echo(line)


@ingest.command()
@click.argument("file", type=FILE)
def describe(file: Path) -> None:
    """Print the declaration that the parser would propose for FILE, to be reviewed and saved as FILE's name + .yml."""
    received, archive, _ = _parsed(file)
    click.echo(describing.describe(received, archive), nl=False)


@ingest.command()
@click.argument("db", type=FILE, default="archive.db")
@click.option("--files", type=FILE, help="A folder in which the files as received are looked for.")
def verify(db: Path, files: Path | None) -> None:
    """Rebuild every source of DB from its segments, compare its SHA-256, run every check, print how it is covered.

    With --files, also find the file that each source was: what is withheld is masked in it, and the rest must be the same.
    """
    report = verify_archive(db, files)
    for line in _table(report):
        click.echo(line)
    click.echo(f"checks: {len(report.checks)} and the integrity of pages, keys, indexes, search tables and digest.")
    found = sum(each.received is not None for each in report.coverage)
    if files:
        click.echo(
            f"files as received: {found} of {len(report.coverage)} found in {files}, the same but for what is withheld."
        )
    report.or_raise()
    click.echo(f"{db}: every promise holds.")


@ingest.command()
@click.argument("text", required=False)
@click.option("--file", type=FILE, help="An article, of any format that is read.")
@click.option("--db", type=FILE, default="archive.db", show_default=True, help="The archive to look in.")
def quote(text: str | None, file: Path | None, db: Path) -> None:
    """Look for every quotation in TEXT, a file or standard input, and print what came of it, with its place.

    A text without quotation marks is one quotation. Of what differs, [-this-] is in the source, {+this+} in the quotation.
    """
    if text is not None and file:
        raise click.UsageError("give a text or --file, not both.")
    if text is None and not file:
        with click.open_file("-", encoding="utf-8", errors="replace") as stream:
            text = stream.read()
    every = quoted_in(_parsed(file)[2].rows) if file else quoted(text or "")
    if not every:
        raise click.UsageError("there is no text to look for.")
    for line in quoting.check(db, every):
        click.echo(line)


@ingest.command()
@click.argument("instrument")
@click.argument("clause", required=False)
@click.option("--from", "before", help="The edition to compare from: its id, or words of its title.")
@click.option("--to", "after", help="The edition to compare with.")
@click.option("--changed", is_flag=True, help="Only the clauses that changed.")
@click.option("--at", help="What CLAUSE said on this date (2017, 2017-02 or 2017-02-01).")
@click.option("--db", type=FILE, default="archive.db", show_default=True, help="The archive to look in.")
def compare(
    instrument: str, clause: str | None, before: str | None, after: str | None, changed: bool, at: str | None, db: Path
) -> None:
    """Print the editions of INSTRUMENT, or one CLAUSE of them, side by side: what was changed, word by word.

    Of what changed, [-this-] stands in the edition before alone, {+this+} in the later one. A part of a name will do.
    """
    for line in compare_rules(db, Question(instrument, clause, before, after, changed, at)):
        click.echo(line)


@ingest.command()
@click.argument("db", type=FILE, default="archive.db")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
def serve(db: Path, host: str, port: int) -> None:
    """Serve DB with Datasette: immutable, with this project's pages."""
    serving.check_free(host, port)
    folder = serving.site(db)
    click.echo(f"{db} on http://{host}:{port} (stop it with Ctrl-C)", err=True)
    serving.serve(folder, host, port)


@ingest.command()
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
def export(folder: Path, db: Path, formats: tuple[str, ...], at: str | None) -> None:
    """Write an archive to FOLDER: the database, every table and view as files, references, and a manifest with their SHA-256.

    The folder is whole at once, or not there; one that holds anything but a former export is left alone.
    """
    if at and not at.startswith(("https://", "http://")):
        raise click.UsageError("--at is an address that begins with https://, as https://papers.example.")
    with shown("files") as progress:
        chosen = [each for each in EVERY if each in formats or not formats]
        files = export_archive(db, folder, chosen, progress, at)
    rows = sum({each.table: each.rows for each in files if each.rows}.values())
    size = sum(each.bytes for each in files)
    click.echo(
        f"{folder}: {len(files):,} files, {size:,} bytes, {rows:,} rows; {MANIFEST} and {SUMS} tell what they are."
    )


@ingest.command()
@click.argument("sources", type=FILE, default="sources")
@click.option("--db", type=FILE, default="archive.db", show_default=True, help="The archive that is published.")
def ids(sources: Path, db: Path) -> None:
    """Note in the folder of SOURCES the ids of all passages of an archive, once it is published.

    A build then stops where one of them would be lost, until retired.yml says what became of it.
    """
    total, added = register.note(sources, db)
    click.echo(f"{sources / register.REGISTER}: {total:,} ids, {added:,} of them noted now.")


@ingest.command()
@click.argument("what", type=click.Choice(["declaration", "archive", "allegations", "retired"]), default="declaration")
def schema(what: str) -> None:
    """Print the JSON Schema of a source's declaration, of archive.yml, allegations.yml or retired.yml."""
    kinds = {"declaration": Declaration, "archive": Archive, "allegations": Allegations, "retired": RetiredIds}
    click.echo(json.dumps(msgspec.json.schema(kinds[what]), indent=2))


def _parsed(file: Path) -> tuple[Received, Archive, Parsed]:
    received = one(file)
    declared = file.parent / ARCHIVE
    archive = load(declared, Archive) if declared.is_file() else Archive(title=file.parent.name or "archive")
    return received, archive, parse_source(received, archive)


def _counts(report: Report) -> str:
    shown = [f"{count:,} {_of(name, count)}" for name, count in report.counts.items() if count and name != "about"]
    return ", ".join(shown) + "."


def _of(table: str, count: int) -> str:
    words = table.replace("_", " ")
    return words if count != 1 else "person" if words == "people" else words.removesuffix("s")


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
