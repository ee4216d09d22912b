"""`ingest export`: a whole archive as a folder of files, which is whole or not there."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pyarrow import BufferReader
from pyarrow.parquet import ParquetFile

from ingest.exports.folder import MANIFEST, SUMS, export
from ingest.exports.references import REFERENCES, references
from ingest.exports.table_files import FORMATS
from ingest.terminal.progress import line
from tests.archives import DUMP, ROOT, built, ended, rows, run, start, tables
from tests.missing import peer
from tests.site import Site

VIEWS = sorted(path.stem for path in (ROOT / "ingest" / "views").glob("*.sql"))


@pytest.fixture(scope="module")
def out(published_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive, exported."""
    folder = tmp_path_factory.mktemp("export") / "out"
    export(published_db, folder)
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("small"), day__txt=DUMP)


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_there_is_a_file_for_all(out: Path, published_db: Path) -> None:
    """The database, each table and each view in each format, the manifest and the sums; nothing else."""
    expected = {f"archive-{name}.{format}" for name in [*tables(published_db), *VIEWS] for format in FORMATS}
    cited = {f"archive-documents.{format}" for format in REFERENCES}
    assert {path.name for path in out.iterdir()} == expected | cited | {"archive.db", MANIFEST, SUMS}
    assert (out / "archive.db").read_bytes() == published_db.read_bytes()
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_tables_are_those_that_are_served(out: Path, published: Site) -> None:
    """Every file that /downloads offers has the bytes of the export, the database too."""
    served = published.get("/downloads/SHA256SUMS").text.splitlines()
    assert len(served) == 1 + 5 * len(tables(published.db))
    assert set(served) <= set((out / SUMS).read_text(encoding="ascii").splitlines())
    assert published.get("/downloads/events.parquet").content == (out / "archive-events.parquet").read_bytes()


