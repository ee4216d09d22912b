"""Messages of Outlook are the messages that were sent: read as if they had been saved as `.eml`, whatever Outlook kept of them."""

from __future__ import annotations

import struct
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UnreadableError
from ingest.formats import compound as opened
from ingest.formats.decode import Decoded
from ingest.formats.mail import msg, msg_occasions
from ingest.formats.mail.mail import decode_message
from ingest.formats.mail.msg_rtf import taken_out, unpacked
from ingest.verify import verify
from tests.archives import built, everything, rows
from tests.compound import compound, lzfu, message, storage
from tests.formats.mutated import mutated
from tests.growth import assert_linear
from tests.test_markdown import check_tiling

CLASS, SUBJECT, BODY, HTML, RTF, HEADERS = 0x001A, 0x0037, 0x1000, 0x1013, 0x1009, 0x007D
FROM, FROM_WHERE, FROM_EX, SENDER = 0x0042, 0x5D02, 0x0065, 0x0C1A
NAME, SMTP, KIND = 0x3001, 0x39FE, 0x0C15
DATA, METHOD, FILE, MEDIA_TYPE = 0x3701, 0x3705, 0x3707, 0x370E
SENT, MESSAGE_ID, ANSWERS, FLAGS, INTERNET_PAGE, PAGE = 0x0039, 0x1035, 0x1042, 0x0E07, 0x3FDE, 0x3FFD
NINE = datetime(2019, 3, 12, 9, 4, tzinfo=UTC)
FOR_SERVERS = "/O=QUAYS/OU=EXCHANGE ADMINISTRATIVE GROUP (FYDIBOHF23SPDLT)/CN=RECIPIENTS/CN=SAMLARK"
SENT_WITH = (
    "Microsoft Mail Internet Headers Version 2.0\r\nReceived: from quay.example by post.example; Tue, 12 Mar 2019 09:04:01 +0000\r\n"
    "From: Ada Quill\r\n\t<ada.quill@post.example>\r\nTo: Tobias Fenn <t@post.example>\r\nSubject: Kettle\r\nMessage-ID: <a1@post.example>\r\n"
    "Date: Tue, 12 Mar 2019 10:04:00 +0100\r\nContent-Type: multipart/alternative;\r\n\tboundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n"
)
NOTE = {CLASS: "IPM.Note", SUBJECT: "Kettle", BODY: "The kettle – dented – is back.\r\n"}


def read(data: bytes) -> Decoded:
    """Return the text of a message, its blocks known to tile it."""
    found = msg.decode(data, None, ())
    assert found.split
    check_tiling(found.split, found.text)
    found.text.encode()
    return found


def shown(found: Decoded) -> list[tuple[str, str]]:
    """Return the name and the words of every block; a discard has its name in brackets."""
    assert found.split
    return [
        (f"({each.kind})" if each.discard else each.kind, found.text[each.start : each.end])
        for each in found.split.blocks
    ]


def reasons(found: Decoded) -> list[str]:
    assert found.split
    return [reason for reason, _, _ in found.split.problems]


def body(said: dict[int, Any], **how: Any) -> list[tuple[str, str]]:
    """Return the blocks of a message without its headers."""
    return [each for each in shown(read(message(said, **how))) if each[0] not in ("header", "(e-mail header)")]


