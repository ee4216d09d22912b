"""A hostile archive: the sample with words in every column that try to run, to fetch, to break out, or to break the page."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from ingest.search import apart, frequent, prepare
from ingest.tables import tables

RUN = "window.hacked=1"
ELSEWHERE = "elsewhere.example"
# closes an attribute, a tag, a script, a comment and a CDATA section; runs, fetches, frames, refreshes and submits
MARKUP = (
    f"\"><script>{RUN}</script><img src=x onerror={RUN}><svg onload={RUN}><a href='javascript:{RUN}'>x</a>"
    f"' onmouseover='{RUN}' \" onfocus=\"{RUN}\" autofocus tabindex=1 "
    f"</script></style></textarea></title></select>--><!--]]><iframe src=//{ELSEWHERE}/></iframe><base href=//{ELSEWHERE}/>"
    f"<meta http-equiv=refresh content='0;url=//{ELSEWHERE}/'><link rel=stylesheet href=//{ELSEWHERE}/s.css>"
    f"<form action=//{ELSEWHERE}/><input name=q></form><style>*{{display:none}}</style>&lt;b&gt;&#60;"
)
MARKDOWN = f" [l](javascript:{RUN}) ![p](https://{ELSEWHERE}/p.gif) <javascript:{RUN}> [d](data:text/html,<script>{RUN}</script>)"
TEMPLATE = " {{ 7919 * 7907 }} {% raw %} {# c #} ${7919*7907} #{7919*7907} "
MULTIPLIED = str(7919 * 7907)
# bidirectional overrides and isolates never closed, signs without width, line separators, a byte order mark
UNSEEN = "\u202e\u2066\u2067\u202d\u200b\u200d\u200f\u2060\u2028\u2029\x85\ufeff\u00ad"
LONG = "W" * 200
# the signs that pages themselves put around hits and names, and others that no source can bring, but a file may hold
CONTROLS = "\x02hit\x03\x0e0\x0fname\x0e\x0f\x1b[31m\x7f\x00\x01"
WORDS = MARKUP + MARKDOWN + TEMPLATE + UNSEEN + LONG
FORMULA = "=cmd|' /C calc'!A0"
ADDRESS = f'javascript:{RUN}//https://{ELSEWHERE}/"onmouseover="{RUN}'

# what no source and no declaration says in its own words: keys, dates, digests, and words of a closed list
KEPT = re.compile(
    r"id|.*_id|.*_date|date_.*|.*_time|.*sha256|kind|role|state|standing|order_basis|marks|flags|candidates|language"
    r"|media_type|encoding|until|part"
)
CLOSED = {("withheld", "reason"), ("withheld", "locator")}


def spoiled(word: str) -> str:
    """Return what becomes of a name, a title, a place … in the hostile archive."""
    return FORMULA + WORDS + CONTROLS + word


def spoil(db: Path, into: Path) -> Path:
    """Copy an archive with hostile words in every column of every table that can hold any, and return its path."""
    shutil.copyfile(db, into)
    with closing(sqlite3.connect(into, isolation_level=None)) as connection:
        connection.create_function("hostile_name", 1, spoiled)
        connection.create_function("hostile_text", 1, lambda text: text + WORDS)
        connection.create_function("hostile_json", 1, _json)
        connection.create_function("hostile_url", 1, lambda _: ADDRESS)
        connection.executescript("pragma ignore_check_constraints = on; pragma foreign_keys = off; begin")
        for table in tables(connection):
            for column, how in columns(connection, table).items():
                connection.execute(f'update "{table}" set "{column}" = {how}("{column}") where "{column}" is not null')
        connection.execute("commit")
        for (index,) in connection.execute(
            "select name from sqlite_master where sql like 'create virtual table%' and name like '%^_fts' escape '^'"
        ).fetchall():
            connection.execute(f"insert into {index} ({index}) values ('rebuild')")
        connection.executescript("delete from search_postings; delete from search_arrays")
        prepare.fill(connection, prepare.prepared(connection, apart.counted(connection), frequent.counted(connection)))
    return into


def columns(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """Return the columns of a table that are spoilt, each with the SQL function that does it."""
    found = connection.execute(
        "select name from pragma_table_xinfo(?) where type = 'TEXT' and hidden = 0 order by cid", (table,)
    ).fetchall()
    open = [name for (name,) in found if not KEPT.fullmatch(name) and (table, name) not in CLOSED]
    return {name: _how(connection, table, name) for name in open}


def _how(connection: sqlite3.Connection, table: str, column: str) -> str:
    (made,) = connection.execute("select sql from sqlite_master where name = ?", (table,)).fetchone()
    if f"json_valid({column})" in made:
        return "hostile_json"
    if column == "url":
        return "hostile_url"
    # what has a place in a source begins as it did, so that the places of what is in it stand
    return "hostile_text" if column in ("text", "question", "answer", "body") else "hostile_name"


def _json(text: str) -> str:
    return json.dumps(_inside(json.loads(text)), ensure_ascii=False)


def _inside(value: Any) -> Any:
    """Spoil the words of a list of words, and the second of each pair of a word diff, whose first is a closed list."""
    if isinstance(value, list) and len(value) == 2 and value[0] in ("same", "added", "removed"):
        return [value[0], value[1] + WORDS]
    return [_inside(each) for each in value] if isinstance(value, list) else f"{WORDS}{value}"
