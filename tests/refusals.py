"""What tests of bad input share: an archive that no mistake may touch, and how a build is refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.archives import LETTER, built, run

DIGEST = "0" * 64
# The rights of root over files are capabilities; a process can lay them down (capset(2), version 3).
WITHOUT_RIGHTS = "import ctypes; ctypes.CDLL(None).capset((ctypes.c_int * 2)(0x20080522, 0), (ctypes.c_int * 6)())"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An archive that stands already, and that no mistake may touch."""
    return built(tmp_path / "old", letter__txt=LETTER)


@contextmanager
def untouched(db: Path) -> Iterator[None]:
    """Assert that `db` keeps its bytes, and that nothing new lies beside it."""
    before = db.read_bytes() if db.is_file() else None
    beside = sorted(db.parent.iterdir())
    yield
    assert (db.read_bytes() if db.is_file() else None) == before
    assert sorted(db.parent.iterdir()) == beside


def refused(sources: Path, db: Path, *words: str, options: tuple[str | Path, ...] = ()) -> str:
    """Build, expect exit status 2 and every one of the words, and return what was said."""
    with untouched(db):
        result = run("build", sources, "--db", db, *options)
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    for each in words:
        assert each in result.output
    return result.output


def shopping_list(db: Path) -> None:
    db.write_text("shopping list: milk, eggs\n" * 50)


def recipes(db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        connection.executescript("create table recipes (id)")
