"""The laws are proved on the finished file: whoever alters it is found out."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ingest.errors import BrokenPromise
from ingest.verify import verify
from tests.archives import DUMP, LETTER, ROOT, built, ended, run, start

FILES: dict[str, str | bytes] = {
    "day__txt": DUMP,
    "letter__txt": LETTER.replace("matter", "mater"),
    "letter__yml": "corrections: [{before: the mater, after: the matter, reason: misprint}]\n",
    "archive__yml": "title: The kettle papers\npeople: [{name: Ada Quill}]\n",
}
CHECKS = sorted(path.stem for path in (ROOT / "ingest" / "checks").glob("*.sql"))

# what breaks each promise: a passage of `day` is day-2019-03-12-p1 (65 to 83), -p2; the letter has letter-p1 to -p5
BREAKS = {
    "allegations_rest_on_words": [
        "insert into allegations (id, title, made_by, status, passage_id, \"start\", \"end\") "
        "values ('a', 'A', 'B', 'made', 'letter-p1', 0, 300)",
        "insert into allegations (id, title, made_by, status) values ('a', 'A', 'B', 'made'); "
        "insert into allegation_evidence (id, allegation_id, position, role, passage_id) "
        "values ('a-e2', 'a', 2, 'reply', 'letter-p1')",
    ],
    "clause_changes_fit": [
        f"insert into clause_changes values ('change-1', 'Rules', 'a', 'b', {rows}, 'dates', 0, 0, null)"
        for rows in ("null, 'b-cl-1', 'changed'", "'a-cl-1', 'b-cl-1', 'removed'", "'a-cl-1', null, 'same'")
    ],
    "clause_quotations_fit": [
        "insert into clause_quotations values ('rule-1', 'none', 'letter', null, 'a', 'a-cl-1', 'not known', null, null, null)",
    ],
    "corrections_stand": ["update corrections set before = 'the matar'"],
    "dates_are_edtf": [
        "update documents set published_date = '2019-02-30' where position = 1",
        "update documents set published_date = '12 March'",
        "update sources set retrieved_date = '2019/19-01'",
        "update documents set published_date = '2019-13' where position = 1",
    ],
    "discards_are_named": [
        "update segments set discard = 'unread' where discard = 'blank'",
        "update segments set discard = '' where discard = 'blank'",
        "update segments set text = null where discard = 'date heading'",
        "update segments set text = 'Monday' where discard = 'date heading'",
    ],
    "documents_have_passages": [
        "insert into documents (id, source_id, position, kind, word_count, \"start\", \"end\") "
        "values ('day-0', 'day', 9, 'document', 0, 0, 0)",
        "update documents set \"end\" = \"end\" - 1 where source_id = 'letter'",
        "update documents set source_id = 'letter', position = 7 where id = 'day-2019-03-12'",
    ],
    "events_fit_their_dates": [
        "insert into events values ('day-event-1', 'day-2019-03-12', 'Meeting', null, '2019-03', null, null, '', '', "
        "null, null, null, null, 'day-2019-03-12-p1', 25, 28, 'The', null, null)",
        "insert into events values ('day-event-1', 'day-2019-03-12', 'Meeting', null, '2019-03', '2019-03-31', "
        "'2019-03-01', '', '', null, null, null, null, 'day-2019-03-12-p1', 25, 28, 'The', null, null)",
        "insert into events values ('day-event-1', 'day-2019-03-12', 'Meeting', null, '2019-03', '2018-03-01', "
        "'2019-03-31', '', '', null, null, null, null, 'day-2019-03-12-p1', 25, 28, 'The', null, null)",
    ],
    "ids_are_plain": [
        "update people set id = 'Ada Quill'",
        "update people set id = ''",
        "update problems set id = 'a/b'",
        "update withheld set id = 'a b' where rowid = 1",
    ],
    "mentions_are_apart": [
        f"insert into mentions values ('day-m', '{document}', 'letter-p1', null, null, '[\"x\"]', 'name', 0, {end}, '{words}')"
        for document, end, words in [("letter", 7, "April 3"), ("letter", 99, "April"), ("day-2019-03-12", 7, "April")]
    ]
    + [
        "insert into mentions select 'day-m' || value, 'letter', 'letter-p1', null, null, '[\"x\"]', 'name', value, value + 5, "
        "'April' from json_each('[0, 4]')"
    ],
    "origins_are_no_copies": [
        "insert into document_copies values ('a', 'day-2019-03-12', 'letter', 'copy', 1, 1), "
        "('b', 'letter', 'day-2019-03-12', 'copy', 1, 1)",
    ],
    "passages_are_in_order": [
        "update passages set position = position + 1 where document_id = 'letter'",
        "update passages set \"start\" = 12, \"end\" = 12 + \"end\" - \"start\" where id = 'letter-p3'",
    ],
    "passages_are_segments": [
        "update segments set passage_id = 'letter-p2' where passage_id = 'letter-p1'",
        "update segments set \"end\" = \"end\" + 1 where passage_id = 'letter-p1'",
        "delete from segments where passage_id = 'letter-p1'",
    ],
    "problems_point_somewhere": [
        "update problems set source_id = null, locator = null",
        'update problems set "start" = 1, "end" = null',
    ],
    "repeated_words_have_their_places": [
        "insert into quotations (id, document_id, passage_id, marks, state, matched_passage_id, matched_start, matched_end, "
        f"\"start\", \"end\", text) values ('letter-q', 'letter', 'letter-p1', 'block', {found}, 0, 1, '3')"
        for found in (
            "'exact', null, null, null",
            "'not found', 'day-2019-03-12-p1', 25, 28",
            "'variant', 'day-2019-03-12-p1', 2, 5",
            "'variant', 'letter-p1', 0, 1",
            "'ambiguous', null, null, null",
        )
    ],
    "retired_ids_are_retired": ["insert into retired_ids values ('letter-p1', 'letter-p2', 'joined')"],
    "reuse_is_shared": [
        "insert into reuse values ('a', 'a', 'letter', 'letter-p1', 1, '2019-04-03', null, null, null, 0, 7, '3 April')",
        "insert into reuse values ('a', 'a', 'letter', 'letter-p2', 1, '2019-04-03', 1, null, null, 14, 18, 'Dear'), "
        "('b', 'a', 'day-2019-03-12', 'day-2019-03-12-p2', 2, '2019-03-12', 1, 0, null, 85, 88, 'The')",
    ],
    "runs_are_in_order": [
        f"insert into article_extracts (id, document_id, first_passage_id, last_passage_id, \"start\", \"end\", text) "
        f"values ('day-x', '{document}', '{first}', '{last}', {start}, {start} + 3, 'The')"
        for document, first, last, start in [
            ("day-2019-03-12", "day-2019-03-12-p2", "day-2019-03-12-p1", 25),
            ("day-2019-03-10", "day-2019-03-12-p1", "day-2019-03-12-p2", 25),
            ("day-2019-03-12", "day-2019-03-12-p1", "day-2019-03-12-p2", 0),
        ]
    ],
    "same_events_agree": [
        "insert into events (id, document_id, title, event_date, date_earliest, date_latest, date_words, date_basis, passage_id, "
        "\"start\", \"end\", text) values "
        + ", ".join(
            f"('{id}', 'day-2019-03-12', 'Meeting', '{day}', '{day}', '{day}', '', '', 'day-2019-03-12-p1', 25, 28, 'The')"
            for id, day in days
        )
        + "; insert into same_events values ('s', 'a', 'b', 'day, time and title')"
        + more
        for days, more in (
            ([("a", "2019-03-12"), ("b", "2019-03-13")], ""),
            ([(id, "2019-03-12") for id in "abc"], ", ('t', 'b', 'c', 'day, time and title')"),
        )
    ],
    "segments_tile": [
        "delete from segments where rowid in (select rowid from segments where discard = 'blank' limit 1)",
        "delete from segments where passage_id = 'letter-p5'",
        "update segments set byte_end = byte_end + 1 where passage_id = 'letter-p1'",
        "update sources set character_count = character_count + 1 where id = 'day'",
        "update sources set byte_count = byte_count + 1 where id = 'day'",
    ],
    "spans_lie_in_their_passage": [
        "insert into links values ('day-link-1', 'day-2019-03-12', 'day-2019-03-12-p2', 2, 5, 'http://a.example', 'a.example')",
        "insert into links values ('day-link-1', 'day-2019-03-12', 'day-2019-03-12-p1', 300, 305, 'http://a.example', 'a.example')",
    ],
    "threads_begin": [
        "insert into emails (id, document_id, to_names, cc_names, in_reply_to_id, thread_id, quoted_count, "
        f"attachment_count, word_count, \"start\", \"end\") values {rows}"
        for rows in (
            "('letter', 'letter', '[]', '[]', null, 'day-2019-03-12', 0, 0, 0, 0, 3), "
            "('day', 'day-2019-03-12', '[]', '[]', null, 'letter', 0, 0, 0, 25, 28)",
            "('letter', 'letter', '[]', '[]', 'day-2019-03-12', 'letter', 0, 0, 0, 0, 3), "
            "('day', 'day-2019-03-12', '[]', '[]', null, 'day-2019-03-12', 0, 0, 0, 25, 28)",
        )
    ],
    "withheld_is_listed": [
        "delete from withheld where rowid = 1",
        "update sources set withheld_count = 0",
        'update withheld set "start" = "start" - 1',
    ],
}  # fmt: skip
# added by those who write other checks
assert all(BREAKS.values())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("whole"), **FILES, plan__pdf=b"%PDF")


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(whole, tmp_path / "archive.db"))


def change(db: Path, sql: str) -> None:
    """Change an archive behind its back: without keys and checks, and with the schema open."""
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        connection.executescript("pragma ignore_check_constraints = on; pragma writable_schema = on;")
        connection.executescript(sql)
        assert connection.total_changes or not sql.startswith(("update", "insert", "delete")), "nothing was changed"


def faults(db: Path) -> list[str]:
    return verify(db).faults


def test_whole(whole: Path) -> None:
    """An archive as built has no fault, and the command prints how each source is covered."""
    result = run("verify", whole)
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "source characters  passages discarded  withheld  discards by name",
        "day           415     86.5%        56        34  blank 13, date heading 43",
        "letter        168     94.6%         9         0  blank 9",
        f"checks: {len(CHECKS)} and the integrity of pages, keys, indexes, search tables and digest.",
        f"{whole}: every promise holds.",
    ]


def test_every_check_can_be_broken() -> None:
    """Every promise in `checks/` has something here that breaks it."""
    assert sorted(BREAKS) == CHECKS


@pytest.mark.parametrize(
    ("check", "sql"),
    [pytest.param(name, sql, id=f"{name}-{n}") for name, found in BREAKS.items() for n, sql in enumerate(found, 1)],
)
def test_check(copy: Path, check: str, sql: str) -> None:
    """A promise that is broken is told under its name, whatever other sources are known to keep it."""
    change(copy, sql)
    found = [fault for fault in faults(copy) if fault.startswith(f"{check}: ")]
    assert found
    known = verify(copy, known={"none"}).faults
    assert sorted(fault for fault in known if fault.startswith(f"{check}: ")) == sorted(found)


# what someone may do to the file, and what is said of it
TAMPERED = {
    "a word of a passage": (
        "update passages set text = replace(text, 'borrowed', 'stolen!!') where id = 'letter-p3'",
        [
            "passages: its search index does not fit it",
            "letter: the text rebuilt from its segments is not the text that was published",
            "letter: the bytes rebuilt from its segments are not the bytes received",
            "about: content_sha256 is not that of the rows",
        ],
    ),
    "a title of a post": (
        "update blog_posts set title = 'A kettle' where id = 'day-2019-03-12'",
        ["blog_posts: its search index does not fit it", "about: content_sha256 is not that of the rows"],
    ),
    "a segment removed": (
        "delete from segments where passage_id = 'letter-p3'",
        ["segments_tile: letter,", "passages_are_segments: letter-p3", "letter: the text rebuilt"],
    ),
    "a passage removed": (
        "delete from passages where id = 'letter-p3'",
        ["passages_are_in_order: letter", "points at a row of passages that is not there", "letter: the text rebuilt"],
    ),
    "a passage given to another document": (
        "update passages set document_id = 'letter' where id = 'day-2019-03-12-p2'",
        ["documents_have_passages: day-2019-03-12-p2"],
    ),
    "a title": (
        "update documents set title = 'The kettle is sold' where title like 'The kettle%'",
        ["documents: its search index does not fit it", "about: content_sha256"],
    ),
    "a date": ("update documents set published_date = '2019-03-11'", ["about: content_sha256"]),
    "a speaker": ("update passages set speaker = 'MS QUILL'", ["about: content_sha256"]),
    "the digest of a source": (f"update sources set sha256 = '{'0' * 64}'", ["letter: the bytes rebuilt"]),
    "the digest of what is published": (
        f"update sources set published_sha256 = '{'0' * 64}'",
        ["day: the text rebuilt"],
    ),
    "an encoding": ("update sources set encoding = 'utf-16' where id = 'letter'", ["letter: the bytes rebuilt"]),
    "an encoding that is none": ("update sources set encoding = 'klingon'", ["archive: it cannot be read to its end"]),
    "the title of the archive": ("update about set title = 'The kettle hoax'", ["about: content_sha256"]),
    "the edition": ("update about set edition = '2'", ["about: content_sha256"]),
    "the digest": ("update about set content_sha256 = 'x'", ["about: content_sha256"]),
    "about removed": ("delete from about", ["about: there is no row"]),
    "a withheld row removed": ("delete from withheld", ["withheld_is_listed: day"]),
    "a correction removed": ("delete from corrections", ["about: content_sha256"]),
    "a person removed": ("delete from people", ["people: its search index does not fit it", "about: content_sha256"]),
    "an index out of step": (
        "insert into passages_fts (passages_fts, rowid, text) select 'delete', rowid, text from passages limit 1",
        ["passages: its search index does not fit it"],
    ),
    "an index emptied": (
        "insert into passages_fts (passages_fts) values ('delete-all')",
        ["passages: its search index"],
    ),
    "an index removed": ("drop table passages_fts", ["schema: passages_fts is not there"]),
    "a view that lies": (
        "drop view coverage; create view coverage as select 'all is well'",
        ["schema: coverage is not one that `ingest` makes"],
    ),
    "a view removed": ("drop view coverage", ["schema: coverage is not there"]),
    "a table more": ("create table verdicts (id)", ["schema: verdicts is not one that `ingest` makes"]),
    "a trigger": (
        "create trigger t after insert on people begin delete from passages; end",
        ["schema: t is not one that `ingest` makes"],
    ),
    "a table removed": (
        "drop table problems",
        ["schema: problems is not there", "archive: it cannot be read to its end"],
    ),
    "a key to nothing": (
        "update passages set document_id = 'gone' where id = 'letter-p3'",
        ["passages: row 8 points at a row of documents that is not there"],
    ),
    "text that is no text": (
        "update documents set title = cast(x'ff' as text)",
        ["documents: its search index does not fit it"],
    ),
}


@pytest.mark.parametrize(("sql", "expected"), TAMPERED.values(), ids=TAMPERED.keys())
def test_tampered(copy: Path, sql: str, expected: list[str]) -> None:
    """Whatever is altered in an archive is told in sentences, with exit status 1."""
    change(copy, sql)
    result = run("verify", copy)
    assert result.exit_code == 1, result.output
    assert "Traceback" not in result.output
    for each in expected:
        assert each in result.output
    assert "The archive does not keep these promises." in result.output
    assert "every promise holds" not in result.output


def test_changed_byte(copy: Path) -> None:
    """A byte changed in a text, past SQLite and its indexes, is found."""
    data = copy.read_bytes()
    assert data.count(b"borrowed for an inventory") == 1
    copy.write_bytes(data.replace(b"borrowed for an inventory", b"borrowed for an inventors"))
    result = run("verify", copy)
    assert (result.exit_code, "letter: the text rebuilt" in result.output) == (1, True)


@pytest.mark.parametrize("page", range(1, 12))
def test_torn_page(copy: Path, page: int) -> None:
    """A page that is torn is told, never with a traceback."""
    data = bytearray(copy.read_bytes())
    data[page * 4096 : page * 4096 + 2048] = b"\x5a" * 2048
    copy.write_bytes(data)
    result = run("verify", copy)
    assert result.exit_code in (1, 2), result.output
    assert result.output.strip()
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_cut_short(copy: Path) -> None:
    """A file that was cut short is told."""
    copy.write_bytes(copy.read_bytes()[:-20_000])
    assert run("verify", copy).exit_code in (1, 2)


def test_nothing_is_changed(whole: Path, copy: Path) -> None:
    """To verify an archive does not change it, nor leave anything beside it."""
    assert run("verify", copy).exit_code == 0
    assert copy.read_bytes() == whole.read_bytes()
    assert list(copy.parent.iterdir()) == [copy]


# The rights of root over files are capabilities; a process can lay them down (capset(2), version 3).
WITHOUT_RIGHTS = "import ctypes; ctypes.CDLL(None).capset((ctypes.c_int * 2)(0x20080522, 0), (ctypes.c_int * 6)())"


@pytest.mark.parametrize(
    ("file", "folder"), [(0o444, 0o755), (0o644, 0o555), (0o444, 0o555)], ids=["file", "folder", "both"]
)
def test_read_only(copy: Path, file: int, folder: int) -> None:
    """An archive that may only be read is verified all the same."""
    copy.chmod(file)
    copy.parent.chmod(folder)
    try:
        status, said = ended(start("verify", copy, before=WITHOUT_RIGHTS))
    finally:
        copy.parent.chmod(0o755)
    assert (status, "every promise holds" in said) == (0, True), said


def test_locked(copy: Path) -> None:
    """An archive that another program is writing is not called broken."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("begin exclusive")
        result = run("verify", copy)
    assert (result.exit_code, "close the program that has it open" in result.output) == (2, True)


