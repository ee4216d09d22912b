"""Tables as files: every row of a table as CSV, JSON, NDJSON or Parquet, in pieces, the same bytes every time.

SQLite writes the text itself, some hundred rows in one string: Python only hands the pieces on. A table is read by rowid, one
short query for each piece, so nothing is held open between two of them.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from ingest.archive_file import to_read
from ingest.exports.formulas import GUARDED_SQL
from ingest.exports.parquet import Column, parts

PIECE_BYTES = 500_000  # what a piece has about; the rows of the next are counted by it
LONGEST_PIECE = 8_000_000  # bytes of a piece of several rows
MOST_ROWS = 4_000
# of one row group
PARQUET_ROWS = 20_000
PARQUET_BYTES = 16_000_000

Pieces = Iterator[bytes]
Stamp = tuple[bytes, int, int, str]
nul_held: dict[Stamp, bool] = {}  # whether U+0000 stands in a table, of those that were downloaded whole


def open_to_export(db: Path, immutable: bool = True) -> sqlite3.Connection:
    """Open an archive, which nobody changes if it is `immutable`, to be read from any thread, one at a time."""
    connection = sqlite3.connect(to_read(db, immutable), uri=True, check_same_thread=False, isolation_level=None)
    connection.text_factory = bytes
    return connection


def tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables of an archive in the order they were made, without the search indexes, which are made of them."""
    found = connection.execute(
        "select name from pragma_table_list join sqlite_master using (name)"
        " where pragma_table_list.type = 'table' and schema = 'main' order by sqlite_master.rowid"
    )
    return [name.decode() for (name,) in found]


def columns(connection: sqlite3.Connection, table: str) -> list[Column]:
    """Return the columns of a table with their types, those that are computed included."""
    found = connection.execute("select name, type from pragma_table_xinfo(?) order by cid", (table,))
    return [Column(name.decode(), type.decode().upper()) for name, type in found]


def csv(connection: sqlite3.Connection, table: str) -> Pieces:
    """Yield a table as CSV (RFC 4180): UTF-8, every text in quotes, what is unknown empty and without them."""
    return _csv(connection, table, lambda name: f"ifnull({name}, '')")


def safe_csv(connection: sqlite3.Connection, table: str) -> Pieces:
    """Yield a table as CSV for a spreadsheet: an apostrophe stands before a text that it would take for a formula.

    It begins with a byte order mark, by which spreadsheets know UTF-8.
    """
    yield b"\xef\xbb\xbf"
    yield from _csv(connection, table, GUARDED_SQL.format)


def ndjson(connection: sqlite3.Connection, table: str) -> Pieces:
    """Yield a table as one JSON object to a line."""
    return _pieces(connection, table, f"{_object(columns(connection, table))} || char(10)", "''")


def json(connection: sqlite3.Connection, table: str) -> Pieces:
    """Yield a table as one JSON array of objects."""
    between = b"[\n"
    for piece in _pieces(connection, table, _object(columns(connection, table)), "',' || char(10)"):
        yield between + piece
        between = b",\n"
    yield b"[]\n" if between == b"[\n" else b"\n]\n"


def parquet(connection: sqlite3.Connection, table: str) -> Pieces:
    """Yield a table as a Parquet file."""
    held = columns(connection, table)
    names = ", ".join(_name(column.name) for column in held)
    yield from parts(held, _groups(connection.execute(f"select {names} from {_name(table)} order by rowid")))


def _groups(cursor: sqlite3.Cursor) -> Iterator[list[tuple[bytes | int | float | None, ...]]]:
    """Yield the rows that stand together in a Parquet file."""
    group, size = list[tuple[bytes | int | float | None, ...]](), 0
    while rows := cursor.fetchmany(500):
        group += rows
        size += sum(len(cell) for row in rows for cell in row if isinstance(cell, bytes))
        if len(group) >= PARQUET_ROWS or size > PARQUET_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group


FORMATS: dict[str, tuple[str, Callable[[sqlite3.Connection, str], Pieces]]] = {
    "csv": ("text/csv; charset=utf-8; header=present", csv),
    "spreadsheet.csv": ("text/csv; charset=utf-8; header=present", safe_csv),
    "json": ("application/json", json),
    "ndjson": ("application/x-ndjson; charset=utf-8", ndjson),
    "parquet": ("application/vnd.apache.parquet", parquet),
}