def test_as_eml(tmp_path: Path) -> None:
    """A message is what it is as `.eml`: headers, words, quotation, attachment, day; no address is in any byte of the archive."""
    words = "Bring it round.\n\n> Whose is it?\n\nAda\n"
    reply = (
        f"Message-ID: <b2@post.example>\r\nIn-Reply-To: <a1@post.example>\r\n{SENT_WITH.replace('Message-ID', 'X-Of')}"
    )
    kept = message(
        {**NOTE, HEADERS: reply, BODY: words},
        (),
        [{FILE: "tide table.pdf", MEDIA_TYPE: "application/pdf", DATA: b"x" * 9000}],
    )
    sent = (
        "Message-ID: <b2@post.example>\nIn-Reply-To: <a1@post.example>\nReceived: from quay.example by post.example; Tue, 12 Mar 2019 09:04:01 +0000\n"
        "From: Ada Quill <ada.quill@post.example>\nTo: Tobias Fenn <t@post.example>\nSubject: Kettle\nX-Of: <a1@post.example>\n"
        "Date: Tue, 12 Mar 2019 10:04:00 +0100\n"
    )
    parts = (
        f"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n{words}\n--b\n"
    )
    file = f'Content-Type: application/pdf\nContent-Disposition: attachment; filename="tide table.pdf"\n\n{"x" * 9000}\n--b--\n'
    found, same = read(kept), decode_message((sent + parts + file).encode(), None, ())
    assert shown(found)[1:] == shown(same)[1:]
    assert found.split
    assert same.split
    assert (found.split.items[0].said, reasons(found)) == (same.split.items[0].said, reasons(same))
    db = built(tmp_path, a__msg=kept)
    assert rows(db, "select kind, title, author, published_date, date_basis from documents") == [
        ("e-mail", "Kettle", "Ada Quill", "2019-03-12", "e-mail header")
    ]
    assert rows(db, "select kind, text from passages where kind = 'quote'") == [("quote", "> Whose is it?")]
    assert "@post" not in everything(db)
    assert verify(db, tmp_path / "sources").faults == []


def test_without_headers(tmp_path: Path) -> None:
    """One that was never on the way has who wrote it, to whom and when in properties: names for servers are no addresses, the time is in UTC."""
    people = [
        {NAME: "Fenn, Tobias", KIND: 1, SMTP: "t@post.example"},
        {NAME: "Samuel Lark", KIND: 1, 0x3003: FOR_SERVERS},
        {NAME: "kettles@post.example", KIND: 2, SMTP: "kettles@post.example"},
    ]
    kept = message({**NOTE, FROM: "Quill, Ada", FROM_EX: FOR_SERVERS, SENT: NINE, 0x0C1F: FOR_SERVERS}, people)
    assert shown(read(kept))[0] == (
        "header",
        'From: Quill, Ada\nTo: "Fenn, Tobias" <t@post.example>; Samuel Lark\nCc: kettles@post.example\nSubject: Kettle\n'
        "Date: Tue, 12 Mar 2019 09:04:00 +0000",
    )
    db = built(tmp_path, a__msg=kept)
    assert rows(
        db, "select from_name, to_names, sent_date, date_basis from emails join documents on documents.id = document_id"
    ) == [("Quill, Ada", '["Fenn, Tobias", "Samuel Lark"]', "2019-03-12", msg.IN_UTC)]
    assert "FYDIBOHF" not in everything(db)
    assert "SAMLARK" not in everything(db)


def test_on_behalf() -> None:
    """Who sent it for another is told; whoever wrote and sent it is named once."""
    behalf = {FROM: "Ada Quill", SENDER: "Tobias Fenn", SUBJECT: "\x01\x05RE: Kettle"}
    assert shown(read(message(NOTE | behalf)))[0][1] == "From: Ada Quill\nSender: Tobias Fenn\nSubject: RE: Kettle"
    same = {FROM: "Quill, Ada", FROM_WHERE: "a@post.example", SENDER: "Quill, Ada"}
    assert shown(read(message(NOTE | same)))[0][1] == 'From: "Quill, Ada" <a@post.example>\nSubject: Kettle'


def test_headers_of_servers() -> None:
    """Headers without a sender are notes of servers: who wrote to whom is taken from where Outlook keeps it."""
    said = {HEADERS: "X-Spam: no\r\n", FROM: "Ada Quill", SENT: NINE}
    assert [words for _, words in shown(read(message(NOTE | said, [{NAME: "Tobias Fenn", KIND: 1}])))][:2] == [
        "X-Spam: no",
        "From: Ada Quill\nTo: Tobias Fenn\nSubject: Kettle\nDate: Tue, 12 Mar 2019 09:04:00 +0000",
    ]


