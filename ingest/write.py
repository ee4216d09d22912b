"""Rows into one SQLite file: tables first, then indexes and full-text search in bulk, then views.

The same rows give the same bytes: rows go in their order, and nothing is deleted or updated after the fill.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path

from ingest.archive_file import OURS
from ingest.declarations.archive import Archive
from ingest.matching import positions
from ingest.model import Problem
from ingest.rebuild import changed
from ingest.rebuild.previous import Kept, Made, Previous
from ingest.search import apart, frequent, prepare
from ingest.search.words_again import words_again
from ingest.tables import make_tables, make_views, objects, tables
from ingest.terminal.progress import Progress
from ingest.workers.pack import Packed
from ingest.writing import fulltext
from ingest.writing.across import LINKED, link, working_out
from ingest.writing.digest import Begun, begun, content_sha256
from ingest.writing.fill import fill
from ingest.writing.indexes import SEARCHED, index, search
from ingest.writing.snapshot import aside

ABOUT = """
insert into about (id, title, description, licence, notice, edition, content_sha256) values ('archive', ?, ?, ?, ?, ?, ?)"""


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
        made = fill(connection, archive, entries, previous)
        digest, searchable = _linked(connection, path, archive, previous, progress)
        if previous:
            connection.execute("detach previous")
        content = _indexed(connection, path, archive, digest, searchable)
        connection.execute(ABOUT, (*_said(archive)[:4], archive.edition or content[:12], content))
        make_views(connection)
        connection.execute("analyze")
        return made


def _said(archive: Archive) -> tuple[str | None, ...]:
    """Return what `about` says of an archive, the edition last."""
    return archive.title, archive.description, archive.licence, archive.notice, archive.edition


def _linked(
    connection: sqlite3.Connection, path: Path, archive: Archive, previous: Previous | None, progress: Progress
) -> tuple[Begun, prepare.Prepared]:
    """Join the sources with one another, while what is searched and asked for of each is made ready in other threads.

    Return the digest of the tables that were full before, and what search keeps beside the full-text index.
    """
    with (
        working_out(connection, path, archive, previous) as linked,
        _filling(connection, path, previous) as filled,
        aside(path) as start_digest,
        _words(connection, path, previous) as words,
    ):
        digest = start_digest(begun, _said(archive), LINKED)
        index(connection, [each for each in tables(connection) if each not in LINKED])
        search(connection, [each for each in SEARCHED if each not in (fulltext.LARGEST, *LINKED)])
        fulltext.take(connection, SEARCHED[fulltext.LARGEST], filled())
        counted = _frequent(connection)
        known = _postings(connection, previous)
        with aside(path) as start:
            prepared = start(prepare.prepared, words, counted, known)
            link(connection, archive, linked, progress)
            progress(0, 0, "preparing search")
            searchable = prepared.result()
    return digest.result(), searchable


def _indexed(
    connection: sqlite3.Connection, path: Path, archive: Archive, digest: Begun, searchable: prepare.Prepared
) -> str:
    """Index what the links have filled, write what search keeps, and return the digest of all rows."""
    with aside(path) as start:
        content = start(content_sha256, _said(archive), digest)
        index(connection, LINKED)
        search(connection, [each for each in SEARCHED if each in LINKED])
        prepare.make(connection)
        prepare.fill(connection, searchable)
        found: str = content.result()
    return found


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


def schema() -> dict[str, str]:
    """Return the tables, indexes and views of every archive by name, each as the SQL that makes it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for make in (make_tables, index, search, prepare.make, make_views):
            make(connection)
        return objects(connection)
