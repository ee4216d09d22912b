"""Small folders of sources, archives built of them, and the command run on them."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from ingest.build import build
from ingest.cli import ingest

ROOT = Path(__file__).resolve().parent.parent

# Two posts of an invented branch, newest first.
DUMP = """\
Tuesday, 12 March 2019

The kettle is back

The kettle in the packing hall was returned to its shelf on Monday night, which nobody had expected of the works council.

Write to Ada Quill at ada.quill@post.example or ring her on 07700 900123 before the meeting.

Sunday, 10 March 2019

Who took the kettle

It stood beside the scales for eleven years, and on Friday it was gone with its flex and its saucer of scale.
"""
LETTER = """\
3 April 2019

Dear Ms Quill,

The works council has considered the matter of the kettle and finds that it was borrowed for an inventory.

Yours faithfully,

Tobias Fenn
"""


def folder(at: Path, **files: str | bytes) -> Path:
    """Write a folder of sources: `day_1__txt="…"` is the file `day_1.txt`."""
    at.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = at / name.replace("__", ".")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return at


def built(at: Path, **files: str | bytes) -> Path:
    """Build the archive of such a folder, and return its path."""
    db = at / "archive.db"
    build(folder(at / "sources", **files), db)
    return db


def rows(db: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Ask an archive, without leave to change it."""
    with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(sql, values).fetchall()


def tables(db: Path) -> list[str]:
    return [
        name for (name,) in rows(db, "select name from sqlite_master where type = 'table' and sql like '%) strict'")
    ]


def everything(db: Path) -> str:
    """Return every value of every row of every table and view, as one text in small letters."""
    found = []
    for (name,) in rows(db, "select name from sqlite_master where type in ('table', 'view')"):
        found += [str(value) for row in rows(db, f'select * from "{name}"') for value in row]
    return "\n".join(found).casefold()


def run(*args: str | Path) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(ingest, [str(arg) for arg in args])


def start(*args: str | Path, before: str = "", **environment: str) -> subprocess.Popen[str]:
    """Start the command in a process of its own, after the lines of Python `before`."""
    code = f"from ingest.cli import ingest\n{before}\ningest(prog_name='ingest')"
    return subprocess.Popen(
        [sys.executable, "-c", code, *(str(arg) for arg in args)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}", **environment},
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for a command, and return its exit status and all that it said."""
    out, err = process.communicate(timeout=60)
    return process.returncode, out + err
