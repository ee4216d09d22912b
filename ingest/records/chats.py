"""Chats: who sent each message of a conversation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from ingest.grammar.chats import FRONT, sender, shape_of
from ingest.model import Reading


def find(reading: Reading) -> Iterator[Any]:
    """Name the speakers of the messages of a chat; a paragraph without a name of its own is of the one above it."""
    if reading.document.kind != "chat":
        return
    rows = (row for passage in reading.passages for row in passage.text.splitlines() if row.strip())
    shape = shape_of(list(islice(rows, FRONT)))
    speaker: str | None = None
    for passage in reading.passages if shape else ():
        head = sender(passage.text, shape) if shape else None
        if head or passage.kind != "message":
            speaker = head.name if head and head.is_message and passage.kind != "notice" else None
        passage.speaker = speaker
    yield from ()
