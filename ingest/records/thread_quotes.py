"""Quotations in threads: what a post repeats of another, told apart from what it says, below the line that names whose words they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingest.formats.blocks import Block
from ingest.grammar.forums import repeats
from ingest.grammar.titles import folded
from ingest.records.parts import Given, Part

LONGEST_LINE = 160  # characters of the line that names somebody
SHORTEST = 12  # characters of words that are looked for above
CUES = ("riginally", " wrote:", " said:", "Quote from")  # one of them stands in every line that names somebody


def told_apart(parts: list[Part], given: Given) -> list[Part]:
    """Mark what the posts of a thread repeat as quotations; the line above it is an attribution.

    The paragraph below that line is quoted; those below that one as far as they stand in a post of the same name above.
    """
    said: dict[str, list[str]] = {}
    for part in parts:
        if any(given.text.find(cue, part.document.start, part.document.end) >= 0 for cue in CUES):
            part.blocks = list(_marked(part.blocks, said, given))
        own = (given.words(block) for block in part.blocks if block.kind not in ("byline", "quote", "attribution"))
        said.setdefault(folded(part.document.author or ""), []).extend(map(folded, own))
    return parts


def _marked(blocks: list[Block], said: dict[str, list[str]], given: Given) -> Iterator[Block]:
    quoted: list[str] | None = None  # what may be quoted here: all that the one who is named said above
    first = False
    for block in blocks:
        words = given.words(block)
        found = repeats(words[:LONGEST_LINE]) if block.kind == "paragraph" else None
        known = found is not None and (folded(found.name) in said or "riginally" in words[:20])
        if found and known and found.begins is None:
            quoted, first = said.get(folded(found.name), []), True
            yield replace(block, kind="attribution")
        elif found and known and found.begins is not None:
            at = block.start + found.begins + len(words[found.begins :]) - len(words[found.begins :].lstrip())
            yield replace(block, kind="attribution", end=block.start + len(words[: found.begins].rstrip()))
            yield replace(block, kind="quote", start=at)
            quoted, first = said.get(folded(found.name), []), False
        elif quoted is not None and block.kind == "paragraph" and (first or _stands(words, quoted)):
            yield replace(block, kind="quote")
            first = False
        else:
            quoted = None
            yield block


def _stands(words: str, said: list[str]) -> bool:
    """Tell whether words were said above."""
    plain = folded(words)
    return len(plain) >= SHORTEST and any(plain in each for each in said)
