"""Posts as forums, comments and guest books print them when a page is copied: who wrote each, and when, where they say so.

What the program prints around them (a profile, buttons) is a discard.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.formats.blocks import Block
from ingest.grammar import forums
from ingest.grammar.date_headings import read_date_heading
from ingest.records.dumps import Taken, post
from ingest.records.forum_shapes import Post, finders_for, found_in
from ingest.records.heading_days import DECLARE_ORDER, Heading
from ingest.records.parts import Given, Part
from ingest.records.threads import opened_by

FEWEST = 2  # posts
LONGEST_RANK = 30
LONGEST_LINE = 120  # characters of a line that a program prints


def forum(blocks: list[Block], given: Given) -> list[Part]:
    """Return the posts of a page of a forum, of comments or of a guest book; none where it is no such page."""
    if given.declaration.kind not in (None, "blog post", "comment") or len(blocks) < 2 * FEWEST:
        return []
    begin, end = blocks[0].start, blocks[-1].end
    finders = finders_for(given.text, begin, end)
    found = found_in([_line(block, given) for block in blocks], finders, FEWEST) if finders else []
    if not found:
        return []
    taken = Taken()
    ends = [*(each.begin for each in found[1:]), len(blocks)]
    parts = [_part(blocks, each, end, given, taken) for each, end in zip(found, ends, strict=True)]
    opened_by(parts[0], blocks[: found[0].begin], given)
    return parts


def _line(block: Block, given: Given) -> str:
    """Return a line, or the beginning of a long one, ended by a sign that no line has."""
    size = block.end - block.start
    return given.words(block) if size <= LONGEST_LINE else given.text[block.start : block.start + LONGEST_LINE] + "\0"


def _part(blocks: list[Block], each: Post, end: int, given: Given, taken: Taken) -> Part:
    """Return one post: its words, its author's name above them as their byline, and what the program prints around them as discards."""
    dropped = each.dropped | _tail(blocks, each, end, given)
    heading = _heading(each, given)
    run, discards = list[Block](), [replace(blocks[n], kind="profile", discard=True) for n in sorted(dropped)]
    for n in range(each.begin, end):
        if n == each.name_at:
            run.append(replace(blocks[n], kind="byline"))
        elif n == each.begin and each.titled:
            run.append(replace(blocks[n], kind="heading", level=1))
        elif n not in dropped and n != each.date_at:
            label, words = _unlabelled(blocks[n], given)
            run.append(words)
            discards += label
    title = next((given.words(block) for block in run if block.kind == "heading"), None)
    part = post(run, "comment", None, heading if heading and heading.date else None, given, taken)
    part.document.author, part.document.title = each.author or None, title
    part.discards += discards
    at = blocks[each.begin]
    if each.date_at is not None:
        at = blocks[each.date_at]
        part.discards.append(replace(at, kind="date heading", discard=True))
    part.problems += [(heading.fault, at.start, at.end)] if heading and heading.fault else []
    return part


def _tail(blocks: list[Block], each: Post, end: int, given: Given) -> set[int]:
    """Return the lines at the end of a post that a program prints there: a profile, or buttons."""
    found: set[int] = set()
    first = max(each.begin, each.name_at or 0, each.date_at or 0) + 1  # its words begin here, or below
    shapes = (forums.PROFILE, forums.BUTTON, forums.SHARE)
    for n in range(end - 1, first, -1):
        words = _line(blocks[n], given)
        known = words == each.author or any(shape.match(words) for shape in shapes)
        # "Forum Regular", right below the name
        rank = bool(found) and len(words) <= LONGEST_RANK and _line(blocks[n - 1], given) == each.author
        if not (known or rank):
            break
        found.add(n)
    return found


def _unlabelled(block: Block, given: Given) -> tuple[list[Block], Block]:
    """Return what stands before the title of a post ("Default "), or before its words ("Comments: "), as a discard, and the block without it."""
    words = _line(block, given)
    titled, field = forums.DEFAULT.match(words), forums.FIELD.match(words)
    if titled:
        begins, block = titled.end(), replace(block, kind="heading", level=1)
    elif field and field["label"].casefold() in forums.SAID and field["value"]:
        begins = field.start("value")
    else:
        return [], block
    label = Block("profile", block.start, block.start + len(words[:begins].rstrip()), discard=True)
    return [label], replace(block, start=block.start + begins)


def _heading(each: Post, given: Given) -> Heading | None:
    """Return the day of a post, or why it is not known."""
    line = read_date_heading(each.printed.strip(), given.declaration.hints.date_order) if each.printed else None
    if line is None or not line.is_day:
        return None
    at = each.date_at if each.date_at is not None else each.begin
    if line.date.flag:
        return Heading(at, line, fault=DECLARE_ORDER)
    if not line.date.edtf or not line.date.consistent:
        return Heading(
            at, line, fault=f"the weekday is not that of the date “{line.date.words}”, or there is no such day"
        )
    return Heading(at, line, line.date.edtf) if line.date.year else None
