"""Series of date headings: which lines of a source are the dates of its entries, and which day each of them is.

What one line leaves open the others may settle: the order of day and month, here; the year and the century in `heading_days`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ingest.formats.blocks import Block
from ingest.grammar import comments
from ingest.grammar.date_headings import DateHeading, may_be, read_date_heading
from ingest.grammar.digits import DIGIT
from ingest.records.heading_days import DECLARE_ORDER, Heading, resolved
from ingest.records.parts import Given

# "5/3" of 5/3/2019, "’19": without one of them no date is uncertain
UNCERTAIN = re.compile(rf"{DIGIT}(?:[-/.]\d|\d(?<=['’‘]\d\d))")
ORDERS = ("dmy", "mdy")
# what a date heading is when two styles of them stand in a source equally often
PREFERRED = ("heading", "marked", "plain", "labelled", "ended")

SHORTEST, SHORTEST_WIDE = 60, 25  # characters of a paragraph
LONGEST_COMMENT = 12  # paragraphs above its day
LONGEST_DATED = 80  # characters of the line above it, or of another day
LONGEST_LISTED = 40  # characters of a date behind a bullet
FEWEST = 3  # dates that say something together


def date_headings(blocks: list[Block], given: Given) -> list[Heading]:
    """Return the lines that are dates of entries, each with what is certain of its day; none if no day is read."""
    found = [each for each in _series(blocks, given) if not _is_of_comment(blocks, each.index, given)]
    return found if any(each.is_day and each.fault != DECLARE_ORDER for each in found) else []


def _is_of_comment(blocks: list[Block], index: int, given: Given) -> bool:
    """Tell the day that stands below a comment of a numbered list: "1. Ada Quill said:"."""
    above = blocks[max(0, index - LONGEST_COMMENT) : index]
    for block in reversed(above):
        words = given.words(block) if block.end - block.start < LONGEST_DATED else ""
        if comments.NUMBERED.match(words):
            return True
        if may_be(given.text, block.start, block.end) and read_date_heading(words):
            return False
    return False


def _series(blocks: list[Block], given: Given) -> list[Heading]:
    order = given.declaration.hints.date_order
    found = _with_context(_in_style(list(_candidates(blocks, given, order)), blocks), blocks, given)
    if order is None and any(each.line.date.flag and each.line.date.day is None for each in found):
        return list(resolved(*_ordered(found, blocks, given), given))
    return list(resolved(found, "date heading", given))


def either_way(blocks: list[Block], given: Given) -> Iterator[tuple[str, int, int]]:
    """Propose the order of day and month for dates of numbers that stand alone above prose."""
    if given.declaration.kind not in (None, "blog post") or not any(_may_be_uncertain(each, given) for each in blocks):
        return
    found = _series(blocks, given)
    headings = [each for each in found if any(map(is_prose, blocks[each.index + 1 : each.index + 3]))]
    if len(headings) >= 2 and all(each.fault == DECLARE_ORDER for each in found if each.is_day):
        block = blocks[headings[0].index]
        yield f"these lines may be the dates of posts, but {DECLARE_ORDER}", block.start, block.end


def _may_be_uncertain(block: Block, given: Given) -> bool:
    return may_be(given.text, block.start, block.end) and bool(UNCERTAIN.search(given.text, block.start, block.end))


def is_prose(block: Block) -> bool:
    """Tell a paragraph of some length from a line."""
    return block.end - block.start > (SHORTEST_WIDE if block.wide else SHORTEST) and block.kind not in (
        "heading",
        "table",
        "code",
    )


def _candidates(blocks: list[Block], given: Given, order: str | None) -> Iterator[Heading]:
    for index, block in enumerate(blocks):
        if not may_be(given.text, block.start, block.end) or block.kind not in ("heading", "paragraph", "list item"):
            continue
        words = given.words(block)
        # "12. März 2019" begins as a numbered item does; "* 12 March 2019" is no item, if it says no more
        listed = block.kind == "list item" and not words[0].isdigit()
        if listed and len(words) > LONGEST_LISTED:
            continue
        line = read_date_heading(words, order, titled=block.kind == "heading")
        if line and not (listed and (line.title or not line.is_day)):
            yield Heading(index, line)


def _in_style(found: list[Heading], blocks: list[Block]) -> list[Heading]:
    """Return the headings of the style in which most of the days stand; a year and a month stand in any.

    Dates at the ends of lines are those of the entries only where no others are: they may as well be those of what is cited.
    """
    others = [each for each in found if each.line.style != "ended"]
    found = others if any(each.is_day for each in others) else found

    def style(each: Heading) -> tuple[str, int]:
        block = blocks[each.index]
        return ("heading", block.level) if block.kind == "heading" else (each.line.style, 0)

    counts = Counter(style(each) for each in found if each.is_day)
    if len(counts) < 2:
        return found
    usual = max(counts, key=lambda each: (counts[each], -PREFERRED.index(each[0]), -each[1]))
    return [each for each in found if not each.is_day or style(each) == usual]


def _with_context(found: list[Heading], blocks: list[Block], given: Given) -> list[Heading]:
    """Return the days with a year, or below one; and the years and months that stand right above a day."""
    kept: list[Heading] = []
    below: int | None = None
    for each in reversed(found):
        if each.is_day or below == each.index + 1:
            kept.append(each)
            below = each.index
    kept.reverse()
    days = [each for each in kept if each.is_day]
    dated = [each for each in days if each.line.date.year]
    bare = [each for each in days if not each.line.date.year]
    if not bare:
        return days
    if given.declaration.hints.year:
        return kept
    if any(not each.is_day and each.line.date.year for each in kept):
        return kept
    named = [each for each in bare if each.line.date.weekday is not None and each.line.date.month]
    begins = dated and days[0] is dated[0] and len(named) > len(dated) and len(named) >= FEWEST - 1
    if begins and all(any(map(is_prose, blocks[each.index + 1 : each.index + 3])) for each in named):
        return [each for each in days if each in dated or each in named]
    return dated


def _ordered(found: list[Heading], blocks: list[Block], given: Given) -> tuple[list[Heading], str]:
    """Return the headings read in the order of day and month that fits them all, and the basis of that order."""
    lines = {order: [_again(each, blocks, given, order) for each in found] for order in ORDERS}
    fits = [{order for order in ORDERS if _is_day(lines[order][n])} for n, each in enumerate(found) if each.is_day]
    left = set(ORDERS).intersection(*(each for each in fits if each))
    if not left:
        return found, "date heading"
    read = {
        order: [replace(each, line=line or each.line) for each, line in zip(found, lines[order], strict=True)]
        for order in ORDERS
    }
    basis = "date heading, day and month told by the other dates"
    if len(left) == 2:
        left = {order for order in ORDERS if _follows(read[order])}
        basis = "date heading, day and month told by the order of the posts"
    return (read[left.pop()], basis) if len(left) == 1 else (found, "date heading")


def _again(each: Heading, blocks: list[Block], given: Given, order: str) -> DateHeading | None:
    block = blocks[each.index]
    return read_date_heading(given.words(block), order, titled=block.kind == "heading") if each.is_day else each.line


def _is_day(line: DateHeading | None) -> bool:
    return line is not None and line.date.edtf is not None and line.date.day is not None and line.date.consistent


def _follows(headings: list[Heading]) -> bool:
    """Tell whether three different days and more run in one direction."""
    days = [each.line.date.edtf for each in headings if each.is_day and each.line.date.edtf]
    if len(set(days)) < FEWEST:
        return False
    return all(a <= b for a, b in pairwise(days)) or all(a >= b for a, b in pairwise(days))
