"""The rooms keep apart as docs/architecture.md says, and what the documents say stands somewhere stands there."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Query
from tests.site import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# "`ingest/read.py`", "`templates/`": a path from the root
PATH = re.compile(r"`((?:bench|docs|examples|ingest|plugins|sources|static|templates|tests)/[\w./-]*)`")
# "`find` in `ingest/records/links.py`", "`PAGES` of\n`tests/test_pages.py`"
NAME = re.compile(r"`([A-Za-z]\w*)` (?:in|of)\s+`((?:ingest|plugins|tests)/[\w/]*\.py)`")
# "`read`": a module, as the sentence of its room names it
NAMED = re.compile(r"`([a-z]\w*)`")

WITHOUT_SQL = (
    "containers",
    "declarations",
    "formats",
    "grammar",
    "parsing",
    "records",
    "sources",
    "terminal",
    "withholding",
)
# all that a room may import of `ingest`
MAY_IMPORT = {
    "ingest/containers": {"containers", "errors", "formats", "grammar"},
    "ingest/formats": {"errors", "formats", "grammar", "ids"},
    "plugins": {"comparing", "exports", "matching", "pages", "pictures", "search", "tables"},
}  # fmt: skip


def _modules(room: str) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / room).rglob("*.py")):
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def _imported(module: ast.Module) -> Iterator[str]:
    """Yield what a module imports, anywhere in it: "sqlite3", "ingest.formats.plain.split"."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{each.name}" for each in node.names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths_are_there(page: Path) -> None:
    """A file or a folder that a document names is there."""
    assert [path for path in PATH.findall(page.read_text(encoding="utf-8")) if not (ROOT / path).exists()] == []


def test_names_are_where_they_are_said_to_be() -> None:
    """What is said to stand in a module is a name that this gives to something."""
    said = {found for page in PAGES for found in NAME.findall(page.read_text(encoding="utf-8"))}
    assert len(said) > 20
    assert sorted((name, path) for name, path in said if name not in _names(ROOT / path)) == []


def _names(path: Path) -> set[str]:
    found: set[str] = set()
    if not path.is_file():
        return found
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)}
    return found


def test_the_value_that_is_followed_is_there(sample: Query) -> None:
    """The date that is followed from its bytes to a page is found in the sample as it is told."""
    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    ((id, published, basis, heading),) = sample(
        "select documents.id, published_date, date_basis, segments.text from documents join segments "
        'on segments.source_id = documents.source_id and segments.discard = date_basis and segments."end" = documents."start" - 2 '
        "where documents.id = 'early-shift-2019-03-28'"
    )
    assert [words for words in (f"`{id}`", f"`{published}`", f"`{basis}`", f"“{heading}”") if words not in told] == []


def test_every_room_is_told() -> None:
    """The README has a line for each folder of `ingest`."""
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    rooms = [path.name for path in (ROOT / "ingest").iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert [room for room in rooms if f"`ingest/{room}/`" not in told] == []


ROOMS = sorted(path.parent for path in (ROOT / "ingest").glob("*/**/__init__.py"))


def _dotted(room: Path) -> str:
    return ".".join(room.relative_to(ROOT).parts)


@pytest.mark.parametrize("room", ROOMS, ids=_dotted)
def test_a_room_says_what_is_in_it(room: Path) -> None:
    """Each folder of `ingest` has a sentence, and the modules that it names are there."""
    told = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert told
    held = {path.stem for folder in (room, ROOT / "ingest") for path in folder.glob("*.py")}
    assert [name for name in NAMED.findall(told.partition("\n")[2]) if name not in held] == []


def test_every_room_is_installed() -> None:
    """What is installed elsewhere has each folder of modules."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["setuptools"]["packages"] == ["ingest", *map(_dotted, ROOMS)]


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_rooms_know_of_each_other_what_they_may(room: str) -> None:
    """Formats know nothing of meaning, plugins nothing of what reads and writes sources."""
    taken = {
        (path, name)
        for path, module in _modules(room)
        for name in _imported(module)
        if name.startswith("ingest.") and name.split(".")[1] not in MAY_IMPORT[room]
    }
    assert taken == set()


@pytest.mark.parametrize("room", WITHOUT_SQL)
def test_no_sql_where_texts_are_read(room: str) -> None:
    """What reads texts knows of no database."""
    known = [
        path
        for path, module in _modules(f"ingest/{room}")
        if any(name.partition(".")[0] == "sqlite3" for name in _imported(module))
    ]
    assert known == []
