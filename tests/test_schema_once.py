"""What is remembered of a schema is what Datasette reads of it, and is read once."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from plugins.schema_once import MOST_ANSWERS, QUESTIONS, SPELLING, startup

SCHEMA = """
create table documents (id text primary key, title text);
create table passages (id text primary key, document_id text references documents(id), text text);
create virtual table passages_fts using fts5 (text, content=passages);
create view short as select id from passages;
"""


def _run(asked: Coroutine[Any, Any, None]) -> None:
    """Run what waits for answers, in a thread: that of the tests has the loop of the browser."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, asked).result()


def _served(path: Path, immutable: bool) -> Datasette:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA)
    return Datasette([] if immutable else [str(path)], immutables=[str(path)] if immutable else [])


@pytest.mark.parametrize(
    "about", [("passages",), ("documents",), ("short",), ("no such table",)], ids=lambda about: about[0]
)
def test_answers_are_those_of_datasette(about: tuple[str], tmp_path: Path) -> None:
    """Each question has the same answer as before, the first time and again, whatever was done to the last one."""
    _run(_answers_are_those_of_datasette(about, tmp_path))


async def _answers_are_those_of_datasette(about: tuple[str], tmp_path: Path) -> None:
    datasette = _served(tmp_path / "archive.db", immutable=True)
    db = datasette.get_database("archive")
    asked = {name: () if name == "get_all_foreign_keys" else about for name in QUESTIONS}
    plain = {name: await getattr(db, name)(*of) for name, of in asked.items()}
    startup(datasette)
    for _ in range(2):
        answers: dict[str, Any] = {name: await getattr(db, name)(*of) for name, of in asked.items()}
        assert answers == plain
        answers["primary_keys"].append("rowid")


def test_a_question_is_asked_once(tmp_path: Path) -> None:
    """Nothing is read the second time, and what addresses that name no table leave behind has an end."""
    _run(_a_question_is_asked_once(tmp_path))


async def _a_question_is_asked_once(tmp_path: Path) -> None:
    datasette = _served(tmp_path / "archive.db", immutable=True)
    startup(datasette)
    db = datasette.get_database("archive")
    assert await db.table_exists("passages")
    executed: list[str] = []
    execute = db.execute
    db.execute = lambda sql, *rest, **named: executed.append(sql) or execute(sql, *rest, **named)
    assert await db.table_exists("passages")
    assert executed == []
    for n in range(MOST_ANSWERS + 1):
        assert not await db.table_exists(f"no-{n}")
    assert await db.table_exists("passages")
    assert len(executed) == MOST_ANSWERS + 2


def test_a_file_that_may_change_is_read_each_time(tmp_path: Path) -> None:
    """A table that is made while it is served is found."""
    _run(_a_file_that_may_change_is_read_each_time(tmp_path))


async def _a_file_that_may_change_is_read_each_time(tmp_path: Path) -> None:
    datasette = _served(tmp_path / "archive.db", immutable=False)
    startup(datasette)
    db = datasette.get_database("archive")
    assert not await db.table_exists("later")
    with closing(sqlite3.connect(tmp_path / "archive.db")) as connection:
        connection.execute("create table later (id)")
    assert await db.table_exists("later")


def test_how_a_table_is_spelt_is_asked_once(tmp_path: Path) -> None:
    """Datasette's question in SQL and its look at all schemas have their answers after the first page, case by case."""
    _run(_how_a_table_is_spelt_is_asked_once(tmp_path))


async def _how_a_table_is_spelt_is_asked_once(tmp_path: Path) -> None:
    datasette = _served(tmp_path / "archive.db", immutable=True)
    db = datasette.get_database("archive")
    executed: list[str] = []
    execute_fn = db.execute_fn
    db.execute_fn = lambda work: executed.append(work) or execute_fn(work)
    startup(datasette)
    for table, spelt in (
        ("passages", ["passages"]),
        ("PASSAGES", ["passages"]),
        ("none", []),
        ("PASSAGES", ["passages"]),
    ):
        found = await db.execute(SPELLING, (table,))
        assert [name for (name,) in found.rows] == spelt
    assert len(executed) == 3
    for _ in range(3):
        assert (await db.execute("select count(*) from passages")).first()[0] == 0
    assert len(executed) == 6
    await datasette.refresh_schemas()
    looked = len(executed)
    await datasette.refresh_schemas()
    assert len(executed) == looked > 6


def test_the_question_is_that_of_datasette() -> None:
    """Where Datasette asks otherwise, this test says so; nothing is wrong then, only slower."""
    asked = [part for part in Datasette.permission_allowed.__code__.co_consts if isinstance(part, str)]
    assert SPELLING in asked
