"""A page of Substack as it is copied out of a browser: the post between its head and its buttons, and the comments below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.formats.blocks import Block
from ingest.grammar.date_headings import may_be, read_date_heading
from ingest.grammar.titles import folded
from ingest.records.date_series import is_prose
from ingest.records.dumps import Taken, post
from ingest.records.heading_days import Heading
from ingest.records.parts import Given, Part

HEAD = 40  # lines in which the day of the post stands
LINE = 120  # characters
MOST_ABOVE = 3  # lines of title and standfirst above the name of who wrote
DISCUSSION = "Discussion about this post"
# "38", "12", "Share", "Previous", "4 Restacks", "∙", "Type your email...", "10 more comments..."
BUTTON = re.compile(
    r"(?:[\d,.]+K?|[∙·•]|(?:\d+ )?(?:likes?|restacks?|comments?)|share(?: this post)?|previous|next|top|latest|new|discussions|no posts|"
    r"ready for more\?|type your email\W*|subscribe(?:sign in)?|sign in|copy link|facebook|email|notes|more|expand full comment|reply(?: \(\d+\))?|liked?|"
    r"like \(\d+\)|(?:\d+ )?(?:more )?(?:repl(?:y|ies)|comments?)(?: by .{1,60})?\W*|write a comment\W*|start writingget the app|"
    r"substack is the home for great culture|privacy [∙·] terms.*|© (?:19|20)\d\d .{1,80}|liked by .{1,100}|author|edited)\Z",
    re.IGNORECASE,
)
AGO = re.compile(
    r"\d{1,2} ?(?:m|min|h|hr|d|w|mo|y)s?(?: ago)?\Z", re.IGNORECASE
)  # "3d": when a comment was written, of no day that is known
ENDS = re.compile(r"reply(?: \(\d+\))?\Z", re.IGNORECASE)  # what a comment ends with


def substack_page(blocks: list[Block], given: Given) -> list[Part]:
    """Return the post and its comments; none where a text is no such page."""
    if given.declaration.kind not in (None, "blog post") or given.text.find(DISCUSSION) < 0:
        return []
    lines = [_line(block, given) for block in blocks]
    floor = next((n for n, words in enumerate(lines) if words == DISCUSSION), None)
    day = next((n for n in range(2, min(floor or 0, HEAD)) if _day(n, blocks, given)), None)
    if floor is None or day is None:
        return []
    taken = Taken()
    parts = [_post(blocks, lines, day, floor, given, taken)]
    end = floor
    comments = list(_comments(blocks, lines, floor + 1, given))
    for begin, last in [*comments, (len(blocks), len(blocks))]:
        undated = list(_undated(lines, end, begin))
        parts[-1].discards += _aside(blocks[end : undated[0][0] if undated else begin], "navigation")
        parts += [_comment(blocks, lines, *each, given, taken) for each in undated]
        if begin < len(blocks):
            parts.append(_comment(blocks, lines, begin, last, given, taken))
        end = last + 1
    return parts


def _line(block: Block, given: Given) -> str:
    return given.words(block).strip() if block.end - block.start <= LINE else ""


def _day(n: int, blocks: list[Block], given: Given) -> Heading | None:
    """Return the day that stands alone on a line."""
    if not may_be(given.text, blocks[n].start, blocks[n].end):
        return None
    line = read_date_heading(_line(blocks[n], given), given.declaration.hints.date_order)
    if line is None or not line.is_day or line.title or not line.date.edtf or line.date.flag:
        return None
    return Heading(n, line, line.date.edtf)


def _aside(blocks: list[Block], name: str) -> list[Block]:
    return [replace(each, kind=name, discard=True) for each in blocks if not each.discard]


def _post(blocks: list[Block], lines: list[str], day: int, floor: int, given: Given, taken: Taken) -> Part:
    author = day - 1
    above = {folded(words) for words in lines[: max(0, author - MOST_ABOVE)] if words}
    again = [n for n in range(max(0, author - MOST_ABOVE), author) if folded(lines[n]) in above]
    first = again[-1] if again else author - 1
    run = [
        replace(blocks[first], kind="heading", level=1),
        *blocks[first + 1 : author],
        replace(blocks[author], kind="byline"),
    ]
    buttons = _buttons(day + 1, floor, blocks, lines)
    run += [blocks[n] for n in range(day + 1, floor) if n not in buttons]
    part = post(run, "blog post", None, _day(day, blocks, given), given, taken)
    part.document.title, part.document.author = lines[first], lines[author]
    part.discards += _aside(blocks[:first], "masthead")
    part.discards.append(replace(blocks[day], kind="date heading", discard=True))
    part.discards += _aside([blocks[n] for n in buttons], "sharing")
    return part


def _buttons(first: int, end: int, blocks: list[Block], lines: list[str]) -> list[int]:
    """Return the buttons above and below the words of a post; among them "Notes" is a heading, and "1" a note."""
    prose = [n for n in range(first, end) if is_prose(blocks[n])]
    edges = (*range(first, prose[0]), *range(prose[-1] + 1, end)) if prose else range(first, end)
    return [n for n in edges if _is_button(n, blocks, lines)]


def _is_button(n: int, blocks: list[Block], lines: list[str]) -> bool:
    return not is_prose(blocks[n]) and BUTTON.match(lines[n]) is not None


def _comments(blocks: list[Block], lines: list[str], first: int, given: Given) -> Iterator[tuple[int, int]]:
    """Yield where comments begin, with a name above a day, and the last line of each, "Reply" or "Share" below it."""
    begins = [n - 1 for n in range(first + 1, len(blocks)) if lines[n - 1] and _day(n, blocks, given)]
    for begin, following in zip(begins, [*begins[1:], len(blocks)], strict=True):
        ends = (n for n in range(begin + 2, following) if ENDS.match(lines[n]))
        last = next(ends, None) or max(
            (n for n in range(begin + 2, following) if is_prose(blocks[n])), default=begin + 1
        )
        shared = last + 1 < following and lines[last + 1].casefold() == "share"
        yield begin, last + shared


def _undated(lines: list[str], first: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the comments among others that say how long ago they were written: a name above "3d", to the end or to the next."""
    begins = [n - 1 for n in range(first + 1, end) if AGO.match(lines[n]) and lines[n - 1]]
    yield from zip(begins, (following - 1 for following in [*begins[1:], end]), strict=False)


def _comment(blocks: list[Block], lines: list[str], begin: int, last: int, given: Given, taken: Taken) -> Part:
    within = range(begin + 2, last + 1)
    run = [replace(blocks[begin], kind="byline"), *(blocks[n] for n in within if not _is_button(n, blocks, lines))]
    day = _day(begin + 1, blocks, given)
    part = post(run, "comment", None, day, given, taken)
    part.document.author, part.document.title = lines[begin], None
    part.discards.append(replace(blocks[begin + 1], kind="date heading" if day else "sharing", discard=True))
    part.discards += _aside([blocks[n] for n in within if _is_button(n, blocks, lines)], "sharing")
    return part
