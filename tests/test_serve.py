"""`ingest serve`: the very file that was built, immutable, under its own title."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.build import build

POSTS = """\
Monday, 4 March 2019

A title

What was said on the day, at some length, and by whom it was said before.

Sunday, 3 March 2019

Another title

What was not said on the day before, at the same length, and by nobody at all.
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small archive of another title, served by the command."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "sources").mkdir()
    (folder / "sources" / "archive.yml").write_text("title: Another archive\nlicence: CC-BY-4.0\n")
    (folder / "sources" / "post.txt").write_text(POSTS)
    build(folder / "sources", folder / "small.db")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "ingest", "serve", str(folder / "small.db"), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/-/versions.json")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _get(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read().decode("utf-8")


def _wait(url: str) -> None:
    for _ in range(200):
        try:
            _get(url)
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not answer within 20 seconds")


def test_served_immutable(address: str) -> None:
    """The archive is served as immutable, with the counts of this very file, under /archive whatever its name."""
    (database,) = json.loads(_get(f"{address}/-/databases.json"))
    assert (database["name"], database["is_mutable"]) == ("archive", False)
    assert json.loads(_get(f"{address}/archive/blog_posts.json?_shape=array&_nofacet=1"))[0]["title"] == "A title"


def test_own_title(address: str) -> None:
    """The pages bear the title and licence that the archive states, not those of the sample."""
    page = _get(address)
    assert "Another archive" in page
    assert "CC-BY-4.0" in page
    assert "Harbour" not in page


def test_no_archive_to_serve(tmp_path: Path) -> None:
    """Without an archive, the command says how to build one."""
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "serve", str(tmp_path / "none.db")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "build one with `ingest build`" in done.stderr) == (2, True)
