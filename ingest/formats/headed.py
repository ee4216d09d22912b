"""Blocks of a text of which its format knows where headings stand: each is a block of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.formats.blocks import Block
from ingest.formats.paragraphs import ITEM

# what says of an e-mail who wrote it, to whom and when, and what is printed above it: large letters are no heading there
WHOLE = ("header", "attribution", "page head")


def headed(blocks: Sequence[Block], headings: Sequence[Block], text: str) -> list[Block]:
    """Return the blocks, those that hold a heading parted before and behind it; both are in order and apart."""
    headings = _outside(headings, [block for block in blocks if block.kind in WHOLE])
    if not headings:
        return list(blocks)
    return list(_headed(blocks, headings, text))


def _outside(headings: Sequence[Block], wholes: Sequence[Block]) -> list[Block]:
    """Return the headings that stand in none of some blocks."""
    starts = [block.start for block in wholes]
    found = []
    for heading in headings:
        at = bisect_right(starts, heading.end - 1) - 1
        if at < 0 or wholes[at].end <= heading.start:
            found.append(heading)
    return found


def _headed(blocks: Sequence[Block], headings: Sequence[Block], text: str) -> Iterator[Block]:
    coming = iter(headings)
    heading = next(coming, None)
    for block in blocks:
        at = block.start
        while heading and heading.start < block.end:
            if heading.start >= at:
                yield from _part(block, at, heading.start, text)
                yield heading
            at = max(at, heading.end)
            if heading.end > block.end:  # the next block holds its last lines
                break
            heading = next(coming, None)
        if at < block.end:
            yield from [block] if at == block.start else _part(block, at, block.end, text)


def _part(block: Block, start: int, end: int, text: str) -> Iterator[Block]:
    """Yield what stands before or behind a heading, without the white space around it."""
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    if start >= end:
        return
    if block.discard or block.kind not in ("paragraph", "list item"):
        yield replace(block, start=start, end=end)
    else:
        yield Block("list item" if ITEM.match(text, start, end) else "paragraph", start, end)
