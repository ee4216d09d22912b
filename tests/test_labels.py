"""Rows are called by their titles, in whatever file they stand."""

from __future__ import annotations

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.utils.asgi import Request

from plugins.labels import extra_template_vars

SCHEMA = """
create table people (id integer primary key, name text);
create table notes (
  id integer primary key, title text, person integer references people(id), gone integer references gone(id),
  unnamed integer references people
);
insert into people values (7, 'Ada Quill');
"""


async def _names(path: Path) -> dict[str, Any]:
    asked = Request({"type": "http", "url_route": {"kwargs": {"pks": "1"}}}, None)
    names = extra_template_vars("notes", "notes", "row", asked, Datasette([], immutables=[str(path)]))
    assert names is not None
    return await names()


@pytest.mark.parametrize(
    ("column", "key", "label"), [("person", 7, "Ada Quill"), ("gone", 3, 3), ("unnamed", 7, 7), ("person", 8, 8)]
)
def test_a_key_that_leads_nowhere_is_told_as_it_is(column: str, key: int, label: Any, tmp_path: Path) -> None:
    """A file of others may have keys to a table or a row that it has not, and keys that name no column."""
    path = tmp_path / "notes.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA)
        connection.execute(f"insert into notes (id, title, {column}) values (1, 'Kettles', {key})")
        connection.commit()
    with ThreadPoolExecutor(1) as thread:  # that of the tests has the loop of the browser
        found = thread.submit(asyncio.run, _names(path)).result()
    assert found["row_title"] == "Kettles"
    assert {name: each["label"] for name, each in found["row_links"].items()} == {column: label}
