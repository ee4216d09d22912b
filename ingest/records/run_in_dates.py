"""Dates that begin the first paragraph of an entry: "Tuesday 3 March 2015. We went to …", "- 3 March 2015: I saw …", as in diaries.

A chronology, a sentence for each date, is one text; a diary is told by "I" and "we", day after day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ingest.formats.blocks import Block
from ingest.grammar.dates import first_date
from ingest.grammar.digits import DIGIT
from ingest.records.date_series import is_prose
from ingest.records.parts import Given

LAST_AT_TOP = 3  # the block in which the first entry may begin
FEWEST = 3  # entries
HEAD = 7  # lines in which the first of them stands, below the name of a page and its menu
LONGEST_DATE = 60
A_DIGIT = re.compile(DIGIT)
BULLET = re.compile(r"[*•–-]\s+")
# ": ", ". ", " – " behind the date, or the end of its line
ENDS = re.compile(r"(?:[.:]|,?\s[–—-])\s+(?=\S)|[ \t]*(?:\r\n?|\n)\s*(?=\S)")
FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|me|[Ww]e|[Oo]ur|us)\b")


def parted(blocks: list[Block], given: Given) -> list[Block] | None:
    """Return the blocks with each such date as a block of its own; None where the text is no diary."""
    if given.declaration.kind not in (None, "blog post"):
        return None
    top = next((n for n, block in enumerate(blocks[:HEAD]) if _date_end(block, given)), None)
    if top is not None and top > LAST_AT_TOP and any(map(is_prose, blocks[:top])):
        return None
    if top is None:
        return None
    found = {n: place for n, block in enumerate(blocks) if (place := _date_end(block, given))}
    ends = [*list(found)[1:], len(blocks)]
    if len(found) < FEWEST or not _in_order([date for _, _, date in found.values()]):
        return None
    told = [
        bool(FIRST_PERSON.search(given.text, blocks[n].start, blocks[end - 1].end))
        for n, end in zip(found, ends, strict=True)
    ]
    longer = any(end - n > 1 for n, end in zip(found, ends, strict=True))
    if sum(told) * 2 < len(told) or not longer:
        return None
    return list(_parted(blocks, found))


Place = tuple[int, int, str]  # where the date ends, where the words begin, and the date


def _date_end(block: Block, given: Given) -> Place | None:
    """Return where a date ends that begins a paragraph, where the words begin, and the day that it certainly is."""
    if not is_prose(block) or not A_DIGIT.search(given.text, block.start, block.start + LONGEST_DATE // 2):
        return None
    front = given.text[block.start : min(block.end, block.start + LONGEST_DATE)]
    bullet = BULLET.match(front)
    begins = bullet.end() if bullet else 0
    date = first_date(front[begins:], given.declaration.hints.date_order)
    if date is None or not date.edtf or not date.day or date.last or date.flag or not date.consistent:
        return None
    mark = ENDS.match(front, begins + date.end)
    return (
        (block.start + mark.start() + (front[mark.start()] in ".:"), block.start + mark.end(), date.edtf)
        if mark
        else None
    )


def _in_order(days: list[str]) -> bool:
    return all(a <= b for a, b in pairwise(days)) or all(a >= b for a, b in pairwise(days))


def _parted(blocks: list[Block], found: dict[int, Place]) -> Iterator[Block]:
    for n, block in enumerate(blocks):
        if n not in found:
            yield block
            continue
        ends, begins, _ = found[n]
        yield Block("paragraph", block.start, ends)
        yield replace(block, kind="paragraph", start=begins)
