"""The laws, proved on a finished archive: every source rebuilt and compared, every check run, every index looked through."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Container, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ingest.archive_file import check_is_archive, check_there
from ingest.errors import DatabaseError
from ingest.search import prepared
from ingest.tables import counts, objects
from ingest.verifying.promises import promises
from ingest.verifying.report import Report
from ingest.verifying.retrace import retrace
from ingest.verifying.withheld_elsewhere import elsewhere
from ingest.write import schema
from ingest.writing.digest import content_sha256
from ingest.writing.indexes import SEARCHED

if TYPE_CHECKING:
    from ingest.verifying.originals import Originals

MOST_SHOWN = 5  # rows that break a check, shown of each

Part = Callable[[sqlite3.Connection, Report], Iterator[str]]


def verify(db: Path, files: Path | None = None, fresh: bool = False, known: Container[str] = ()) -> Report:
    """Verify the archive at `db`; with `files`, look there for the file that each source was.

    Of one that was written a moment ago (`fresh`), the indexes, what search keeps and the digest are not held against the
    rows they were just made of, nor are the sources `known`, which were copied from an archive that was verified.
    Raises DatabaseError where there is no archive, SourceError where there is no such folder.
    """
    originals = _originals(files) if files else None
    with _readable(db) as path, _opened(db, path) as connection, ThreadPoolExecutor(3) as threads:
        report = Report()
        # what SQLite looks through by itself runs beside what is compared here
        looked = threads.submit(_beside, db, path, partial(_database, fresh=fresh), report)
        searched = threads.submit(_beside, db, path, partial(_indexes, fresh=fresh), report)
        checked = threads.submit(_beside, db, path, partial(_checks, known=known), report)
        report.faults += _told(_schema(connection, report))
        sources = partial(_sources, known=known)
        counted = list(_told(_counts(connection, report)))
        rest = (sources,) if fresh else (sources, _search, _digest)
        faults = [fault for part in rest for fault in _told(part(connection, report))]
        report.faults += [*looked.result(), *searched.result(), *counted, *checked.result(), *faults]
        if originals:
            report.faults += _told(_received(connection, report, originals))
        return report


def _originals(files: Path) -> Originals:
    from ingest.verifying.originals import Originals  # noqa: PLC0415 # a build, which needs none of it, would wait for all that reads files

    return Originals(files)


def _beside(db: Path, path: Path, part: Part, report: Report) -> list[str]:
    """Return what a part of the proof finds wrong, which opens the archive for itself."""
    with _opened(db, path) as connection:
        return list(_told(part(connection, report)))


@contextmanager
def _readable(db: Path) -> Iterator[Path]:
    """Yield the archive to look at. FTS5 writes its own check as an insert, so a read-only file is copied first."""
    check_there(db)
    with ExitStack() as stack:
        path = db
        if not (os.access(db, os.W_OK) and os.access(db.parent, os.W_OK)):
            path = Path(stack.enter_context(TemporaryDirectory()), "archive.db")
            copyfile(db, path)
        yield path


@contextmanager
def _opened(db: Path, path: Path) -> Iterator[sqlite3.Connection]:
    """Open an archive that lies at `path`. Raises DatabaseError, which speaks of `db`, where it is none."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=0.5)) as connection:
        try:
            check_is_archive(connection, db)
        except sqlite3.OperationalError as error:
            raise DatabaseError(f"{db}: it cannot be read ({error}); close the program that has it open.") from None
        except sqlite3.DatabaseError as error:
            raise DatabaseError(f"{db}: it is not an archive ({error}); build one with `ingest build`.") from None
        yield connection
        connection.rollback()


def _told(faults: Iterator[str]) -> Iterator[str]:
    """Yield what is found wrong; what cannot even be asked is wrong too."""
    try:
        yield from faults
    except (sqlite3.Error, ArithmeticError, LookupError, ValueError, TypeError) as error:
        yield f"archive: it cannot be read to its end ({error})"


def _schema(connection: sqlite3.Connection, _: Report) -> Iterator[str]:
    """Yield the tables, views and indexes that are not as `ingest` makes them."""
    found, expected = objects(connection), schema()
    for name in sorted(found.keys() | expected.keys()):
        if found.get(name) != expected.get(name):
            fault = "is not there" if name not in found else "is not one that `ingest` makes"
            yield f"schema: {name} {fault}"


