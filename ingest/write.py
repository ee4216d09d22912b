"""Rows into one SQLite file: tables first, then indexes and full-text search in bulk, then views.

The same rows give the same bytes: rows go in their order, and nothing is deleted or updated after the fill.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import fields
from hashlib import sha256
from importlib.resources import files
from json import dumps
from operator import attrgetter
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from ingest import curated
from ingest.declare import Archive
from ingest.model import Problem
from ingest.parse import Parsed
from ingest.replace import OURS

SCHEMA_VERSION = 1
TOKENIZER = "porter unicode61 remove_diacritics 2"
HASH_SIZE = 64 << 20  # bytes FTS5 may hold in memory while an index is filled; its default, 1 MB, is 1.5 times slower

# The columns that full-text search finds words in, by table.
SEARCHED = {
    "passages": ("text",),
    "documents": ("title",),
    "blog_posts": ("title", "text"),
    "articles": ("title", "text"),
    "emails": ("subject", "from_name", "to_names", "cc_names", "text"),
    "article_extracts": ("title", "text"),
    "witness_statements": ("witness", "capacity", "text"),
    "rule_clauses": ("heading", "text"),
    "exchanges": ("question", "answer"),
    "motions": ("title", "text"),
    "motion_resolves": ("text",),
    "quotations": ("text",),
    "events": ("title", "text"),
    "people": ("name", "aliases", "description"),
    "organisations": ("name", "aliases", "description"),
    "places": ("name", "address"),
}

# The columns that facets and canned queries ask for; keys have their indexes besides.
INDEXED = {
    "documents": ("kind", "author", "publisher", "published_year", "published_date"),
    "passages": ("kind", "speaker", "position"),
    "segments": ("discard",),
    "blog_posts": ("author", "publisher", "published_year", "published_date"),
    "articles": ("author", "publisher", "published_year", "published_date"),
    "emails": ("from_name", "sent_date", "sent_year", "thread_id"),
    "article_extracts": ("author", "publisher", "published_year", "published_date"),
    "witness_statements": ("witness",),
    "rule_editions": ("instrument", "organisation"),
    "rule_clauses": ("number",),
    "exchanges": ("asker", "answerer", "position"),
    "quotations": ("state", "attributed_to", "marks"),
    "events": ("kind", "event_date", "event_year"),
    "places": ("postcode",),
    "links": ("host", "url"),
    "withheld": ("kind", "reason"),
    "problems": ("reason",),
}


def write(path: Path, archive: Archive, sources: Iterable[Parsed], unread: Iterable[Path] = ()) -> None:
    """Fill the empty file at `path` with an archive. `sources` come in order of id, and are asked for one at a time.

    Each file of `unread` becomes a problem that readers see.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript("pragma journal_mode = off; pragma synchronous = off; pragma temp_store = memory;")
        connection.execute(f"pragma application_id = {OURS}")
        connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
        _tables(connection)
        connection.execute("begin")
        _insert(connection, curated.rows(archive))
        for parsed in sources:
            _insert(connection, [parsed.source])
            for rows in parsed.rows.values():
                _insert(connection, rows)
        _insert(connection, [_not_read(n, file) for n, file in enumerate(unread, 1)])
        connection.execute("commit")
        _index(connection)
        _search(connection)
        _about(connection, archive)
        _views(connection)
        connection.execute("analyze")


def schema() -> dict[str, str]:
    """Return the tables, indexes and views of every archive by name, each as the SQL that makes it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for make in (_tables, _index, _search, _views):
            make(connection)
        return objects(connection)


def objects(connection: sqlite3.Connection) -> dict[str, str]:
    """Return what a database is made of: the SQL of its tables, indexes, views and triggers by name."""
    rows = connection.execute("select name, sql from sqlite_master where name not like 'sqlite^_%' escape '^'")
    return dict(rows.fetchall())


def tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables of the archive in the order of the schema, without those of search and statistics."""
    return [
        name
        for (name,) in connection.execute(
            "select name from sqlite_master where type = 'table' and sql like '%) strict' order by rowid"
        )
    ]


