"""Several witness statements in one text: below the end of one, the caption stands again, or a heading that names another witness."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.formats.blocks import Block
from ingest.grammar.statement_headings import LONGEST, Heading, heading
from ingest.grammar.titles import folded
from ingest.records.statement_bodies import LONGEST_SIGNATURE, SIGNED, TRUTH

HEAD = 4  # lines in which the caption of the first begins
CAPTION = 24  # lines between a caption and the heading below it
FOOT = 12  # lines between the end of a statement and the heading of the next
FURTHEST = 60  # and those in which such an end is looked for
BELOW = 8  # lines below a heading in which the witness begins to speak
SPOKEN = 400  # characters of "I, Ann Bee, of …, will say as follows:"


def statements(blocks: Sequence[Block], text: str) -> list[int]:
    """Return the indexes of the blocks with which the statements begin, in a text that is one; [0] where it is one alone.

    A heading counts where something printed ends the statement above it and the witness speaks below.
    """
    first = next((n for n in range(len(blocks)) if _names(blocks[n], text)), None)
    if first is None:
        return [0]
    captions = {folded(text[each.start : each.end]) for each in blocks[: min(first, HEAD)] if _is_line(each)}
    starts, last = [0], first
    for n in range(first + 1, len(blocks)):
        found = _names(blocks[n], text)
        if found is None or not _speaks(blocks[n : n + BELOW + 1], text):
            continue
        ended = next((m for m in range(n - 1, max(last, n - FURTHEST), -1) if _ends(blocks[m], text)), None)
        if ended is None:
            continue
        again = [m for m in range(max(ended + 1, n - CAPTION), n) if _stands(blocks[m], text, captions)]
        if again or n - ended <= FOOT:
            starts.append(again[0] if again else n)
            last = n
    return starts


def _names(block: Block, text: str) -> Heading | None:
    """Return a heading that is sure to be that of a statement and names who makes it."""
    found = heading(text[block.start : block.end]) if block.end - block.start < LONGEST else None
    return found if found and found.sure and found.name and not found.spoken else None


def _speaks(below: Sequence[Block], text: str) -> bool:
    """Tell whether "I, Ann Bee, …, will say", or a first paragraph "1. I am", stands below a heading."""
    for block in below[1:]:
        words = text[block.start : min(block.end, block.start + SPOKEN)]
        found = heading(words) if block.end - block.start < SPOKEN else None
        if (found and found.spoken) or words.startswith(("1.", "1)", "1\t", "1 ", "I ", "My ")):
            return True
    return False


def _ends(block: Block, text: str) -> bool:
    """Tell the statement of truth, the signature or the oath below a statement."""
    if TRUTH.match(text, block.start, block.end):
        return True
    return block.end - block.start < LONGEST_SIGNATURE and SIGNED.match(text, block.start, block.end) is not None


def _is_line(block: Block) -> bool:
    return block.end - block.start < LONGEST


def _stands(block: Block, text: str, captions: set[str]) -> bool:
    return _is_line(block) and folded(text[block.start : block.end]) in captions
