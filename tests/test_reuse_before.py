"""Words used again in an archive that is built again: looked for again only where those of what changed stand elsewhere, too."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.build import build
from ingest.links import reuse
from ingest.rebuild import previous
from tests.archives import rows

SAID = "the kettle in the packing hall was put back on its shelf by nobody whom the council knew"
Change = Callable[[Path], object]


def _write(folder: Path) -> None:
    """Write forty posts of words of their own, some of which say the same besides; 21 and 22 have six words in common, and no more."""
    folder.mkdir()
    (folder / "archive.yml").write_text("title: A pile\n", encoding="utf-8")
    for n in range(40):
        paragraphs = [" ".join(f"word{n}x{k}x{word}" for word in range(20)) + "." for k in range(4)]
        if n in (3, 7, 30):
            paragraphs.insert(1, f"{SAID}.")
        if n in (21, 22):
            paragraphs.insert(2, "nobody had seen it before noon.")
        _post(folder, n, "2016-05-12", *paragraphs)


def _post(folder: Path, n: int, date: str, *paragraphs: str) -> None:
    text = "\n\n".join([f"---\ntitle: Post\ndate: {date}\n---", *paragraphs])
    (folder / f"post-{n:02}.md").write_text(text, encoding="utf-8")


def _add(n: int, *paragraphs: str) -> Change:
    def change(folder: Path) -> None:
        path = folder / f"post-{n:02}.md"
        path.write_text("\n\n".join([path.read_text(encoding="utf-8"), *paragraphs]), encoding="utf-8")

    return change


def _declare(n: int, said: str) -> Change:
    return lambda folder: (folder / f"post-{n:02}.yml").write_text(said, encoding="utf-8")


def _remove(n: int) -> Change:
    return lambda folder: (folder / f"post-{n:02}.md").unlink()


def _pair(folder: Path) -> None:
    """Add one source with two posts that say the same."""
    days = (f"{day} May 2016\n\nThe bell of {day} May. {SAID.upper()} IN MAY" for day in (12, 13))
    (folder / "pair.txt").write_text("\n\n\n".join(days), encoding="utf-8")


@pytest.fixture
def looked_for(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note when words are read, and when those used again are looked for."""
    told: list[str] = []
    for name in ("_corpus", "shared"):
        work = getattr(reuse, name)
        monkeypatch.setattr(reuse, name, lambda *said, name=name, work=work: told.append(name) or work(*said))
    return told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(_declare(3, "title: Another\n"), [], id="another title"),
        pytest.param(_declare(3, "published_date: 2016-05-14\n"), ["_corpus", "shared"], id="another date"),
        pytest.param(_add(5, "A teapot of its own."), ["_corpus"], id="words of its own"),
        pytest.param(
            lambda folder: _post(folder, 41, "2016-05-13", "A new post of its own."), ["_corpus"], id="a new source"
        ),
        pytest.param(_add(5, "A bell.", f"{SAID}."), ["_corpus", "shared"], id="words of others"),
        pytest.param(_add(7, "A teapot."), ["_corpus", "shared"], id="where words of others stand"),
        pytest.param(_add(21, "A teapot."), ["_corpus"], id="beside six words of another"),
        pytest.param(_remove(5), ["_corpus"], id="without a source of its own words"),
        pytest.param(_remove(7), ["_corpus", "shared"], id="without a copy"),
        pytest.param(_remove(21), ["_corpus", "shared"], id="without six words of another"),
        pytest.param(_pair, ["_corpus", "shared"], id="two documents of one source"),
    ],
)
def test_only_what_may_be_otherwise(tmp_path: Path, looked_for: list[str], change: Change, told: list[str]) -> None:
    """Whatever changes, words used again are those that a build without the old finds."""
    folder, db, fresh = tmp_path / "sources", tmp_path / "a.db", tmp_path / "b.db"
    _write(folder)
    build(folder, db)
    assert rows(db, "select count(*) from reuse") == [(3,)]
    looked_for.clear()
    change(folder)
    build(folder, db)
    assert looked_for == told
    build(folder, fresh)
    assert looked_for == [*told, "_corpus", "shared"]
    assert db.read_bytes() == fresh.read_bytes()


def test_a_copy_of_what_is_formal(tmp_path: Path, looked_for: list[str]) -> None:
    """A post of the words of the head of an e-mail, which is no repetition, is a copy of it once it says nothing else."""
    folder, db, fresh = tmp_path / "sources", tmp_path / "a.db", tmp_path / "b.db"
    _write(folder)
    subject = " ".join(f"bell{n}" for n in range(200))
    (folder / "a.eml").write_text(f"From: Ada\nSubject: {subject}\n\n.\n", encoding="utf-8")
    _post(folder, 41, "2016-05-13", subject, " ".join(f"lamp{n}" for n in range(300)))
    build(folder, db)
    assert rows(db, "select count(*) from document_copies") == [(0,)]
    looked_for.clear()
    _post(folder, 41, "2016-05-13", subject)
    build(folder, db)
    assert looked_for == ["_corpus", "shared"]
    assert rows(db, "select count(*) from document_copies") == [(1,)]
    build(folder, fresh)
    assert db.read_bytes() == fresh.read_bytes()


def test_words_that_other_code_found_are_looked_for_again(
    tmp_path: Path, looked_for: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no source is copied, words used again are looked for, whatever the archive before has of them."""
    _write(tmp_path / "sources")
    build(tmp_path / "sources", tmp_path / "a.db")
    looked_for.clear()
    monkeypatch.setattr(previous, "code_sha256", lambda: "another")
    build(tmp_path / "sources", tmp_path / "a.db")
    assert looked_for == ["_corpus", "shared"]


@pytest.mark.parametrize("seed", range(2))
def test_change_upon_change(tmp_path: Path, looked_for: list[str], seed: int) -> None:
    """After many small changes, one upon the other, the archive is the one that a build without the old makes."""
    folder, db, fresh = tmp_path / "sources", tmp_path / "a.db", tmp_path / "b.db"
    _write(folder)
    build(folder, db)
    chance = random.Random(seed)
    for step in range(6):
        n = chance.randrange(40)
        words = [*SAID.split(), *(f"word{chance.randrange(40)}x1x{k}" for k in range(12)), f"bell{step}"]
        start = chance.randrange(len(words))
        chance.choice(
            [_add(n, " ".join(words[start : start + chance.randint(3, 14)])), _declare(n, f"title: No. {step}\n")]
        )(folder)
        build(folder, db)
        fresh.unlink(missing_ok=True)
        build(folder, fresh)
        assert db.read_bytes() == fresh.read_bytes()
    assert looked_for.count("shared") < looked_for.count("_corpus")
