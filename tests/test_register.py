"""Ids: what was published once is never lost unnoticed, and says where it went."""

from __future__ import annotations

import shutil
from pathlib import Path

from ingest.sources.register import REGISTER, noted
from tests.archives import DUMP, LETTER, ROOT, built, folder, rows, run
from tests.site import Site


def test_register(tmp_path: Path) -> None:
    """The register holds every id ever published, sorted; it is written by its own command and is no source."""
    db = built(tmp_path, letter__txt=LETTER)
    sources = tmp_path / "sources"
    assert not (sources / "published-ids.txt").exists()
    assert run("ids", sources, "--db", db).output.endswith("published-ids.txt: 5 ids, 5 of them noted now.\n")
    assert (sources / "published-ids.txt").read_text() == "".join(f"letter-p{n}\n" for n in range(1, 6))
    before = db.read_bytes()
    assert run("build", sources, "--db", db).exit_code == 0
    assert db.read_bytes() == before
    folder(sources, day__txt=DUMP)
    assert run("build", sources, "--db", db).exit_code == 0
    assert run("ids", sources, "--db", db).exit_code == 0
    lines = (sources / "published-ids.txt").read_text().splitlines()
    assert lines == sorted(lines)
    assert lines == [id for (id,) in rows(db, "select id from passages order by id")]


def test_retired(tmp_path: Path) -> None:
    """An id that is lost stops the build until it is retired; then it is a row, and stays in the register."""
    db = built(tmp_path, letter__txt=LETTER)
    sources = tmp_path / "sources"
    assert run("ids", sources, "--db", db).exit_code == 0
    folder(sources, letter__txt=LETTER.replace("Yours faithfully,\n\nTobias Fenn", "Yours faithfully, Tobias Fenn"))
    assert run("build", sources, "--db", db).exit_code == 2
    folder(sources, retired__yml="retired:\n  - {id: letter-p5, became: letter-p4, reason: two lines were joined}\n")
    assert run("build", sources, "--db", db).exit_code == 0
    assert rows(db, "select * from retired_ids") == [("letter-p5", "letter-p4", "two lines were joined")]
    assert run("ids", sources, "--db", db).exit_code == 0
    assert "letter-p5\n" in (sources / "published-ids.txt").read_text()


def test_withheld_document(tmp_path: Path) -> None:
    """The passages of a withheld document are not lost: what is withheld answers for them."""
    db = built(tmp_path, day__txt=DUMP)
    sources = tmp_path / "sources"
    assert run("ids", sources, "--db", db).exit_code == 0
    folder(sources, day__yml="withhold:\n  - {document: day-2019-03-12, reason: request}\n")
    assert run("build", sources, "--db", db).exit_code == 0
    assert rows(db, "select count(*) from passages where document_id = 'day-2019-03-12'") == [(0,)]


def test_the_sample_keeps_its_register(published_db: Path) -> None:
    """Every passage of the sample is registered, and every id of its register leads somewhere; run `ingest ids` for what is new."""
    registered = noted(ROOT / "sources" / REGISTER)
    assert registered == sorted(set(registered))
    held = {id for (id,) in rows(published_db, "select id from passages")}
    retired = {id for (id,) in rows(published_db, "select id from retired_ids")}
    assert set(registered) == held | retired


def test_the_sample_checks_its_register(tmp_path: Path) -> None:
    """Where the sample loses an id that was published, its build stops and names it."""
    sources = shutil.copytree(ROOT / "sources", tmp_path / "sources")
    retired = sources / "retired.yml"
    retired.write_text(retired.read_text().replace("tideline-rota-p24", "tideline-rota-p25"))
    said = run("build", sources, "--db", tmp_path / "archive.db")
    assert said.exit_code == 2
    assert "an id that was published is in this archive no more (`tideline-rota-p24`)" in said.output


def test_every_registered_id_is_answered(published: Site) -> None:
    """A retired id of the sample leads to the passage that it became, or says why there is none."""
    retired = published.sql("select id, became_id from retired_ids")
    assert {became is None for _, became in retired} == {True, False}
    for id, became in retired:
        answer = published.get(f"/cite/{id}.json")
        assert answer.status_code == (200 if became else 410)
        assert answer.json()["moved_to"] == became
