"""What the tests share: where the two real documents lie, and archives built once for all."""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from ingest.build import build
from tests import growth
from tests.missing import missing
from tests.refusals import old
from tests.site import browser, page, published, published_db, serve, tab, watched

# fixtures of the served site and of what is refused, for every test
__all__ = ["browser", "old", "page", "published", "published_db", "serve", "tab", "watched"]

# how long a case takes by the clock says what else the machine is doing; how time grows is measured by tests/growth.py
settings.register_profile("by hand", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# the gate tries the same cases every time; new ones are found by those who run the tests by hand
settings.register_profile("gate", settings.get_profile("by hand"), derandomize=True)
settings.load_profile("gate" if os.environ.get("CI") == "true" else "by hand")

ROOT = Path(__file__).resolve().parent.parent
Query = Callable[..., list[tuple[Any, ...]]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of how time grows, for which the others would have to wait anyhow."""
    for item in items:
        if isinstance(item, pytest.Function) and growth.assert_linear.__name__ in item.function.__code__.co_names:
            item.add_marker("alone")


def pytest_collection_finish() -> None:
    """Leave thousands of tests out of every later search for garbage, which would look through them each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What a build remembers of the archives it made, it remembers here for as long as the tests run."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the two real documents, as received; they are not ours to ship."""
    folder = Path(os.environ.get("SEEDS", ROOT.parent / "shared" / "seeds"))
    if not folder.is_dir():
        missing(f"the two real documents are not in {folder}; name their folder with SEEDS=")
    return folder


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Query]:
    """The sample archive, to be asked with SQL."""
    yield from _archive(tmp_path_factory, ROOT / "sources", None)


@pytest.fixture(scope="session")
def unisongate(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Iterator[Query]:
    """The archive of the two real documents, with their declarations."""
    yield from _archive(tmp_path_factory, ROOT / "examples" / "unisongate", seeds)


@pytest.fixture(scope="session")
def undeclared(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Iterator[Query]:
    """The archive of the two real documents as raw files, without a word of declaration."""
    yield from _archive(tmp_path_factory, seeds, None)


def _archive(tmp: pytest.TempPathFactory, folder: Path, files: Path | None) -> Iterator[Query]:
    db = tmp.mktemp("archive") / "archive.db"
    build(folder, db, files)
    with closing(sqlite3.connect(db)) as connection:
        yield lambda sql, *values: connection.execute(sql, values).fetchall()
