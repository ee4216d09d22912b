"""Text functions of SQLite that a few characters could keep busy for minutes, replaced by ones that cannot.

SQLite looks at the clock between two steps of a query, never inside a function: one `instr` of two long texts
would hold a thread for minutes, whatever the time limit says. The results are those of
https://sqlite.org/lang_corefunc.html
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable

from datasette import hookimpl

from ingest.pages.served import is_internal

Value = str | bytes | int | float | None
LONGEST_RESULT = 1_000_000  # characters that replace() may return
WIDEST = 1000  # characters that a field of printf() may be padded to
MOST_TRIMMED = 100  # characters that trim() may be asked to take off

# %5d   %-20s   %.*c   %08.3f
FIELD = re.compile(r"%[-+ 0!#,]*(\*|\d+)?(?:\.(\*|\d+))?")


def instr(text: Value, part: Value) -> int | None:
    """Return the place of the first `part` in `text`, from 1; 0 if it is not there."""
    if text is None or part is None:
        return None
    if isinstance(text, bytes) and isinstance(part, bytes):
        return text.find(part) + 1
    return _text(text).find(_text(part)) + 1


def replace(text: Value, old: Value, new: Value) -> str | None:
    """Return `text` with every `old` changed to `new`; refuses a result beyond LONGEST_RESULT."""
    if text is None or old is None or new is None:
        return None
    words, before, after = _text(text), _text(old), _text(new)
    if not before:
        return words
    if len(words) + words.count(before) * (len(after) - len(before)) > LONGEST_RESULT:
        raise ValueError("the result of replace() is too long")
    return words.replace(before, after)


def trim(text: Value, signs: Value) -> str | None:
    """Return `text` without any of `signs` at either end."""
    return None if text is None or signs is None else _text(text).strip(_few(signs))


def ltrim(text: Value, signs: Value) -> str | None:
    """Return `text` without any of `signs` at its start."""
    return None if text is None or signs is None else _text(text).lstrip(_few(signs))


def rtrim(text: Value, signs: Value) -> str | None:
    """Return `text` without any of `signs` at its end."""
    return None if text is None or signs is None else _text(text).rstrip(_few(signs))


def printer() -> Callable[..., Value]:
    """Return a printf() that is SQLite's own, in a database apart, for formats without wide fields."""
    apart = sqlite3.connect(":memory:", check_same_thread=False)

    def printf(*values: Value) -> Value:
        for width in (
            width for match in FIELD.finditer(_text(values[0] if values else "")) for width in match.groups()
        ):
            if width and (width == "*" or int(width[:9]) > WIDEST):
                raise ValueError("a field of printf() is too wide")
        marks = ", ".join("?" * len(values))
        found: Value = apart.execute(f"select printf({marks})", values).fetchone()[0]
        return found

    return printf


def _text(value: Value) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _few(signs: Value) -> str:
    text = _text(signs)
    if len(text) > MOST_TRIMMED:
        raise ValueError("too many characters to trim")
    return text


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Put these in the place of SQLite's own on connections that readers use."""
    if is_internal(database):
        return
    conn.create_function("instr", 2, instr, deterministic=True)
    conn.create_function("replace", 3, replace, deterministic=True)
    for name in ("printf", "format"):
        conn.create_function(name, -1, printer(), deterministic=True)
    for function in (trim, ltrim, rtrim):
        conn.create_function(function.__name__, 2, function, deterministic=True)
