"""Quotations of a plain text, as they are found in a source: each with its place and who is said to have said it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.declare import Declaration
from ingest.formats import plain
from ingest.model import Document, Passage, Reading
from ingest.records.quotations import Quotation, find


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks, or a whole text that has none."""

    text: str
    start: int
    end: int
    attributed_to: str | None = None


def quoted(text: str) -> list[Quoted]:
    """Return the quotations of a text in their order; the whole text as one where nothing is in quotation marks."""
    found = [
        Quoted(each.text, each.start, each.end, each.attributed_to)
        for each in find(_reading(text))
        if isinstance(each, Quotation)
    ]
    if found:
        return found
    start = len(text) - len(text.lstrip())
    return [Quoted(text.strip(), start, start + len(text.strip()))] if text.strip() else []


def _reading(text: str) -> Reading:
    blocks = [block for block in plain.split(text).blocks if not block.discard]
    passages = [
        Passage(
            f"text-p{n}", "text", "text", n, block.kind, None, f"para {n}", block.start, block.end,
            text[block.start : block.end], block.level,
        )
        for n, block in enumerate(blocks, 1)
    ]  # fmt: skip
    return Reading(Document("text", "text", 1, "document", start=0, end=len(text)), passages, text, Declaration())
