"""Fault: why an archive cannot be searched, in a sentence for who searches; each kind is told as what it is."""

from __future__ import annotations

import sqlite3

from ingest.pages.served import UNFIT
from ingest.tables import OtherVersionError

NOTHING_SERVED = "No archive is served here, so there is nothing to search."
NOT_OURS = "The file that is served here was not built by `ingest build`, so there is nothing to search."
TOO_LONG = "This took too long, and was given up. Longer beginnings and fewer words are quicker."
NO_MEMORY = "The server has too little memory left for this search. Try it again in a minute."
UNREADABLE = "The archive cannot be read ({}). Whoever keeps this site finds more with `ingest verify`."
MISSING, UNAVAILABLE = 404, 503


class SearchFaultError(Exception):
    """A search that could not be made; its words are for the reader, `status` is that of HTTP."""

    def __init__(self, words: str, status: int = UNAVAILABLE) -> None:
        super().__init__(words)
        self.status = status


def fault(error: Exception, connection: sqlite3.Connection | None) -> SearchFaultError:
    """Return what to tell of an error of SQLite, or of memory, that a search met. Raises one that is a mistake of ours again."""
    if isinstance(error, sqlite3.ProgrammingError):
        raise error
    if isinstance(error, OtherVersionError):
        return SearchFaultError(UNFIT if connection is None or _is_ours(connection) else NOT_OURS)
    if isinstance(error, MemoryError):
        return SearchFaultError(NO_MEMORY)
    if "interrupted" in str(error):
        return SearchFaultError(TOO_LONG)
    return SearchFaultError(UNREADABLE.format(error))


def _is_ours(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("select 1 from sqlite_master where name = 'about'").fetchone())
