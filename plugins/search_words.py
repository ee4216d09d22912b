"""Search: what a reader types, read as generously as it can be, and never an error.

`search_words('“ballot papers” -leaflet elect* fire OR smoke')` returns an FTS5 query (https://sqlite.org/fts5.html):
phrases in straight or curly quotation marks, `-word` or NOT, OR, `prefix*`. Every other sign is taken as text.
"""

from __future__ import annotations

import re
import sqlite3

from datasette import hookimpl

from ingest.search.query import LONGEST, MOST_TERMS

NOTHING = '""'  # the FTS5 query that finds nothing

# -“ballot papers”   "ballot papers"*   „ballot papers“
QUOTED = r"[\"“”„«](?P<phrase>[^\"“”„«»]*)(?:[\"“”»]|$)"
# ballot   12.3(a)   o'brien
WORD = r"(?P<word>[^\s\"“”„«»]+)"
TERM = re.compile(rf"(?P<minus>[-−–]?)(?:{QUOTED}|{WORD})(?P<star>\*?)")
LETTER = re.compile(r"\w")


def search_words(typed: str | None) -> str:
    """Return `typed` as an FTS5 query that is never an error; one that finds nothing if no word is in it."""
    wanted: list[list[str]] = []
    unwanted: list[str] = []
    mode = ""
    for match in list(TERM.finditer((typed or "")[:LONGEST]))[:MOST_TERMS]:
        if match["word"] in ("AND", "OR", "NOT"):
            mode = match["word"]
            continue
        term = _term(match)
        if term is None:
            continue
        if match["minus"] or mode == "NOT":
            unwanted.append(term)
        elif mode == "OR" and wanted:
            wanted[-1].append(term)
        else:
            wanted.append([term])
        mode = ""
    return _query(wanted, unwanted)


def _term(match: re.Match[str]) -> str | None:
    """Return one term as an FTS5 string, None if there is no letter or digit in it."""
    phrase = match["phrase"]
    words = (phrase if phrase is not None else match["word"]).replace("\x00", " ").replace("_", " ")
    if not LETTER.search(words.replace(" ", "")) or not any(sign.isalnum() for sign in words):
        return None
    star = "*" if match["star"] or words.endswith("*") else ""
    return f'"{words.rstrip("*")}"{star}'


def _query(wanted: list[list[str]], unwanted: list[str]) -> str:
    if not wanted:
        return NOTHING
    # what is typed again and again is asked for once: it finds the same, and a beginning is dear
    query = " AND ".join(dict.fromkeys(f"({' OR '.join(dict.fromkeys(either))})" for either in wanted))
    return f"({query}) NOT ({' OR '.join(dict.fromkeys(unwanted))})" if unwanted else query


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Let SQL call search_words(text)."""
    conn.create_function("search_words", 1, _as_text, deterministic=True)


def _as_text(value: object) -> str:
    return search_words(None if value is None else str(value))
