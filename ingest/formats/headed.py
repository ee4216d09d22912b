"""Blocks of a text of which its format knows where headings stand: each is a block of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.formats.blocks import Block
from ingest.formats.paragraphs import ITEM


def headed(blocks: Sequence[Block], headings: Sequence[Block], text: str) -> list[Block]:
    """Return the blocks, those that hold a heading parted before and behind it; both are in order and apart."""
    if not headings:
        return list(blocks)
    return list(_headed(blocks, headings, text))


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
