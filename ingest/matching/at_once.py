"""Many quotations looked for at once, in a process for each core: every process opens the archive for itself.

The archive is being built: nothing may change the passages, documents and full-text index in its file meanwhile.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from ingest.matching.finding import Claim, Finding
from ingest.matching.held import Held
from ingest.matching.positions import Positions, beside, sort
from ingest.workers.memory import give_back
from ingest.workers.worker import AHEAD, Work, Worker, in_order, working
from ingest.writing.snapshot import snapshot

FEW = 600  # quotations for each process below which starting them costs more than it gains
BATCH = 50  # quotations that go to a process at once

# what is known of an archive only while it is being built, and how a process has it too
KNOWN = {
    "quotations_read": 'document_id text, "start" integer, "end" integer',
    "frequent_words": "term text, passage_count integer",
}
INDEX = "create index temp.quotations_within on quotations_read (document_id)"
FILE = "select file from pragma_database_list where name = 'main'"


class Asked(NamedTuple):
    """What is to be looked for; `paragraphs` are those of a text between which others may have been left out."""

    claim: Claim
    paragraphs: Sequence[str] = ()


def findings(connection: sqlite3.Connection, asked: Sequence[Asked], workers: int | None = None) -> Iterator[Finding]:
    """Yield what came of looking for each in the archive that is being built, in their order.

    What is asked again, word for word in the same document, is looked for once. `workers` are the processes that look, as many as
    there are cores if not said.
    """
    wanted, numbers = _together(asked)
    looked = enumerate(_looked(connection, wanted, workers or len(os.sched_getaffinity(0))))
    waiting, times = dict[int, Finding](), Counter(numbers)
    for number in numbers:
        while number not in waiting:
            n, found = next(looked)
            waiting[n] = found
        times[number] -= 1
        yield waiting[number] if times[number] else waiting.pop(number)


def _together(asked: Sequence[Asked]) -> tuple[list[Asked], list[int]]:
    """Return what is to be looked for, the same words one behind the other, and the number of each that is asked in it.

    The same words of other documents are found in the same passages, which are taken apart once.
    """
    every: dict[str, dict[tuple[Claim, tuple[str, ...]], int]] = {}
    keys = [(each.claim, tuple(each.paragraphs)) for each in asked]
    for key in keys:
        every.setdefault(key[0].text, {})[key] = 0
    count = 0
    for same in every.values():
        for key in same:
            same[key] = count
            count += 1
    wanted = [Asked(claim, paragraphs) for same in every.values() for claim, paragraphs in same]
    return wanted, [every[key[0].text][key] for key in keys]


def _looked(connection: sqlite3.Connection, asked: Sequence[Asked], workers: int) -> Iterator[Finding]:
    (path,) = connection.execute(FILE).fetchone()
    if workers < 2 or len(asked) < FEW * workers or not path:
        held = Held(connection, reading=True) if asked else None
        yield from (_find(held, each) for each in asked if held)
        return
    known = {table: connection.execute(f"select {_names(table)} from temp.{table}").fetchall() for table in KNOWN}
    folder = beside(Path(path))
    lock, own = Lock(), cache(looking(path, known))
    give_back()  # of what indexes took

    def here(batch: Sequence[Asked], _: Worker[Asked, Finding]) -> list[Finding]:
        """Look for a batch whose process died, one batch at a time."""
        with lock:
            return own()(batch)

    with working(workers, here, looking, path, known) as submit:
        for _ in range(workers):
            submit([])  # they load their libraries while the positions are sorted
        if folder.is_dir():
            sort(folder)
        yield from in_order(_batches(asked), submit, workers * AHEAD)


def looking(path: str, known: Mapping[str, list[tuple[Any, ...]]]) -> Callable[[], Work[Asked, Finding]]:
    """Return what begins a process, and returns what that does with a batch; `known` are the rows of each table of KNOWN."""
    return lambda: _look(_opened(path, known), beside(Path(path)))


def _opened(path: str, known: Mapping[str, list[tuple[Any, ...]]]) -> sqlite3.Connection:
    connection = snapshot(Path(path))
    for table, columns in KNOWN.items():
        connection.execute(f"create temp table {table} ({columns})")
        marks = ", ".join("?" * len(columns.split(",")))
        connection.executemany(f"insert into temp.{table} values ({marks})", known[table])
    connection.execute(INDEX)
    return connection


def _look(connection: sqlite3.Connection, folder: Path) -> Work[Asked, Finding]:
    @cache
    def held() -> Held:
        return Held(connection, reading=True, positions=Positions(folder) if folder.is_dir() else None)

    def look(batch: Sequence[Asked]) -> list[Finding]:
        if batch:
            held().prepare(each.claim for each in batch)
        return [_find(held(), each) for each in batch]

    return look


def _find(held: Held, asked: Asked) -> Finding:
    return held.find_parts(asked.claim, asked.paragraphs)


def _names(table: str) -> str:
    return ", ".join(column.split()[0] for column in KNOWN[table].split(", "))


def _batches(asked: Sequence[Asked]) -> Iterator[Sequence[Asked]]:
    rest = iter(asked)
    while batch := list(islice(rest, BATCH)):
        yield batch
