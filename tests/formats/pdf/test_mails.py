"""PDF: e-mails as Outlook and Gmail print them are e-mails."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archives import built, rows
from tests.formats.pdf.writer import content, pdf, set_page

MEMO = [
    "Bernadette Finch",
    "",
    "From:        Ada Quill <ada@quay.example>",
    "Sent:        29 February 2016 16:41",
    "To:          Bernadette Finch; Heads of departments",
    "Subject:     Leaflets at the gate",
    "",
    "All,",
    "",
    "It has come to my attention that leaflets were handed out at the gate on Friday by persons",
    "who are not employed on this site.",
    "",
    "Ada Quill",
]
ANSWER = [
    "Bernadette Finch",
    "",
    "From:        Bernadette Finch",
    "Sent:        01 March 2016 07:58",
    "To:          Ada Quill <ada@quay.example>",
    "Subject:     RE: Leaflets at the gate",
    "",
    "The persons were the branch chair and me.",
]
GMAIL = [
    "11/9/2018          Quay Mail - Register of tenants",
    "",
    "Gmail          Petra Shaw <petra@quay.example>",
    "",
    "Register of tenants",
    "2 messages",
    "",
    "Petra Shaw <petra@quay.example>          Tue, Nov 6, 2018 at 8:51 AM",
    "To: Secretary <secretary@quay.example>",
    "",
    "Who may vote on the 22nd?",
    "",
    "Secretary <secretary@quay.example>          Tue, Nov 6, 2018 at 5:20 PM",
    "To: Petra Shaw <petra@quay.example>",
    "",
    "Nobody has told me.",
    "",
    "https://mail.example/mail/u/0/?ik=5cd1          1/1",
]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        pytest.param(
            [MEMO, ANSWER],
            [
                ("Leaflets at the gate", "Ada Quill", "2016-02-29"),
                ("RE: Leaflets at the gate", "Bernadette Finch", "2016-03-01"),
            ],
            id="Outlook",
        ),
        pytest.param(
            [GMAIL],
            [("Register of tenants", "Petra Shaw", "2018-11-06"), ("Register of tenants", "Secretary", "2018-11-06")],
            id="Gmail",
        ),
    ],
)
def test_printed_mails(pages: list[list[str]], expected: list[tuple[str, str, str]], tmp_path: Path) -> None:
    """Each message is a document with its subject, sender and day; whose mailbox it is stands in no passage."""
    db = built(tmp_path, mails__pdf=pdf([set_page(page) for page in pages]))
    assert (
        rows(db, "select title, author, published_date from documents where kind = 'e-mail' order by position")
        == expected
    )
    texts = [text for (text,) in rows(db, "select text from passages order by rowid")]
    assert not {"Bernadette Finch", "2 messages", "11/9/2018          Quay Mail - Register of tenants"} & set(texts)


def test_a_heading_above_a_mail(tmp_path: Path) -> None:
    """The words of a head that are set in large letters are no heading; somebody who quotes a message is no mailbox."""
    large = content([(72, 728, "From: Ada Quill <ada@quay.example>")], 16) + b" " + set_page(["", "", *MEMO[3:]], 20)
    db = built(tmp_path, mail__pdf=pdf([large]), note__pdf=pdf([set_page(["What I was sent:", *MEMO[2:]])]))
    assert rows(db, "select id, kind from documents order by id") == [
        ("mail-2016-02-29-164100", "e-mail"),
        ("note", "document"),
    ]
    assert rows(db, "select count(*) from passages where kind = 'heading'") == [(0,)]
