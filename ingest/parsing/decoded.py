"""One file made a text, and the text made blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

from ingest.declarations.source import Declaration
from ingest.errors import DeclarationError
from ingest.formats import Decode, Format
from ingest.formats.blocks import Block, Pages, Split
from ingest.formats.decode import Decoded
from ingest.formats.headed import headed
from ingest.parsing.bundled import pages_of, split_apart, starts_of
from ingest.parsing.correct import Corrected
from ingest.sources.received import Received

# what Python calls encodings, and is none of texts
NO_ENCODINGS = frozenset(("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"))
HALF = re.compile("[\ud800-\udfff]")


def decode(received: Received, format: Format, data: bytes) -> Decoded:
    """Return the text of a file: in the encoding declared, in the one that its container names, or as its bytes say."""
    said, read = received.declaration, reads(received, format)
    if said.encoding:
        return _as_said(said.encoding, read, data, said.include)
    if received.encoding:
        try:
            return _as_said(received.encoding, read, data, said.include)
        except DeclarationError:
            pass  # servers are often wrong about it
    return read(data, None, said.include)


def reads(received: Received, format: Format) -> Decode:
    """Return what reads the bytes of a file, told the names that its container has where its format asks for them."""
    if not format.takes_people:
        return format.decode
    told: Callable[..., Decoded] = format.decode
    return partial(told, people=dict(received.people))


def _as_said(encoding: str, read: Decode, data: bytes, include: Collection[str]) -> Decoded:
    """Return the text of a file in the encoding of this name. Raises DeclarationError where no text can be in that."""
    if encoding.strip().casefold().replace("_", "-") in NO_ENCODINGS:
        raise DeclarationError(
            f"encoding: there is none of the name {encoding}; declare the right one, or take the key out."
        )
    found = read(data, encoding, include)
    if HALF.search(found.text):
        raise DeclarationError(
            f"encoding: in {encoding} it has halves of characters; declare the right one, or take the key out."
        )
    return found


def made_of(
    format: Format, decoded: Decoded, corrected: Corrected, said: Declaration, unfit: list[str] | None = None
) -> Split:
    """Return the blocks of the corrected text, those that the format found while it decoded at their end.

    Raises DeclarationError for a page on which a document is declared to begin and which there is not, or adds its sentence to `unfit`.
    """
    own = moved(decoded.split or Split([]), corrected)
    pages = pages_of(decoded.text, corrected) if format.split else ()
    starts = starts_of(pages, said.hints.documents, unfit)
    if format.split is None:
        return own
    text = corrected.text[: own.blocks[0].start] if decoded.split and own.blocks else corrected.text
    made = replace(split_apart(format.split, text, said.include, starts), pages=pages, starts=starts)
    if decoded.split is None:
        return made
    headings = moved(Split(list(decoded.headings)), corrected).blocks
    blocks = headed(made.blocks, headings, corrected.text)
    problems = [*made.problems, *own.problems]
    return replace(made, blocks=[*blocks, *own.blocks], problems=problems, marked=own.marked)


def moved(made: Split, corrected: Corrected) -> Split:
    """Return what a format found while it decoded, in places of the corrected text."""
    if corrected.is_same:
        return made
    here, ends = corrected.corrected, partial(corrected.corrected, end=True)
    blocks = [replace(each, start=here(each.start), end=ends(each.end)) for each in made.blocks]
    items = [replace(each, start=here(each.start), end=ends(each.end)) for each in made.items]
    problems = [(reason, here(start), ends(end)) for reason, start, end in made.problems]
    return replace(made, blocks=[block for block in blocks if block.start < block.end], problems=problems, items=items)


def located(made: Split, pages: Pages, corrected: Corrected) -> Split:
    """Return the blocks with the pages, the lines or the times at which they stand, and who speaks there."""
    if not pages.places:
        return made
    return replace(made, blocks=[_located(block, pages, corrected) for block in made.blocks])


def _located(block: Block, pages: Pages, corrected: Corrected) -> Block:
    start = corrected.received(block.start)
    locator = block.locator or pages.locator(start, corrected.received(block.end, end=True))
    speaker = pages.speaker(start) if pages.speakers else None
    return replace(block, locator=locator, speaker=speaker, kind="speech" if speaker else block.kind)
