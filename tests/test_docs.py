"""The documents cannot lie: what they name exists, and the commands they give are run."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from ingest.cli import ingest
from ingest.declarations.allegations import Allegation, Allegations, Evidence
from ingest.declarations.archive import Archive, Place, Role
from ingest.declarations.retired import Retired, RetiredIds
from ingest.declarations.source import (
    CorrectionHint,
    Declaration,
    DiscardHint,
    DocumentHint,
    EditionHint,
    Hints,
    PostHint,
    Withhold,
)
from ingest.formats import FORMATS
from tests.conftest import ROOT, Query

README = (ROOT / "README.md").read_text(encoding="utf-8")
DECLARATIONS = (ROOT / "docs" / "declarations.md").read_text(encoding="utf-8")
# a command in a console block: "$ make serve"
COMMANDS = re.findall(r"^\$ (.+)$", README, re.MULTILINE)
# a make target named in running text: `make serve PORT=8080`
TARGETS = re.findall(r"\bmake ([a-z]+)\b", README)
INGEST = [command for command in COMMANDS if command.startswith(".venv/bin/ingest")]


def test_readme_commands_are_known() -> None:
    """Every command of the README is one of `make` or of `ingest`, and so is run by a test here."""
    assert COMMANDS
    assert [c for c in COMMANDS if not c.startswith(("make ", "mkdir -p ", ".venv/bin/ingest "))] == []
    assert {"make serve", "make test"} <= set(COMMANDS)


@pytest.mark.parametrize("target", sorted(set(TARGETS)))
def test_make_targets_exist(target: str) -> None:
    """Every `make` target that the README names is in the Makefile."""
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_readme_ingest_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seeds: Path) -> None:
    """The `ingest` commands of the README do what it says, one after the other, as they stand there."""
    for name in ("sources", "examples"):
        shutil.copytree(ROOT / name, tmp_path / "main" / name)
    shutil.copytree(seeds, tmp_path / "shared" / "seeds")
    monkeypatch.chdir(tmp_path / "main")
    ran = 0
    for command in COMMANDS:
        words = shlex.split(command)[1:]
        if command.startswith("mkdir "):
            Path(words[-1]).mkdir(parents=True, exist_ok=True)
        if command not in INGEST:
            continue
        if words[0] == "serve":
            continue  # served, and looked at, in test_serve.py
        result = CliRunner().invoke(ingest, words)
        assert result.exit_code == 0, f"{command}\n{result.output}"
        assert result.output.strip()
        ran += 1
    assert ran >= 5


def test_readme_sql_runs(sample: Query) -> None:
    """The SQL that the README gives to the sqlite3 shell answers with rows."""
    (sql,) = re.findall(r'`sqlite3 archive.db "(.+?)"`', README)
    assert sample(sql)


def test_every_key_is_explained() -> None:
    """docs/declarations.md has a line for every key of a declaration, of its hints, of archive.yml and of evidence, and for no other."""
    told = set(
        re.findall(
            r"`(\w+)`", "\n".join(line.split("|")[1] for line in DECLARATIONS.splitlines() if line.startswith("| `"))
        )
    )
    kinds = (Declaration, Hints, Archive, Allegations, Evidence, RetiredIds)
    known = {field.encode_name for kind in kinds for field in msgspec.structs.fields(kind)}
    assert told == known


@pytest.mark.parametrize(
    "kind",
    [Withhold, CorrectionHint, PostHint, DocumentHint, DiscardHint, EditionHint, Role, Place, Allegation, Retired],
    ids=lambda kind: kind.__name__,
)
def test_every_inner_key_is_named(kind: type[msgspec.Struct]) -> None:
    """The keys inside hints, corrections, withholding, roles and places are named too."""
    for field in msgspec.structs.fields(kind):
        assert f"`{field.encode_name}`" in DECLARATIONS, field.name


@pytest.mark.parametrize("what", ["declaration", "archive", "allegations", "retired"])
def test_published_schema_is_current(what: str) -> None:
    """docs/*.schema.json is what `ingest schema` prints; if not: ingest schema WHAT > docs/WHAT.schema.json."""
    printed = CliRunner().invoke(ingest, ["schema", what]).output
    assert json.loads((ROOT / "docs" / f"{what}.schema.json").read_text()) == json.loads(printed)


def test_formats_are_told() -> None:
    """The README names every kind of file that is read."""
    for each in FORMATS:
        assert f"`{each.suffixes[0]}`" in README


def test_links_lead_somewhere() -> None:
    """Every file that a document links to is there."""
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_glossary_has_the_tables() -> None:
    """Each word that the tables are named for is in the glossary."""
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").casefold()
    for word in ("source", "document", "passage", "segment", "extract", "statement", "edition", "clause", "exchange",
                 "motion", "quotation", "event", "place", "mention", "allegation", "evidence", "retired id", "correction",
                 "withheld", "problem"):  # fmt: skip
        assert f"**{word}**" in glossary


def test_no_registry_host_in_the_lock() -> None:
    """Dependencies are locked by version and hash, and no address of a registry stands in the files."""
    lock = (ROOT / "requirements.lock").read_text()
    assert "--hash=sha256:" in lock
    assert "://" not in lock
