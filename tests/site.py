"""The published sample: built once, served by Datasette in a process of its own, and a browser to look at it with."""

from __future__ import annotations

import json
import socket
import sqlite3
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from playwright.sync_api import Browser, Page, sync_playwright

from ingest.build import build
from ingest.serve import site
from tests import forked
from tests.missing import missing

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# the sites answer in the clear; to load the certificates of the world takes longer than to be answered
CLEAR = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
PLENTY = {"rates": {"burst": 100_000, "per_minute": 100_000}}  # the tests are one very busy reader


@dataclass(frozen=True)
class Site:
    """A running site: where it answers, the file it serves, the process."""

    url: str
    db: Path
    pid: int

    def get(self, path: str, **params: str) -> httpx.Response:
        """Ask for a page, or for `/archive.json` and the like with parameters."""
        return httpx.get(self.url + path, params=params or None, timeout=60, verify=CLEAR)

    def rows(self, path: str, **params: str) -> list[dict[str, Any]]:
        """Return the rows that a JSON address answers with; fails with what it says instead."""
        response = self.get(path, _shape="array", **params)
        assert response.status_code == 200, f"{path} {params}: {response.text[:500]}"
        found: list[dict[str, Any]] = response.json()
        return found

    def sql(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the served file itself, without Datasette."""
        with closing(sqlite3.connect(f"file:{self.db}?mode=ro", uri=True)) as connection:
            return connection.execute(sql, values).fetchall()


@pytest.fixture(scope="session")
def published_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive as a file."""
    db = tmp_path_factory.mktemp("published") / "archive.db"
    build(ROOT / "sources", db)
    return db


@pytest.fixture(scope="session")
def published(published_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample archive, served."""
    with serving(published_db, tmp_path_factory.mktemp("site"), PLENTY) as running:
        yield running


@pytest.fixture
def serve(tmp_path: Path) -> Callable[[Path, dict[str, Any]], Any]:
    """Serve a file with settings of plugins of one's own: `with serve(db, {"rates": …}) as site`."""
    return lambda db, plugins: serving(db, tmp_path, plugins)


@contextmanager
def serving(db: Path, folder: Path, plugins: dict[str, Any], name: str = "archive") -> Iterator[Site]:
    """Serve `db`, under a name, from a configuration directory made in `folder` until the block ends."""
    configured(db, folder, plugins, name)
    with serving_folder(folder, db) as running:
        yield running


def configured(db: Path, folder: Path, plugins: dict[str, Any], name: str = "archive") -> None:
    """Make a configuration directory in `folder`."""
    site(db, folder)
    if name != "archive":  # of which nothing is known before it is served
        (folder / "archive.db").rename(folder / f"{name}.db")
        (folder / "inspect-data.json").unlink()
    metadata = yaml.load((folder / "metadata.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    metadata["plugins"] = metadata.get("plugins", {}) | plugins
    (folder / "metadata.yml").write_text(json.dumps(metadata), encoding="utf-8")  # JSON, for it is read in a moment


@contextmanager
def serving_folder(folder: Path, db: Path) -> Iterator[Site]:
    """Serve a configuration directory, whatever is in it, until the block ends; `db` is the file that it serves."""
    port, log = _free_port(), folder / "log.txt"
    server = forked.serving(folder, port, log)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url, server, log)
        yield Site(url, db, server.pid or 0)
    finally:
        server.terminate()
        server.join(10)
        assert server.exitcode is not None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; where there is none the tests that look at pages are left out, except in CI."""
    if not CHROMIUM.exists():
        missing(f"there is no browser at {CHROMIUM}; apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Iterator[Page]:
    """What a reader's pages are opened in: to make a new one takes a browser six times as long as to show a page."""
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.fixture
def page(tab: Page) -> Page:
    """A page by day, as wide as a desk's; what the last test opened stands on it, loaded whole, until the next is opened."""
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.emulate_media(media="null", color_scheme="light")
    tab.mouse.move(0, 0)
    return tab


@pytest.fixture
def watched(page: Page) -> Iterator[tuple[list[str], list[str]]]:
    """Two lists that fill up: addresses that the page asked for, and errors told on the console or thrown."""
    asked: list[str] = []
    wrong: list[str] = []
    told: dict[Any, Callable[[Any], None]] = {
        "request": lambda request: asked.append(request.url),
        "pageerror": lambda error: wrong.append(str(error)),
        "console": lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None,
    }
    for event, note in told.items():
        page.on(event, note)
    yield asked, wrong
    for event, note in told.items():
        page.remove_listener(event, note)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(url: str, server: BaseProcess, log: Path) -> None:
    for _ in range(300):
        if not server.is_alive():
            pytest.fail(f"Datasette did not start:\n{log.read_text()}")
        try:
            httpx.get(url + "/-/versions.json", timeout=5, verify=CLEAR)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail(f"Datasette does not answer:\n{log.read_text()}")
