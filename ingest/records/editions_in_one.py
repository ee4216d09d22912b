"""Several editions of the same rules in one text: the title stands again, and below it the numbers begin again."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.formats.blocks import Block
from ingest.grammar.titles import folded, title_like
from ingest.records.rule_shapes import looks_like_rules

# "1. ", "Rule 1", "Article I": the first number of an edition
FIRST = re.compile(
    r"[\W_]*(?:(?:rule|article|section|clause|part|regulation)\s+)?(?:1|I|one)(?:[.):]|\s|\b[.\d])", re.IGNORECASE
)
# what may stand beside the title: "(as amended 3 March 2015)", "2015 edition"
LONGEST = 120  # characters of a title
HEAD = 4  # lines in which it stands
ABOVE = 10  # lines between the title and the first number


def editions(blocks: list[Block], text: str) -> list[int]:
    """Return the indexes of the blocks with which the editions begin; the first is 0, and alone where there is one."""
    for block in blocks[:HEAD]:
        words = text[block.start : block.end]
        if len(words) <= LONGEST and title_like(words) and not FIRST.match(words):
            found = _again(folded(words), blocks, text)
            if len(found) > 1:
                return [0, *found[1:]]
    return [0]


def _again(title: str, blocks: list[Block], text: str) -> list[int]:
    """Return where a title stands, if rules that begin with the first number stand below it each time."""
    size = len(title)
    found = [
        n
        for n, block in enumerate(blocks)
        if block.end - block.start <= LONGEST
        and abs(block.end - block.start - size) < size
        and folded(text[block.start : block.end]) == title
    ]
    for begin, end in pairwise([*found, len(blocks)]):
        head = blocks[begin + 1 : min(end, begin + 1 + ABOVE)]
        if not any(FIRST.match(text, block.start, block.end) for block in head):
            return []
        if not looks_like_rules(blocks[begin:end], text):
            return []
    return found
