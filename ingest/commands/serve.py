"""`ingest serve`: an archive published on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from ingest import serve
from ingest.commands.options import FILE
from ingest.terminal.say import say


@click.command("serve")
@click.argument("db", type=FILE, default="archive.db")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
def command(db: Path, host: str, port: int) -> None:
    """Serve DB with Datasette: immutable, with this project's pages."""
    serve.check_free(host, port)
    folder = serve.site(db)
    say(f"{db} on http://{host}:{port} (stop it with Ctrl-C)", err=True)
    serve.serve(folder, host, port)
