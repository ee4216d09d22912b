"""E-mails as records: who sent what to whom, which message answers which, and no address anywhere."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from ingest.grammar.mail_dates import read_sent
from ingest.records import emails
from ingest.verify import verify
from ingest.withholding.e_mail_addresses import e_mail_addresses
from ingest.withholding.withhold import Stretch, mask
from tests.archives import built, everything, rows
from tests.cases import Case, cases, check_slices, reading, shown

KETTLE = """\
From ada Tue Mar 12 09:04:00 2019
From: Ada Quill <ada.quill@post.example>
To: Tobias Fenn <fenn@post.example>
Message-ID: <one@post.example>
Subject: Kettle
Date: Tue, 12 Mar 2019 09:04:00 +0000

Was it you?

From fenn Tue Mar 12 09:14:00 2019
From: Tobias Fenn <fenn@post.example>
To: Ada Quill <ada.quill@post.example>, fenn@post.example
Message-ID: <two@post.example>
In-Reply-To: <one@post.example>
Subject: Re: Kettle
Date: Tue, 12 Mar 2019 09:14:00 +0000

> Was it you?

It was not.

From ada Tue Mar 12 23:30:00 2019
From: Ada Quill <ada.quill@post.example>
Message-ID: <three@post.example>
References: <one@post.example> <two@post.example>
Subject: Re: Kettle
Date: Tue, 12 Mar 2019 23:30:00 -0500

Then who?

From council Wed Mar 13 10:00:00 2019
From: council@post.example
Subject: RE: kettle
Date: Wed, 13 Mar 2019 10:00:00 +0000

An inventory.

From council Wed Mar 13 10:00:00 2019
From: "council@post.example" <council@post.example>
In-Reply-To: <lost@post.example>
Subject: Saucer