@pytest.mark.parametrize(
    "place",
    ["To: Ada <IMCEAEX-_O=QUAYS_OU=X_CN=SAMLARK@post.example>", f'From: "{FOR_SERVERS}"', f"X-Was: {FOR_SERVERS}"],
)
def test_names_for_servers(tmp_path: Path, place: str) -> None:
    """Names for servers, which are made of those of people, are withheld as addresses are, wherever they stand."""
    said = {HEADERS: f"{place}\r\nDate: Tue, 12 Mar 2019 09:04:00 +0000\r\n", BODY: f"From: Sam [{FOR_SERVERS}] wrote"}
    db = built(tmp_path, a__msg=message({**NOTE, **said}))
    assert "SAMLARK" not in everything(db)
    assert rows(db, "select distinct kind from withheld") == [("e-mail address",)]
    assert "wrote" in rows(db, "select group_concat(text) from passages")[0][0]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({FLAGS: 8, SENT: NINE}, [msg.DRAFT], id="draft"),
        pytest.param({SENT: NINE, FLAGS: 1}, [], id="sent"),
        pytest.param({}, [], id="no time"),
    ],
)
def test_drafts(said: dict[int, Any], expected: list[str]) -> None:
    """What was not sent has no day of sending, and that is told."""
    found = read(message({**NOTE, **said}))
    assert reasons(found) == expected
    assert ("Date: " in found.text) == (SENT in said and not expected)


PAGES = "<html><p>The <b>kettle</b> is back.</p><blockquote><p>Whose?</p></blockquote></html>"
BACK = [("paragraph", "The kettle is back."), ("quote", "Whose?")]
IN_RTF = (
    rb"{\rtf1\ansi\ansicpg1251\fromhtml1 \deff0{\fonttbl{\f0\fcharset204 Arial;}}{\*\generator x}{\*\htmltag84 <style>p \{ x \}</style>}"
    rb"{\*\htmltag64 <p>}\htmlrtf {\b\htmlrtf0 \'d7\'e0\'e9\'ed\'e8\'ea \u8211- {\*\htmltag84 &lt;}\htmlrtf <\htmlrtf0  5\tab l\htmlrtf }\htmlrtf0"
    rb"{\*\mhtmltag72 </x>}{\*\htmltag72 </p>}}"
)
OF_TEXT = b"{\\rtf1\\ansi\\fromtext \\deff0 One.\\par \\par > Two.\\par}"
ITSELF = (
    b"{\\rtf1\\ansi{\\fonttbl{\\f0 X;}}\\f0 {\\b One} {\\*\\fldinst HYPERLINK x}two.\\par Three {\\v gone}four.\\par}"
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({HTML: PAGES.encode(), INTERNET_PAGE: 65001}, BACK, id="HTML"),
        pytest.param({HTML: PAGES}, BACK, id="HTML as characters"),
        pytest.param({HTML: PAGES.encode(), BODY: "The kettle is back.\r\n\r\nWhose?"}, [BACK[0], ("paragraph", "Whose?")], id="both"),
        pytest.param({HTML: "<p>café</p>".encode("cp850"), INTERNET_PAGE: 850}, [("paragraph", "café")], id="code page"),
        pytest.param({HTML: "<p>café</p>".encode(), INTERNET_PAGE: 20127}, [("paragraph", "café")], id="wrong code page"),
        pytest.param({HTML: "<p>чай</p>".encode("koi8-r"), INTERNET_PAGE: 20866}, [("paragraph", "чай")], id="Russian"),
        pytest.param({HTML: "<meta charset=cp1253><p>τσάι</p>".encode("cp1253")}, [("paragraph", "τσάι")], id="page that says its own"),
        pytest.param(
            {HTML: "<meta charset=koi8-r><p>чай</p>".encode("koi8-r"), PAGE: 1252}, [("paragraph", "чай")], id="page before file"
        ),
        pytest.param({HTML: b"<p>x</p>", INTERNET_PAGE: 99999}, [("paragraph", "x")], id="no code page"),
        pytest.param({RTF: lzfu(IN_RTF)}, [("paragraph", "Чайник – < 5 l")], id="HTML in RTF"),
        pytest.param({RTF: lzfu(OF_TEXT)}, [("paragraph", "One."), ("quote", "> Two.")], id="text in RTF"),
        pytest.param({RTF: lzfu(ITSELF)}, [("paragraph", "One two."), ("paragraph", "Three four.")], id="RTF"),
        pytest.param({RTF: lzfu(b"{\\rtf1 no}"), BODY: "Yes."}, [("paragraph", "Yes.")], id="RTF beside text"),
        pytest.param({RTF: b"\1\2"}, [], id="no RTF"),
        pytest.param({BODY: "x\0y\ud800\0\0"}, [("paragraph", "x\ufffdy\ufffd")], id="NUL, half a character"),
    ],
)  # fmt: skip
def test_bodies(said: dict[int, Any], expected: list[tuple[str, str]]) -> None:
    """The words are those of the plain text or of the HTML, as e-mails are read; HTML is taken out of RTF where it stands in that alone."""
    assert body({CLASS: "IPM.Note", SUBJECT: "x", **said}) == expected


