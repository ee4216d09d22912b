"""Messages that were saved one by one are joined with those that they answer, as those of one mailbox are."""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest

from ingest.build import build
from ingest.declarations.archive import Archive
from ingest.links import conversations
from ingest.waiting import Joinable
from ingest.workers.pack import columns
from tests.archives import folder, rows
from tests.growth import assert_linear

THREADS = "select source_id, in_reply_to_id, thread_id, sent_at from emails join documents on documents.id = document_id order by 1"


def message(name: str, hour: int, *headers: str) -> str:
    """Return a message with an id, sent on a day at this hour."""
    return "\n".join(
        [f"Message-ID: <{name}@post.example>", f"Date: Tue, 12 Mar 2019 {hour:02}:00:00 +0100", "From: Ada Quill <a@post.example>",
         "Subject: Kettle", *headers, "", f"The kettle, seen at {hour}."]
    )  # fmt: skip


ONE, TWO = message("one", 9), message("two", 10, "In-Reply-To: <one@post.example>")
THREE = message("three", 11, "References: <one@post.example> <two@post.example>")
BESIDE = message("beside", 12)
OF_ONE, OF_TWO = "b-2019-03-12-090000", "a-2019-03-12-100000"


def test_files_of_their_own(tmp_path: Path) -> None:
    """Each answers the only message of the id that it names, in whatever file that lies; the first of them opens the thread."""
    db = tmp_path / "archive.db"
    build(folder(tmp_path / "sources", a__eml=TWO, b__eml=ONE, c__eml=THREE, d__eml=BESIDE), db)
    assert rows(db, THREADS) == [
        ("a", OF_ONE, OF_ONE, "2019-03-12T09:00:00Z"),
        ("b", None, OF_ONE, "2019-03-12T08:00:00Z"),
        ("c", OF_TWO, OF_ONE, "2019-03-12T10:00:00Z"),
        ("d", None, "d-2019-03-12-120000", "2019-03-12T11:00:00Z"),
    ]


def test_copies_in_other_files(tmp_path: Path) -> None:
    """A message of which two files hold copies is answered by none; that of the same mailbox is, whoever else has a copy."""
    db = tmp_path / "archive.db"
    mailbox = "".join(f"From x Tue Mar 12 09:00:00 2019\n{each}\n\n" for each in (ONE, TWO))
    build(folder(tmp_path / "sources", b__eml=ONE, c__eml=ONE, d__eml=TWO, e__mbox=mailbox), db)
    assert [(source, answers) for source, answers, *_ in rows(db, THREADS)] == [
        ("b", None), ("c", None), ("d", None), ("e", None), ("e", "e-2019-03-12-090000"),
    ]  # fmt: skip
    assert {thread for _, _, thread, _ in rows(db, THREADS)} == {OF_ONE}


def test_an_id_of_several_messages(tmp_path: Path) -> None:
    """What some programs call every first message, "<1@localhost>", joins those of one mailbox, and nothing else."""
    first, other = (message("one", hour).replace("one@post.example", "1@localhost") for hour in (9, 10))
    answer = message("two", 11, "In-Reply-To: <1@localhost>")
    mailbox = "".join(f"From x Tue Mar 12 09:00:00 2019\n{each}\n\n" for each in (first, answer))
    db = tmp_path / "archive.db"
    build(
        folder(
            tmp_path / "sources",
            b__eml=other,
            c__eml=message("three", 12, "In-Reply-To: <1@localhost>"),
            e__mbox=mailbox,
        ),
        db,
    )
    assert [each[:3] for each in rows(db, THREADS)] == [
        ("b", None, "b-2019-03-12-100000"),
        ("c", None, "c-2019-03-12-120000"),
        ("e", None, "e-2019-03-12-090000"),
        ("e", "e-2019-03-12-090000", "e-2019-03-12-090000"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Message from Ada Quill <a@post.example> of Tuesday <{}>",
        "<{}> (message from Ada Quill <a@post.example> on Tuesday)",
        "<{}>",
    ],
)
def test_people_are_no_messages(tmp_path: Path, header: str) -> None:
    """The address of whoever wrote what is answered joins nobody else's answers."""
    one, two = (
        message(name, hour, f"In-Reply-To: {header.format(f'{name}-not-held@post.example')}")
        for name, hour in (("a", 9), ("b", 10))
    )
    db = tmp_path / "archive.db"
    build(folder(tmp_path / "sources", a__eml=one, b__eml=two), db)
    assert [thread for _, _, thread, _ in rows(db, THREADS)] == ["a-2019-03-12-090000", "b-2019-03-12-100000"]


