"""A channel of Discord as DiscordChatExporter writes it in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ingest.formats.exports.chats import Chats, Conversation
from ingest.formats.exports.json_places import Elements, mapping, words
from ingest.formats.exports.text import Message, fields
from ingest.formats.feeds.entries import one_line

# types of messages that somebody wrote; all others are what Discord says
WRITTEN = ("Default", "Reply", "ThreadStarterMessage")
# how things look, and where their pictures are
UNSAID = (
    "avatarUrl",
    "iconUrl",
    "color",
    "roles",
    "imageUrl",
    "inlineEmojis",
    "isAnimated",
    "code",
    "content",
    "timestamp",
)


def read(value: Any, _: Mapping[str, str]) -> Chats | None:
    """Return the channel; None where it is none."""
    said = mapping(value)
    guild, channel, messages = mapping(said.get("guild")), mapping(said.get("channel")), said.get("messages")
    if not (guild and channel and isinstance(messages, Elements)):
        return None
    name = one_line(words(channel.get("name")))
    title = f"#{name}" if name and not words(channel.get("type")).startswith("Direct") else name
    lines = fields(said, ("messages", *UNSAID))
    return Chats([Conversation(title, lines, messages, words(channel.get("id")))], _message)


def _message(value: Any) -> Message:
    said = mapping(value)
    author = mapping(said.get("author"))
    name = one_line(words(author.get("nickname")) or words(author.get("name")))
    is_message = said.get("type") in WRITTEN
    return Message(
        name,
        words(said.get("timestamp")),
        words(said.get("content")),
        "message" if is_message else "notice",
        fields(said, UNSAID),
    )
