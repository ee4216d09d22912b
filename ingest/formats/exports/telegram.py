"""Telegram Desktop's export in JSON (result.json): one chat, or the chats of an account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ingest.formats.exports.chats import Chats, Conversation
from ingest.formats.exports.json_places import Elements, listed, mapping, words
from ingest.formats.exports.text import Message, fields
from ingest.formats.feeds.entries import one_line

# the words a second time, with what is bold in them, and the same moments counted in seconds
AGAIN = ("from", "actor", "date", "text", "text_entities", "date_unixtime", "edited_unixtime")
LISTS = ("chats", "left_chats")


def read(value: Any, _: Mapping[str, str]) -> Chats | None:
    """Return the chats of an export of Telegram; None where it is none."""
    said = mapping(value)
    if isinstance(said.get("type"), str) and "id" in said and _is_telegrams(said.get("messages")):
        return Chats([_chat(said)], _message)
    found = [
        mapping(each)
        for name in LISTS
        for each in listed(mapping(said.get(name)).get("list"))
        if isinstance(mapping(each).get("messages"), Elements)
    ]
    if not any(_is_telegrams(each["messages"]) for each in found):
        return None
    others = sorted(words(name) for name in said if name not in (*LISTS, "about"))
    told = [f"not read, as they are no messages: {', '.join(others)}"] if others else []
    return Chats([_chat(each) for each in found], _message, told)


def _is_telegrams(messages: Any) -> bool:
    first = mapping(messages.first()) if isinstance(messages, Elements) else {}
    return "date" in first and "text" in first


def _chat(said: dict[str, Any]) -> Conversation:
    title = one_line(words(said.get("name")))
    return Conversation(title, fields(said, ("messages",)), said["messages"], words(said.get("id")))


def _message(value: Any) -> Message:
    said = mapping(value)
    is_message = said.get("type") in (None, "message")
    author = one_line(words(said.get("from") or said.get("actor")))
    lines = [*fields(said, AGAIN), *(f"link: {each}" for each in _links(said.get("text")))]
    return Message(
        author, words(said.get("date")), _words(said.get("text")), "message" if is_message else "notice", lines
    )


def _words(value: Any) -> str:
    """Return the words of a message: a text, or pieces of it of which some are bold, a link, a mention."""
    pieces = value if isinstance(value, list) else [value]
    return "".join(words(each.get("text") if isinstance(each, dict) else each) for each in pieces)


def _links(value: Any) -> Iterator[str]:
    """Yield where the words of a message lead that do not say so themselves."""
    for each in listed(value):
        if href := one_line(words(mapping(each).get("href"))):
            yield href