def test_eight_bits() -> None:
    """Words of old programs are in the code page that the message names."""
    found = read(message({PAGE: 1251, **NOTE, SUBJECT: "Чайник", BODY: "Чай."}, unicode=False, page="cp1251"))
    assert shown(found) == [("header", "Subject: Чайник"), ("paragraph", "Чай.")]


def test_within() -> None:
    """A message within a message is quoted there; what is attached is named, and what cannot be named has no name."""
    inner = storage(
        {SUBJECT: "Lid", BODY: "Found.", HEADERS: "From: Tobias Fenn\nSubject: Lid\n"},
        (),
        [{FILE: "b\r\n\"'é\0.pdf", DATA: b"12"}],
    )
    parts = [
        {METHOD: 5, DATA: inner},
        {METHOD: 1, DATA: b"", MEDIA_TYPE: "x\r\n\r\nevil"},
        {METHOD: 6, DATA: {"Contents": b"x"}, FILE: "sheet"},
    ]
    assert shown(read(message(NOTE, (), parts)))[1:] == [
        ("paragraph", "The kettle – dented – is back."),
        ("(attachment)", "[attached message]"),
        ("attribution", "From: Tobias Fenn\nSubject: Lid"),
        ("quote", "Found."),
        ("(attachment)", "[attachment: b \"'é .pdf, application/octet-stream, 2 bytes]"),
        ("(attachment)", "[attachment: without a name, application/octet-stream, 0 bytes]"),
        ("(attachment)", "[attachment: sheet, application/octet-stream, 0 bytes]"),
    ]


def test_attached_words() -> None:
    """What e-mails are read with is read here too: an invitation, a message that is attached as a file."""
    eml = b"From: Tobias Fenn\nSubject: Lid\n\nFound.\n"
    parts = [
        {FILE: "x.ics", MEDIA_TYPE: "text/calendar", DATA: b"BEGIN:VCALENDAR"},
        {FILE: "x.eml", MEDIA_TYPE: "message/rfc822", DATA: eml},
        {FILE: "x", MEDIA_TYPE: "multipart/mixed", DATA: b"1"},
    ]
    assert shown(read(message(NOTE, (), parts)))[2:] == [
        ("(calendar)", "BEGIN:VCALENDAR"),
        ("(attachment)", "[attached message]"),
        ("attribution", "From: Tobias Fenn\nSubject: Lid"),
        ("quote", "Found."),
        ("(attachment)", "[attachment: x, application/octet-stream, 1 bytes]"),
    ]


def test_signed() -> None:
    """A message that was signed as a whole is read from its one attachment, as it was sent."""
    words = b"Content-Type: multipart/signed; boundary=s\n\n--s\n\nThe kettle is mine.\n--s\n"
    whole = words + b"Content-Type: application/pkcs7-signature; name=s.p7s\n\nxx\n--s--\n"
    kept = message({CLASS: "IPM.Note.SMIME.MultipartSigned", SUBJECT: "x"}, (), [{FILE: "smime.p7m", DATA: whole}])
    assert shown(read(kept))[1:] == [
        ("paragraph", "The kettle is mine."),
        ("(attachment)", "[attachment: s.p7s, application/pkcs7-signature, 2 bytes]"),
    ]


NAMES = (msg_occasions.PLACE, msg_occasions.FROM, msg_occasions.UNTIL, msg_occasions.ZONE, msg_occasions.LAST_DAY)
WHEN = {0x8000: "Shed 2", 0x8001: NINE, 0x8002: NINE.replace(hour=10), 0x8003: "(UTC) London"}


