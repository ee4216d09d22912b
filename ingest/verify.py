"""The laws, proved on a finished archive: every source rebuilt and compared, every check run, every index looked through."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

from ingest.errors import BrokenPromise, DatabaseError
from ingest.formats.blocks import PAGE_FURNITURE
from ingest.originals import Originals
from ingest.place import Slices
from ingest.replace import OURS
from ingest.write import SEARCHED, content_sha256, objects, schema, tables

MOST_SHOWN = 5  # rows that break a check, shown of each


@dataclass(slots=True)
class Coverage:
    """How one source is covered: characters in passages, in each kind of discard, and withheld.

    `received` is the name of the file as received, where one was looked for and found.
    """

    source_id: str
    characters: int
    passages: int
    withheld: int
    discards: dict[str, int]
    received: str | None = None


@dataclass(slots=True)
class Report:
    """What was verified, and the sentences about what does not hold; of a build, those about what could not be read."""

    counts: dict[str, int] = field(default_factory=dict)
    coverage: list[Coverage] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def or_raise(self) -> Report:
        """Return the report. Raises BrokenPromise where a promise does not hold."""
        if self.faults:
            raise BrokenPromise("\n".join(self.faults))
        return self


def verify(db: Path, files: Path | None = None) -> Report:
    """Verify the archive at `db`; with `files`, look there for the file that each source was.

    Raises DatabaseError where there is no archive, SourceError where there is no such folder.
    """
    originals = Originals(files) if files else None
    with _opened(db) as connection:
        report = Report()
        for part in (_schema, _database, _counts, _checks, _sources, _digest):
            report.faults += _told(part(connection, report))
        if originals:
            report.faults += _told(_received(connection, report, originals))
        return report


@contextmanager
def _opened(db: Path) -> Iterator[sqlite3.Connection]:
    """Open an archive to look at. FTS5 writes its own check as an insert, so a read-only file is copied first."""
    if not db.is_file():
        raise DatabaseError(f"{db}: there is no archive; build one with `ingest build`.")
    with ExitStack() as stack:
        path = db
        if not (os.access(db, os.W_OK) and os.access(db.parent, os.W_OK)):
            path = Path(stack.enter_context(TemporaryDirectory()), "archive.db")
            copyfile(db, path)
        connection = stack.enter_context(
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=0.5))
        )
        try:
            (found,) = connection.execute("pragma application_id").fetchone()
        except sqlite3.OperationalError as error:
            raise DatabaseError(f"{db}: it cannot be read ({error}); close the program that has it open.") from None
        except sqlite3.DatabaseError as error:
            raise DatabaseError(f"{db}: it is not an archive ({error}); build one with `ingest build`.") from None
        if found != OURS:
            raise DatabaseError(f"{db}: it is a database, but not an archive built by `ingest`.")
        yield connection
        connection.rollback()


def _told(faults: Iterator[str]) -> Iterator[str]:
    """Yield what is found wrong; what cannot even be asked is wrong too."""
    try:
        yield from faults
    except (sqlite3.Error, LookupError, ValueError, TypeError) as error:
        yield f"archive: it cannot be read to its end ({error})"


def _schema(connection: sqlite3.Connection, _: Report) -> Iterator[str]:
    """Yield the tables, views and indexes that are not as `ingest` makes them."""
    found, expected = objects(connection), schema()
    for name in sorted(found.keys() | expected.keys()):
        if found.get(name) != expected.get(name):
            fault = "is not there" if name not in found else "is not one that `ingest` makes"
            yield f"schema: {name} {fault}"


def _database(connection: sqlite3.Connection, _: Report) -> Iterator[str]:
    """Yield what SQLite itself finds wrong: pages, keys, and indexes that do not fit their tables."""
    for (line,) in connection.execute("pragma integrity_check"):
        if line != "ok":
            yield f"integrity: {line}"
    for table, row, parent, _ in connection.execute("pragma foreign_key_check").fetchmany(MOST_SHOWN):
        yield f"{table}: row {row} points at a row of {parent} that is not there"
    for table in SEARCHED:
        try:
            # rank 1 compares the index with the table it is made of
            index = f"{table}_fts"
            connection.execute(f'insert into "{index}" ("{index}", rank) values (\'integrity-check\', 1)')
        except sqlite3.DatabaseError as error:
            yield f"{table}: its search index does not fit it ({error})"


def _counts(connection: sqlite3.Connection, report: Report) -> Iterator[str]:
    for name in tables(connection):
        (report.counts[name],) = connection.execute(f'select count(*) from "{name}"').fetchone()
    yield from ()


def _checks(connection: sqlite3.Connection, report: Report) -> Iterator[str]:
    """Run every promise in `checks/`: the rows it returns break it."""
    for check in sorted(files("ingest").joinpath("checks").iterdir(), key=lambda file: file.name):
        name = check.name.removesuffix(".sql")
        report.checks.append(name)
        yield from _told(_check(connection, name, check.read_text(encoding="utf-8")))


def _check(connection: sqlite3.Connection, name: str, sql: str) -> Iterator[str]:
    for row in connection.execute(sql).fetchmany(MOST_SHOWN):
        yield f"{name}: {', '.join(str(value) for value in row)}"


def _sources(connection: sqlite3.Connection, report: Report) -> Iterator[str]:
    """Laws 1 and 2, source by source."""
    sliced = list(_sliced(connection))
    for source_id, character_count, *stated in connection.execute(
        "select id, character_count, sha256, published_sha256, encoding from sources order by id"
    ).fetchall():
        text = _rebuild(connection, source_id)
        slices = Slices(text, _holes(connection, source_id))
        report.coverage.append(_coverage(connection, source_id, character_count))
        yield from _compare(connection, source_id, text, *stated)
        for table, fields, query in sliced:
            yield from _slices(connection.execute(query, (source_id,)), table, fields, slices)


def _rebuild(connection: sqlite3.Connection, source_id: str) -> str:
    """Return the text of a source from its segments; a passage that page furniture interrupts has several."""
    parts: list[str] = []
    held, used = None, 0
    for passage_id, size, whole, own in connection.execute(
        'select passage_id, segments."end" - segments."start", passages.text, segments.text from segments '
        'left join passages on passages.id = passage_id where segments.source_id = ? order by segments."start"',
        (source_id,),
    ):
        if passage_id is None:
            parts.append(own or "")
            continue
        used = used if passage_id == held else 0
        parts.append((whole or "")[used : used + size])
        held, used = passage_id, used + size
    return "".join(parts)


def _holes(connection: sqlite3.Connection, source_id: str) -> list[tuple[int, int]]:
    marks = ", ".join("?" for _ in PAGE_FURNITURE)
    return connection.execute(
        f'select "start", "end" from segments where source_id = ? and discard in ({marks}) order by "start"',
        (source_id, *PAGE_FURNITURE),
    ).fetchall()


def _compare(
    connection: sqlite3.Connection,
    source_id: str,
    text: str,
    digest: str | None,
    published_digest: str,
    encoding: str | None,
) -> Iterator[str]:
    """Law 1: what is rebuilt is what was published; and where nothing is withheld, it is what was received."""
    if sha256(text.encode("utf-8")).hexdigest() != published_digest:
        yield f"{source_id}: the text rebuilt from its segments is not the text that was published"
    (withheld,) = connection.execute("select count(*) from withheld where source_id = ?", (source_id,)).fetchone()
    if encoding and not withheld and sha256(text.encode(encoding)).hexdigest() != digest:
        yield f"{source_id}: the bytes rebuilt from its segments are not the bytes received"


def _received(connection: sqlite3.Connection, report: Report, originals: Originals) -> Iterator[str]:
    """Find the file that each source was: by its digest or, where something is withheld, by masking what is listed."""
    for each in report.coverage:
        size, digest, published, encoding, media_type = connection.execute(
            "select byte_count, sha256, published_sha256, encoding, media_type from sources where id = ?",
            (each.source_id,),
        ).fetchone()
        stretches = connection.execute(
            'select "start", "end" from withheld where source_id = ? order by "start"', (each.source_id,)
        ).fetchall()
        each.received = originals.find(size, digest, published, encoding, media_type, stretches)
        if each.received is None:
            yield f"{each.source_id}: no file in {originals.folder} is the one received"


def _sliced(connection: sqlite3.Connection) -> Iterator[tuple[str, list[str], str]]:
    """Yield each table with slices: its name, the columns that are slices, and the query for those of a source."""
    for table in tables(connection):
        columns = [column for _, column, *_ in connection.execute(f'pragma table_info("{table}")')]
        places = {name: f"{name}_" for name in columns if {f"{name}_start", f"{name}_end"} <= set(columns)}
        if {"text", "start", "end"} <= set(columns) and table != "segments":
            places["text"] = ""
        if not places:
            continue
        asked = ", ".join(f'"{name}", "{at}start", "{at}end"' for name, at in places.items())
        parent = "documents" if "document_id" in columns else "passages"
        of = f"{parent.removesuffix('s')}_id in (select id from {parent} where source_id = ?)"
        yield table, list(places), f'select id, {asked} from "{table}" where {of}'


def _slices(rows: Iterable[tuple[Any, ...]], table: str, fields: list[str], text: Slices) -> Iterator[str]:
    """Law 2: a text with a start and an end is that slice of its source, less page furniture."""
    for id, *values in rows:
        for n, name in enumerate(fields):
            words, start, end = values[3 * n : 3 * n + 3]
            if words is not None and words != text.slice(start, end):
                yield f"{table}: the {name} of {id} is not the slice of its source"


def _digest(connection: sqlite3.Connection, _: Report) -> Iterator[str]:
    """Law 8: the digest is that of the rows."""
    row = connection.execute(
        "select content_sha256, title, description, licence, notice, nullif(edition, substr(content_sha256, 1, 12)) from about"
    ).fetchone()
    if row is None:
        yield "about: there is no row; the file was edited after it was built"
    elif row[0] != content_sha256(connection, row[1:]):
        yield "about: content_sha256 is not that of the rows; the file was edited after it was built"


def _coverage(connection: sqlite3.Connection, source_id: str, characters: int) -> Coverage:
    discards = dict(
        connection.execute(
            'select discard, sum("end" - "start") from segments where source_id = ? and discard is not null '
            "group by discard order by discard",
            (source_id,),
        )
    )
    (passages,) = connection.execute(
        'select coalesce(sum("end" - "start"), 0) from passages where source_id = ?', (source_id,)
    ).fetchone()
    (withheld,) = connection.execute(
        'select coalesce(sum("end" - "start"), 0) from withheld where source_id = ?', (source_id,)
    ).fetchone()
    return Coverage(source_id, characters, passages, withheld, discards)
