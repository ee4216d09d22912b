"""Rows into one SQLite file: tables first, then indexes and full-text search in bulk, then views.

The same rows give the same bytes: rows go in their order, and nothing is deleted or updated after the fill.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import sha256
from importlib.resources import files
from itertools import groupby, islice
from json import dumps
from pathlib import Path
from typing import Any

from ingest import curated, fulltext
from ingest.curated import Place
from ingest.declare import Archive
from ingest.link import ACROSS
from ingest.model import Problem
from ingest.pack import Packed, Row, as_tuples, columns
from ingest.previous import Kept, Made, Previous, attach
from ingest.replace import OURS

SCHEMA_VERSION = 3
AT_ONCE = 2_000  # rows put together for the digest

# Tables whose rows wait, in temp.<table>_read, until every source is in: only then is it known what they say.
WAITING = ("quotations", "article_extracts")
# Tables that are filled only then, and so indexed after the others.
LINKED = (
    *WAITING,
    "quotation_places",
    "extract_places",
    "clause_changes",
    "reuse",
    "document_copies",
    "allegations",
    "allegation_evidence",
    "retired_ids",
)

# The columns that full-text search finds words in, by table.
SEARCHED = {
    "passages": ("text",),
    "documents": ("title",),
    "blog_posts": ("title",),
    "articles": ("title",),
    "emails": ("subject", "from_name", "to_names", "cc_names"),
    "article_extracts": ("title", "text"),
    "witness_statements": ("witness", "capacity", "text"),
    "rule_clauses": ("heading", "text"),
    "exchanges": ("question", "answer"),
    "motions": ("title", "text"),
    "motion_resolves": ("text",),
    "quotations": ("text",),
    "events": ("title", "text"),
    "allegations": ("title", "made_by", "against"),
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
    "article_extracts": ("author", "publisher", "published_year", "published_date", "state"),
    "witness_statements": ("witness",),
    "rule_editions": ("instrument", "organisation"),
    "rule_clauses": ("number",),
    "clause_changes": ("instrument", "kind"),
    "exchanges": ("asker", "answerer", "position"),
    "quotations": ("state", "attributed_to", "marks"),
    "events": ("kind", "event_date", "event_year"),
    "places": ("postcode",),
    "allegations": ("made_by", "against", "status", "made_year"),
    "allegation_evidence": ("role",),
    "links": ("host", "url"),
    "mentions": ("kind",),
    "reuse": ("published_date", "is_earliest"),
    "document_copies": ("kind",),
    "withheld": ("kind", "reason"),
    "problems": ("reason",),
}


def write(
    path: Path, archive: Archive, entries: Iterable[Packed | Kept | Problem], previous: Previous | None = None
) -> dict[str, Made]:
    """Fill the empty file at `path` with an archive, and return what each source was made of.

    `entries` come in order, and are asked for one at a time; what is kept is copied from `previous`.
    """
    with closing(sqlite3.connect(path.absolute().as_uri(), isolation_level=None, uri=True)) as connection:
        connection.executescript("pragma journal_mode = off; pragma synchronous = off; pragma temp_store = memory;")
        connection.execute(f"pragma application_id = {OURS}")
        connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
        make_tables(connection)
        made = _fill(connection, archive, entries, previous)
        searched = SEARCHED[fulltext.LARGEST]
        with fulltext.filling(path, searched) as filled:
            index(connection, [each for each in tables(connection) if each not in LINKED])
            search(connection, [each for each in SEARCHED if each not in (fulltext.LARGEST, *LINKED)])
            fulltext.take(connection, searched, filled.result())
        _link(connection, archive)
        index(connection, LINKED)
        search(connection, [each for each in SEARCHED if each in LINKED])
        _about(connection, archive)
        _views(connection)
        connection.execute("analyze")
        return made


def _fill(
    connection: sqlite3.Connection,
    archive: Archive,
    entries: Iterable[Packed | Kept | Problem],
    previous: Previous | None,
) -> dict[str, Made]:
    made: dict[str, Made] = {}
    copied = Copied(connection, previous) if previous else None
    for table in WAITING:
        connection.execute(f'create temp table "{table}_read" as select * from "{table}"')
    connection.execute("begin")
    for rows in _by_type(curated.rows(archive)):
        _insert(connection, rows[0].table, columns(rows[0].__class__), as_tuples(rows))
    for entry in entries:
        if isinstance(entry, Kept) and copied:
            copied.add(entry.id)
            made[entry.id] = copied.previous.made[entry.id]
            continue
        if copied:
            copied.flush()
        if isinstance(entry, Packed):
            for table, (names, rows) in entry.tables.items():
                _insert(connection, table, names, rows)
            made[entry.source_id] = _made(entry)
        elif isinstance(entry, Problem):
            _insert(connection, "problems", columns(Problem), as_tuples([entry]))
    if copied:
        copied.flush()
    connection.execute("commit")
    if copied:
        connection.execute("detach previous")
    return made


def _link(connection: sqlite3.Connection, archive: Archive) -> None:
    """Add what joins the sources with one another."""
    connection.execute("begin")
    for link in ACROSS:
        rows = link(connection, archive)
        while some := list(islice(rows, AT_ONCE)):
            for run in _by_type(some):
                _insert(connection, run[0].table, columns(run[0].__class__), as_tuples(run), linked=True)
    connection.execute("commit")
    for table in WAITING:
        connection.execute(f'drop table temp."{table}_read"')


def _made(entry: Packed) -> Made:
    counts = {table: len(rows) for table, (_, rows) in entry.tables.items() if table != "places"}
    places = [list(row) for row in entry.tables.get("places", ((), []))[1]]
    return Made(entry.key, counts, entry.values("documents", "id"), places, entry.unfit)


class Copied:
    """Sources copied from the previous archive, those that stand one behind another in one go."""

    def __init__(self, connection: sqlite3.Connection, previous: Previous) -> None:
        self.connection, self.previous = connection, previous
        self._run: list[str] = []
        attach(connection, previous)
        # what is computed from other columns is not copied
        self._columns = {
            table: [
                name for _, name, *_, hidden in connection.execute(f'pragma main.table_xinfo("{table}")') if not hidden
            ]
            for table in tables(connection)
        }

    def add(self, id: str) -> None:
        """Copy a source with, or after, those before it."""
        if self._run and not self.previous.follows(self._run[-1], id):
            self.flush()
        self._run.append(id)

    def flush(self) -> None:
        """Write what was added."""
        if not self._run:
            return
        first, last = self._run[0], self._run[-1]
        for table in self._columns:
            if table in self.previous.tables:
                self._copy(table, *self.previous.rows(table, first, last))
        for id in self._run:
            _insert(self.connection, "places", columns(Place), [tuple(row) for row in self.previous.made[id].places])
        self._run = []

    def _copy(self, table: str, start: int, count: int) -> None:
        names = ", ".join(f'"{name}"' for name in self._columns[table])
        self.connection.execute(
            f'insert into "{_into(table)}" ({names}) select {names} from previous."{table}" '
            "where rowid >= ? and rowid < ? order by rowid",
            (start, start + count),
        )


def schema() -> dict[str, str]:
    """Return the tables, indexes and views of every archive by name, each as the SQL that makes it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for make in (make_tables, index, search, _views):
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
        for lines in _lines(connection, table, names):
            digest.update(lines.encode("utf-8"))
            digest.update(b"\n")
    return digest.hexdigest()


