"""`ingest serve`: the very file that was built, immutable, under its own title."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ingest.build import build
from ingest.errors import DatabaseError
from ingest.serve import site
from tests.conftest import ROOT

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
    with serving([sys.executable, "-m", "ingest", "serve", str(folder / "small.db"), "--port"], folder) as url:
        yield url


@contextmanager
def serving(command: list[str], folder: Path) -> Iterator[str]:
    """Run a command that serves on the port that is added to its last word, or put after it; yield the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    words = [*command[:-1], command[-1] + port] if command[-1].endswith("=") else [*command, port]
    with subprocess.Popen(
        words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/-/versions.json")
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGTERM)


@pytest.fixture
def checkout(tmp_path: Path, seeds: Path) -> Path:
    """A copy of what the README's commands need, with the environment that is already set up."""
    here = tmp_path / "main"
    for name in ("sources", "examples", "bin"):
        shutil.copytree(ROOT / name, here / name)
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy2(ROOT / name, here / name)
    (here / ".venv").mkdir()
    (here / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    (here / ".venv" / "installed").touch()
    shutil.copytree(seeds, tmp_path / "shared" / "seeds")
    return here


def _get(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read().decode("utf-8")


def _wait(url: str) -> None:
    for _ in range(600):
        try:
            _get(url)
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not answer within a minute")


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


@pytest.mark.parametrize(
    ("command", "said"),
    [
        pytest.param(["make", "serve", "PORT="], "The Staithe House papers", id="make serve"),
        pytest.param(
            ["make", "unisongate", "FILES=../shared/seeds", "PORT="],
            "general secretary election of 2015",
            id="make unisongate",
        ),
    ],
)
def test_make_serves(checkout: Path, command: list[str], said: str) -> None:
    """`make serve` and `make unisongate`, as the README gives them, build an archive and serve it."""
    with serving(command, checkout) as url:
        assert said in _get(url)
        (database,) = json.loads(_get(f"{url}/-/databases.json"))
        assert database["is_mutable"] is False


def test_datasette_serves_the_root(checkout: Path) -> None:
    """`datasette .` serves the archive, for the project is laid out as Datasette's configuration directory."""
    build(checkout / "sources", checkout / "archive.db")
    for name in ("metadata.yml", "settings.json", "templates", "plugins", "static"):
        (checkout / name).symlink_to(ROOT / name)
    with serving([sys.executable, "-m", "datasette", "serve", ".", "--port"], checkout) as url:
        assert "The Staithe House papers" in _get(url)
        assert json.loads(_get(f"{url}/archive/search.json?q=kettle&_shape=array"))


SERVED = re.findall(
    r"^\$ \.venv/bin/ingest (serve .+)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
)


@pytest.mark.parametrize("line", SERVED)
def test_readme_serves(checkout: Path, line: str) -> None:
    """Each `ingest serve` of the README serves the archive it names, with the options it gives."""
    words = shlex.split(line)
    assert words[-2] == "--port"
    db = checkout / words[1]
    db.parent.mkdir(exist_ok=True)
    build(checkout / "sources", db)
    with serving([sys.executable, "-m", "ingest", *words[:-1]], checkout) as url:
        assert "The Staithe House papers" in _get(url)


def test_a_site_that_cannot_be_made(checkout: Path) -> None:
    """A folder that cannot be written is told in a sentence."""
    build(checkout / "sources", checkout / "archive.db")
    (checkout / "in the way").touch()
    with pytest.raises(DatabaseError, match=r"in the way: it cannot be written \(File exists\)"):
        site(checkout / "archive.db", checkout / "in the way")


def test_no_archive_to_serve(tmp_path: Path) -> None:
    """Without an archive, the command says how to build one."""
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "serve", str(tmp_path / "none.db")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "build one with `ingest build`" in done.stderr) == (2, True)


def test_an_archive_is_counted_again_only_if_it_is_another(tmp_path: Path) -> None:
    """What was counted stands for the same file, and not for one that took its place."""
    sources, db, into = tmp_path / "sources", tmp_path / "small.db", tmp_path / "site"
    sources.mkdir()
    (sources / "post.txt").write_text(POSTS)

    def counted() -> tuple[int, int, str]:
        site(db, into)
        told = json.loads((into / "inspect-data.json").read_text())["archive"]
        return (into / "inspect-data.json").stat().st_mtime_ns, told["tables"]["passages"]["count"], told["hash"]

    build(sources, db)
    first = counted()
    assert counted() == first
    (sources / "other.txt").write_text(POSTS.replace("2019", "2018"))
    build(sources, db)
    other = counted()
    assert other[0] > first[0]
    assert other[1] == 2 * first[1]
    assert other[2] != first[2]