def _database(connection: sqlite3.Connection, _: Report, fresh: bool) -> Iterator[str]:
    """Yield what SQLite itself finds wrong: pages, keys, and indexes of columns that do not fit their tables."""
    for (line,) in connection.execute("pragma quick_check" if fresh else "pragma integrity_check"):
        if line != "ok":
            yield f"integrity: {line}"
    for table, row, parent, _ in connection.execute("pragma foreign_key_check").fetchmany(MOST_SHOWN):
        yield f"{table}: row {row} points at a row of {parent} that is not there"


def _indexes(connection: sqlite3.Connection, _: Report, fresh: bool) -> Iterator[str]:
    """Yield the full-text indexes that do not fit their tables."""
    for table in SEARCHED:
        try:
            # rank 1 compares the index with the table it is made of, rank 0 looks through the index alone
            index = f"{table}_fts"
            connection.execute(f'insert into "{index}" ("{index}", rank) values (\'integrity-check\', ?)', (not fresh,))
        except sqlite3.DatabaseError as error:
            yield f"{table}: its search index does not fit it ({error})"


def _counts(connection: sqlite3.Connection, report: Report) -> Iterator[str]:
    for name, count in counts(connection):
        first, last = connection.execute(
            f'select (select min(rowid) from "{name}"), (select max(rowid) from "{name}")'
        ).fetchone()
        if count and (first, last) != (1, count):
            yield f"{name}: its rows are not numbered one after another; the file was edited after it was built"
        report.counts[name] = count


def _checks(connection: sqlite3.Connection, report: Report, known: Container[str] = ()) -> Iterator[str]:
    """Run every promise in `checks/`: the rows it returns break it."""
    for name, sql in promises(connection, known):
        report.checks.append(name)
        yield from _told(_check(connection, name, sql))
    report.checks.sort()


def _check(connection: sqlite3.Connection, name: str, sql: str) -> Iterator[str]:
    for row in connection.execute(sql).fetchmany(MOST_SHOWN):
        yield f"{name}: {', '.join(str(value) for value in row)}"


def _sources(connection: sqlite3.Connection, report: Report, known: Container[str]) -> Iterator[str]:
    yield from retrace(connection, report.coverage, known)


def _received(connection: sqlite3.Connection, report: Report, originals: Originals) -> Iterator[str]:
    """Find the file that each source was: by its digest or, where something is withheld, by masking what is listed."""
    for each in report.coverage:
        size, digest, published, encoding, media_type = connection.execute(
            "select byte_count, sha256, published_sha256, encoding, media_type from sources where id = ?",
            (each.source_id,),
        ).fetchone()
        stretches = connection.execute(
            'select "start", "end", kind from withheld where source_id = ? order by "start"', (each.source_id,)
        ).fetchall()
        places = [(start, end) for start, end, _ in stretches]
        found = originals.find(size, digest, published, encoding, media_type, places)
        if found is None:
            yield f"{each.source_id}: no file in {originals.folder} is the one received"
            continue
        each.received = found.name
        withheld = (found.text[start:end] for start, end, kind in stretches if kind == "pattern")
        each.elsewhere = list(elsewhere(connection, each.source_id, withheld))


def _search(connection: sqlite3.Connection, _: Report) -> Iterator[str]:
    """Yield what search keeps that is not made of the rows, of each table the first."""
    for _, told in groupby(prepared.unlike(connection), key=lambda fault: fault.partition(":")[0]):
        yield from islice(told, MOST_SHOWN)


def _digest(connection: sqlite3.Connection, _: Report) -> Iterator[str]:
    """Law 8: the digest is that of the rows."""
    row = connection.execute(
        "select content_sha256, title, description, licence, notice, nullif(edition, substr(content_sha256, 1, 12)) from about"
    ).fetchone()
    if row is None:
        yield "about: there is no row; the file was edited after it was built"
    elif row[0] != content_sha256(connection, row[1:]):
        yield "about: content_sha256 is not that of the rows; the file was edited after it was built"