def test_the_manifest_tells_what_there_is(out: Path, published_db: Path) -> None:
    """Rows, bytes and SHA-256 of each file are those it has, and the sums are those of the manifest."""
    package = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    assert [(package["content_sha256"], package["title"])] == rows(
        published_db, "select content_sha256, title from about"
    )
    assert package["resources"][0]["path"] == "archive.db"
    for file in package["resources"]:
        content = (out / file["path"]).read_bytes()
        assert (file["bytes"], file["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
        if "table" in file:
            assert [(file["rows"],)] == rows(published_db, f'select count(*) from "{file["table"]}"')
            assert file["path"] == f"archive-{file['table']}.{file['format']}"
            assert file["mediatype"] == (FORMATS | REFERENCES)[file["format"]][0]
    sums = [f"{file['hash'].removeprefix('sha256:')}  {file['path']}" for file in package["resources"]]
    assert (out / SUMS).read_text(encoding="ascii").splitlines() == sums


def test_every_document_has_a_reference(out: Path, published: Site, small: Path, tmp_path: Path) -> None:
    """A reference says what the site says of the document; it has an address where it is said which site that is."""
    held = [id for (id,) in rows(published.db, "select id from documents order by rowid")]
    found = json.loads((out / "archive-documents.csl.json").read_text(encoding="utf-8"))
    assert [each["id"] for each in found] == held
    assert not any("URL" in each for each in found)
    assert [
        each["id"] for each in peer("rispy").loads((out / "archive-documents.ris").read_text(encoding="utf-8"))
    ] == held
    entries = peer("bibtexparser").parse_string((out / "archive-documents.bib").read_text(encoding="utf-8")).entries
    assert [each.key for each in entries] == held
    export(published.db, tmp_path / "sited", ["ris", "csl.json"], at=published.url + "/")
    named = json.loads((tmp_path / "sited" / "archive-documents.csl.json").read_text(encoding="utf-8"))
    ris = (tmp_path / "sited" / "archive-documents.ris").read_bytes()
    for each in named[::20]:
        assert published.get(each["URL"].removeprefix(published.url)).status_code == 200
        assert published.get(f"/cite/{each['id']}.csl.json").json() == [each]
        assert published.get(f"/cite/{each['id']}.ris").content in ris
    assert run("export", tmp_path / "none", "--db", small, "--at", "papers.example").exit_code == 2
    (tmp_path / "none").mkdir()
    with closing(sqlite3.connect(tmp_path / "empty.db")) as empty, closing(sqlite3.connect(small)) as full:
        full.backup(empty)
        empty.execute("pragma foreign_keys = off")
        empty.execute("delete from documents")
        empty.commit()
    assert b"".join(REFERENCES["csl.json"][1](references(tmp_path / "empty.db", None))) == b"[]\n"


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_what_it_answers(out: Path, published_db: Path, view: str) -> None:
    """Each view, read back from each format, has the rows that it has in the archive, in the order of its columns."""
    names = [name for (name,) in rows(published_db, "select name from pragma_table_xinfo(?)", view)]
    held = rows(published_db, f"select * from {view} order by {', '.join(f'{n}' for n in range(1, len(names) + 1))}")
    expected = [dict(zip(names, row, strict=True)) for row in held]
    assert json.loads((out / f"archive-{view}.json").read_bytes()) == expected
    assert list(map(json.loads, (out / f"archive-{view}.ndjson").read_bytes().splitlines())) == expected
    read = ParquetFile(BufferReader((out / f"archive-{view}.parquet").read_bytes())).read()
    assert (read.schema.names, read.to_pylist()) == (names, expected)
    with closing(io.StringIO((out / f"archive-{view}.csv").read_text(encoding="utf-8"), newline="")) as stream:
        first, *lines = csv.reader(stream, strict=True)
    assert first == names
    assert [[cell.replace("\r\n", "\n") for cell in each] for each in lines] == [
        ["" if value is None else str(value).replace("\r\n", "\n") for value in row] for row in held
    ]


def test_a_column_that_is_computed_has_the_type_of_its_values(out: Path) -> None:
    """What a view counts is a number in every format, and what it says a text."""
    schema = ParquetFile(out / "archive-coverage.parquet").schema_arrow
    assert {name: str(schema.field(name).type) for name in schema.names} == {
        "source_id": "string", "source": "string", "part": "string", "discard": "string", "stretches": "int64",
        "characters": "int64", "share": "double",
    }  # fmt: skip


def test_the_same_archive_gives_the_same_files(out: Path, published_db: Path, tmp_path: Path) -> None:
    """Twice the same bytes, wherever it is written; in the place of a former export too, of other formats."""
    said = run("export", tmp_path / "again", "--db", published_db, "--format", "csv")
    assert said.exit_code == 0
    assert {path.suffix for path in (tmp_path / "again").iterdir()} == {".csv", ".db", ".json", ""}
    (tmp_path / "again" / "archive-passages.csv").unlink()  # a former export that lost a file is one
    said = run("export", tmp_path / "again", "--db", published_db)
    files = 1 + 5 * (len(tables(published_db)) + len(VIEWS)) + len(REFERENCES)
    assert said.output.startswith(f"{tmp_path / 'again'}: {files} files, ")
    assert said.output.rstrip().endswith(f"{MANIFEST} and {SUMS} tell what they are.")
    assert _contents(tmp_path / "again") == _contents(out)
    assert [path.name for path in tmp_path.iterdir()] == ["again"]


def test_an_empty_folder_is_filled(small: Path, tmp_path: Path) -> None:
    """A folder that was made for it is taken, and a link to one stays a link."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    export(small, tmp_path / "link", ["csv"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "archive.db").is_file()


def _with(folder: Path, **files: str) -> None:
    folder.mkdir()
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_text(content)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda out: _with(out, notes__txt="mine"), "it is not empty, and no former export; name another folder."),
        (lambda out: _with(out, datapackage__json="{}"), "it is not empty, and no former export"),
        (lambda out: _with(out, datapackage__json='{"resources": [{"path": "notes.txt"}]}', notes__txt="mine"),
         "it is not empty, and no former export"),
        (lambda out: _with(out, datapackage__json='{"content_sha256": "1", "resources": []}', notes__txt="mine"),
         "it holds notes.txt, which is no part of an export; move it away."),
        (lambda out: out.write_text("mine"), "it is a file; name a folder."),
        (lambda out: _with(out.with_name("out.exporting"), notes__txt="mine"),
         "it holds notes.txt, which no export makes; move it away."),
        (lambda out: (out.with_name("out.exporting") / "archive").mkdir(parents=True),
         "it holds archive, which no export makes; move it away."),
        (lambda out: _with(out.with_name("out.exporting"), notes="mine") or out.mkdir(),
         "it holds notes, which no export makes; move it away."),
    ],
)  # fmt: skip
def test_what_is_not_ours_stays(small: Path, tmp_path: Path, make: Any, told: str) -> None:
    """A folder with anything but a former export in it is left as it is, and told."""
    make(tmp_path / "out")
    before = {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")}
    said = run("export", tmp_path / "out", "--db", small)
    assert (said.exit_code, told in said.output) == (2, True), said.output
    assert {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")} == before


def test_what_cannot_be_exported(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No archive, no folder to write in, the folder one is in: a sentence each, and nothing is left behind."""
    (tmp_path / "text.db").write_text("no archive, however long it may be " * 99)
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("create table a (b)")
    shutil.copyfile(small, tmp_path / "odd.db")
    with closing(sqlite3.connect(tmp_path / "odd.db")) as connection:
        connection.execute('create table "../up" (a text) strict')
    shutil.copyfile(small, tmp_path / "empty.db")
    with closing(sqlite3.connect(tmp_path / "empty.db")) as connection:
        connection.execute("delete from about")
        connection.commit()
    (tmp_path / "within").mkdir()
    monkeypatch.chdir(tmp_path / "within")
    before = sorted(tmp_path.rglob("*"))
    for db, folder, told in [
        ("none.db", "out", "there is no archive; build one"),
        ("text.db", "out", "it is not an archive"),
        ("other.db", "out", "it is a database, but not an archive"),
        ("odd.db", "out", "it holds '../up', which `ingest` does not make; see `ingest verify`."),
        ("empty.db", "out", "it is not an archive"),
        (small, "nowhere/out", "nowhere is not there; create it first."),
        (small, ".", "you are in it; name a folder below it or beside it."),
        (small, "within", "you are in it"),
    ]:
        said = run("export", tmp_path / folder, "--db", tmp_path / db)
        assert (said.exit_code, told in said.output) == (2, True), said.output
        assert sorted(tmp_path.rglob("*")) == before


def test_a_run_that_is_killed_leaves_the_former_export(small: Path, tmp_path: Path) -> None:
    """What was there before is there still, whole; the next run begins again."""
    export(small, tmp_path / "out", ["csv"])
    before = _contents(tmp_path / "out")
    killed = "import os\nfrom ingest.exports import folder\nfolder._manifest = lambda *_: os._exit(9)"
    assert ended(start("export", tmp_path / "out", "--db", small, before=killed))[0] == 9
    assert _contents(tmp_path / "out") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "out.exporting"]
    export(small, tmp_path / "out")
    assert len(_contents(tmp_path / "out")) > len(before)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_run_that_is_killed_between_two_names_loses_nothing(small: Path, tmp_path: Path) -> None:
    """The moment between the old folder and the new one: both are whole, and the next run tidies up."""
    export(small, tmp_path / "out", ["csv"])
    killed = "import os, pathlib\nrename, done = pathlib.Path.rename, []\npathlib.Path.rename = lambda *names: "
    killed += "os._exit(9) if done else done.append(rename(*names))"
    assert ended(start("export", tmp_path / "out", "--db", small, before=killed))[0] == 9
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.exporting", "out.former"]
    export(small, tmp_path / "out", ["csv"])
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_no_room(small: Path, tmp_path: Path) -> None:
    """Where a file cannot be written to its end, that is told, and the former export stays as it is."""
    export(small, tmp_path / "out", ["csv"])
    before = _contents(tmp_path / "out")
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))"
    status, said = ended(start("export", tmp_path / "out", "--db", small, before=limit))
    assert (status, "it cannot be written (File too large); free some space" in said) == (2, True), said
    assert _contents(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_two_at_once(small: Path, tmp_path: Path) -> None:
    """A folder that another run is writing is not written to."""
    waiting = "import time\nfrom ingest.exports import folder\nfolder._looked_into = lambda *_: time.sleep(30)"
    first = start("export", tmp_path / "out", "--db", small, before=waiting)
    try:
        while not (tmp_path / "out.exporting" / "archive.db").exists():
            assert first.poll() is None, first.communicate()
        said = run("export", tmp_path / "out", "--db", small)
        assert (said.exit_code, "another export is at work on it" in said.output) == (2, True), said.output
    finally:
        first.kill()
        first.communicate()
    assert run("export", tmp_path / "out", "--db", small).exit_code == 0


def test_progress(small: Path, tmp_path: Path) -> None:
    """Each file is told before it is written, and how many there are; on a terminal they are called files."""
    told: list[tuple[int, int, str]] = []
    files = export(small, tmp_path / "out", ["json"], lambda *each: told.append(each))
    assert told[0] == (0, 0, "copying archive.db")
    assert [name for _, _, name in told[1:]] == [file.path for file in files[1:]]
    assert [done for done, _, _ in told[1:]] == list(range(1, len(files)))
    assert {of for _, of, _ in told[1:]} == {len(files) - 1}
    assert line(1, 9, "a.csv", 0.5, "files") == "1 of 9 files, 11 %: a.csv"


def test_the_spreadsheet_is_guarded(tmp_path: Path) -> None:
    """A title that a spreadsheet would run is guarded in a view as it is in a table."""
    db = built(tmp_path, a__md='---\ntitle: "=cmd|calc"\n---\n\nWords of a page.\n')
    export(db, tmp_path / "out", ["csv", "spreadsheet.csv"])
    for name in ("documents", "document_texts"):
        assert b'"=cmd|calc"' in (tmp_path / "out" / f"archive-{name}.csv").read_bytes()
        assert b'"\'=cmd|calc"' in (tmp_path / "out" / f"archive-{name}.spreadsheet.csv").read_bytes()
