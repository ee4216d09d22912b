"""Serving an archive: Datasette with the right settings, the file immutable, its counts fresh."""

from __future__ import annotations

import errno
import json
import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from ingest.archive_file import answering, check_there, to_read
from ingest.errors import DatabaseError, ListeningError

SITE = Path(__file__).resolve().parent.parent
PARTS = ("templates", "plugins", "static", "settings.json")


def site(db: Path, into: Path | None = None) -> Path:
    """Make a Datasette configuration directory for `db` and return it: `into`, or one for each archive in `build/`.

    The pages are those of this project; title, description and licence are those that the archive states of itself.
    Raises DatabaseError where there is no archive, no project to take the pages from, or where `into` cannot be written.
    """
    check_there(db)
    if not (SITE / "metadata.yml").is_file():
        raise DatabaseError(
            f"{SITE}: metadata.yml is not there; run `ingest serve` from a checkout (pip install -e .)."
        )
    metadata = _metadata(db)
    into = into or SITE / "build" / f"site-{sha256(bytes(db.resolve())).hexdigest()[:12]}"
    try:
        into.mkdir(parents=True, exist_ok=True)
        for name in PARTS:
            _point(into / name, SITE / name)
        # always of this name: pages, metadata and queries speak of /archive
        _point(into / "archive.db", db.resolve())
        (into / "metadata.yml").write_text(metadata, encoding="utf-8")
        _inspect(into)
    except OSError as error:
        raise DatabaseError(f"{into}: it cannot be written ({error.strerror}); mend its permissions.") from None
    return into


def check_free(host: str, port: int) -> None:
    """Raise ListeningError where a server cannot listen: at an address that is not this machine's, a port that is taken."""
    faults: list[str] = []
    try:
        every = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for family, type, protocol, _, address in every:
            faults += _fault(family, type, protocol, address)
    except (OSError, UnicodeError) as error:
        every, faults = [], [getattr(error, "strerror", None) or str(error)]
    # a name may stand for addresses of which this machine has one alone
    taken = os.strerror(errno.EADDRINUSE)
    if taken in faults or len(faults) >= max(1, len(every)):
        why = taken if taken in faults else faults[0]
        raise ListeningError(
            f"{host}:{port}: nothing can be served there ({why}); stop what is served there, or name another with --host or --port."
        )


def _fault(family: int, type: int, protocol: int, address: Any) -> list[str]:
    """Return what keeps a server from listening at an address."""
    try:
        with closing(socket.socket(family, type, protocol)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            probe.bind(address)
    except OSError as error:
        return [error.strerror or str(error)]
    return []


def serve(folder: Path, host: str, port: int) -> None:
    """Serve a configuration directory until it is stopped. Does not return."""
    command = [sys.executable, "-m", "datasette", "serve", str(folder), "--host", host, "--port", str(port)]
    os.execv(sys.executable, command)


def _point(link: Path, target: Path) -> None:
    link.unlink(missing_ok=True)
    link.symlink_to(target)


def _metadata(db: Path) -> str:
    metadata = yaml.safe_load((SITE / "metadata.yml").read_text(encoding="utf-8"))
    with answering(db), closing(sqlite3.connect(to_read(db), uri=True)) as connection:
        title, description, licence = connection.execute("select title, description, licence from about").fetchone()
    metadata["title"], metadata["description"] = title, description
    if metadata.get("license") != licence:
        metadata["license"] = licence
        metadata.pop("license_url", None)
    return yaml.safe_dump(metadata, sort_keys=False, allow_unicode=True)


def _inspect(folder: Path) -> None:
    """Write the counts beside the file, so that Datasette serves it as immutable; the name must be relative.

    They stand until the file is another: reading a gigabyte takes longer than all the rest of a start.
    """
    found = os.stat(folder / "archive.db")
    which = f"{found.st_dev} {found.st_ino} {found.st_size} {found.st_ctime_ns}"
    told, counts = folder / "inspected.txt", folder / "inspect-data.json"
    if counts.is_file() and told.is_file() and told.read_text(encoding="utf-8") == which:
        return
    done = subprocess.run(
        [sys.executable, "-m", "datasette", "inspect", "archive.db"], cwd=folder, capture_output=True, check=True
    )
    counts.write_text(json.dumps(json.loads(done.stdout)), encoding="utf-8")
    told.write_text(which, encoding="utf-8")
