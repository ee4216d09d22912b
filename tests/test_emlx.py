"""Messages as Apple Mail keeps them are the messages that were sent, and what Mail notes of them is in no byte of the archive."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UnreadableError
from ingest.formats.mail import emlx, mail
from ingest.verify import verify
from tests.archives import LETTER, built, everything, folder, rows
from tests.formats.mutated import mutated
from tests.growth import assert_linear
from tests.packed import zipped

MESSAGE = (
    "From: Ada Quill <ada.quill@post.example>\nTo: Tobias Fenn <t@post.example>\nSubject: Kettle\n"
    "Date: Tue, 12 Mar 2019 09:04:00 +0000\nContent-Type: text/plain; charset=utf-8\n\nThe kettle – dented – is back.\n"
).encode()
NOTES = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>flags</key><integer>8590195713</integer>
<key>original-mailbox</key><string>imap://samlark%40post.example@imap.post.example/INBOX</string></dict></plist>
"""


def kept(message: bytes = MESSAGE, count: int | None = None, notes: bytes = NOTES) -> bytes:
    """Return a message as Apple Mail keeps it, its first line as long as Mail makes it."""
    return f"{len(message) if count is None else count:<10}\n".encode() + message + notes


def test_message(tmp_path: Path) -> None:
    """A message is read as if it had been saved as .eml; each passage has the bytes that it is made of."""
    db = built(tmp_path, a__emlx=kept(), b__eml=MESSAGE, papers__zip=zipped({"c.partial.emlx": kept()}))
    assert rows(db, "select source_id, text from passages where text like 'The kettle%' order by source_id") == [
        (id, "The kettle – dented – is back.") for id in ("a", "b", "papers-c-partial")
    ]
    assert rows(db, "select distinct kind, title, published_date from documents") == [
        ("e-mail", "Kettle", "2019-03-12")
    ]
    assert "samlark" not in everything(db)
    ((start, end),) = rows(
        db,
        "select byte_start, byte_end from segments join passages on passages.id = passage_id "
        "where passages.source_id = 'a' and passages.text like 'The kettle%'",
    )
    assert "The kettle – dented – is back." in kept()[start:end].decode()
    assert verify(db, tmp_path / "sources").faults == []


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        pytest.param(kept(), [], id="whole"),
        pytest.param(kept(MESSAGE.replace(b"\n", b"\r\n")), [], id="line ends of Windows"),
        pytest.param(kept(notes=b""), [], id="without notes"),
        pytest.param(kept(notes=b"\n" + NOTES), [], id="an empty line above the notes"),
        pytest.param(MESSAGE, [], id="a message that is called so"),
        pytest.param(kept(count=9999), [emlx.CUT_OFF], id="cut off"),
        pytest.param(kept(count=99), [emlx.WRONG], id="a count that is too small"),
    ],
)
def test_counts(data: bytes, problems: list[str]) -> None:
    """The message ends where its count says, or where that is wrong where the notes begin, which is told."""
    found = emlx.decode(data, None, ())
    whole = mail.decode_message(MESSAGE, None, ())
    assert found.split
    assert whole.split
    assert [reason for reason, _, _ in found.split.problems] == problems
    if emlx.CUT_OFF not in problems:
        assert (found.text, found.split.blocks, found.split.items) == (
            whole.text,
            whole.split.blocks,
            whole.split.items,
        )


@pytest.mark.parametrize(
    "data", [LETTER.encode(), b"12\n", b"12\nkettle", b"bplist00"], ids=["a letter", "a count", "a word", "a list"]
)
def test_none(data: bytes) -> None:
    """What is no message is told."""
    with suppress(UnreadableError):
        assert not emlx.decode(data, None, ()).text.strip()


def test_mailboxes(tmp_path: Path) -> None:
    """A mailbox of Eudora, and one that Apple Mail exported as a folder, are mailboxes; one in another form is told."""
    letters = (
        b"From ???@??? Tue Mar 12 09:04:00 2019\n" + MESSAGE + b"\nFrom ???@??? Tue Mar 12 09:05:00 2019\n" + MESSAGE
    )
    sources = folder(tmp_path / "sources", In__mbx=letters, other__mbx=b"*mbx*\r\n5d0a000000000000\r\n" + bytes(2000))
    folder(sources / "Shed.mbox", mbox=letters, table_of_contents=b"\0")
    db = built(tmp_path)
    assert rows(db, "select source_id, count(*) from documents group by 1") == [("in", 2), ("shed-mbox-mbox", 2)]
    problems = "select locator, substr(reason, 1, 29) from problems where source_id is null order by locator"
    assert rows(db, problems) == [
        ("Shed.mbox/table_of_contents", "no format reads this file"), ("other.mbx", "no message stands in it: neit")
    ]  # fmt: skip
    assert verify(db, tmp_path / "sources").faults == []


@settings(max_examples=200, deadline=None)
@given(mutated(kept()) | st.binary(max_size=200) | st.binary(max_size=200).map(b"50\nSubject: x\n".__add__))
def test_any_bytes(data: bytes) -> None:
    """Whatever is called a message is read or told, and no place lies outside of it."""
    with suppress(UnreadableError):
        found = emlx.decode(data, None, ())
        assert all(0 <= each.byte_start <= each.byte_end <= len(data) for each in found.runs)


@pytest.mark.alone
@pytest.mark.parametrize("piece", [b"<?xml version='1.0'?>\n", b"<?xml ", b"<!DOCTYPE plist", b"\n", b"9", b" "])
def test_growth(piece: bytes) -> None:
    """A message four times as long takes about four times as long."""

    def work(size: int) -> None:
        for data in (kept(MESSAGE + piece * size, 99), kept(piece * size), piece * size):
            with suppress(UnreadableError):
                emlx.decode(data, None, ())

    assert_linear(work, 100_000)
