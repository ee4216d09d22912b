"""A pattern that a maintainer declares is sought for a bounded time, wherever that is, and never passed over."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import pytest

from ingest.errors import DeclarationError
from ingest.withholding import patterns
from ingest.withholding.patterns import places
from tests.archives import LETTER, built, folder, run
from tests.packed import zipped

# as good as for ever: each by a pattern, and a text of n signs for which it is too long
ENDLESS = {
    "repeat within a repeat": (r"(a+)+$", lambda n: "a" * n + "b"),
    "two ways to read a sign": (r"(?:a|a)*$", lambda n: "a" * n + "b"),
    "repeats beside each other": (r"a*a*a*a*c", lambda n: "a" * 100 * n),
    "a beginning at every sign": (r"\w+@x", lambda n: "a" * 10_000 * n),
    "a reference": (r"(\w+) .*\1\1", lambda n: "ab " * 1000 * n),
}


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "LEAST", 0.1)
    monkeypatch.setattr(patterns, "SIGNS_A_SECOND", 50_000_000)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(("pattern", "text"), ENDLESS.values(), ids=ENDLESS)
def test_endless(hasty: None, pattern: str, text: object) -> None:
    """What would not come to an end is told, with what to do; the next pattern has its whole time."""
    assert callable(text)
    with pytest.raises(DeclarationError, match=r"takes too long.*no repeat within a repeat"):
        places(pattern, text(40))
    assert places("b", "abab") == [(1, 2), (3, 4)]


@pytest.mark.timeout(60)
def test_endless_in_a_thread() -> None:
    """In a thread, where nothing can be stopped, another process looks, and is there for the next pattern."""
    text = "a" * 40 + "b"
    with ThreadPoolExecutor(1) as thread:
        with pytest.raises(DeclarationError, match="takes too long"):
            thread.submit(places, r"(a+)+$", text).result()
        assert thread.submit(places, r"A+", text, re.IGNORECASE).result() == [(0, 40)]


def test_stopped_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search in a long text that somebody else ended was not too slow: it is told as what it is."""

    def killed(*_: object) -> NoReturn:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    with monkeypatch.context() as with_it:
        with_it.setattr(patterns, "_found", killed)
        with pytest.raises(DeclarationError, match=r"`a\+` was stopped from outside.*shorter stretches"):
            places("a+", "a" * (patterns.MOST_AT_ONCE + 1))
    assert places("a+b", "a" * patterns.MOST_AT_ONCE + "b") == [(0, patterns.MOST_AT_ONCE + 1)]


def test_where_less_time_is_left() -> None:
    """A user whose processes may compute for a few seconds only can withhold all the same."""
    most = int(patterns.LEAST) - 1
    asked = "from ingest.withholding.patterns import places; print(places('ab', 'a' * 30_000 + 'b'))"
    told = subprocess.run(
        [sys.executable, "-c", asked],
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (most, most)),
        capture_output=True,
        text=True,
    )
    assert told.stdout == "[(29999, 30001)]\n", told.stderr


@pytest.mark.parametrize(("pattern", "found"), [(r"\s*a\s*", [(1, 2), (4, 5)]), (r"x*", []), (r"\s", [])])
def test_places(pattern: str, found: list[tuple[int, int]]) -> None:
    """A place has no blanks around it, and is not empty."""
    assert places(pattern, " a  a ") == found


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"day.txt": f"{LETTER}\n{'a' * 60}b\n", "day.yml": "withhold: [{pattern: '(a+)+$', reason: privacy}]\n"}, ["day.yml: ", "day.txt: "]),
        (
            {"post.zip": zipped({"x.txt": LETTER, "y.txt": f"{'a' * 60}b"}), "post.yml": "withhold: [{pattern: '(a+)+$', reason: privacy}]\n"},
            ["post.yml: ", "post.zip/y.txt: "],
        ),
        (
            {"post.zip": zipped({"x.txt": LETTER, f"{'a' * 60}b.jpg": ""}), "post.yml": "withhold: [{pattern: '(a+)+$', reason: privacy}]\n"},
            ["post.yml: "],
        ),
        (
            {"day.txt": LETTER, "day.yml": f"title: {'a' * 60}b\nwithhold: [{{pattern: '(a+)+$|council', reason: privacy}}]\n"},
            ["day.yml: ", "day.txt: "],
        ),
    ],
    ids=["text", "file in a container", "name in a container", "title"],
)  # fmt: skip
def test_build(hasty: None, tmp_path: Path, files: dict[str, str | bytes], words: list[str]) -> None:
    """A build stops, names the declaration, the file and the pattern, and leaves no archive."""
    sources = folder(tmp_path / "sources", **files)
    found = run("build", sources, "--db", tmp_path / "archive.db")
    assert (found.exit_code, (tmp_path / "archive.db").exists()) == (2, False)
    assert all(each in found.output for each in [*words, "withhold: the pattern `(a+)+$", "takes too long"]), (
        found.output
    )


def test_long_text(tmp_path: Path) -> None:
    """A pattern that reads a long text in one way only has time enough."""
    text = "\n\n".join([LETTER] * 2000)
    db = built(tmp_path, day__txt=text, day__yml="withhold: [{pattern: '(?i)tobias \\w+', reason: privacy}]\n")
    assert b"Tobias" not in db.read_bytes()
