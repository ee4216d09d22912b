"""E-mails: every word that a reader is shown, whose words they are, and no address in any byte of the archive."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.errors import ArchiveError, UnreadableError
from ingest.formats.decode import Decoded
from ingest.formats.mail import mail
from tests.archives import built, rows, run
from tests.cases import Case, cases
from tests.growth import assert_linear
from tests.test_markdown import check_tiling, described

PIECES = [
    b"From: Ada Quill <ada.quill@post.example>\n", b"Subject: Re: Kettle\n", b"Date: Tue, 12 Mar 2019 09:04:00 +0000\n", b"\n", b"\n\n",
    b"\r\n", b"\r", b"Content-Type: multipart/mixed; boundary=b\n", b"Content-Type: multipart/alternative; boundary=c\n",
    b"Content-Type: message/rfc822\n", b"Content-Type: text/html\n", b"Content-Type: text/plain; format=flowed; delsp=yes\n",
    b"Content-Type: text/plain; charset=utf-7\n", b"Content-Type: text/plain; charset=x-unknown\n", b"Content-Type: a;b=\"\n",
    b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: quoted-printable\n", b"Content-Transfer-Encoding: x-uuencode\n",
    b"Content-Disposition: attachment; filename*0*=utf-7''+2AA-\n", b"--b\n", b"--b--\n", b"--c\n", b"--c--\n",
    b"\nFrom ada@post.example Tue Mar 12 09:04:00 2019\n", b">From here\n", b"> ", b">> words\n", b"On Tue 12 Mar, Ada wrote:\n", b"-- \n",
    b"-----Original Message-----\n", b"Sent: Tuesday\n", b"To: all\n", b"words ", b"=93=", b"=?utf-8?b?4oCT?=", b"=?utf-7?q?+2AA-?=",
    b"QUJD", b"<p>words</p>", b"<blockquote>", b"\0", b"\xff\xfe", b"\xe9", b"+2AA-", b"\xef\xbb\xbf", b"begin 644 a\n", b" \n", b"\t",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join)
MESSAGE = b"""\
From ada.quill@post.example Tue Mar 12 09:04:00 2019
From: =?utf-8?Q?Ad=C3=A1?= <ada.quill@post.example>
Subject: Kettle
Message-ID: <a@post.example>
Date: Tue, 12 Mar 2019 09:04:00 +0000
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: multipart/alternative; boundary=c

--c
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

It was =93returned=94.
> Was it=?
--c
Content-Type: text/html

<p>It was <b>returned</b>.</p>
--c--
--b
Content-Type: message/rfc822

From: Tobias Fenn
Content-Transfer-Encoding: base64

V2FzIGl0Pw==
--b--

From fenn Tue Mar 12 09:05:00 2019
In-Reply-To: <a@post.example>