def content_sha256(connection: sqlite3.Connection, said: tuple[str | None, ...]) -> str:
    """Return the digest of all that the archive says: every row of every table as JSON arrays.

    `said` is what `about` says: title, description, licence, notice, and the edition if it was declared.
    """
    digest = sha256(dumps(said, ensure_ascii=False).encode("utf-8"))
    for table in tables(connection):
        if table == "about":
            continue
        names = [name for _, name, *_ in connection.execute(f'pragma table_info("{table}")')]
        digest.update(f"{table}({','.join(names)})\n".encode())
        columns = ", ".join(f'"{name}"' for name in names)
        for (line,) in connection.execute(f'select json_array({columns}) from "{table}" order by rowid'):
            digest.update(line.encode("utf-8"))
            digest.update(b"\n")
    return digest.hexdigest()


def _not_read(n: int, file: Path) -> Problem:
    return Problem(None, "no format reads this file", file.as_posix(), id=f"problem-{n}")


def _tables(connection: sqlite3.Connection) -> None:
    connection.executescript(files("ingest").joinpath("schema.sql").read_text(encoding="utf-8"))


def _views(connection: sqlite3.Connection) -> None:
    for view in sorted(files("ingest").joinpath("views").iterdir(), key=lambda file: file.name):
        connection.executescript(view.read_text(encoding="utf-8"))


def _statement(kind: Any) -> str:
    names = [field.name for field in fields(kind)]
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" for _ in names)
    # two sources may print the same place: the first row stands
    verb = "insert or ignore" if kind.table == "places" else "insert"
    return f'{verb} into "{kind.table}" ({columns}) values ({marks})'


def _insert(connection: sqlite3.Connection, rows: Iterable[Any]) -> None:
    """Insert rows, each into its own table; rows of one type go together."""
    run: list[Any] = []
    for row in rows:
        if run and type(row) is not type(run[0]):
            connection.executemany(_statement(type(run[0])), _values(run))
            run = []
        run.append(row)
    if run:
        connection.executemany(_statement(type(run[0])), _values(run))


def _values(rows: list[Any]) -> Iterator[tuple[Any, ...]]:
    return map(attrgetter(*(field.name for field in fields(rows[0]))), rows)


def _index(connection: sqlite3.Connection) -> None:
    """Index every key and every column that is asked for, unless an index begins with it."""
    database = Database(connection)
    for name in tables(connection):
        table = database.table(name)
        begun = {index.columns[0] for index in table.indexes}
        keys = [key.column for key in table.foreign_keys if key.column]
        for column in dict.fromkeys([*keys, *INDEXED.get(name, ())]):
            if column not in begun:
                table.create_index([column])


def _search(connection: sqlite3.Connection) -> None:
    for table, columns in SEARCHED.items():
        index, names = f"{table}_fts", ", ".join(columns)
        connection.execute(
            f'create virtual table "{index}" using fts5 ({names}, tokenize=\'{TOKENIZER}\', content="{table}")'
        )
        connection.execute("begin")
        _configure(connection, index, hashsize=HASH_SIZE, automerge=0)
        connection.execute(
            f'insert into "{index}" (rowid, {names}) select rowid, {names} from "{table}" order by rowid'
        )
        connection.execute(f'insert into "{index}" ("{index}") values (\'optimize\')')
        _configure(connection, index, hashsize=1 << 20, automerge=4)  # what FTS5 has by default
        connection.execute("commit")


def _configure(connection: sqlite3.Connection, index: str, **options: int) -> None:
    for name, value in options.items():
        connection.execute(f'insert into "{index}" ("{index}", rank) values (?, ?)', (name, value))


def _about(connection: sqlite3.Connection, archive: Archive) -> None:
    said = (archive.title, archive.description, archive.licence, archive.notice, archive.edition)
    digest = content_sha256(connection, said)
    connection.execute(
        "insert into about (id, title, description, licence, notice, edition, content_sha256) values "
        "('archive', ?, ?, ?, ?, ?, ?)",
        (*said[:4], archive.edition or digest[:12], digest),
    )