No date.
"""
COUNTED = ("names_sha256", "text", "quoted_count", "attachment_count", "word_count", "locator")
THREADS = "select id, in_reply_to_id, thread_id from emails order by rowid"
# every spelling in which an address may stand in a mailbox, and what of it would betray it
ADDRESSES = [
    pytest.param("ada.quill@post.example", ["ada.quill", "post.example"], id="plain"),
    pytest.param("a.q+news@post.example", ["a.q+", "post.example"], id="tagged"),
    pytest.param("ädä@pöst.example", ["ädä", "pöst"], id="of other letters"),
    pytest.param('"ada quill"@post.example', ['ada quill"@', "post.example"], id="quoted"),
    pytest.param("ada.quill%40post.example", ["ada.quill", "post.example"], id="in a link"),
    pytest.param("ada.quill (at) post.example", ["ada.quill", "post.example"], id="spelt out"),
    pytest.param("ada.quill at post.example", [], id="of a mailing list"),
    pytest.param("/o=Quay/ou=Sorting (X)/cn=Recipients/cn=ada.quill", ["ada.quill", "Sorting"], id="among servers"),
]


@pytest.mark.parametrize("case", cases("emails"))
def test_emails(case: Case) -> None:
    """A message has the subject, names, day and time that its headers print; what they do not say stays empty."""
    header = case.text.partition("\n\n")[0]
    found = reading(case.text, kind="e-mail")
    found.passages[0].kind, found.passages[0].text, found.passages[0].end = "header", header, len(header)
    found.passages[1:] = [each for each in found.passages[1:] if each.start > len(header)]
    seen = []
    for record in emails.find(found):
        check_slices(record, case.text)
        seen.append({name: value for name, value in shown(record).items() if name not in COUNTED})
    assert seen == case.expected


def test_threads(tmp_path: Path) -> None:
    """A message is linked to the one that it answers as its headers say; by its subject it is only proposed."""
    db = built(tmp_path, kettle__mbox=KETTLE)
    assert rows(db, "select id, subject, from_name, to_names, sent_date, sent_time, quoted_count from emails") == [
        ("kettle-2019-03-12-090400", "Kettle", "Ada Quill", '["Tobias Fenn"]', "2019-03-12", "09:04:00 +0000", 0),
        ("kettle-2019-03-12-091400", "Re: Kettle", "Tobias Fenn", '["Ada Quill"]', "2019-03-12", "09:14:00 +0000", 1),
        ("kettle-2019-03-12-233000", "Re: Kettle", "Ada Quill", "[]", "2019-03-12", "23:30:00 -0500", 0),
        ("kettle-2019-03-13-100000", "RE: kettle", None, "[]", "2019-03-13", "10:00:00 +0000", 0),
        ("kettle-undated-1", "Saucer", None, "[]", None, None, 0),
    ]  # fmt: skip
    assert rows(db, THREADS) == [
        ("kettle-2019-03-12-090400", None, "kettle-2019-03-12-090400"),
        ("kettle-2019-03-12-091400", "kettle-2019-03-12-090400", "kettle-2019-03-12-090400"),
        ("kettle-2019-03-12-233000", "kettle-2019-03-12-091400", "kettle-2019-03-12-090400"),
        ("kettle-2019-03-13-100000", None, "kettle-2019-03-13-100000"),
        ("kettle-undated-1", None, "kettle-undated-1"),
    ]
    assert rows(db, "select reason, locator from problems") == [
        (
            "its subject says that it answers a message, and no header says which; it may be kettle-2019-03-12-090400",
            "kettle-2019-03-13-100000-p1",
        )
    ]
    assert rows(db, "select distinct kind, date_basis from documents where published_date is not null") == [
        ("e-mail", "e-mail header")
    ]


def test_ids_stay(tmp_path: Path) -> None:
    """A mailbox that is exported again in another order, with a message more, keeps the ids of all the others."""
    messages = KETTLE.split("\nFrom ")
    again = "\nFrom ".join(
        ["From " * (n == 0) + each.removeprefix("From ") for n, each in enumerate(reversed(messages))]
    )
    more = again + "\nFrom x Tue Mar 12 09:04:00 2019\nFrom: New\nDate: Mon, 11 Mar 2019 09:04:00 +0000\n\nNew.\n"
    ids = {id for (id,) in rows(built(tmp_path / "a", kettle__mbox=KETTLE), "select id from emails")}
    later = dict(rows(built(tmp_path / "b", kettle__mbox=more), "select id, thread_id from emails"))
    assert set(later) == ids | {"kettle-2019-03-11-090400"}
    assert later["kettle-2019-03-12-233000"] == "kettle-2019-03-12-090400"


def test_copies(tmp_path: Path) -> None:
    """A message that is held twice is linked to by none: two candidates make no link."""
    first, second, *_ = KETTLE.split("\nFrom ")
    db = built(tmp_path, kettle__mbox="\nFrom ".join([first, first.removeprefix("From "), second]))
    assert rows(db, THREADS) == [
        ("kettle-2019-03-12-090400", None, "kettle-2019-03-12-090400"),
        ("kettle-2019-03-12-090400-2", None, "kettle-2019-03-12-090400"),
        ("kettle-2019-03-12-091400", None, "kettle-2019-03-12-090400"),
    ]
    assert rows(db, "select reason from problems") == [
        ("the message that it answers is held 2 times; delete the copies to have it linked",)
    ]


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        pytest.param("090400", [("091400", None, "091400"), ("233000", "091400", "091400")], id="the first"),
        pytest.param("091400", [("090400", None, "090400"), ("233000", None, "090400")], id="one between"),
    ],
)
def test_withheld_messages(tmp_path: Path, gone: str, expected: list[Any]) -> None:
    """A withheld message is answered by none, and the thread goes on without it."""
    declared = f"withhold: [{{document: kettle-2019-03-12-{gone}, reason: request}}]\n"
    db = built(tmp_path, kettle__mbox=KETTLE, kettle__yml=declared)
    name = "kettle-2019-03-12-{}".format
    assert rows(db, THREADS)[:2] == [
        (name(id), answers and name(answers), name(thread)) for id, answers, thread in expected
    ]
    assert verify(db).faults == []


def test_withheld_headers(tmp_path: Path) -> None:
    """With its headers withheld, nothing that they say is left of a message but its id."""
    declared = "withhold: [{passage: kettle-2019-03-12-090400-p1, reason: request}]\n"
    db = built(tmp_path, kettle__mbox=KETTLE, kettle__yml=declared)
    assert rows(
        db,
        "select subject, from_name, to_names, sent_date, sent_time, sent_at from emails where id = 'kettle-2019-03-12-090400'",
    ) == [(None, None, "[]", None, None, None)]
    assert rows(db, "select title, author, published_date from documents where position = 1") == [(None, None, None)]


def test_a_withheld_date(tmp_path: Path) -> None:
    """Where the Date header is withheld, the instant is, too."""
    declared = "withhold: [{pattern: 'Tue, 12 Mar 2019 09:04:00 [+]0000', reason: request}]\n"
    text = "From: Ada Quill <a@post.example>\nSubject: Kettle\nDate: Tue, 12 Mar 2019 09:04:00 +0000\n\nIt is back.\n"
    db = built(tmp_path, kettle__eml=text, kettle__yml=declared)
    assert rows(db, "select sent_date, sent_time, sent_at from emails") == [(None, None, None)]


@pytest.mark.parametrize(("address", "secrets"), ADDRESSES)
def test_no_address_is_published(tmp_path: Path, address: str, secrets: list[str]) -> None:
    """No address of a mailbox stands in any byte of the archive: not in headers, names, subjects, ids or file names."""
    word = f"=?utf-8?b?{b64encode(f'{address} ring 07700 900862'.encode()).decode()}?="
    name = address.replace('"', "")
    message = f"""\