def _csv(connection: sqlite3.Connection, table: str, text: Callable[[str], str]) -> Pieces:
    """Yield a head line and a line for each row.

    It is made by one call of SQLite's printf, where %w doubles quotes, once a whole download has shown that no U+0000 stands in
    the table, at which printf would end a text. Until then texts are put together one by one: to look first would take longer.
    """
    held = columns(connection, table)
    cells = [_cell(column, text) for column in held]
    stamp = _stamp(connection, table)
    if nul_held.get(stamp, True):
        line = " || ',' || ".join(
            value[0] if form == "%s" else f"{value[0]} || replace({value[1]}, '\"', '\"\"') || {value[2]}"
            for form, value in cells
        )
        line += " || char(13, 10)"
    else:
        forms, values = ",".join(form for form, _ in cells), ", ".join(", ".join(value) for _, value in cells)
        line = f"printf('{forms}' || char(13, 10), {values})"
    yield ",".join('"' + column.name.replace('"', '""') + '"' for column in held).encode() + b"\r\n"
    has_nul = False
    for piece in _pieces(connection, table, line, "''"):
        has_nul = has_nul or b"\0" in piece
        yield piece
    nul_held[stamp] = has_nul


def _cell(column: Column, text: Callable[[str], str]) -> tuple[str, list[str]]:
    """Return the form of one cell of a CSV, and the SQL of what stands in it."""
    name = _name(column.name)
    if column.type == "INTEGER":
        return "%s", [f"ifnull({name}, '')"]
    if column.type == "REAL":
        return "%s", [f"ifnull({_real(name)}, '')"]
    if column.type == "BLOB":
        return "%s", [f"ifnull(lower(hex({name})), '')"]
    mark = f"iif({name} is null, '', '\"')"
    return "%s%w%s", [mark, text(name), mark]


def _stamp(connection: sqlite3.Connection, table: str) -> Stamp:
    """Return what a table of a file is remembered by, as long as the file is the same."""
    path = connection.execute("select file from pragma_database_list where name = 'main'").fetchone()[0]
    return path, os.stat(path).st_mtime_ns, os.stat(path).st_ino, table


def _object(held: list[Column]) -> str:
    """Return the SQL of a row as a JSON object."""
    values = {
        "REAL": lambda name: f"json({_real(name, '9e999')})",
        "BLOB": lambda name: f"iif({name} is null, null, lower(hex({name})))",
    }
    pairs = (f"{_words(each.name)}, {values.get(each.type, str)(_name(each.name))}" for each in held)
    return f"json_object({', '.join(pairs)})"


def _real(name: str, infinity: str = "Inf") -> str:
    """Return the SQL of a number in 15 digits, or in 17 where it takes them to read back as that number.

    At the ends of the range (1e308, 1e-300) SQLite's printf may miss the last bit; an archive holds degrees and shares.
    """
    short, long = f"printf('%!.15g', {name})", f"printf('%!.17g', {name})"
    return (
        f"case when {name} is null then null when {name} = 9e999 then '{infinity}' when {name} = -9e999 then '-{infinity}'"
        f" when cast({short} as real) = {name} then {short} else {long} end"
    )


def _pieces(connection: sqlite3.Connection, table: str, line: str, between: str) -> Pieces:
    """Yield the lines of all rows by rowid, joined, in pieces of about PIECE_BYTES."""
    sql = (
        f"select count(*), max(rowid), cast(group_concat(line, {between}) as blob) from"
        f" (select rowid, {line} as line from {_name(table)} where rowid > ? order by rowid limit ?)"
    )
    last, step = -(2**63), 16
    while True:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_PIECE if step > 1 else 2**31 - 1)
        try:
            count, top, piece = connection.execute(sql, (last, step)).fetchone()
        except sqlite3.DataError:  # "string or blob too big": long rows after short ones
            step = max(1, step // 8)
            continue
        if not count:
            return
        last = top
        yield piece
        step = max(1, min(MOST_ROWS, step * 4, PIECE_BYTES * count // len(piece)))


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _words(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
