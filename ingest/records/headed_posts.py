"""Posts of a thread, and comments, each below one line with the name and the time: "**ada_q** · 14 May 2018, 09:12".

Their words may go on in the paragraph of that line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.formats.blocks import Block
from ingest.grammar.date_headings import DateHeading
from ingest.grammar.post_heads import LONGEST, PostHead, read_post_head
from ingest.records.heading_days import DECLARE_ORDER, Heading
from ingest.records.parts import Given

A_TIME = re.compile(r":[0-5]\d(?!\d)")
# "2 comments", "COMMENTS (3)", "3 Replies", "2 thoughts on “The kettle”"
COMMENTS = re.compile(r"\W*(?:\d+ )?(?:comments?|replies|responses|thoughts on\b.*)\W*(?:\d+\W*)?\Z", re.IGNORECASE)
KINDS = ("paragraph", "heading", "list item")
FEWEST = 3  # posts
FEWEST_BELOW = 2  # comments below "2 comments"
MOST_BETWEEN = 2  # lines between that and the first of them


def headed(blocks: list[Block], given: Given) -> tuple[list[Block], list[tuple[str | None, Heading]]]:
    """Return the blocks with each such line as one of its own, and the author and the date of each; no dates where there is no thread."""
    if A_TIME.search(given.text, blocks[0].start, blocks[-1].end) is None:
        return blocks, []
    found = {n: head for n, block in enumerate(blocks) if (head := _head(block, given))}
    if len(found) < FEWEST_BELOW or any(each.author is None for each in found.values()):
        return blocks, []  # else the words below would be those of whoever stands above them
    if not _is_thread(list(found.values()), _are_announced(min(found), blocks, given)):
        return blocks, []
    parted: list[Block] = []
    heads: list[tuple[str | None, Heading]] = []
    for n, block in enumerate(blocks):
        if n in found:
            heads.append((found[n].author, _heading(found[n], len(parted))))
        parted += _parted(block, given) if n in found else [block]
    behind = {each.index + 1 for _, each in heads}
    if not behind.isdisjoint({*(each.index for _, each in heads), len(parted)}):
        return blocks, []  # no words stand below one of them: a table of names and times
    return parted, heads


def _head(block: Block, given: Given) -> PostHead | None:
    if block.kind not in KINDS or A_TIME.search(given.text, block.start, min(block.end, block.start + LONGEST)) is None:
        return None
    line = given.text[block.start : min(block.end, block.start + LONGEST + 1)].partition("\n")[0].rstrip("\r \\")
    return read_post_head(line, given.declaration.hints.date_order)


def _is_thread(heads: list[PostHead], announced: bool) -> bool:
    """Tell posts from meetings, which nobody calls for a minute past nine; the posts of a thread run in one direction."""
    days = [each.date.edtf or "" for each in heads if not each.date.flag]
    return (
        len(heads) >= (FEWEST_BELOW if announced else FEWEST)
        and len({each.author for each in heads}) > 1
        and any(each.minute % 5 for each in heads)
        and days in (sorted(days), sorted(days)[::-1])
    )


def _are_announced(first: int, blocks: list[Block], given: Given) -> bool:
    above = blocks[max(0, first - MOST_BETWEEN) : first]
    return any(block.end - block.start < LONGEST and COMMENTS.match(given.words(block)) for block in above)


def _heading(head: PostHead, index: int) -> Heading:
    date = head.date
    line = DateHeading(date, "labelled", author=head.author)
    if date.flag:
        return Heading(index, line, fault=DECLARE_ORDER)
    if not date.edtf or not date.consistent:
        return Heading(
            index, line, fault=f"the weekday is not that of the date “{date.words}”, or there is no such day"
        )
    return Heading(index, line, date.edtf)


def _parted(block: Block, given: Given) -> Iterator[Block]:
    """Yield the line with the name and the time, and the words below it in the same paragraph."""
    end = given.text.find("\n", block.start, block.end)
    if end < 0:
        yield replace(block, kind="paragraph", level=0)
        return
    yield replace(block, kind="paragraph", level=0, end=end - (given.text[end - 1] in "\r\\"))
    words = given.text[end : block.end]
    yield replace(block, start=block.end - len(words.lstrip()))