def test_occasions(tmp_path: Path) -> None:
    """An appointment, a task and a note are documents with their times and words; when they were last touched is no day of theirs."""
    at = message({**NOTE, CLASS: "IPM.Appointment", SENT: NINE, FROM: "Ada Quill", **WHEN}, names=NAMES)
    due = message({**NOTE, CLASS: "IPM.Task", 0x8004: NINE.replace(hour=0, minute=0)}, names=NAMES)
    db = built(tmp_path, a__msg=at, b__msg=due, c__msg=message({**NOTE, CLASS: "IPM.StickyNote"}))
    assert rows(db, "select source_id, kind, title, author, published_date from documents order by 1") == [
        (id, "document", "Kettle", None, None) for id in ("a", "b", "c")
    ]
    assert rows(
        db, "select text from passages where source_id <> 'c' and kind <> 'heading' order by source_id, position"
    ) == [
        ("From: Ada Quill",),
        ("Location: Shed 2",),
        ("Start: 12 March 2019, 09:04 UTC",),
        ("End: 12 March 2019, 10:04 UTC",),
        ("Time zone: (UTC) London",),
        ("The kettle – dented – is back.",),
        ("Due: 12 March 2019",),
        ("The kettle – dented – is back.",),
    ]
    assert rows(db, "select count(*) from emails") == [(0,)]
    assert verify(db, tmp_path / "sources").faults == []


def test_invitations() -> None:
    """An invitation is a message; when and where it invites to stands beside its words, as in an e-mail."""
    found = shown(read(message({**NOTE, CLASS: "IPM.Schedule.Meeting.Request", SENT: NINE, **WHEN}, names=NAMES)))
    assert found[1:] == [
        ("calendar line", "Location: Shed 2"),
        ("calendar line", "Start: 12 March 2019, 09:04 UTC"),
        ("calendar line", "End: 12 March 2019, 10:04 UTC"),
        ("calendar line", "Time zone: (UTC) London"),
        ("paragraph", "The kettle – dented – is back."),
    ]
    answer = shown(read(message({**NOTE, CLASS: "IPM.Schedule.Meeting.Resp.Pos", SENT: NINE, **WHEN}, names=NAMES)))
    assert [kind for kind, _ in answer] == ["header", "(calendar)", "paragraph"]


def changes(month: int, which: int, hour: int) -> bytes:
    """Return when clocks change: on a Sunday of a month."""
    return struct.pack("<8H", 0, month, 0, which, hour, 0, 0, 0)


def zone(bias: int, to_standard: bytes, to_daylight: bytes) -> bytes:
    """Return a definition of a zone whose clocks are an hour on in summer, with a rule that is no longer in effect above it."""
    name = "Some Standard Time"
    head = struct.pack("<BBHHH", 2, 1, 6 + 2 * len(name), 2, len(name)) + name.encode("utf-16-le")
    rule = struct.pack("<BBHHH14siii", 2, 1, 62, 2, 2010, bytes(14), bias, 0, -60) + to_standard + to_daylight
    other = struct.pack("<BBHHH14siii", 2, 1, 62, 0, 1999, bytes(14), 600, 0, 0) + bytes(32)
    return head + struct.pack("<H", 2) + other + rule


