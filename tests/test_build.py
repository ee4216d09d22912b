"""The archive that a build gives: the same from the same sources, and open to everyone's tools."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from datasette.utils import detect_fts

from ingest.archive_file import OURS
from ingest.build import build
from ingest.tables import SCHEMA_VERSION
from ingest.writing import across
from ingest.writing.indexes import SEARCHED
from tests.archives import DUMP, LETTER, ROOT, built, ended, folder, rows, run, start, tables
from tests.missing import missing

FILES: dict[str, str | bytes] = {
    "day__txt": DUMP,
    "letter__md": f"---\ntitle: The inventory\nauthor: Tobias Fenn\n---\n\n{LETTER}",
    "letter__yml": "publisher: The Works Council\nretrieved_date: '2019-05'\n",
    "archive__yml": "title: The kettle papers\npeople: [{name: Ada Quill, aliases: [Ms Quill]}]\n",
    "plan__pdf": b"%PDF-1.4",
}


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param({"TZ": "Pacific/Auckland"}, id="time zone"),
        pytest.param({"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"}, id="locale"),
        pytest.param({"PYTHONHASHSEED": "1"}, id="order of sets"),
        pytest.param({"PYTHONHASHSEED": "424242"}, id="another order of sets"),
    ],
)
def test_same_bytes(tmp_path: Path, environment: dict[str, str]) -> None:
    """The same sources give the same bytes, whatever the folder, the hour, the language and the luck."""
    here = built(tmp_path / "here", **FILES)
    folder(tmp_path / "there" / "else" / "sources", **FILES)
    there = tmp_path / "there" / "archive.db"
    status, said = ended(start("build", tmp_path / "there" / "else" / "sources", "--db", there, **environment))
    assert status == 0, said
    assert there.read_bytes() == here.read_bytes()


def test_sample_twice(tmp_path: Path) -> None:
    """The sample archive is the same on every run, with its files written in another order at another time."""
    names = sorted(path for path in (ROOT / "sources").rglob("*") if path.is_file())
    random.Random(3).shuffle(names)
    for n, path in enumerate(names):
        copy = tmp_path / "sources" / path.relative_to(ROOT / "sources")
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, (n * 1e6, n * 1e6))
    build(ROOT / "sources", tmp_path / "a.db")
    build(tmp_path / "sources", tmp_path / "b.db")
    assert (tmp_path / "a.db").read_bytes() == (tmp_path / "b.db").read_bytes()


def test_rebuild(tmp_path: Path) -> None:
    """A build over an archive leaves that archive as it would be without the old one, and nothing beside it."""
    db = built(tmp_path, letter__txt=LETTER)
    build(folder(tmp_path / "sources", day__txt=DUMP), db)
    fresh = built(tmp_path / "fresh", letter__txt=LETTER, day__txt=DUMP)
    assert db.read_bytes() == fresh.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.db", "fresh", "sources"]


def test_raw_file(tmp_path: Path) -> None:
    """A file without a declaration is read too, with what it says itself."""
    db = built(tmp_path, **{"The Kettle, 2019__TXT": DUMP})
    assert rows(db, "select id, title, declared, file_name, media_type, encoding, withheld_count from sources") == [
        ("the-kettle-2019", "The Kettle, 2019.TXT", 0, "The Kettle, 2019.TXT", "text/plain", "utf-8", 2)
    ]
    assert rows(db, "select id, position, kind, title, published_date, date_basis from documents") == [
        ("the-kettle-2019-2019-03-12", 1, "blog post", "The kettle is back", "2019-03-12", "date heading"),
        ("the-kettle-2019-2019-03-10", 2, "blog post", "Who took the kettle", "2019-03-10", "date heading"),
    ]


def test_id_with_and_without_declaration(tmp_path: Path) -> None:
    """A file keeps its id when it is declared later, however long its name is."""
    name = "minutes-of-the-works-council-of-the-packing-hall-in-the-matter-of-the-kettle-2019"
    raw = built(tmp_path / "raw", **{f"{name}__txt": LETTER})
    declared = built(tmp_path / "declared", **{f"{name}__txt": LETTER, f"{name}__yml": "title: Minutes\n"})
    assert rows(raw, "select id from passages") == rows(declared, "select id from passages")


def test_files_by_sha256(tmp_path: Path) -> None:
    """A declaration by sha256 alone finds its bytes in another folder, whatever their name there."""
    held = folder(tmp_path / "held" / "deep", x9__txt=LETTER)
    digest = rows(built(tmp_path / "a", letter__txt=LETTER), "select sha256 from sources")[0][0]
    sources = folder(tmp_path / "sources", fenn__yml=f"title: A letter\nsha256: {digest}\n")
    build(sources, tmp_path / "b.db", held.parent)
    assert rows(tmp_path / "b.db", "select id, title, file_name, sha256 from sources") == [
        ("fenn", "A letter", "x9.txt", digest)
    ]


def test_unread_files(tmp_path: Path) -> None:
    """A file that no format reads is a problem that readers see, by its path in the folder; licences are none."""
    sources = folder(tmp_path / "sources", day__txt=DUMP, plan__numbers=b"\xd0\xcf", LICENSE="CC0", README__md="About")
    folder(sources / "maps", plan__jpeg=b"\xff", **{".hidden": "x", "Thumbs.db": "x", "~$plan.docx": "x"})
    build(sources, tmp_path / "archive.db")
    assert rows(tmp_path / "archive.db", "select id, source_id, locator, reason from problems") == [
        ("problem-1", None, "maps/plan.jpeg", "no format reads this file"),
        ("problem-2", None, "plan.numbers", "no format reads this file; save it as .xlsx"),
    ]


def test_blank_source(tmp_path: Path) -> None:
    """A file with nothing in it is a source without documents."""
    db = built(tmp_path, day__txt=DUMP, empty__txt=b"", blank__txt=b"\xef\xbb\xbf \r\n\n\t")
    assert rows(db, "select id, byte_count, character_count from sources where id <> 'day'") == [
        ("blank", 8, 6),
        ("empty", 0, 0),
    ]
    assert rows(db, "select source_id, discard from segments where source_id <> 'day'") == [
        ("blank", "byte order mark"),
        ("blank", "blank"),
    ]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("archive"), **FILES)


def test_sqlite_shell(archive: Path) -> None:
    """The file opens in the sqlite3 shell, with nothing of ours installed."""
    shell = shutil.which("sqlite3")
    if shell is None:
        missing("the sqlite3 shell is not installed")
    sql = "select title from blog_posts order by id; select count(*) from passages_fts where passages_fts match 'KETTLES';"
    done = subprocess.run([shell, "-readonly", archive, sql], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["Who took the kettle", "The kettle is back", "4"]


def test_header(archive: Path) -> None:
    """The file says what it is, is whole, compact, and holds no page of anything deleted."""
    asked = ("application_id", "user_version", "integrity_check", "freelist_count", "journal_mode", "encoding")
    assert [rows(archive, f"pragma {name}")[0][0] for name in asked] == [
        OURS,
        SCHEMA_VERSION,
        "ok",
        0,
        "delete",
        "UTF-8",
    ]
    assert rows(archive, "pragma foreign_key_check") == []


def test_tables(archive: Path) -> None:
    """Every table is STRICT, has a primary key of its own, and declares each `_id` as a foreign key."""
    assert set(tables(archive)) >= {*SEARCHED, "sources", "segments", "links", "withheld", "problems", "about"}
    for table in tables(archive):
        columns = rows(archive, f"pragma table_info('{table}')")
        assert [name for _, name, *_, key in columns if key], table
        keys = {each[3] for each in rows(archive, f"pragma foreign_key_list('{table}')")}
        assert {name for _, name, *_ in columns if name.endswith("_id")} == keys, table


def test_strict(archive: Path, tmp_path: Path) -> None:
    """The schema refuses a text in a number's place, a document of no source once keys are on, and an odd id."""
    copy = Path(shutil.copyfile(archive, tmp_path / "copy.db"))
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("pragma foreign_keys = on")
        for wrong in (
            "id = 'A B'",
            "position = 'first'",
            "source_id = 'none'",
            "published_date = x'00'",
            "title = 5.5, position = 0",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(f"update documents set {wrong}")


@pytest.mark.parametrize("table", SEARCHED)
def test_full_text_search(archive: Path, table: str) -> None:
    """Datasette finds the search index of every table with text by itself, and it folds case, accents and endings."""
    with closing(sqlite3.connect(archive)) as connection:
        assert detect_fts(connection, table) == f"{table}_fts"
        (sql,) = connection.execute("select sql from sqlite_master where name = ?", (f"{table}_fts",)).fetchone()
    assert "tokenize='porter unicode61 remove_diacritics 2'" in sql
    assert f'content="{table}"' in sql


def test_texts_are_searched(archive: Path) -> None:
    """Every column named `text` or `title` of a record stands in a search index."""
    for table in set(tables(archive)) - {
        "segments",
        "mentions",
        "reuse",
        "about",
        "sources",
        "roles",
        "corrections",
        "rule_editions",
    }:
        columns = {name for _, name, *_ in rows(archive, f"pragma table_info('{table}')")}
        wanted = columns & {"text", "title"}
        if table in ("witness_statements", "motions"):
            wanted -= {"title"}
        assert wanted <= set(SEARCHED.get(table, ())), table


def test_command(tmp_path: Path) -> None:
    """The command says what it built, and verifies it."""
    sources = folder(tmp_path / "sources", day__txt=DUMP)
    result = run("build", sources, "--db", tmp_path / "archive.db")
    assert result.exit_code == 0
    counts, last = result.output.splitlines()
    assert counts == "1 source, 2 documents, 5 passages, 14 segments, 2 blog posts, 2 withheld."
    assert last == f"{tmp_path / 'archive.db'}: {(tmp_path / 'archive.db').stat().st_size:,} bytes, built and verified."


@pytest.mark.parametrize("below", ["", "built/"])
def test_archive_among_its_sources(tmp_path: Path, below: str) -> None:
    """An archive that lies in the folder of its sources, and what a killed build left beside it, are no part of it."""
    sources = folder(tmp_path / "sources", said__txt=LETTER)
    build(sources, tmp_path / "elsewhere.db")
    db = sources / below / "archive.db"
    (db.parent / "archive.db.building-words").mkdir(parents=True)
    (db.parent / "archive.db.building-words" / "stems").write_text("kettl")
    (db.parent / "archive.db.building-search").write_bytes(b"SQLite")
    (db.parent / "archive.db-wal").write_bytes(b"")
    for _ in range(2):
        build(sources, db)
        assert db.read_bytes() == (tmp_path / "elsewhere.db").read_bytes()
        (sources / "said.txt").touch()
    (db.parent / "archive.db2").write_bytes(b"\xff")
    build(sources, db)
    assert rows(db, "select locator from problems") == [(f"{below}archive.db2",)]


@pytest.mark.parametrize("name", ["archive.db.building-committee.txt", "archive.db.building", "archive.db-walk.txt"])
def test_source_named_as_the_archive(tmp_path: Path, name: str) -> None:
    """What only begins with the archive's name is a source as any other; what a build itself writes there is none."""
    sources = folder(tmp_path / "sources", said__txt=LETTER)
    (sources / name).write_text("The kettle is to be mended.")
    build(sources, sources / "archive.db")
    ours = name == "archive.db.building"
    assert rows(sources / "archive.db", "select count(*) from sources") == [(1 if ours else 2,)]


def test_link_to_the_archive(tmp_path: Path) -> None:
    """A link among the sources to the archive is no part of it, before it is built and after."""
    sources, db = folder(tmp_path / "sources", said__txt=LETTER), tmp_path / "sources" / "archive.db"
    build(sources, tmp_path / "elsewhere.db")
    (sources / "newest.db").symlink_to("archive.db")
    for _ in range(2):
        assert build(sources, db).unread == []
        assert db.read_bytes() == (tmp_path / "elsewhere.db").read_bytes()


@pytest.mark.parametrize("many", [0, 300_000], ids=["many passages", "few"])
def test_stages_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    """A build tells what it is at, from the first source to the last check, and how far it is with what takes long."""
    monkeypatch.setattr(across, "MANY", many)
    told: list[tuple[int, int, str]] = []
    sources = folder(tmp_path / "sources", said__txt=LETTER, again__txt=LETTER.replace("kettle", "cauldron"))
    build(sources, tmp_path / "a.db", progress=lambda *each: told.append(each))
    stages = [name for _, of, name in told if not of]
    expected = ["looking for what has changed", "filling the indexes", "looking for words used again"]
    expected += ["linking quotations", "linking reuse", "preparing search", "verifying"]
    assert [name for name in stages if name in expected] == [
        each for each in expected if "again" not in each or not many
    ]
    assert [done for done, of, _ in told if of == 2] == [1, 2]
    assert re.search(r"linking reuse, [1-9]\d* so far", "\n".join(stages))
