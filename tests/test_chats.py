"""Chats: who sent which message, in what people keep of the programs they write to each other with."""

from __future__ import annotations

import pytest

from ingest.formats import chat, plain
from ingest.model import Reading
from ingest.records.chats import ChatMessage
from tests.cases import Case, cases, check_slices
from tests.growth import assert_linear
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
