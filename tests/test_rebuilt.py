"""An archive of documents of every kind that is built again and again, as its sources change: the one that a build without the old makes."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.build import build
from tests.conftest import ROOT

Change = Callable[[Path, random.Random], object]
WRITTEN = (".txt", ".md", ".rst")


def _texts(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in WRITTEN)


def _paragraph(folder: Path, chance: random.Random) -> str:
    return chance.choice(chance.choice(_texts(folder)).read_text(encoding="utf-8").split("\n\n"))


def _edited(edit: Callable[[list[str], int, Path, random.Random], object]) -> Change:
    """Return a change of the paragraphs of one text, at one of them."""

    def change(folder: Path, chance: random.Random) -> None:
        path = chance.choice(_texts(folder))
        paragraphs = path.read_text(encoding="utf-8").split("\n\n")
        edit(paragraphs, chance.randrange(len(paragraphs)), folder, chance)
        path.write_text("\n\n".join(paragraphs), encoding="utf-8")

    return change


def _reword(paragraphs: list[str], at: int, *_: object) -> None:
    paragraphs[at] = re.sub(r"\bthe\b", "a", paragraphs[at])


def _repeat(paragraphs: list[str], at: int, folder: Path, chance: random.Random) -> None:
    paragraphs.insert(at, _paragraph(folder, chance))


def _quote(paragraphs: list[str], at: int, folder: Path, chance: random.Random) -> None:
    words = _paragraph(folder, chance).split()[: chance.randint(3, 14)]
    paragraphs.insert(at, f"As was written: “{' '.join(words)}”.")


def _add(paragraphs: list[str], _at: int, _folder: Path, chance: random.Random) -> None:
    paragraphs.append(f"A teapot of zinc with {chance.randrange(10_000)} brass handles.")


def _drop(paragraphs: list[str], at: int, *_: object) -> None:
    if len(paragraphs) > 2:
        del paragraphs[at]


def _declare(folder: Path, chance: random.Random) -> None:
    key, said = chance.choice(
        [("title", f"No. {chance.randrange(99)}"), ("published_date", f"201{chance.randrange(9)}-03-01")]
    )
    declared = chance.choice(_texts(folder)).with_suffix(".yml")
    lines = declared.read_text(encoding="utf-8").splitlines() if declared.exists() else []
    kept = [line for line in lines if not line.startswith(f"{key}:")]
    declared.write_text("\n".join([*kept, f"{key}: {said}", ""]), encoding="utf-8")


def _remove(folder: Path, chance: random.Random) -> None:
    path = chance.choice(_texts(folder))
    path.unlink()
    path.with_suffix(".yml").unlink(missing_ok=True)


def _new(folder: Path, chance: random.Random) -> None:
    paragraphs = [_paragraph(folder, chance) for _ in range(3)]
    (folder / f"{chance.choice('amz')}-{chance.randrange(99)}.md").write_text("\n\n".join(paragraphs), encoding="utf-8")


CHANGES: tuple[Change, ...] = (
    *map(_edited, (_reword, _repeat, _quote, _add, _drop)),
    _declare,
    _remove,
    _new,
)


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """Return a copy of the sample's sources, without what is said of single places in them."""
    folder = tmp_path / "sources"
    shutil.copytree(ROOT / "sources", folder)
    for name in ("published-ids.txt", "retired.yml", "allegations.yml"):
        (folder / name).unlink()
    for path in _texts(folder):
        declared = path.with_suffix(".yml")
        if declared.exists() and re.search(r"^(sha256|corrections|withhold|hints)", declared.read_text("utf-8"), re.M):
            declared.unlink()
    return folder


@pytest.mark.parametrize("seed", range(2))
def test_change_upon_change(tmp_path: Path, pile: Path, seed: int) -> None:
    """Whatever changes, and however often, nothing of the archive before stays that would not be made again."""
    chance = random.Random(seed)
    db, fresh = tmp_path / "a.db", tmp_path / "b.db"
    build(pile, db)
    for _ in range(3):
        for change in chance.sample(CHANGES, chance.choice([1, 1, 2, 4])):
            change(pile, chance)
        build(pile, db)
        build(pile, fresh)
        assert db.read_bytes() == fresh.read_bytes()
        fresh.unlink()
