"""`ingest schema`: what a declaration may say."""

from __future__ import annotations

import json

import click
import msgspec

from ingest.declarations.allegations import Allegations
from ingest.declarations.archive import Archive
from ingest.declarations.retired import RetiredIds
from ingest.declarations.source import Declaration


@click.command("schema")
@click.argument("what", type=click.Choice(["declaration", "archive", "allegations", "retired"]), default="declaration")
def command(what: str) -> None:
    """Print the JSON Schema of a source's declaration, of archive.yml, allegations.yml or retired.yml."""
    kinds = {"declaration": Declaration, "archive": Archive, "allegations": Allegations, "retired": RetiredIds}
    click.echo(json.dumps(msgspec.json.schema(kinds[what]), indent=2))
