"""The tables of what joins the sources with one another, filled once all of these are in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from ingest.declarations.archive import Archive
from ingest.link import ACROSS, BESIDE, Across
from ingest.rebuild import changed
from ingest.rebuild.previous import Previous
from ingest.terminal.progress import Progress
from ingest.workers.pack import as_tuples, columns
from ingest.writing.insert import WAITING, by_type, insert
from ingest.writing.snapshot import aside

WorkedOut = dict[Across, "Future[list[Any]]"]

AT_ONCE = 2_000  # rows of links written together
MANY = 300_000  # passages: of more, what is worked out beside takes so much memory that the links wait for it
# Tables that are filled only here, and so indexed after the others.
LINKED = (
    *WAITING,
    "quotation_places",
    "extract_places",
    "clause_changes",
    "clause_quotations",
    "reuse",
    "document_copies",
    "same_events",
    "allegations",
    "allegation_evidence",
    "retired_ids",
)


@contextmanager
def working_out(
    connection: sqlite3.Connection, path: Path, archive: Archive, previous: Previous | None
) -> Iterator[WorkedOut]:
    """Work out the rows of each link in `BESIDE` from the archive, whose sources are all in, while the block runs."""
    with aside(path) as start:
        if previous and (found := changed.rows(connection)):
            start(changed.carry, previous, found).result()
        yield {each: start(lambda connection, each=each: list(each(connection, archive))) for each in BESIDE}


def link(connection: sqlite3.Connection, archive: Archive, linked: WorkedOut, progress: Progress) -> None:
    """Add what joins the sources with one another; `linked` is what is worked out beside."""
    (passages,) = connection.execute("select max(rowid) from passages").fetchone()
    if (passages or 0) > MANY:
        progress(0, 0, "looking for words used again")
        wait(linked.values())
    connection.execute("begin")
    for each in ACROSS:
        name, count = each.__module__.rpartition(".")[2].replace("_", " "), 0
        progress(0, 0, f"linking {name}")
        rows = iter(linked.pop(each).result()) if each in linked else each(connection, archive)
        while some := list(islice(rows, AT_ONCE)):
            count += len(some)
            progress(0, 0, f"linking {name}, {count:,} so far")
            for run in by_type(some):
                insert(connection, run[0].table, columns(run[0].__class__), as_tuples(run), linked=True)
    connection.execute("commit")
    for table in WAITING:
        connection.execute(f'drop table temp."{table}_read"')
