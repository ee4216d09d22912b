"""Rows into one SQLite file: tables first, then indexes and full-text search in bulk, then views.

The same rows give the same bytes: rows go in their order, and nothing is deleted or updated after the fill.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from itertools import islice
from pathlib import Path
from typing import Any

from ingest.declarations import curated
from ingest.declarations.archive import Archive
from ingest.link import ACROSS, BESIDE, Across
from ingest.matching import positions
from ingest.model import Problem
from ingest.rebuild import changed
from ingest.rebuild.copied import Copied
from ingest.rebuild.previous import Kept, Made, Previous
from ingest.rebuild.replace import OURS
from ingest.search import apart, frequent, prepare
from ingest.search.words_again import words_again
from ingest.tables import make_tables, make_views, objects, tables
from ingest.terminal.progress import Progress
from ingest.workers.pack import Packed, as_tuples, columns
from ingest.writing import fulltext
from ingest.writing.digest import begun, content_sha256
from ingest.writing.indexes import SEARCHED, index, search
from ingest.writing.insert import WAITING, by_type, insert
from ingest.writing.snapshot import aside

Linked = dict[Across, "Future[list[Any]]"]

AT_ONCE = 2_000  # rows of links written together
MANY = 300_000  # passages: of more, what is worked out beside takes so much memory that the links wait for it
ABOUT = """
insert into about (id, title, description, licence, notice, edition, content_sha256) values ('archive', ?, ?, ?, ?, ?, ?)"""

# Tables that are filled only then, and so indexed after the others.
LINKED = (
    *WAITING,
    "quotation_places",
    "extract_places",
    "clause_changes",
    "clause_quotations",
    "reuse",
    "document_copies",
    "allegations",
    "allegation_evidence",
    "retired_ids",
)


def write(
    path: Path,
    archive: Archive,
    entries: Iterable[Packed | Kept | Problem],
    previous: Previous | None = None,
    progress: Progress = lambda *_: None,
) -> dict[str, Made]:
    """Fill the empty file at `path` with an archive, and return what each source was made of.

    `entries` come in order, and are asked for one at a time; what is kept is copied from `previous`.
    """
    with closing(sqlite3.connect(path.absolute().as_uri(), isolation_level=None, uri=True)) as connection:
        connection.executescript("pragma journal_mode = off; pragma synchronous = off; pragma temp_store = memory;")
        connection.execute(f"pragma application_id = {OURS}")
        make_tables(connection)
        made = _fill(connection, archive, entries, previous)
        searched = SEARCHED[fulltext.LARGEST]
        said = (archive.title, archive.description, archive.licence, archive.notice, archive.edition)
        with (
            _linking(connection, path, archive, previous) as linked,
            _filling(connection, path, previous) as filled,
            aside(path) as start_digest,
            _words(connection, path, previous) as words,
        ):
            digest = start_digest(begun, said, LINKED)
            index(connection, [each for each in tables(connection) if each not in LINKED])
            search(connection, [each for each in SEARCHED if each not in (fulltext.LARGEST, *LINKED)])
            fulltext.take(connection, searched, filled())
            counted = _frequent(connection)
            known = _postings(connection, previous)
            with aside(path) as start:
                prepared = start(prepare.prepared, words, counted, known)
                _link(connection, archive, linked, progress)
                progress(0, 0, "preparing search")
                searchable = prepared.result()
        if previous:
            connection.execute("detach previous")
        with aside(path) as start:
            content = start(content_sha256, said, digest.result())
            index(connection, LINKED)
            search(connection, [each for each in SEARCHED if each in LINKED])
            prepare.make(connection)
            prepare.fill(connection, searchable)
            found = content.result()
        connection.execute(ABOUT, (*said[:4], archive.edition or found[:12], found))
        make_views(connection)
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
    connection.execute("create temp table kept_sources (id text primary key)")
    connection.execute("begin")
    for rows in by_type(curated.rows(archive)):
        insert(connection, rows[0].table, columns(rows[0].__class__), as_tuples(rows))
    for entry in entries:
        if isinstance(entry, Kept) and copied:
            copied.add(entry.id)
            connection.execute("insert into temp.kept_sources values (?)", (entry.id,))
            made[entry.id] = copied.previous.made[entry.id]
            continue
        if isinstance(entry, Packed):
            for table, (names, rows) in entry.tables.items():
                insert(connection, table, names, rows)
            made[entry.source_id] = _made(entry)
        elif isinstance(entry, Problem):
            insert(connection, "problems", columns(Problem), as_tuples([entry]))
    connection.execute("commit")
    if previous:
        changed.note(connection, previous, made)
    return made


@contextmanager
def _filling(connection: sqlite3.Connection, path: Path, previous: Previous | None) -> Iterator[Callable[[], Path]]:
    """Yield what waits for the file that holds the full-text index of the passages; the previous archive, where it has the same."""
    if previous and changed.has_same_words(connection):
        yield lambda: previous.db
        return
    with fulltext.filling(path, SEARCHED[fulltext.LARGEST]) as filled:
        yield filled.result


def _frequent(connection: sqlite3.Connection) -> dict[str, int]:
    """Count the frequent words, for quotations to be looked for by, and return their counts."""
    connection.execute("create temp table frequent_words (term text, passage_count integer)")
    found = frequent.counted(connection)
    connection.executemany("insert into temp.frequent_words values (?, ?)", found.items())
    return found


def _postings(connection: sqlite3.Connection, previous: Previous | None) -> list[prepare.Posting] | None:
    """Return the postings of the previous archive where not a word has changed, which are those of this one."""
    same = previous and changed.has_same_words(connection)
    return connection.execute("select * from previous.search_postings order by rowid").fetchall() if same else None


def _words(
    connection: sqlite3.Connection, path: Path, previous: Previous | None
) -> AbstractContextManager[apart.Counted]:
    """Return the words of all passages; where many quotations are to be looked for their positions are there, too."""
    known = words_again(connection) if previous else None
    return nullcontext(known) if known else positions.writing(connection, path)


@contextmanager
def _linking(
    connection: sqlite3.Connection, path: Path, archive: Archive, previous: Previous | None
) -> Iterator[Linked]:
    """Work out the rows of each link in `BESIDE` from the archive, whose sources are all in, while the block runs."""
    with aside(path) as start:
        if previous and (found := changed.rows(connection)):
            start(changed.carry, previous, found).result()
        yield {link: start(lambda connection, link=link: list(link(connection, archive))) for link in BESIDE}


def _link(connection: sqlite3.Connection, archive: Archive, linked: Linked, progress: Progress) -> None:
    """Add what joins the sources with one another; `linked` is what is worked out beside."""
    (passages,) = connection.execute("select max(rowid) from passages").fetchone()
    if (passages or 0) > MANY:
        progress(0, 0, "looking for words used again")
        wait(linked.values())
    connection.execute("begin")
    for link in ACROSS:
        name, count = link.__module__.rpartition(".")[2].replace("_", " "), 0
        progress(0, 0, f"linking {name}")
        rows = iter(linked.pop(link).result()) if link in linked else link(connection, archive)
        while some := list(islice(rows, AT_ONCE)):
            count += len(some)
            progress(0, 0, f"linking {name}, {count:,} so far")
            for run in by_type(some):
                insert(connection, run[0].table, columns(run[0].__class__), as_tuples(run), linked=True)
    connection.execute("commit")
    for table in WAITING:
        connection.execute(f'drop table temp."{table}_read"')


def _made(entry: Packed) -> Made:
    counts = {table: len(rows) for table, (_, rows) in entry.tables.items()}
    places = [list(row) for row in entry.tables.get("places", ((), []))[1]]
    return Made(entry.key, counts, entry.values("documents", "id"), places, entry.unfit)


def schema() -> dict[str, str]:
    """Return the tables, indexes and views of every archive by name, each as the SQL that makes it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for make in (make_tables, index, search, prepare.make, make_views):
            make(connection)
        return objects(connection)