def _lines(connection: sqlite3.Connection, table: str, names: list[str]) -> Iterator[str]:
    """Yield the rows of a table as lines of JSON, some thousand at once: one step of SQLite costs less than many."""
    columns = ", ".join(f'"{name}"' for name in names)
    (last,) = connection.execute(f'select coalesce(max(rowid), 0) from "{table}"').fetchone()
    for start in range(1, last + 1, AT_ONCE):
        (lines,) = connection.execute(
            f'select group_concat(line, char(10)) from (select json_array({columns}) as line from "{table}" '
            "where rowid >= ? and rowid < ? order by rowid)",
            (start, start + AT_ONCE),
        ).fetchone()
        if lines is not None:
            yield lines


def make_tables(connection: sqlite3.Connection) -> None:
    """Make the empty tables of an archive."""
    connection.executescript(files("ingest").joinpath("schema.sql").read_text(encoding="utf-8"))


def _views(connection: sqlite3.Connection) -> None:
    for view in sorted(files("ingest").joinpath("views").iterdir(), key=lambda file: file.name):
        connection.executescript(view.read_text(encoding="utf-8"))


def _into(table: str) -> str:
    """Return the table that the rows of one source go into."""
    return f"{table}_read" if table in WAITING else table


def _insert(
    connection: sqlite3.Connection, table: str, names: tuple[str, ...], rows: list[Row], *, linked: bool = False
) -> None:
    # two sources may print the same place: the first row stands
    verb = "insert or ignore" if table == "places" else "insert"
    quoted, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" for _ in names)
    into = table if linked else _into(table)
    connection.executemany(f'{verb} into "{into}" ({quoted}) values ({marks})', rows)


def _by_type(rows: Iterable[Any]) -> Iterator[list[Any]]:
    for _, run in groupby(rows, type):
        yield list(run)


def index(connection: sqlite3.Connection, names: Iterable[str] | None = None) -> None:
    """Index every key and every column that is asked for, of all tables or those named, unless an index begins with it."""
    from sqlite_utils import Database  # noqa: PLC0415 # it takes long to load, and most commands write nothing

    database = Database(connection)
    for name in tables(connection) if names is None else names:
        table = database.table(name)
        begun = {index.columns[0] for index in table.indexes}
        keys = [key.column for key in table.foreign_keys if key.column]
        for column in dict.fromkeys([*keys, *INDEXED.get(name, ())]):
            if column not in begun:
                table.create_index([column])


def search(connection: sqlite3.Connection, names: Iterable[str] = tuple(SEARCHED)) -> None:
    """Make and fill the full-text indexes of all tables, or of those named."""
    for table in names:
        fulltext.make(connection, table, SEARCHED[table])
        fulltext.fill(connection, table, SEARCHED[table])


def _about(connection: sqlite3.Connection, archive: Archive) -> None:
    said = (archive.title, archive.description, archive.licence, archive.notice, archive.edition)
    digest = content_sha256(connection, said)
    connection.execute(
        "insert into about (id, title, description, licence, notice, edition, content_sha256) values "
        "('archive', ?, ?, ?, ?, ?, ?)",
        (*said[:4], archive.edition or digest[:12], digest),
    )
