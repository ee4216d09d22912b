"""Signatures of posts: who wrote one, as the line below its date or its title says, or its foot."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.formats.blocks import Block
from ingest.grammar.bylines import LONGEST, read_bare, read_byline
from ingest.grammar.date_headings import behind_time
from ingest.grammar.furniture import find as find_furniture
from ingest.grammar.post_feet import foot_author, is_foot
from ingest.grammar.titles import title_like
from ingest.records.date_series import is_prose
from ingest.records.parts import Given
from ingest.records.post_layouts import Section

FEWEST = 2  # posts that show where a blog has the names of its authors
# "[ada_quill]": below the time of a post in a journal
HANDLE = re.compile(r"\[(?P<name>[\w.-]{2,40})\]\Z")


def author_of(run: list[Block], given: Given) -> str | None:
    """Return whom the line below the title, or the foot, names as the author of a post."""
    for block in run[:4]:
        byline = read_byline(given.words(block)) if block.end - block.start <= LONGEST else None
        if byline:
            return byline.author
    feet = {name for block in run if (name := foot_author(given.text, block.start, block.end))}
    return feet.pop() if len(feet) == 1 else None


def is_byline(block: Block, given: Given) -> bool:
    """Tell a line that names an author."""
    if block.kind != "paragraph" or block.end - block.start > LONGEST:
        return False
    byline = read_byline(given.words(block))
    return byline is not None and byline.author is not None


def are_footed(blocks: list[Block], sections: list[Section], given: Given) -> bool:
    """Tell whether every post ends with "Posted by Ada at 10:32": no section has prose below the last of them."""
    dated = [blocks[each.begin : each.end] for each in sections if each.heading and each.end - each.begin > 1]
    for within in dated:
        feet = (n for n, block in enumerate(within) if is_foot(given.text, block.start, block.end))
        last = max(feet, default=None)
        if last is None:
            return False
        furniture = {block.start for block, _ in find_furniture(within[last:], given.text)}
        if any(is_prose(block) and block.start not in furniture for block in within[last + 1 :]):
            return False
    return bool(dated)


def are_signed_above(runs: list[list[Block]], given: Given) -> bool:
    """Tell whether a name stands right below the date of every post, above its title: one that returns is no title."""
    names = [_name_above_title(run, given) for run in runs]
    return len(names) >= FEWEST and all(names) and len(set(names)) < len(names)


def _name_above_title(run: list[Block], given: Given) -> str | None:
    if len(run) < FEWEST + 1 or not title_like(given.words(run[1])) or read_byline(given.words(run[1])):
        return None
    byline = read_bare(given.words(run[0]))
    return byline.author if byline else None


def signed_above(run: list[Block], given: Given) -> tuple[str | None, list[Block]]:
    """Return the name that stands above the title of a post, and its blocks with that as its byline."""
    byline = read_bare(given.words(run[0]))
    return (byline.author, [replace(run[0], kind="byline"), *run[1:]]) if byline else (None, run)


def below_time(run: list[Block], given: Given) -> tuple[str | None, list[Block], list[Block]]:
    """Return who wrote a post below "11:42 pm" and "[ada_quill]", the time as a discard, and the other blocks."""
    if len(run) < FEWEST or not _is_time(run[0], given):
        return None, [], run
    time = replace(run[0], kind="date heading", discard=True)
    handle = HANDLE.match(given.text, run[1].start, run[1].end)
    if handle is None or len(run) == FEWEST:
        return None, [time], run[1:]
    return handle["name"], [time], [replace(run[1], kind="byline"), *run[2:]]


def _is_time(block: Block, given: Given) -> bool:
    words = given.words(block) if block.end - block.start <= LONGEST // 4 else ""
    return words[:1].isdigit() and behind_time(words, 0) == len(words)


def title_trailing_off(blocks: list[Block], text: str) -> str | None:
    """Return the first line of a post that trails off, "A war of words…", above what is no part of its sentence."""
    words = (
        text[blocks[0].start : blocks[0].end] if len(blocks) > 1 and blocks[0].kind in ("paragraph", "heading") else ""
    )
    if not words.endswith(("…", "...")) or not words[:1].isupper() or not text[blocks[1].start].isupper():
        return None
    return words if title_like(words.rstrip("….")) else None
