"""The maintainer's commands, as a maintainer meets them."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
import yaml
from click.testing import CliRunner, Result

from ingest.cli import ingest
from ingest.declarations.source import Declaration
from ingest.read import read
from ingest.terminal.progress import line
from tests import archives
from tests.conftest import ROOT

SOURCES = ROOT / "sources"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(ingest, [str(word) for word in words])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive, built by the command."""
    db = tmp_path_factory.mktemp("cli") / "archive.db"
    result = run("build", SOURCES, "--db", db)
    assert result.exit_code == 0, result.output
    return db


def test_build_prints_counts(tmp_path: Path) -> None:
    """A build ends with how many rows of what there are, and says that it was verified."""
    result = run("build", SOURCES, "--db", tmp_path / "archive.db")
    assert f"{len(read(SOURCES).sources)} sources, " in result.stdout
    assert " blog posts" in result.stdout
    assert ", 1 correction, " in result.stdout
    assert result.stdout.rstrip().endswith("built and verified.")
    assert result.stderr == ""  # progress is for terminals


def test_build_counts_one_of_each_kind(tmp_path: Path) -> None:
    """One row of a table is called by the singular of its name."""
    note = archives.DUMP.partition("Sunday")[0].partition("\n\n")[2] + archives.DUMP.rpartition("\n\n")[2]
    sources = archives.folder(tmp_path / "sources", note__txt=note, copy__txt=note)
    assert ", 1 document copy" in run("build", sources, "--db", tmp_path / "archive.db").stdout


def test_verify_prints_coverage(built: Path) -> None:
    """`verify` prints a line for every source: characters, share in passages, discarded by name, withheld."""
    result = run("verify", built)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split()[:5] == ["source", "characters", "passages", "discarded", "withheld"]
    assert len([line for line in lines if "%" in line]) == len(read(SOURCES).sources)
    assert lines[-1].endswith("every promise holds.")


@pytest.mark.parametrize(
    "file", sorted(SOURCES.glob("*.txt")) + sorted(SOURCES.glob("*.md")), ids=lambda file: file.name
)
def test_parse_and_describe_every_source(file: Path) -> None:
    """Every file of the sample can be looked at, and its proposed declaration is one that the parser accepts."""
    shown = run("parse", file)
    assert (shown.exit_code, shown.stdout.startswith(file.stem)) == (0, True)
    rows = json.loads(run("parse", file, "--json").stdout)
    assert len(rows["sources"]) == 1
    assert rows["passages"]
    proposed = run("describe", file)
    assert proposed.exit_code == 0
    declaration = msgspec.convert(yaml.load(proposed.stdout, yaml.BaseLoader), Declaration, strict=False)
    assert (declaration.file, declaration.sha256) == (file.name, sha256(file.read_bytes()).hexdigest())


def test_proposed_declaration_builds(tmp_path: Path) -> None:
    """What `describe` prints for a raw file can be saved beside it and built."""
    raw = tmp_path / "sources" / "notes.txt"
    raw.parent.mkdir()
    raw.write_bytes((SOURCES / "notes-from-the-quay.txt").read_bytes())
    raw.with_suffix(".yml").write_text(run("describe", raw).stdout, encoding="utf-8")
    result = run("build", raw.parent, "--db", tmp_path / "archive.db")
    assert result.exit_code == 0, result.output


def test_describe_into_the_file_beside(tmp_path: Path) -> None:
    """A shell makes `words.yml` before `ingest describe words.txt > words.yml` is run: an empty one is none yet."""
    raw, beside = tmp_path / "words.txt", tmp_path / "words.yml"
    raw.write_text("A few words that stand alone.", encoding="utf-8")
    with beside.open("w", encoding="utf-8") as written:
        told = run("describe", raw)
        written.write(told.stdout)
    assert (told.exit_code, told.stderr) == (0, "")
    assert run("build", tmp_path, "--db", tmp_path / "archive.db").exit_code == 0
    beside.write_text("", encoding="utf-8")
    assert "words.yml: it is empty" in run("build", tmp_path, "--db", tmp_path / "archive.db").stderr


def test_describe_proposes_second_posts(tmp_path: Path) -> None:
    """A line that may be the title of a post without a date heading is proposed as a hint, as a comment."""
    raw = tmp_path / "early-shift.txt"
    raw.write_bytes((SOURCES / "early-shift.txt").read_bytes())
    assert '#     - title: "The price of a bacon roll at Number Two Shed"' in run("describe", raw).stdout


def test_help_lists_every_command() -> None:
    """`ingest --help` says in a line what each command does."""
    lines = run("--help").stdout.split("Commands:")[1].strip().splitlines()
    assert sorted(line.split()[0] for line in lines) == [
        "build",
        "compare",
        "describe",
        "export",
        "ids",
        "parse",
        "quote",
        "schema",
        "serve",
        "verify",
    ]
    assert all(len(line.split()) > 3 for line in lines)


@pytest.mark.parametrize(
    ("done", "of", "seconds", "said"),
    [
        (0, 0, 9.0, "day.txt …"),
        (1, 200, 0.5, "1 of 200 sources, 0 %: day.txt"),
        (1500, 10_000, 12.0, "1,500 of 10,000 sources, 15 %, 68 s left: day.txt"),
        (100, 10_000, 12.0, "100 of 10,000 sources, 1 %, 20 min left: day.txt"),
        (200, 200, 12.0, "200 of 200 sources, 100 %, 0 s left: day.txt"),
    ],
)
def test_progress(done: int, of: int, seconds: float, said: str) -> None:
    """A long build says how far it is, and how long it will take once that can be told."""
    assert line(done, of, "day.txt", seconds) == said


def test_a_quotation_is_looked_for(tmp_path: Path) -> None:
    """`ingest quote` says the state in words, what differs, and where the words stand; a mistake ends with 2."""
    db = archives.built(tmp_path, blog__txt=archives.DUMP)
    said = run(
        "quote", "He wrote: “It stood beside the scales for eleven months, and on Friday it was gone.”", "--db", db
    )
    assert said.exit_code == 0
    assert "variant" in said.output
    assert "[-years-] {+months+}" in said.output
    assert "Who took the kettle, 2019-03-10" in said.output
    assert "exact" in run("quote", "with its flex and its saucer of scale", "--db", db).output
    assert run("quote", "words", "--db", tmp_path / "none.db").exit_code == 2
    assert run("quote", " ", "--db", db).exit_code == 2
