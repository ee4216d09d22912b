"""Comments below a post that print no time: "2 comments:", and below that "Ada Quill said..." above the words of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ingest.formats.blocks import Block
from ingest.grammar.comments import COUNTED, OF_BLOGGER, SAYS
from ingest.records.parts import Given

LONGEST = 60  # characters of either line
# "says:" of "Ada Quill says:": one page says it in one way
MANNER = re.compile(r"\w+\W*\Z")


def parted(run: list[Block], given: Given) -> tuple[list[Block], list[tuple[str, list[Block]]]]:
    """Return the blocks of a post, and the author and the blocks of each comment below it; the line with the name is a byline."""
    first = next((n for n in range(1, len(run)) if _begin(run[n - 1], run[n], given)), None)
    if first is None:
        return run, []
    manner = _manner(run[first], given)
    starts = [n for n in range(first, len(run)) if _manner(run[n], given) == manner]
    return run[:first], list(_comments(run, starts, given))


def _comments(run: list[Block], starts: list[int], given: Given) -> Iterator[tuple[str, list[Block]]]:
    for begin, end in pairwise([*starts, len(run)]):
        said = SAYS.match(given.words(run[begin]))
        if said:
            yield said["name"], [replace(run[begin], kind="byline"), *run[begin + 1 : end]]


def _begin(above: Block, block: Block, given: Given) -> bool:
    """Tell the first comment by the line above it, which counts them all, or as Blogger says whose it is."""
    if _manner(block, given) is None:
        return False
    is_counted = above.end - above.start <= LONGEST and COUNTED.match(given.words(above))
    return bool(is_counted) or OF_BLOGGER.match(given.words(block)) is not None


def _manner(block: Block, given: Given) -> str | None:
    """Return "said..." of the line "Ada Quill said...", or None for another line."""
    if block.end - block.start > LONGEST or not (found := SAYS.match(given.words(block))):
        return None
    manner = MANNER.search(found[0])
    return manner[0] if manner else None
