"""`python -m ingest` is the command `ingest`."""

from ingest.cli import ingest

ingest(prog_name="ingest")
