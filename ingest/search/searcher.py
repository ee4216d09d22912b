"""Searching while other pages are served: one engine for each archive, in a thread of its own."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from ingest.archive_file import to_read
from ingest.pages.distance import kilometres
from ingest.pages.served import archive
from ingest.search.engine import Engine
from ingest.search.fault import MISSING, NOTHING_SERVED, SearchFaultError, fault

T = TypeVar("T")


class Searcher:
    """The engine of one archive and the thread that it works in; made when it is first asked."""

    def __init__(self, path: str, immutable: bool) -> None:
        self.address = to_read(Path(path), immutable)
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="search")
        self.engine: Engine | None = None

    async def run(self, question: Callable[[Engine], T]) -> T:
        """Ask the engine in its thread. Raises SearchFaultError where the file cannot be searched."""
        return await asyncio.get_running_loop().run_in_executor(self.thread, self._run, question)

    async def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Ask the file of the engine; it has the time of a search for it, whenever the last one was."""

        def ask(engine: Engine) -> list[tuple[Any, ...]]:
            engine.index.start()
            return engine.index.connection.execute(sql, values).fetchall()

        return await self.run(ask)

    def _run(self, question: Callable[[Engine], T]) -> T:
        if self.engine is None:
            self.engine = self._opened()
            gc.collect()
            gc.freeze()  # what is loaded once stays: looking through it again and again would delay a search by 50 ms
        try:
            return question(self.engine)
        except (sqlite3.DatabaseError, MemoryError) as error:
            raise fault(error, None) from error

    def _opened(self) -> Engine:
        connection = None
        try:
            connection = sqlite3.connect(self.address, uri=True, isolation_level=None, check_same_thread=False)
            connection.create_function("kilometres", 4, kilometres, deterministic=True)
            return Engine(connection)
        except (sqlite3.DatabaseError, MemoryError) as error:
            why = fault(error, connection)
            if connection:
                connection.close()
            raise why from error


SEARCHERS: dict[str, Searcher] = {}


def searcher(databases: Mapping[str, Any]) -> Searcher:
    """Return what searches the archive among the databases served. Raises SearchFaultError where there is none."""
    db = archive(databases)
    if db is None:
        raise SearchFaultError(NOTHING_SERVED, MISSING)
    path = str(db.path)
    if path not in SEARCHERS:
        SEARCHERS[path] = Searcher(path, not db.is_mutable)
    return SEARCHERS[path]
