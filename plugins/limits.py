"""Limits: readers may run any SELECT, and none of them can write, reach another file or take all the memory.

Each is a promise of SQLite itself, set per connection: "Untrusted SQL inputs", https://sqlite.org/security.html
"""

from __future__ import annotations

import ctypes
import sqlite3
from contextlib import suppress

from datasette import hookimpl
from datasette.app import Datasette

from ingest.pages.served import is_internal

HEAP_BYTES = 512 * 1024 * 1024  # of the whole process; SQLite then answers "out of memory" to one query
VALUE_BYTES = 1_000_000  # of one value or row, where the archive itself holds no longer text
# SQLite looks at the clock between two steps only, so a program is kept short and its values small.
LIMITS = {
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 20_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 3_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 150,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
# The longest text of the archive in characters: every passage and discard is a segment, the rest are longer stretches.
LONGEST = "select max(longest) from (" + " union all ".join(
    f'select max("end" - "start") as longest from {table}'
    for table in ("segments", "documents", "article_extracts", "chat_messages", "motions", "witness_statements")
) + ")"  # fmt: skip
# What Datasette and FTS5 ask of the database, and what tells an analyst about a table; none changes anything.
PRAGMAS = {
    "collation_list", "compile_options", "data_version", "database_list", "encoding", "foreign_key_list",
    "function_list", "index_info", "index_list", "index_xinfo", "max_page_count", "module_list", "page_count",
    "page_size", "schema_version", "table_info", "table_list", "table_xinfo", "user_version",
}  # fmt: skip
# Functions that reach files or code, and one whose cost grows with the product of two lengths.
FORBIDDEN = {
    "load_extension",
    "readfile",
    "writefile",
    "edit",
    "fts3_tokenizer",
    "json_patch",
    "zipfile",
    "lsdir",
}
ARENA_MAX = -8  # M_ARENA_MAX of mallopt(3)
READS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}


def authorise(action: int, first: str | None, second: str | None, _database: str | None, _by: str | None) -> int:
    """Answer SQLite's question whether a step of a statement is allowed: reading is, nothing else."""
    if action in READS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_UPDATE and first == "sqlite_master":
        return sqlite3.SQLITE_OK  # SQLite asks this when it opens a virtual table; no statement can do it
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if (second or "").lower() in FORBIDDEN else sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA:
        return sqlite3.SQLITE_OK if (first or "").lower() in PRAGMAS else sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_DENY


@hookimpl
def startup() -> None:
    """Have all threads take memory from one store, where the C library is glibc.

    With a store for each thread, what the query of one had and gave back is kept for that thread: the process grows to several
    times the limit of SQLite, and stays so.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(ARENA_MAX, 1)


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Datasette) -> None:
    """Limit a connection to the archive; Datasette's own `_internal` database, which it writes, is let be."""
    if is_internal(database):
        return
    config = datasette.plugin_config("limits") or {}
    conn.execute(f"pragma hard_heap_limit = {int(config.get('heap_bytes', HEAP_BYTES))}")
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(int(config.get("value_bytes", VALUE_BYTES)), _longest(conn)))
    conn.execute("pragma temp_store = memory")  # a sort without end then meets the limit above, and never fills a disk
    for limit, value in LIMITS.items():
        conn.setlimit(limit, value)
    conn.set_authorizer(authorise)


def _longest(conn: sqlite3.Connection) -> int:
    """Return the bytes that the longest row of the archive can have; 0 for a file that is not an archive of ours."""
    try:
        characters = conn.execute(LONGEST).fetchone()[0] or 0
    except sqlite3.OperationalError:
        return 0
    return 4 * int(characters) + 10_000  # four bytes a character, and the other columns of its row
