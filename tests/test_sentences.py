"""How a command ends that cannot do what it was asked: a sentence, exit status 2, no traceback."""

from __future__ import annotations

import os
import resource
import shlex
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.build import build
from ingest.cli import ingest
from ingest.errors import ListeningError
from ingest.serve import check_free
from tests.archives import LETTER, folder, rows, run
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with sources and the archive made of them."""
    made = tmp_path_factory.mktemp("here")
    build(folder(made / "sources", letter__txt=LETTER), made / "archive.db")
    return made


def _command(line: str, at: Path, **others: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ingest", *shlex.split(line)],
        cwd=at,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        timeout=60,
        check=False,
        **others,  # type: ignore[call-overload]
    )


@pytest.mark.parametrize(
    "line",
    ["--help", "schema", "parse sources/letter.txt", "verify", "quote 'I write to you'", "build sources --db b.db"],
)
def test_no_room_for_what_is_printed(here: Path, line: str) -> None:
    """What cannot be printed is said to be what it is."""
    with Path("/dev/full").open("w") as full:
        done = _command(line, here, stdout=full, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (
        2,
        "standard output: it cannot be written (No space left on device); free some space, or print elsewhere.\n",
    )


def test_what_reads_along_may_stop(here: Path) -> None:
    """A pipe that is closed, as by `head`, ends the command without a word."""
    reading, writing = os.pipe()
    os.close(reading)
    done = _command("schema", here, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


def test_a_register_that_cannot_be_written(here: Path) -> None:
    """It stays as it was, and nothing is left beside it."""

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))

    register = here / "sources" / "published-ids.txt"
    register.write_text("letter-p1\n")
    done = _command("ids sources", here, stderr=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=small)
    assert done.returncode == 2
    assert register.read_text() == "letter-p1\n"
    assert not list((here / "sources").glob("*.new"))
    register.unlink()


def test_an_archive_that_cannot_be_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command says so, and does not call it none."""
    monkeypatch.setattr("ingest.archive_file.os.access", lambda *_: False)  # whoever runs the tests may read anything
    db = here / "archive.db"
    for words in (
        ("verify", db),
        ("quote", "I write to you", "--db", db),
        ("compare", "Rules", "--db", db),
        ("export", here / "out", "--db", db),
        ("ids", here / "sources", "--db", db),
        ("serve", db),
    ):
        found = run(*words)
        assert (found.exit_code, found.output) == (2, f"{db}: it cannot be read; mend its permissions.\n"), words[0]


def test_a_file_that_cannot_be_read_is_told_beside_what_that_leads_to(tmp_path: Path) -> None:
    """A passage that an allegation names is not there, as its file is not read: both are said."""
    sources = folder(
        tmp_path / "sources",
        letter__txt=LETTER,
        allegations__yml="allegations:\n  - {title: That it was so, made_by: Ada Quill, status: made, passage: notes-p1}\n",
    )
    (sources / "notes.pdf").write_bytes(b"%PDF-1.4 broken")
    found = run("build", sources, "--db", tmp_path / "archive.db")
    assert found.exit_code == 2
    assert "notes.pdf: " in found.output
    assert "there is no `notes-p1`" in found.output


def test_where_nothing_can_be_served(here: Path) -> None:
    """A port that is taken and an address of another machine are told before anything is started."""
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        done = _command(f"serve --port {port}", here, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.startswith(f"127.0.0.1:{port}: nothing can be served there (Address already in use)")
    done = _command("serve --host 192.0.2.1", here, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_a_kind_of_address_that_the_machine_has_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine without IPv6 localhost is served under its other address; where that is taken, it is told."""
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        ours = (socket.AF_INET, socket.SOCK_STREAM, 0, "", taken.getsockname())
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(9999, *ours[1:]), ours])
        with pytest.raises(ListeningError):
            check_free("localhost", 1)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(9999, *ours[1:]), (*ours[:4], ("127.0.0.1", 0))])
    check_free("localhost", 1)


def test_no_address_of_a_cluster(here: Path) -> None:
    """What cannot be the address of a scheduler is refused at once."""
    for address in ("nothing", "tcp://10.0.0.1", "10.0.0.1:", "tcp:// 10.0.0.1:80"):
        found = run("build", here / "sources", "--db", here / "c.db", "--cluster", address)
        assert (found.exit_code, found.output.count("\n")) == (2, 1)
        assert "it is no address of a scheduler" in found.output


def test_what_is_no_ordinary_file() -> None:
    """A device is there, and is not read."""
    for command in ("parse", "describe"):
        found = run(command, "/dev/null")
        assert (found.exit_code, found.output) == (
            2,
            "/dev/null: it is no ordinary file; save what comes from there in one.\n",
        )


def test_stopped_while_it_loads(here: Path) -> None:
    """Ctrl-C in the second that the program takes to load ends it as later: in a word."""
    stop = "class Stop:\n def find_spec(self, name, *_):\n  if name == 'ingest.verify': raise KeyboardInterrupt\n"
    code = f"import sys\n{stop}sys.meta_path.insert(0, Stop())\nfrom ingest.__main__ import main\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", code, "verify"],
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "\nAborted!\n")


OBEYED = "\x1b[31m\x1b]0;kettle\x1b\\"


def test_no_terminal_obeys_a_document(tmp_path: Path) -> None:
    """What stands in a document or in the name of a file colours, moves or renames no terminal; data are printed as they are."""
    text = f"The kettle {OBEYED}is back\n\nHe said: “It stands {OBEYED}on its shelf again now”, and left us there.\n"
    sources = folder(tmp_path / "sources", **{"kettle__txt": text, f"kettle {OBEYED}__doc": "x"})
    db = tmp_path / "archive.db"
    for words in (
        ("build", sources, "--db", db), ("parse", sources / "kettle.txt"), ("describe", sources / "kettle.txt"), ("verify", db),
        ("quote", "“It stands on its shelf again now”", "--db", db), ("parse", sources / f"kettle {OBEYED}.doc"),
        ("parse", "--json", sources / "kettle.txt"), ("build", tmp_path / OBEYED), ("compare", OBEYED, "--db", db),
    ):  # fmt: skip
        result = CliRunner().invoke(ingest, [str(word) for word in words], color=True)
        assert not set("\x1b\x07\x9b") & set(result.output), (words, result.output)
    assert rows(db, "select count(*) from passages where instr(text, char(27))") == [(2,)]