def test_messages_that_answer_each_other(tmp_path: Path) -> None:
    """A circle of answers is one thread, which the first of them opens; what names itself answers nothing."""
    circle = message("one", 9, "In-Reply-To: <two@post.example>"), message("two", 10, "In-Reply-To: <one@post.example>")
    db = tmp_path / "archive.db"
    build(
        folder(
            tmp_path / "sources",
            a__eml=circle[0],
            b__eml=circle[1],
            c__eml=message("c", 11, "In-Reply-To: <c@post.example>"),
        ),
        db,
    )
    first = "a-2019-03-12-090000"
    assert [each[:3] for each in rows(db, THREADS)] == [
        ("a", "b-2019-03-12-100000", first), ("b", first, first), ("c", None, "c-2019-03-12-110000"),
    ]  # fmt: skip


def test_built_again(tmp_path: Path) -> None:
    """A message that comes, or goes, changes what the others answer as a build from nothing does, byte for byte."""
    sources, db, fresh = tmp_path / "sources", tmp_path / "archive.db", tmp_path / "fresh.db"
    build(folder(sources, a__eml=TWO, c__eml=THREE), db)
    assert [row[1:3] for row in rows(db, THREADS)] == [(None, OF_TWO), (OF_TWO, OF_TWO)]
    build(folder(sources, b__eml=ONE), db)
    build(sources, fresh)
    assert db.read_bytes() == fresh.read_bytes()
    assert [row[1:3] for row in rows(db, THREADS)] == [(OF_ONE, OF_ONE), (None, OF_ONE), (OF_TWO, OF_ONE)]
    (sources / "a.eml").unlink()
    build(sources, db)
    fresh.unlink()
    build(sources, fresh)
    assert db.read_bytes() == fresh.read_bytes()
    assert [row[1:3] for row in rows(db, THREADS)] == [(None, OF_ONE), (None, OF_ONE)]
    assert b"one@post" not in db.read_bytes()
    for id in (b"one@post.example", b"two@post.example", b"three@post.example"):  # which could be tried out
        assert sha256(id).hexdigest()[:16].encode() not in db.read_bytes()


def _many(count: int) -> sqlite3.Connection:
    """Return an archive of so many copies of one message, each of which says that it answers it."""
    connection = sqlite3.connect(":memory:")
    names = columns(Joinable)
    quoted = ", ".join(f'"{name}"' for name in names)
    connection.execute(f"create temp table emails_read ({quoted})")
    connection.execute("create table documents (id text, source_id text, kind text)")
    row = dict.fromkeys(names) | {"message_sha256": "a1", "names_sha256": '["a1", "b2"]'}
    marks = ", ".join("?" for _ in names)
    connection.executemany(
        f"insert into temp.emails_read values ({marks})",
        ([*(row | {"id": f"m{n}", "document_id": f"m{n}"}).values()] for n in range(count)),
    )
    connection.execute("insert into documents select id, id, 'e-mail' from temp.emails_read")
    return connection


@pytest.mark.alone
def test_many_copies() -> None:
    """Copies of one message, however many, cost as much each as a few do."""
    assert_linear(lambda count: list(conversations.link(_many(count), Archive(title="x"))), 3_000)