LONDON = zone(0, changes(10, 5, 2), changes(3, 5, 1))
SYDNEY = zone(-600, changes(4, 1, 3), changes(10, 1, 2))
CALENDAR = (
    *NAMES[:3], msg_occasions.DEFINED, msg_occasions.ALL_DAY, msg_occasions.PATTERN, msg_occasions.STATE, msg_occasions.PLAIN,
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param({0x8003: LONDON}, ("2019-07-12", "10:04", "11:04", None, None), id="in summer"),
        pytest.param({0x8003: SYDNEY}, ("2019-07-12", "19:04", "20:04", None, None), id="in winter, on the other side"),
        pytest.param(
            {0x8003: LONDON, 0x8004: True, 0x8001: NINE.replace(month=7, day=11, hour=23, minute=0), 0x8002: NINE.replace(month=7, day=13, hour=23, minute=0)},
            ("2019-07-12/2019-07-13", None, None, None, None), id="whole days",
        ),
        pytest.param({0x8004: True}, None, id="a whole day, and nobody knows which"),
        pytest.param({}, ("2019-07-12", None, None, None, None), id="no zone"),
        pytest.param({0x8003: LONDON[:40]}, ("2019-07-12", None, None, None, None), id="a zone that breaks off"),
        pytest.param(
            {0x8007: struct.pack("<iiiH", 0, 0, -60, 0) + changes(10, 5, 2) + bytes(2) + changes(3, 5, 1), 0x8005: "every Friday", 0x8006: 5},
            ("2019-07-12", "10:04", "11:04", "cancelled", "every Friday"), id="again and again, and cancelled",
        ),
    ],
)  # fmt: skip
def test_appointments_are_events(tmp_path: Path, said: dict[int, Any], expected: tuple[Any, ...] | None) -> None:
    """An appointment is an event by the clocks of its zone; without one its day is that of Greenwich, and of a whole day nothing is known."""
    begins = NINE.replace(month=7, day=12)
    at = {0x8000: "Shed 2", 0x8001: begins, 0x8002: begins.replace(hour=10), **said}
    db = built(tmp_path, a__msg=message({**NOTE, CLASS: "IPM.Appointment", **at}, names=CALENDAR))
    found = rows(db, "select event_date, start_time, end_time, status, repeats from events")
    assert found == ([expected] if expected else [])
    assert rows(db, "select place_words, title from events") == ([("Shed 2", "Kettle")] if expected else [])
    assert rows(db, "select count(*) from problems where reason like '%which day%'") == [(0 if expected else 1,)]
    assert verify(db, tmp_path / "sources").faults == []


@pytest.mark.parametrize("kind", ["IPM.Contact", "IPM.DistList", "ipm.contact.quay"])
def test_address_books(kind: str) -> None:
    """An entry of an address book is refused: it is nothing but private."""
    with pytest.raises(UnreadableError, match="entry of an address book"):
        msg.decode(message({**NOTE, CLASS: kind}), None, ())


def test_called_so() -> None:
    """A message as it was sent that is called `.msg`, as some programs do, is read; what is neither is refused."""
    assert shown(read(b"Subject: Kettle\nFrom: Ada\n\nHere.\n"))[1] == ("paragraph", "Here.")
    for data in (b"", b"Dear Ada,", compound({"WordDocument": b"x" * 5000}), opened.MAGIC, opened.MAGIC + bytes(5000)):
        with suppress(UnreadableError):
            assert not msg.decode(data, None, ()).text.strip()


LONG = message(
    {**NOTE, BODY: "The kettle is back.\r\n" * 1000},
    [{NAME: "Ada", SMTP: "a@post.example", KIND: 1}],
    [{FILE: "x", DATA: b"y" * 9999}],
)
OFFSETS = {
    "sectors": 30,
    "small sectors": 32,
    "tables": 44,
    "directory": 48,
    "small table": 60,
    "small tables": 64,
    "further": 68,
    "further tables": 72,
}


@pytest.mark.parametrize("value", [0, 1, 5, 0xFFFF, 0xFFFFFFFE, 0xFFFFFFFF, 0x7FFFFFFF])
@pytest.mark.parametrize("offset", OFFSETS.values(), ids=OFFSETS)
def test_lying_headers(offset: int, value: int) -> None:
    """Whatever a header says, the file is read or refused, in no time."""
    lying = bytearray(LONG)
    lying[offset : offset + (2 if offset < 40 else 4)] = struct.pack("<I", value)[: 2 if offset < 40 else 4]
    with suppress(UnreadableError):
        read(bytes(lying))


def test_cyclic() -> None:
    """A table of sectors that leads round in a circle, and entries that contain each other, end."""
    table = LONG.rfind(struct.pack("<4I", 1, 2, 3, 4))
    for value in (0, 1, 2):
        circle = bytearray(LONG)
        for place in range(table, table + 400, 4):
            circle[place : place + 4] = struct.pack("<I", value)
        with suppress(UnreadableError):
            read(bytes(circle))
    for place in [n for n in range(0, len(LONG) - 128, 128) if LONG[n : n + 2] == b"_\0"]:
        for field in (68, 72, 76):
            for value in (1, 4):
                wrong = bytearray(LONG)
                wrong[place + field : place + field + 4] = struct.pack("<I", value)
                with suppress(UnreadableError):
                    read(bytes(wrong))


