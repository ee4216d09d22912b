"""A conversation in what Facebook and Instagram give of an account (`messages/inbox/…/message_1.json`), the oldest message first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ingest.formats.exports.chats import Chats, Conversation
from ingest.formats.exports.json_places import Elements, mapping, words
from ingest.formats.exports.text import Message, fields
from ingest.formats.feeds.entries import one_line

# "1683374591123": thousandths of a second since 1970
MOMENT = re.compile(r"(\d{9,10})\d{3}\Z", re.ASCII)
WRITTEN = (None, "Generic", "Share")  # types of messages that somebody wrote; all others are what the service says
UNSAID = (
    "sender_name",
    "timestamp_ms",
    "content",
    "creation_timestamp",
    "backup_uri",
    "magic_words",
    "image",
    "joinable_mode",
)


def read(value: Any, _: Mapping[str, str]) -> Chats | None:
    """Return the conversation; None where it is none."""
    said = mapping(value)
    messages = said.get("messages")
    first = mapping(messages.first()) if isinstance(messages, Elements) else {}
    if not (
        isinstance(messages, Elements) and "participants" in said and "sender_name" in first and "timestamp_ms" in first
    ):
        return None
    oldest_first = Elements(messages.text, messages.places[::-1])
    lines = [_mended(line) for line in fields(said, ("messages", *UNSAID))]
    return Chats([Conversation(one_line(_mended(words(said.get("title")))), lines, oldest_first)], _message)


def _message(value: Any) -> Message:
    said = mapping(value)
    is_message = said.get("type") in WRITTEN
    lines = [_mended(line) for line in fields(said, UNSAID)]
    return Message(
        one_line(_mended(words(said.get("sender_name")))), _moment(words(said.get("timestamp_ms"))),
        _mended(words(said.get("content"))), "message" if is_message else "notice", lines,
    )  # fmt: skip


def _mended(text: str) -> str:
    """Return words of which the service writes each byte of UTF-8 as if it were a character: "\\u00c3\\u00a9" is an é."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _moment(printed: str) -> str:
    """Return the moment of a message, in UTC."""
    found = MOMENT.match(printed)
    return datetime.fromtimestamp(int(found[1]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if found else ""
