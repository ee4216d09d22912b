"""Which set of rules a part of an address names: as we write it, or as anyone else would."""

from __future__ import annotations

import re
import sqlite3
from urllib.parse import unquote

from datasette.utils import tilde_decode

from ingest.ids import slug

TILDE = re.compile(r"[A-Za-z0-9_~+-]+")
MOST = 1_000  # sets of rules among which one in another spelling is looked for
NAMED = "select 1 from rule_editions where instrument = ? limit 1"
NAMES = "select distinct instrument from rule_editions where instrument is not null limit ?"


def named(connection: sqlite3.Connection, written: str) -> tuple[str | None, bool]:
    """Return the set of rules that is named, and whether by its very name; None where there is none of that name.

    One is meant too in other capitals, or with other signs between its words, where it is the only one so called.
    """
    names = [tilde_decode(written)] if TILDE.fullmatch(written) else []
    for name in [*names, unquote(written)]:
        if connection.execute(NAMED, (name,)).fetchone():
            return name, True
    wanted = slug(unquote(written))
    held = connection.execute(NAMES, (MOST,)).fetchall() if wanted else []
    meant = [name for (name,) in held if slug(name) == wanted]
    return (meant[0] if len(meant) == 1 else None), False
