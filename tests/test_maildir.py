"""The messages of a Maildir are e-mails, known by their names, and their ids stay when somebody reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.formats import format_of
from ingest.sources import source_ids
from tests.archives import built, rows

MESSAGE = (
    b"From: Ada Quill <ada.quill@post.example>\nTo: Tobias Fenn <t@post.example>\nSubject: Kettle\n"
    b"Date: Tue, 12 Mar 2019 09:04:00 +0000\n\nThe kettle is back.\n"
)


@pytest.mark.parametrize(
    ("name", "reader"),
    [
        ("1571234567.M20046P27389.post.example:2,S", "e-mail"),
        ("1571234567.M20046P27389.post.example,S=4021,W=4100:2,RS", "e-mail"),
        ("1571234567.M20046P27389.post.example", "e-mail"),
        ("1571234567.27389_1.post", "e-mail"),
        ("1571234567.#1M1P1.post", "e-mail"),
        ("04:2,", "e-mail"),
        ("04;2,S", "e-mail"),
        ("1571234567.12.pdf", "PDF"),
        ("1571234567.12.jpg", None),
        ("1571234567.5.csv", "CSV"),
        ("1571234567.M2.zip", None),
        ("notes:2.", None),
        ("minutes.1571234567", None),
        ("2019.10.16", None),
    ],
)
def test_names(name: str, reader: str | None) -> None:
    """A message is told by what programs call it, with its flags or without; a file with an ending is what that says."""
    format = format_of(name)
    assert (format.name if format else None) == reader


@pytest.mark.parametrize(
    ("path", "id"),
    [
        ("new/1571234567.M1P2.post", "1571234567-m1p2-post"),
        ("cur/1571234567.M1P2.post:2,", "1571234567-m1p2-post"),
        ("cur/1571234567.M1P2.post:2,RS", "1571234567-m1p2-post"),
        ("shed/cur/04:2,S", "shed-04"),
        ("cur/minutes.txt", "cur-minutes"),
    ],
)
def test_ids(path: str, id: str) -> None:
    """The id of a message is the same before and after it is read; a text that lies in a folder of such a name keeps it."""
    assert source_ids.of_path(path)[0] == id


def test_archive(tmp_path: Path) -> None:
    """A Maildir is read as messages that were saved one by one."""
    for place, name in (("cur", "1552381440.M1P2.post:2,S"), ("new", "1552381441.M1P3.post")):
        folder = tmp_path / "sources" / "post" / place
        folder.mkdir(parents=True)
        (folder / name).write_bytes(MESSAGE)
    assert rows(built(tmp_path), "select source_id, kind, title, published_date from documents order by 1") == [
        ("post-1552381440-m1p2-post", "e-mail", "Kettle", "2019-03-12"),
        ("post-1552381441-m1p3-post", "e-mail", "Kettle", "2019-03-12"),
    ]
