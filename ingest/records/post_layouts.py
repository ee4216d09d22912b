"""Layouts of a dump: whether a post begins at its date, at the title above the date, or ends with its date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from ingest.formats.blocks import Block
from ingest.grammar.date_headings import COUNTED
from ingest.grammar.furniture import find as find_furniture
from ingest.grammar.titles import folded, title_like
from ingest.records.date_series import is_prose
from ingest.records.heading_days import Heading
from ingest.records.heads import is_addressed
from ingest.records.parts import POSTER, Given, is_label

MOST_ABOVE = 4  # lines of a post above its date: section, title, standfirst, byline

# "-----", "* * *", "====": a line between two posts
RULE = re.compile(r"^[ \t]*([-*_=~])(?:[ \t]*\1){2,}[ \t]*$", re.MULTILINE)
# "Day 2", "DAY TWO OF FIVE", "Second day", "Session 4 (afternoon)", "Hearing day 12"
SESSION = re.compile(
    rf"\W*(?:{COUNTED}|[a-z]{{4,11}}\s+(?:day|session|sitting))(?:\s*[(,–-]\s*(?:morning|afternoon|evening|am|pm)(?:\s+session)?\)?)?\W*\Z",
    re.IGNORECASE,
)
# "#kettle #works"
HASHTAGS = re.compile(r"(?:#[\w-]+[\s,]*)+\Z")


class Section(NamedTuple):
    """A stretch of blocks from `begin` to `end`, and the date heading that holds for it; the first may have none."""

    heading: Heading | None
    begin: int
    end: int


def sections(blocks: list[Block], headings: list[Heading], given: Given) -> list[Section] | None:
    """Return the sections into which date headings divide a source, or None where a date may be of either neighbour."""
    ends_with = dates_below(blocks, headings, given)
    if ends_with is None:
        return None
    if ends_with:
        starts = [0, *(_behind(each.index, blocks, given) for each in headings)]
        ends = [*starts[1:-1], len(blocks)]
        starts[0] = _below_masthead(starts[:-1], ends, blocks, given)
        found = [Section(each, *span) for each, *span in zip(headings, starts, ends, strict=False)]
        return [Section(None, 0, starts[0]), *found] if starts[0] else found
    begins = _titles_above(blocks, headings, given) or [_opening(each, blocks, given) for each in headings]
    if len(headings) == 1 and _has_title_above(begins[0], headings[0], blocks, given):
        begins = [begins[0] - 1]
    ends = [*begins, len(blocks)]
    found = [Section(each, *span) for each, *span in zip(headings, begins, ends[1:], strict=True)]
    return [Section(None, 0, ends[0]), *found]


def dates_below(blocks: list[Block], headings: list[Heading], given: Given) -> bool | None:
    """Tell whether each date stands at the end of its post; None where it could be of the text above or below."""
    if len(headings) < 2 or not all(each.is_day for each in headings) or any(each.line.title for each in headings):
        return False
    left = blocks[headings[-1].index + 1 :]
    signed = all(each.line.author and each.line.style == "labelled" for each in headings)
    if not (headings[0].index and (signed or any(map(is_prose, blocks[: headings[0].index])))) or any(
        map(is_prose, left)
    ):
        return False
    if len(list(find_furniture(left, given.text))) < len(left):
        return False
    if headings[0].line.style == "labelled" or all(_is_footed(each.index, blocks, given) for each in headings):
        return True
    gaps = [(_gap(each.index, blocks, given), _gap(each.index + 1, blocks, given)) for each in headings[:-1]]
    if all(above <= below for above, below in gaps) and any(above < below for above, below in gaps):
        return True
    if all(above >= below for above, below in gaps) and any(above > below for above, below in gaps):
        return False
    return None


def _below_masthead(starts: list[int], ends: list[int], blocks: list[Block], given: Given) -> int:
    """Return where the first post begins: at as many lines above its prose as stand above that of every other post."""
    lines = [_lines_above(blocks[start:end], given) for start, end in zip(starts, ends, strict=True)]
    first, others = lines[0], set(lines[1:])
    return max(0, first - others.pop()) if len(others) == 1 and 0 not in others else 0


def _lines_above(section: list[Block], given: Given) -> int:
    """Return how many lines stand above the first paragraph of prose, or sentence, none of them what a page prints around its text."""
    count = next(
        (n for n, block in enumerate(section) if is_prose(block) or not title_like(given.words(block).rstrip("*_ "))), 0
    )
    return 0 if any(find_furniture(section[:count], given.text)) else count


def _is_footed(index: int, blocks: list[Block], given: Given) -> bool:
    """Tell whether what a post ends with stands right below a date: "12 notes"."""
    return any(name == "post footer" for _, name in find_furniture(blocks[index + 1 : index + 2], given.text))


def _behind(index: int, blocks: list[Block], given: Given) -> int:
    """Return where the next post begins behind a date at the end of one: below its footer and its tags."""
    end = index + 1
    while _is_footed(end - 1, blocks, given) or (end < len(blocks) and HASHTAGS.match(given.words(blocks[end]))):
        end += 1
    return end


def _gap(index: int, blocks: list[Block], given: Given) -> int:
    """Return how many lines end between a block and the one above it."""
    return given.text.count("\n", blocks[index - 1].end, blocks[index].start) if index else 0


def _titles_above(blocks: list[Block], headings: list[Heading], given: Given) -> list[int] | None:
    """Return where the posts begin, if a title stands above every date; None if the posts begin with their dates."""
    if len(headings) < 2 or not all(each.is_day and not each.line.title for each in headings):
        return None
    floors = [0, *(each.index + 1 for each in headings)]
    begins = [_begin(each.index, floor, blocks, given) for each, floor in zip(headings, floors, strict=False)]
    if any(begin is None for begin in begins):
        return None
    found = [begin for begin in begins if begin is not None]
    titles = {folded(given.words(blocks[begin])) for begin in found}
    if len(titles) * 2 <= len(found):
        return None  # the same word each time: who signed
    ruled = [_is_ruled(begin, blocks, given) for begin in found[1:]]
    titled = [_has_title_below(each.index, blocks, given) for each in headings]
    if all(ruled) or sum(titled) * 4 <= len(titled) or _is_heading(found, blocks) > _is_heading_below(headings, blocks):
        return found
    closer = [
        _gap(each.index, blocks, given) < _gap(each.index + 1, blocks, given)
        for each in headings
        if each.index + 1 < len(blocks)
    ]
    return found if closer and all(closer) else None


def _has_title_above(index: int, heading: Heading, blocks: list[Block], given: Given) -> bool:
    """Tell the title of a text that is one post from the name of the blog: below the date, words begin at once.

    Where more stands above, as the name and the menu of a blog, only a heading is the title, or the line above one that says who posted it.
    """
    if not 0 < index < len(blocks) - 1:
        return False
    if not (is_prose(blocks[index + 1]) or (heading.line.author and is_addressed(blocks[index + 1 :], given.text))):
        return False
    above = blocks[index - 1]
    sure = index == 1 or above.kind == "heading" or heading.line.author is not None
    words = given.words(above)
    return sure and _is_title(above, words.rstrip("…") if heading.line.author else words, given)


def _opening(heading: Heading, blocks: list[Block], given: Given) -> int:
    """Return where a day begins: at its date, at the title before it on its line, or at the line right above that counts it."""
    index = heading.index
    if heading.line.style == "ended":
        return index - 1
    above = given.words(blocks[index - 1]) if index else ""
    return index - 1 if SESSION.match(above) or POSTER.match(above) else index


def _begin(index: int, floor: int, blocks: list[Block], given: Given) -> int | None:
    """Return where the title of a post stands above its date, with the bylines between them; None if there is none."""
    low = max(floor, index - MOST_ABOVE)
    ruled = next((at for at in range(index - 1, low - 1, -1) if _is_ruled(at, blocks, given)), None)
    if ruled is not None and not any(map(is_prose, blocks[ruled:index])):
        return ruled
    for at in range(index - 1, low - 1, -1):
        words = given.words(blocks[at])
        if is_label(words):
            continue
        return at if _is_title(blocks[at], words, given) else None
    return None


def _is_title(block: Block, words: str, given: Given) -> bool:
    if block.kind not in ("heading", "paragraph") or next(iter(find_furniture([block], given.text)), None):
        return False
    return title_like(words) and not words[0].islower() and not words.endswith(("!”", "?”"))


def _is_ruled(index: int, blocks: list[Block], given: Given) -> bool:
    """Tell whether a rule stands right above a block, and is no line under the words above it."""
    if index == 0:
        return False
    between = given.text[blocks[index - 1].end : blocks[index].start]
    rule = RULE.search(between)
    return rule is not None and (is_prose(blocks[index - 1]) or between[: rule.start()].count("\n") > 1)


def _has_title_below(index: int, blocks: list[Block], given: Given) -> bool:
    for block in blocks[index + 1 : index + 4]:
        if not is_label(given.words(block)):
            return not is_prose(block) and title_like(given.words(block))
    return False


def _is_heading(begins: list[int], blocks: list[Block]) -> bool:
    return all(blocks[begin].kind == "heading" for begin in begins)


def _is_heading_below(headings: list[Heading], blocks: list[Block]) -> bool:
    return any(blocks[each.index].kind == "heading" for each in headings) or all(
        each.index + 1 < len(blocks) and blocks[each.index + 1].kind == "heading" for each in headings
    )


def apart(blocks: list[Block], headings: list[Heading], given: Given) -> tuple[list[Block], list[Heading]]:
    """Return the blocks with each title that stands on the line of its date as a block of its own."""
    if not any(each.line.title for each in headings):
        return blocks, headings
    lines = {each.index: each for each in headings}
    parted: list[Block] = []
    moved: list[Heading] = []
    for index, block in enumerate(blocks):
        heading = lines.get(index)
        if heading:
            moved.append(replace(heading, index=len(parted) + (heading.line.style == "ended")))
        parted += _parted(block, heading, given) if heading and heading.line.title else [block]
    return parted, moved


def _parted(block: Block, heading: Heading, given: Given) -> Iterator[Block]:
    begins, ends = heading.line.title or (0, 0)
    words = given.words(block)
    title = Block("heading", block.start + begins, block.start + ends, block.level or 1)
    if not title_like(words[begins:ends]):
        title = replace(title, kind="paragraph", level=0)  # "5 January – The rota is gone. Nobody knows why."
    if heading.line.style == "ended":
        yield from _ended(block, title, words)
        return
    yield Block("date heading", block.start, block.start + len(words[:begins].rstrip()), discard=True)
    yield title
    tail = words[ends:]
    if tail.strip():
        yield Block("markup", block.end - len(tail.lstrip()), block.end, discard=True)


def _ended(block: Block, title: Block, words: str) -> Iterator[Block]:
    """Yield the title of a line and the date behind it."""
    before = title.start - block.start
    if words[:before].strip():
        yield Block("markup", block.start, block.start + len(words[:before].rstrip()), discard=True)
    yield title
    behind = words[title.end - block.start :]
    yield Block("date heading", block.end - len(behind.lstrip()), block.end, discard=True)