From {address} Tue Mar 12 09:04:00 2019
Return-Path: <{address}>
Message-ID: <{address}>
From: {address} (Ada)
To: "{name}" <{address}>, {address}, <{address}>, "Ada" <{address}>
Cc: {word} <{address}>
Subject: {word}
Date: Tue, 12 Mar 2019 09:04:00 +0000
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/html; charset=utf-8

<p>Write to <a href="mailto:{address}">&lt;{address}&gt;</a>.</p>
<p>On 1 March 2019, {address} wrote:</p>
--b
Content-Type: image/png; name="{name}"

x
--b--
"""
    db = built(tmp_path, kettle__mbox=message, again__eml=message.partition("\n")[2])
    held, data = everything(db), db.read_bytes()
    assert [secret for secret in ("900862", *secrets) if secret in held or secret.encode() in data] == []
    assert rows(db, "select distinct from_name, sent_date from emails") == [("Ada", "2019-03-12")]


@pytest.mark.parametrize(
    ("line", "masked"),
    [
        ("From: ada at post.example (Ada Quill)", "From: ███████████████████ (Ada Quill)"),
        ("From ada at post.example  Tue Mar 12 09:04:00 2019", "From ███████████████████  Tue Mar 12 09:04:00 2019"),
        ("> ada at post.example wrote:", "> ███████████████████ wrote:"),
        ("To: ada@scales, Tobias Fenn", "To: ██████████, Tobias Fenn"),
        ("From ada@scales Tue Mar 12 09:04:00 2019", "From ██████████ Tue Mar 12 09:04:00 2019"),
        ("Message-ID: <1.2@[127.0.0.1]>", "Message-ID: <███████████████>"),
        (
            "the sale at post.example is on, 3 @ £5, and <b> stands",
            "the sale at post.example is on, 3 @ £5, and <b> stands",
        ),
    ],
)
def test_addresses_of_headers(line: str, masked: str) -> None:
    """In headers an address is known by its place, whatever its domain looks like; a sentence stays as it is."""
    stretches = [Stretch(start, end, "e-mail address", "privacy") for start, end in e_mail_addresses(line)]
    assert mask(line, stretches) == masked


def test_no_plain_address_is_in_the_bytes(tmp_path: Path) -> None:
    """What is released is published, the name beside it stays, and every other address is in no byte of the file."""
    db = built(tmp_path, kettle__mbox=KETTLE, kettle__yml="release: [council@post.example]\n")
    assert b"ada.quill@" not in db.read_bytes()
    assert b"one@post" not in db.read_bytes()
    assert list(e_mail_addresses(everything(db).replace("council@post.example", ""))) == []
    assert rows(db, "select from_name from emails where subject = 'Saucer'") == [(None,)]


@pytest.mark.parametrize(
    ("words", "day", "time", "consistent"),
    [
        pytest.param("Tue, 2 Oct 2018 14:14:05 +0100 (BST)", "2018-10-02", "14:14:05 +0100", True, id="RFC 5322"),
        pytest.param("2 Oct 18 14:14 GMT", "2018-10-02", "14:14 GMT", True, id="RFC 822"),
        pytest.param("Tue Oct  2 14:14:05 2018", "2018-10-02", "14:14:05", True, id="ctime"),
        pytest.param("Tue Oct 2 14:14:05 BST 2018", "2018-10-02", "14:14:05 BST", True, id="date"),
        pytest.param("Mon, 2 Oct 2018 14:14:05 +0100", "2018-10-02", "14:14:05 +0100", False, id="another weekday"),
        pytest.param("Tue, 2 Oct 2018 23:30:00 -0500", "2018-10-02", "23:30:00 -0500", True, id="the day of its zone"),
        pytest.param("Thu, 1 Jan 98 00:00:00 +0000", "1998-01-01", "00:00:00 +0000", True, id="two digits"),
    ],
)
def test_dates(words: str, day: str, time: str, consistent: bool) -> None:
    """A date is the day that the header prints, in the zone that it prints."""
    found = read_sent(words)
    assert found
    assert (found.day, found.time, found.consistent) == (day, time, consistent)


@pytest.mark.parametrize(
    "words",
    ["", "yesterday", "02/10/2018", "30 Feb 2019 10:00", "2 Oct 2018", "Tue, 2 Foo 2018 10:00", "2 Oct 2018 99:99"],
)
def test_what_is_no_date(words: str) -> None:
    """A header that is not understood gives no date."""
    assert read_sent(words) is None


def test_sample(sample: Any) -> None:
    """The e-mails of the sample are one thread and one message beside it."""
    found = sample("select thread_id, count(*) from emails where id like 'shed-emails-%' group by 1 order by 1")
    assert [count for _, count in found] == [4, 1]
    assert json.loads(sample("select to_names from emails where id like 'shed-emails-%' order by id")[0][0]) == [
        "Stoddart, Colin"
    ]
