"""There: what is asked of an archive is asked of a file that is there and can be read."""

from __future__ import annotations

import os
from pathlib import Path

from ingest.errors import DatabaseError


def check_there(db: Path) -> None:
    """Raise DatabaseError where there is no file `db`, or it cannot be read."""
    try:
        is_file = db.is_file()
    except OSError as error:  # a folder above it cannot be looked into
        raise DatabaseError(f"{db}: it cannot be read ({error.strerror}); mend its permissions.") from None
    if not is_file:
        raise DatabaseError(f"{db}: there is no archive; build one with `ingest build`.")
    if not os.access(db, os.R_OK):
        raise DatabaseError(f"{db}: it cannot be read; mend its permissions.")