def test_broken_promise_is_not_published(tmp_path: Path, whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that breaks a promise leaves the old archive, and ends with exit status 1."""
    copy = Path(shutil.copyfile(whole, tmp_path / "archive.db"))
    monkeypatch.setattr("ingest.write.OURS", 7)
    result = run("build", whole.parent / "sources", "--db", copy)
    assert result.exit_code != 0
    assert copy.read_bytes() == whole.read_bytes()
    assert list(tmp_path.iterdir()) == [copy]


def test_report(whole: Path) -> None:
    """What was verified can be counted: every row, every check, every character."""
    report = verify(whole)
    assert report.checks == CHECKS
    assert report.or_raise() is report
    assert {name: count for name, count in report.counts.items() if count} == {
        "about": 1, "sources": 2, "documents": 3, "passages": 10, "segments": 24, "blog_posts": 2, "people": 1,
        "mentions": 2, "corrections": 1, "withheld": 2, "problems": 1,
    }  # fmt: skip
    assert [sum(each.discards.values()) + each.passages for each in report.coverage] == [
        each.characters for each in report.coverage
    ]
    report.faults.append("x: y")
    with pytest.raises(BrokenPromise, match="x: y"):
        report.or_raise()


def test_files_as_received_are_found(tmp_path: Path) -> None:
    """Whoever holds the files can prove that the archive left nothing out but what it lists, whatever their names."""
    db = built(tmp_path, **FILES)
    held = tmp_path / "held"
    held.mkdir()
    (held / "a.bin").write_bytes((tmp_path / "sources" / "day.txt").read_bytes())
    (held / "b.bin").write_bytes((tmp_path / "sources" / "letter.txt").read_bytes())
    with closing(sqlite3.connect(db)) as connection:
        assert connection.execute("select id, sha256 is null, withheld_count from sources").fetchall() == [
            ("day", 1, 2),
            ("letter", 0, 0),
        ]
    report = verify(db, held)
    assert [(each.source_id, each.received) for each in report.coverage] == [("day", "a.bin"), ("letter", "b.bin")]
    assert report.faults == []


def test_no_folder_to_look_in(tmp_path: Path) -> None:
    """A folder of files that is not there is told, before anything is looked through."""
    result = run("verify", built(tmp_path, **FILES), "--files", tmp_path / "nowhere")
    assert (
        result.exit_code,
        result.output.endswith("nowhere: there is no such folder; create it, or name another.\n"),
    ) == (2, True)


def test_other_files_are_told_apart(tmp_path: Path) -> None:
    """A file of the same length that differs in one letter outside what is withheld is not the one received."""
    db = built(tmp_path, **FILES)
    data = (tmp_path / "sources" / "day.txt").read_bytes()
    (tmp_path / "sources" / "day.txt").write_bytes(data.replace(b"T", b"t", 1))
    result = run("verify", db, "--files", tmp_path / "sources")
    assert result.exit_code == 1
    assert f"day: no file in {tmp_path / 'sources'} is the one received" in result.output
    assert "files as received: 1 of 2 found" in result.output


def test_words_withheld_in_one_source_that_stand_in_another_are_told(tmp_path: Path) -> None:
    """With the files at hand, passages with words that a pattern withholds elsewhere are named; the words are not said."""
    db = built(
        tmp_path,
        a__txt="Little Sam Lark was on the quay, and so was Sam\nLark’s dog.\n",
        a__yml="withhold: [{pattern: 'Sam\\s+Lark', reason: privacy}]\n",
        b__txt="Nobody was there.\n\nNobody but SAM LARK, who is nine.\n",
        c__txt="A lark sang, and Sam heard the larks.\n",
    )
    result = run("verify", db, "--files", tmp_path / "sources")
    assert result.exit_code == 0
    assert "a: words withheld in it stand in b-p2; withhold them there too, if you mean to." in result.output
    assert "lark" not in result.output.lower()


@pytest.mark.parametrize("sign", ['"', "\0", "*", "'"])
def test_withheld_words_with_any_sign_are_looked_for_elsewhere(tmp_path: Path, sign: str) -> None:
    """Signs that mean something in a query are none of it."""
    words, more = f"Sam{sign}Lark", "The quay was wet. " * 100  # a short text with such a sign may be no text
    db = built(
        tmp_path,
        a__txt=f"Little {words} was on the quay. {more}\n",
        a__yml="withhold: [{pattern: 'Sam.Lark', reason: privacy}]\n",
        b__txt=f"Nobody but {words}, who is nine. {more}\n",
    )
    result = run("verify", db, "--files", tmp_path / "sources")
    assert result.exit_code == 0, result.output
    assert "a: words withheld in it stand in b-p1;" in result.output
