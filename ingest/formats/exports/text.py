"""The text of an export as it is read in an archive: each message below a line of what the export states of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from ingest.formats.blocks import Block
from ingest.formats.exports.json_places import words
from ingest.formats.feeds.entries import one_line
from ingest.formats.feeds.text import Text

HEAD, SERVICE, HEADER = "message head", "service message", "chat header"
# lines of which none is empty
PARAGRAPH = re.compile(r"\S[^\r\n]*(?:(?:\r\n?|\n)[ \t]*(?=\S)[^\r\n]+)*(?<=\S)")
DEEPEST = 6  # values within values that are told


@dataclass(slots=True)
class Message:
    """A message as its export states it: `date` in ISO 8601 as printed, `lines` what else is said of it.

    `kind` is message, or notice for what the program says; one without words is kept by its lines.
    """

    author: str = ""
    date: str = ""
    words: str = ""
    kind: str = "message"
    lines: list[str] = field(default_factory=list)


class Chat(Text):
    """The text of chats, which grows message by message."""

    def message(self, message: Message) -> tuple[int, int]:
        """Add a message, and return its place."""
        start = self.length
        named = [f"from: {message.author}"] if message.author else []
        dated = [f"date: {message.date}"] if message.date else []
        head = "\n".join([*named, *dated, *message.lines])
        self.discard(HEAD if message.kind == "message" else SERVICE, head)
        if message.words.strip():
            locator = message.date[:16].replace("T", " ") or None
            places = (match.span() for match in PARAGRAPH.finditer(message.words))
            kind = message.kind if head else "paragraph"  # nothing parts it from the message above
            made = [Block(kind, a + self.length, b + self.length, locator=locator) for a, b in places]
            self._add(message.words, made)
        return start, self.length


def fields(value: Any, besides: Collection[str] = ()) -> list[str]:
    """Return "key: words" for all that an object says, besides some keys wherever they stand; what is empty or false says nothing."""
    found: list[str] = []
    _tell(value, besides, "", found, 0)
    return found


def _tell(value: Any, besides: Collection[str], label: str, found: list[str], depth: int) -> None:
    if isinstance(value, str):
        if said := one_line(words(value)):
            found.append(f"{label}: {said}")
    elif value is True:
        found.append(f"{label}: yes")
    elif isinstance(value, dict) and depth < DEEPEST:
        for key, inner in value.items():
            if inner and key not in besides:
                name = one_line(words(key))
                _tell(inner, besides, f"{label} {name}" if label else name, found, depth + 1)
    elif isinstance(value, list) and depth < DEEPEST:
        for inner in value:
            _tell(inner, besides, label, found, depth + 1)