@pytest.mark.parametrize("size", [0, 1, 600, 1536, 4000, 9000, len(LONG) - 600])
def test_cut_off(size: int) -> None:
    """A file that breaks off is refused, or read as far as it goes and told."""
    try:
        found = read(LONG[:size])
    except UnreadableError:
        return
    assert not found.text or msg.CUT_OFF in reasons(found)


def test_huge_streams() -> None:
    """A stream that says that it is longer than the file is read as far as it goes."""
    place = LONG.index("__substg1.0_1000001F".encode("utf-16-le"))
    lying = bytearray(LONG)
    lying[place + 120 : place + 124] = struct.pack("<I", 0xFFFFFFF0)
    with suppress(UnreadableError):
        assert msg.CUT_OFF in reasons(read(bytes(lying)))


@pytest.mark.parametrize(
    ("packed", "expected"),
    [
        pytest.param(bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0"), b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}", id="packed"),
        pytest.param(struct.pack("<IIII", 9, 5, 0x414C454D, 0) + b"{rtf}more", b"{rtf}", id="not packed"),
        pytest.param(lzfu(b"{\\rtf1 x}")[:-3], b"{\\rtf1", id="cut off"),
        pytest.param(struct.pack("<IIII", 9, 0xFFFFFFFF, 0x75465A4C, 0) + b"\0abc", b"abc", id="lying size"),
        pytest.param(struct.pack("<IIII", 9, 30, 0x75465A4C, 0) + b"\x02ab" + b"\xff\xff", b"a", id="before the beginning"),
        pytest.param(b"x" * 20, b"", id="neither"),
    ],
)  # fmt: skip
def test_unpacked(packed: bytes, expected: bytes) -> None:
    """RTF is unpacked as Outlook packs it; what is broken as far as it goes."""
    assert unpacked(packed).rstrip(b"\0b")[: len(expected)] == expected


WORDS = (
    b"\\htmlrtf ", b"\\htmlrtf0 ", b"{\\*\\htmltag1 ", b"{", b"}", b"\\u8211-", b"\\u-9999?", b"\\'e9", b"x", b"\\f1 ", b"\\fonttbl", b"\\*", b"\\uc2",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(mutated(LONG) | st.binary(max_size=200).map(opened.MAGIC.__add__))
def test_any_bytes(data: bytes) -> None:
    """Whatever is called a message is read or told, and nothing of it is lost."""
    with suppress(UnreadableError):
        read(data)


@given(st.binary(max_size=300) | st.lists(st.sampled_from(WORDS)).map(b"".join))
def test_any_rtf(data: bytes) -> None:
    """Whatever stands in place of RTF gives words that can be written."""
    assert unpacked(lzfu(data)) == data
    taken_out(b"{\\rtf1" + data).encode()


@pytest.mark.alone
@pytest.mark.parametrize("what", ["recipients", "attachments", "words", "RTF", "tags", "headers"])
def test_growth(what: str) -> None:
    """A message four times as long takes about four times as long."""

    def made(size: int) -> bytes:
        if what == "recipients":
            return message(NOTE, [{NAME: f"Ada {n}", KIND: 1} for n in range(size // 400)])
        if what == "attachments":
            return message(NOTE, (), [{FILE: f"{n}.pdf", DATA: b""} for n in range(size // 400)])
        rtf = {
            "RTF": b"{\\rtf1\\fromhtml1 " + b"\\'e9{\\u8211-}" * (size // 8),
            "tags": b"{\\rtf1\\fromhtml1 " + b"{\\*\\htmltag <p>" * (size // 8),
        }
        if what in rtf:
            return message({RTF: lzfu(rtf[what])})
        return message({**NOTE, BODY if what == "words" else HEADERS: "Subject: kettle\r\n" * (size // 8)})

    held: dict[int, bytes] = {}

    def work(size: int) -> None:
        with suppress(UnreadableError):
            msg.decode(held[size], None, ())

    held = {size: made(size) for size in (100_000, 400_000)}
    assert_linear(work, 100_000)
