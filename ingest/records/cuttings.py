"""Cuttings from papers in one text, each below the line that says where and when it was printed: "The Herald, 3 March 2015, p. 7"."""

from __future__ import annotations

from ingest.formats.blocks import Block
from ingest.grammar.mastheads import LONGEST, cutting
from ingest.records.date_series import is_prose
from ingest.records.parts import Given

HEAD = 4  # lines in which the first of them stands
FEWEST = 2


def cuttings(blocks: list[Block], given: Given) -> list[int]:
    """Return the indexes of the blocks with which several cuttings begin; none where there is one, or prose above the first."""
    first = next((n for n, block in enumerate(blocks[:HEAD]) if _is_line(block, given)), None)
    if first is None or any(map(is_prose, blocks[:first])):
        return []
    found = [n for n, block in enumerate(blocks) if _is_line(block, given)]
    ends = [*found[1:], len(blocks)]
    fits = all(any(map(is_prose, blocks[n:end])) for n, end in zip(found, ends, strict=True))
    return found if len(found) >= FEWEST and fits else []


def _is_line(block: Block, given: Given) -> bool:
    if block.end - block.start > LONGEST:
        return False
    return cutting(given.words(block), given.declaration.hints.date_order) is not None
