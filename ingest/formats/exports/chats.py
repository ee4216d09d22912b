"""Chats of an export, written out message by message."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ingest.formats.blocks import Item, Split
from ingest.formats.decode import Decoded, Run
from ingest.formats.exports.json_places import Elements
from ingest.formats.exports.places import Places, as_far_as
from ingest.formats.exports.text import HEADER, Chat, Message
from ingest.ids import join, slug

NONE = "it holds no message with words"


@dataclass(slots=True)
class Conversation:
    """A chat as its export states it: its name, what else is said of it, and its messages; `id` tells it from others."""

    title: str
    lines: Iterable[str]
    messages: Elements
    id: str = ""
    url: str = ""


@dataclass(slots=True)
class Chats:
    """The chats of an export, what makes a message of an element, and sentences about what is not read."""

    chats: list[Conversation]
    message: Callable[[Any], Message]
    problems: list[str] = field(default_factory=list)


def written_chats(made: Chats, found: Decoded, problems: list[str]) -> Decoded:
    """Return the text of the chats: the only one as the whole, several as items, each with its name and its id."""
    text, places = Chat(), Places(found)
    runs: list[Run] = []
    items: list[Item] = []
    for chat in made.chats:
        start = text.length
        text.discard(HEADER, "\n".join(chat.lines))
        for element, begins, ends in chat.messages:
            runs += places.run(text.message(made.message(element)), begins, ends)
        said = {"kind": "chat", "title": chat.title, "url": chat.url, "name": join(slug(chat.title), slug(chat.id))}
        if text.length > start:
            items.append(Item(start, text.length, said))
    told = [(each, 0, 0) for each in [*problems, *made.problems]]
    if all(block.discard for block in text.blocks):
        told.append((NONE, 0, 0))
    alone = {key: value for key, value in items[0].said.items() if value and key != "name"} if len(items) == 1 else {}
    whole = "".join(text.parts).rstrip()
    return Decoded(whole, None, Split(text.blocks, alone, told, [] if alone else items), as_far_as(runs, len(whole)))