Yes.
"""


def read(data: bytes, mailbox: bool = False) -> Decoded:
    """Return the text of a message or a mailbox, its blocks known to tile it."""
    found = (mail.decode_mailbox if mailbox else mail.decode_message)(data, None, ())
    assert found.split
    check_tiling(found.split, found.text)
    found.text.encode()
    assert all(run.byte_start <= run.byte_end <= len(data) for run in found.runs)
    assert [run.start for run in found.runs] == sorted(run.start for run in found.runs)
    assert all(0 <= start <= end <= len(found.text) for _, start, end in found.split.problems)
    assert all(a.end <= b.start for a, b in zip(found.split.items, found.split.items[1:], strict=False))
    return found


def shown(found: Decoded) -> list[dict[str, str]]:
    assert found.split
    blocks = [described(block, found.text) for block in found.split.blocks]
    return blocks + [{"problem": f"{reason} | {found.text[start:end]}"} for reason, start, end in found.split.problems]


def body(data: bytes) -> tuple[str, list[str]]:
    """Return what stands below the headers of a message, and the problems."""
    found = read(data)
    assert found.split
    return found.text.partition("\n\n")[2].rpartition("\n\n")[2], [reason for reason, _, _ in found.split.problems]


@pytest.mark.parametrize("case", [*cases("../formats/mail/bodies"), *cases("../formats/mail/parts")])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_messages(case: Case, newline: str) -> None:
    """A message is read as its reader sees it: what its author wrote, what is quoted, and what is no text of it."""
    assert shown(read(case.text.replace("\n", newline).encode())) == case.expected


@pytest.mark.parametrize("case", cases("../formats/mail/mailbox"))
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_mailboxes(case: Case, newline: str) -> None:
    """A mailbox is divided where a message begins, and nowhere else."""
    assert shown(read(case.text.replace("\n", newline).encode(), mailbox=True)) == case.expected


@pytest.mark.parametrize(
    ("charset", "words", "expected", "told"),
    [
        pytest.param("iso-8859-1", b"\x93caf\xe9\x94", "“café”", False, id="Windows-1252 labelled Latin-1"),
        pytest.param("us-ascii", "“café”".encode(), "“café”", False, id="UTF-8 labelled ASCII"),
        pytest.param("iso-8859-1", "“café”".encode(), "“café”", True, id="UTF-8 labelled Latin-1"),
        pytest.param("utf-8", b"caf\xe9", "caf\ufffd", True, id="not UTF-8"),
        pytest.param("x-unknown", "café".encode(), "café", True, id="unknown, UTF-8"),
        pytest.param("x-unknown", b"caf\xe9", "café", True, id="unknown, Windows-1252"),
        pytest.param("x-unknown", b"cafe", "cafe", False, id="unknown, ASCII"),
        pytest.param("unicode-1-1-utf-7", b"caf+AOk-", "café", False, id="UTF-7"),
        pytest.param("utf-7", b"x+2AA-y", "x\ufffdy", True, id="half a character"),
        pytest.param("punycode", "café".encode(), "café", True, id="no charset"),
        pytest.param("zlib", "café".encode(), "café", True, id="no text encoding"),
        pytest.param("gb2312", "鎔".encode("gb18030"), "鎔", False, id="larger set than labelled"),
        pytest.param("", b"a\0b", "a\ufffdb", True, id="NUL"),
        pytest.param("", b"", "", False, id="nothing"),
    ],
)
def test_charsets(charset: str, words: bytes, expected: str, told: bool) -> None:
    """Words are read in the encoding that is named, else as they can be; what that is not certain of is told."""
    found, problems = body(f"Subject: x\nContent-Type: text/plain; charset={charset}\n\n".encode() + words)
    assert (found.removeprefix("Subject: x"), bool(problems)) == (expected, told)


@pytest.mark.parametrize(
    ("encoding", "words", "expected", "told"),
    [
        pytest.param("base64", b"Y2Fmw6k=", "café", False, id="base64"),
        pytest.param("base64", b"Y2Fm\nw6k", "café", False, id="base64 without its end"),
        pytest.param("base64", b"Y2F*mw6k=", "café", True, id="base64 with a sign too many"),
        pytest.param(
            "base64", b"Y2Fmw6k=\n_______________\nTo leave", "café\n_______________\nTo leave", False, id="list"
        ),
        pytest.param("quoted-printable", b"caf=C3=A9 =\nau lait =3", "café au lait =3", False, id="quoted-printable"),
        pytest.param("x-uuencode", b"begin 644 a\n$8V%F90``\n`\nend\n", "cafe", False, id="uuencode"),
        pytest.param("8bit", "café".encode(), "café", False, id="8bit"),
    ],
)
def test_transfer_encodings(encoding: str, words: bytes, expected: str, told: bool) -> None:
    """What was encoded for the way is read as it was written; where it is broken, as far as it goes."""
    data = f"Subject: x\nContent-Transfer-Encoding: {encoding}\n\n".encode() + words
    found = read(data)
    assert found.split
    assert found.text.endswith(expected)
    assert bool(found.split.problems) == told


def test_a_mailbox_by_the_name_of_a_message() -> None:
    """A line `From ` at the top of a message makes a mailbox of it, as archives of lists are kept."""
    data = b"From ada at post.example  Tue Jul 10 11:29:44 2012\nFrom: ada at post.example (Ada Quill)\nSubject: The kettle\n\nIt is back.\n"
    assert mail.decode_message(data, None, ()) == mail.decode_mailbox(data, None, ())


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0JFIF", b"Dear Ada,\n\ncome.", b"http://a.example\n"])
@pytest.mark.parametrize("decode", [mail.decode_message, mail.decode_mailbox], ids=["message", "mailbox"])
def test_what_is_no_message(decode: Any, data: bytes) -> None:
    """A file without the headers of an e-mail is refused with a sentence that says what to do."""
    with pytest.raises(UnreadableError, match=r"; .+ again\.$"):
        decode(data, None, ())


@given(st.binary(max_size=300) | SOUP | SOUP.map(lambda data: b"From: a\n" + data), st.booleans())
@example(
    b"From: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/mixed; boundary=b\n\n--b--",
    False,
)
def test_any_bytes(data: bytes, mailbox: bool) -> None:
    """Any bytes are read so that nothing is lost and everything has its place, or refused with a sentence."""
    try:
        read(data, mailbox)
    except ArchiveError:
        return


@given(st.data())
def test_any_damage(data: st.DataObject) -> None:
    """A mailbox that is cut off, or has bytes changed in it, is read as far as it goes."""
    damaged = bytearray(MESSAGE[: data.draw(st.integers(60, len(MESSAGE)))])
    for at in data.draw(st.lists(st.integers(55, len(damaged) - 1), max_size=5)):
        damaged[at : at + 1] = data.draw(st.sampled_from([b"", b"\n", b"\0", b"=", b"-", b"\xff", b"--b", b"\n\n"]))
    try:
        read(bytes(damaged), mailbox=True)
    except UnreadableError:
        assert not re.search(rb"(?:\A|\n)From [^\n]*\n[!-9;-~]+: ", damaged)


@pytest.mark.parametrize("count", [500, 5000])
def test_nested(count: int) -> None:
    """Parts in parts, however deep, are all read, and a problem says that they were too deep."""
    data = b"From: a\n"
    for n in range(count):
        data += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
    words, problems = body(data + b"\nThe kettle boils.\n")
    assert words == "The kettle boils."
    assert any("nested too deep" in reason for reason in problems)


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        pytest.param(b"From: a\n\n", b"word ", id="one line"),
        pytest.param(b"From: a\n\n", b"The kettle boils, whatever you say.\n\n", id="paragraphs"),
        pytest.param(b"From: a\n\n", b"On 1 May Ada said\n", id="attributions that never end"),
        pytest.param(b"From: a\n\n", b"From: a\nSent: b\n", id="headers that quote nothing"),
        pytest.param(b"From: a\n\n", b"--\nAda\n", id="signatures"),
        pytest.param(b"From: a\n\n", b">", id="marks"),
        pytest.param(b"From: a\n\n", b"-----BEGIN PGP SIGNATURE-----\nx\n", id="signs that never end"),
        pytest.param(b"From: a\n\n", b"<a@b.example> 2019 9:15\n", id="senders who are not quoted"),
        pytest.param(b"From: a\n", b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", id="parts with one boundary"),
        pytest.param(b"From: a\nContent-Type: multipart/mixed; boundary=b\n\n", b"--b\n\nx\n", id="parts"),
        pytest.param(b"From: a\n", b"Content-Type: message/rfc822\n\n", id="messages in messages"),
        pytest.param(b"From: a\nContent-Type: text/plain; ", b"a=b; ", id="parameters"),
        pytest.param(b"From: a\nSubject: ", b"=?utf-8?q?a?= ", id="encoded words"),
        pytest.param(b"From: a\nTo: ", b"<@", id="addresses"),
    ],
)
def test_linear_time(head: bytes, unit: bytes) -> None:
    """A message four times as long takes about four times as long to read."""
    assert_linear(lambda size: read(head + unit * (size // len(unit))), 40_000)


@pytest.mark.parametrize(
    ("name", "head", "kinds"),
    [
        ("2013-March.txt", "From ada at quay.example  Tue Mar  5 09:19:47 2013\n", ["e-mail", "e-mail"]),
        ("2013-March.txt", "From Tuesday 5 March 2013 on the kettle is gone.\n\n", ["document"]),
        ("2013-March.md", "From ada at quay.example  Tue Mar  5 09:19:47 2013\n", ["document"]),
    ],
    ids=["archive", "prose", "Markdown"],
)
def test_the_archive_of_a_list(tmp_path: Path, name: str, head: str, kinds: list[str]) -> None:
    """What Mailman offers as text is a mailbox, whatever the file is called; a sentence that begins "From" is none."""
    fields = "From: ada at quay.example (Ada Quill)\nDate: Tue, 5 Mar 2013 09:19:40 +0000\nSubject: [Kettle] Who\n\nWho took it?\n\n"
    text = f"{head}{fields}{head if kinds[0] == 'e-mail' else ''}{fields if kinds[0] == 'e-mail' else ''}"
    db = built(tmp_path, **{name: text})
    assert [kind for (kind,) in rows(db, "select kind from documents order by position")] == kinds
    assert run("verify", db, "--files", tmp_path / "sources").exit_code == 0
