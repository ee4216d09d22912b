"""Quotations looked for in several processes: the same as in one, whatever becomes of the processes."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice, pairwise
from pathlib import Path

import pytest

from ingest.matching import at_once, positions
from ingest.matching.at_once import Asked, findings
from ingest.matching.finding import Claim, Finding
from ingest.matching.held import Held
from tests.archives import built
from tests.children import children

READ = 'select id, document_id, "start", "end", text, attributed_to from quotations'
WORDS = ["harbour", "minutes", "quorum", "treasurer", "ballot", "lantern", "meeting", "voted", "against", "motion"]


def _sentence(n: int) -> str:
    chosen = [WORDS[(n * k + k * k) % len(WORDS)] + str(n * k % 17) for k in range(1, 9)]
    return "The " + " ".join(chosen) + "."


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """An archive as it is while its quotations are looked for: half of them stand elsewhere, half nowhere."""
    said = "\n\n".join(_sentence(n) for n in range(1, 60))
    repeated = "\n\n".join(f"She wrote “{_sentence(n)}” and left it at that." for n in range(30, 90))
    db = built(tmp_path_factory.mktemp("quoted"), **{"said.txt": said, "repeated.txt": repeated})
    with closing(sqlite3.connect(db, isolation_level=None)) as opened:
        opened.execute("create temp table quotations_read as select * from quotations")
        opened.execute("create temp table frequent_words (term text, passage_count integer)")
        with positions.writing(opened, db):
            yield opened


@pytest.fixture
def asked(connection: sqlite3.Connection) -> list[Asked]:
    """Every quotation of it, from several years, so that there are several batches."""
    rows = connection.execute(READ).fetchall()
    return [
        Asked(Claim(text, by, None, str(year), document))
        for year in range(2001, 2006)
        for _, document, _, _, text, by in rows
    ]


def _one_by_one(connection: sqlite3.Connection, asked: list[Asked]) -> list[Finding]:
    held = Held(connection, reading=True)
    return [held.find(each.claim) for each in asked]


def test_same_in_several_processes(
    connection: sqlite3.Connection, asked: list[Asked], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What several processes find is what one finds, in the same order."""
    monkeypatch.setattr(at_once, "FEW", 0)
    expected = _one_by_one(connection, asked)
    assert {each.state for each in expected} >= {"exact", "not found"}
    assert len(asked) > 3 * at_once.BATCH
    assert list(findings(connection, asked, workers=2)) == expected


def test_killed_process(connection: sqlite3.Connection, asked: list[Asked], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a process is killed, what it was at is looked for all the same."""
    monkeypatch.setattr(at_once, "FEW", 0)
    others = children(os.getpid())
    found = findings(connection, asked, workers=2)
    first = list(islice(found, 1))
    for pid in set(children(os.getpid())) - set(others):
        os.kill(pid, signal.SIGKILL)
    assert first + list(found) == _one_by_one(connection, asked)


@pytest.mark.parametrize("workers", [1, 2])
def test_asked_again(
    connection: sqlite3.Connection, asked: list[Asked], monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    """What is asked again is looked for once, and answered where it was asked; the same words are looked for one behind the other."""
    monkeypatch.setattr(at_once, "FEW", 0)
    several = [*asked[:70], *asked[60:130], Asked(asked[3].claim, ["one", "two"]), *asked[:5]]
    expected = [Held(connection, reading=True).find_parts(*each) for each in several]
    assert list(findings(connection, several, workers)) == expected
    looked = list[Asked]()
    find = at_once._find
    monkeypatch.setattr(at_once, "_find", lambda held, each: looked.append(each) or find(held, each))
    assert list(findings(connection, several, 1)) == expected
    assert len(looked) == 131
    words = [each.claim.text for each in looked]
    assert [a for a, b in pairwise(words) if a != b] == list(dict.fromkeys(words))[:-1]
    assert len({*words}) < 131


def test_few_need_no_process(connection: sqlite3.Connection, asked: list[Asked]) -> None:
    """A few quotations are looked for here."""
    others = children(os.getpid())
    found = findings(connection, asked[:3])
    next(found)
    assert set(children(os.getpid())) <= set(others)
    assert list(findings(connection, [])) == []


def test_archive_in_memory(connection: sqlite3.Connection, asked: list[Asked], monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive that is no file can be asked by this process alone."""
    monkeypatch.setattr(at_once, "FEW", 0)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        connection.backup(memory)
        memory.execute("create temp table quotations_read as select * from quotations")
        memory.execute("create temp table frequent_words (term text, passage_count integer)")
        assert list(findings(memory, asked[:20], workers=2)) == _one_by_one(connection, asked[:20])


def test_path_with_signs(tmp_path: Path, asked: list[Asked], monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder whose name has signs that mean something in an address is no hindrance."""
    monkeypatch.setattr(at_once, "FEW", 0)
    folder = tmp_path / "100 % ours? #1"
    folder.mkdir()
    db = built(folder, **{"said.txt": _sentence(40)})
    with closing(sqlite3.connect(db, isolation_level=None)) as opened:
        opened.execute("create temp table quotations_read as select * from quotations")
        opened.execute("create temp table frequent_words (term text, passage_count integer)")
        claims = [Asked(Claim(each.claim.text)) for each in asked[:60]]
        with positions.writing(opened, db):
            assert "exact" in {each.state for each in findings(opened, claims, workers=2)}


def test_given_up(connection: sqlite3.Connection, asked: list[Asked], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a build ends before all is found, nothing more is looked for in this process."""
    monkeypatch.setattr(at_once, "FEW", 0)
    found = findings(connection, asked, workers=2)
    next(found)
    looked: list[str] = []
    monkeypatch.setattr(at_once, "looking", lambda *_: looked.append("here"))
    found.close()  # type: ignore[attr-defined]
    assert looked == []


def test_archive_without_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Quotations of signs alone, in an archive that has nothing else, are found nowhere."""
    monkeypatch.setattr(at_once, "FEW", 0)
    db = built(tmp_path, **{"marks.txt": "“\u0301\u0302 \u0301”\n\n“\u0301 \u0301”"})
    with closing(sqlite3.connect(db)) as opened:
        assert opened.execute("select count(*) from quotations").fetchone()[0] > 1
