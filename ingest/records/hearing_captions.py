"""Captions of hearings: what is printed above a hearing of a congress, or above oral evidence, to say what it is about."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.formats.blocks import Block
from ingest.grammar.titles import title_like

# "HEARING", "JOINT HEARING", "FIELD HEARINGS": alone on a line
HEARING = re.compile(
    r"\W*(?:(?:joint|field|oversight|legislative|remote|hybrid|public|executive)\s+){0,2}hearings?\W*\Z", re.I
)
# "BEFORE THE", "before a": on the line below
BEFORE = re.compile(r"\W*before\s+(?:the|a)\b", re.IGNORECASE)
# "Oral evidence: Harbour lamps, HC 1234", "Corrected oral evidence: Harbour lamps"
ORAL_EVIDENCE = re.compile(r"\W*(?:(?:un)?corrected\s+)?oral\s+(?:and\s+written\s+)?evidence\s*:\s+\S", re.IGNORECASE)
HEAD = 20  # lines in which the caption stands
MOST_LINES = 8  # of a title


def caption_at(blocks: list[Block], text: str) -> int | None:
    """Return the line "HEARING" of a caption, below which "BEFORE THE" and the committee stand, or None."""
    for n, (block, below) in enumerate(pairwise(blocks[:HEAD])):
        if block.end - block.start < 40 and HEARING.match(text, block.start, block.end):
            return n if BEFORE.match(text, below.start, below.end) else None
    return None


def hearing_title(blocks: list[Block], text: str) -> str | None:
    """Return what a hearing is about: the lines in capitals right above "HEARING", or the line "Oral evidence: …"."""
    at = caption_at(blocks, text)
    if at is not None:
        return _above(blocks, at, text)
    for block in blocks[: HEAD // 2]:
        words = text[block.start : block.end]
        if ORAL_EVIDENCE.match(words) and title_like(words):
            return words.strip("#*_ ")
    return None


def _above(blocks: list[Block], at: int, text: str) -> str | None:
    """Return the lines in capitals above a block that no empty line parts, as one line."""
    lines: list[str] = []
    for n in range(at - 1, max(-1, at - 1 - MOST_LINES), -1):
        words = text[blocks[n].start : blocks[n].end]
        parted = lines and text.count("\n", blocks[n].end, blocks[n + 1].start) > 1
        if parted or not words.isupper():
            break
        lines.append(words)
    return " ".join(" ".join(reversed(lines)).split()) or None
