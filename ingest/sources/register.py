"""The register of ids published so far: a file beside the sources, one id a line, so that none is ever lost unnoticed."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from ingest.archive_file import reading
from ingest.errors import DeclarationError, SourceError

REGISTER = "published-ids.txt"
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def note(folder: Path, db: Path) -> tuple[int, int]:
    """Add the ids of the passages of the archive at `db` to the register in `folder`; return how many it has, and how many came.

    Raises SourceError where there is no such folder, or it cannot be written; DatabaseError where there is no archive.
    """
    if not folder.is_dir():
        raise SourceError(f"{folder}: there is no such folder; name the one that holds the sources.")
    path = folder / REGISTER
    known = set(noted(path)) if path.is_file() else set()
    found = _passages(db)
    fresh = path.with_suffix(".new")
    try:
        fresh.write_text("".join(f"{id}\n" for id in sorted(known | found)), encoding="ascii")
        os.replace(fresh, path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise SourceError(
            f"{path}: it cannot be written ({error.strerror}); free some space, or mend its permissions."
        ) from None
    return len(known | found), len(found - known)


def noted(path: Path) -> list[str]:
    """Return the ids of the register. Raises DeclarationError for a line that is no id."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise DeclarationError(f"{path}: it is not UTF-8; `ingest ids` writes this file, nobody else.") from None
    except OSError as error:
        raise SourceError(f"{path}: it cannot be read ({error.strerror}); mend its permissions.") from None
    for n, line in enumerate(lines, 1):
        if not ID.fullmatch(line):
            raise DeclarationError(
                f"{path}: line {n}: `{line[:80]}` is no id; `ingest ids` writes this file, nobody else."
            )
    return lines


def _passages(db: Path) -> set[str]:
    with reading(db) as connection:
        return {id for (id,) in connection.execute("select id from passages")}
