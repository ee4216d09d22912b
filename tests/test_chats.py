"""Chats: who sent which message, in what people keep of the programs they write to each other with."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.formats import chat, plain
from ingest.model import Reading
from ingest.records.chats import ChatMessage
from tests.archives import built, everything, rows
from tests.cases import Case, cases, check_slices
from tests.growth import assert_linear
from tests.packed import zipped
from tests.test_documents import opened


@pytest.mark.parametrize("case", cases("chats"))
def test_chats(case: Case) -> None:
    """Every message has the name that is printed with it, and keeps the words as they stand; what is no chat is none."""
    found = opened(case.text)
    shown = [_shown(reading) for reading in found.readings if reading.document.kind == "chat"]
    assert [line for lines in shown for line in lines] == case.expected


def _shown(reading: Reading) -> list[str]:
    return [f"{passage.kind} | {passage.speaker} | {passage.text}" for passage in reading.passages]


@pytest.mark.parametrize("case", cases("chat_messages"))
def test_messages(case: Case) -> None:
    """A message has its author, and its day and time where the chat leaves no doubt; its words are a slice without the head."""
    hints = {"date_order": case.fields["date_order"]} if "date_order" in case.fields else {}
    found = opened(case.text, hints=hints)
    messages = [record for reading in found.readings for record in reading.found(ChatMessage)]
    for record in messages:
        check_slices(record, case.text)
    assert [_sent(each) for each in messages] == case.expected
    assert len(found.problems) == int(case.fields.get("problems", 0))


def _sent(record: ChatMessage) -> str:
    return f"{record.author} | {record.sent_date} | {record.sent_time} | {record.date_basis} | {record.text}"


def test_chat_is_one_document() -> None:
    """A chat is called what stands above its messages, and has no exchanges and events: whom a message answers is not printed."""
    text = "#kettle\n\nada — 02/06/2023 4:12 PM\nIs the meeting on 3 March 2023 at 7pm?\n\nfenn — 02/06/2023 4:13 PM\nYes.\n\nada — 02/06/2023 4:14 PM\nTea?\n"
    (reading,) = opened(text).readings
    assert (reading.document.id, reading.document.title, reading.document.author) == ("src", "#kettle", None)
    assert [record.table for record in reading.records] == ["chat_messages"] * 3


IRC = "20:00 < ada> evening\n20:01 < bob> it is back\n20:04 < ada> who took it?\n"
CHAT = "[04/11/2021, 19:03:45] Ada: The ketle is back\n[04/11/2021, 19:04:10] Bob: who says so\n[13/11/2021, 09:04:52] Ada: I do.\n"
SENT = "select position, author, sent_date, sent_time, text from chat_messages order by position"


def test_what_is_withheld_dates_nothing(tmp_path: Path) -> None:
    """A message that is withheld is in no row, and what only its day tells of the other days is not known; a correction stands beside."""
    declared = "corrections:\n  - {before: ketle, after: kettle, reason: misprint}\nwithhold:\n  - {passage: day-p3, reason: privacy}\n"
    db = built(tmp_path, day__txt=CHAT, day__yml=declared)
    assert rows(db, SENT) == [
        (1, "Ada", None, "19:03:45", "The ketle is back"),
        (2, "Bob", None, "19:04:10", "who says so"),
    ]
    assert "13/11" not in everything(db)


def test_a_withheld_name_is_nobodys(tmp_path: Path) -> None:
    """A message keeps its day where the name of its author is withheld; the name is in no byte."""
    db = built(tmp_path, day__txt=CHAT, day__yml="withhold:\n  - {pattern: Ada, reason: privacy}\n")
    assert [row[1:3] for row in rows(db, SENT)] == [(None, "2021-11-04"), ("Bob", "2021-11-04"), (None, "2021-11-13")]
    assert "ada" not in everything(db)


ONE = "[13/11/2021, 09:04:52] Ada: I do.\n"
LATER = "[14/11/2021, 09:04:52] Bob: So do I.\n"
UNDATED = "[31/02/2021, 09:05:00] Bob: Do you?\n"
BASIS = "days of its messages"


@pytest.mark.parametrize(
    ("chat", "declared", "dated"),
    [
        (CHAT, "", ("2021-11-04/2021-11-13", BASIS)),
        (ONE + ONE, "", ("2021-11-13", BASIS)),
        (ONE + UNDATED + LATER, "", ("2021-11-13/2021-11-14", BASIS)),
        (ONE + LATER + UNDATED, "", (None, None)),
        (UNDATED + ONE + LATER, "", (None, None)),
        (LATER + ONE, "", (None, None)),
        (CHAT.replace("13/11", "05/11"), "", (None, None)),
        (CHAT, "published_date: 2021-12", ("2021-12", "declared")),
        (ONE + LATER + LATER, "withhold: [{passage: day-p1, reason: privacy}]", (None, None)),
    ],
    ids=["days", "a day", "none in the middle", "none at the end", "none at the start", "not in order", "day or month", "declared", "withheld"],
)  # fmt: skip
def test_a_chat_was_written_on_the_days_of_its_messages(
    tmp_path: Path, chat: str, declared: str, dated: tuple[str | None, str | None]
) -> None:
    """A chat has the days from its first to its last message, where these are certain; so it stands on the timeline."""
    db = built(tmp_path, day__txt=chat, day__yml=f"kind: chat\n{declared}\n")
    assert rows(db, "select published_date, date_basis from documents") == [dated]
    assert rows(db, "select date from timeline") == ([(dated[0],)] if dated[0] else [])


@pytest.mark.parametrize(
    ("files", "title"),
    [
        pytest.param({"WhatsApp Chat with Kettle.txt": CHAT}, "WhatsApp Chat with Kettle", id="WhatsApp"),
        pytest.param(
            {"WhatsApp Chat with Kettle (2).txt": CHAT}, "WhatsApp Chat with Kettle", id="WhatsApp, downloaded twice"
        ),
        pytest.param(
            {"WhatsApp Chat - Kettle.zip": zipped({"_chat.txt": CHAT})},
            "WhatsApp Chat - Kettle",
            id="WhatsApp on an iPhone",
        ),
        pytest.param({"kettle.txt": CHAT}, None, id="no name"),
        pytest.param({"log.txt": f"20:00 -!- ada has joined #kettle\n{IRC}"}, "#kettle", id="IRC"),
        pytest.param(
            {"log.txt": f"20:00 -!- ada has joined #kettle\n20:01 -!- bob has joined #tea\n{IRC}"},
            None,
            id="two channels",
        ),
    ],
)
def test_titles(tmp_path: Path, files: dict[str, str | bytes], title: str | None) -> None:
    """A chat is called as the name of its file, or its program, calls it; else it has no title."""
    folder = tmp_path / "sources"
    folder.mkdir()
    for name, words in files.items():
        (folder / name).write_bytes(words.encode() if isinstance(words, str) else words)
    assert rows(built(tmp_path), "select title, kind from documents") == [(title, "chat")]


def test_a_title_tells_no_withheld_name(tmp_path: Path) -> None:
    """The name of a file that says what is withheld is no title."""
    declared = "file: WhatsApp Chat with Kettle.txt\nwithhold:\n  - {pattern: Kettle, reason: privacy}\n"
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "WhatsApp Chat with Kettle.txt").write_text(CHAT.replace("The ketle", "The Kettle"))
    db = built(tmp_path, day__yml=declared)
    assert rows(db, "select title from documents") == [(None,)]
    assert "kettle" not in everything(db)


@pytest.mark.alone
@pytest.mark.parametrize(
    "message",
    [
        "[04/11/2021, 19:03:45] Ada: tea\n[04/11/2021, 19:03:46] Bob: no\n",
        "20:00 < ada> tea\n20:01 -!- bob\n20:01 < bob> no\n",
        "Ada Q  9:02 AM\ntea\n\nBob F\n  9:05 AM\nno\n\n",
        "ada — 02/06/2023 4:12 PM\n" + "a " * 40 + "\n@bob\nbob — 02/06/2023 4:12 PM\nno\n\n",
    ],
)
def test_time_grows_with_messages(message: str) -> None:
    """Four times the messages take about four times as long."""
    assert chat.find(message * 3)
    assert_linear(lambda count: plain.split(message * count), 4_000)
