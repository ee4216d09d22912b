"""Places of Markdown blocks: line maps turned into exact stretches, and names for what lies between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ingest.formats.blocks import Block

NEWLINE = re.compile(r"\r\n?|\n")
# "> - ", "##", "===", "```", "|---|:-:|"
MARKS = re.compile(r"[>*+\-#=~`|:\s]+")
# "> 12. - "
MARKS_AND_NUMBERS = re.compile(r"(?:[>*+\-#=~`|:\s]|\d{1,9}[.)])+")
# "1. ", "2) 1. ", and "3." alone on the line above its words
NUMBERS = re.compile(r"(?:\d{1,9}[.)][ \t>*+-]*(?:(?:\r\n?|\n)[ \t>*+-]*)?)+\Z")
# "7." on a line of its own
NUMBER = re.compile(r"[>*+\-\s]*(\d{1,9}[.)])")
# ">", "- ", "12. ": one container opened or carried on
CONTAINER = re.compile(r"[ \t]*(?:>|[-+*](?=\s)|\d{1,9}[.)](?=\s))")
# ">"
QUOTE = re.compile(r"[ \t]*>")
# "***", "- - -"
RULE = re.compile(r"([-_*])[ \t]*(?:\1[ \t]*){2,}$")
# "<!-- … -->" and nothing else
COMMENTS = re.compile(r"(?:<!--.*?-->\s*)+", re.DOTALL)

LONGEST_NUMBERS = 200  # characters: a longer run of list numbers before a word is no citation
LOST = "lost"  # the kind of a stretch that markdown-it left out
TOLD = "told to a program"  # of a leaf: lines that a site generator reads, and no reader

Places = list[tuple[int, int]]


class Leaf(NamedTuple):
    """A block that holds words: its lines (the last excluded), and its content as markdown-it gives it.

    `kind` is that of a Block, or a type of token: fence, code_block, html_block, hr.
    """

    kind: str
    level: int
    first: int
    last: int
    content: str
    markup: str


def lines_of(text: str, start: int) -> Places:
    """Return the place of every line from `start`, counted as markdown-it counts them."""
    breaks = [match.span() for match in NEWLINE.finditer(text, start)] if "\r" in text else _line_feeds(text, start)
    starts = [start, *(end for _, end in breaks)]
    return list(zip(starts, [*(at for at, _ in breaks), len(text)], strict=True))


def _line_feeds(text: str, start: int) -> Places:
    found, at = [], text.find("\n", start)
    while at >= 0:
        found.append((at, at + 1))
        at = text.find("\n", at + 1)
    return found


def blocks_of(leaves: Iterable[Leaf], text: str, lines: Places, definitions: set[int]) -> Iterator[Block]:
    """Yield the blocks of all leaves, and between them the markup: only white space is left out."""
    cursor = lines[0][0]
    for leaf in leaves:
        for block in _place(leaf, text, lines):
            start = _with_number(block, text, cursor) if not block.discard else block.start
            start = max(start, cursor)
            if start >= block.end:
                continue
            yield from _between(text, cursor, start, lines, definitions)
            yield Block(block.kind, start, block.end, block.level, block.discard)
            cursor = block.end
    yield from _between(text, cursor, len(text), lines, definitions)


def _place(leaf: Leaf, text: str, lines: Places) -> Iterator[Block]:
    """Yield the block of a leaf, after its opening fence where it has one; none if it is empty."""
    if leaf.kind == "fence":
        yield _rest_of_line(leaf.markup, "markup", text, lines[leaf.first])
        leaf = leaf._replace(kind="code_block", first=leaf.first + 1)
    if leaf.kind == "hr":
        yield _separator(text, lines[leaf.first])
    elif leaf.kind == "table":
        yield _row(leaf, text, lines[leaf.first])
    elif leaf.content.strip():
        yield _words(leaf, text, lines)


def _rest_of_line(mark: str, kind: str, text: str, line: tuple[int, int]) -> Block:
    start = text.find(mark, *line)
    return _trimmed(kind, text, start if start >= 0 else line[0], line[1], discard=True)


def _separator(text: str, line: tuple[int, int]) -> Block:
    match = RULE.search(text[slice(*line)].rstrip())
    return _trimmed("separator", text, line[0] + (match.start() if match else 0), line[1], discard=True)


def _row(leaf: Leaf, text: str, line: tuple[int, int]) -> Block:
    """Return a row of a table: the first may open containers, the others can only carry a quote on."""
    start, mark = line[0], CONTAINER if leaf.markup == "first" else QUOTE
    for _ in range(leaf.level):
        match = mark.match(text, start, line[1])
        start = match.end() if match else start
    return _trimmed("table", text, start, line[1])


def _words(leaf: Leaf, text: str, lines: Places) -> Block:
    """Return the stretch from the first to the last character of the content, as it stands in the source.

    Where the content is not found at the end of a line, whole lines are taken.
    """
    kind = {"code_block": "code", "html_block": "html"}.get(leaf.kind, leaf.kind)
    if kind == TOLD or (kind == "html" and COMMENTS.fullmatch(leaf.content.strip())):
        return _trimmed("markup", text, _first_word(leaf, text, lines), lines[leaf.last - 1][1], discard=True)
    last = leaf.last - 1
    if kind == "code":
        last = min(last, leaf.first + leaf.content.rstrip().count("\n"))
    start = _first_word(leaf, text, lines)
    end = lines[last][1]
    if kind == "heading" and leaf.markup:
        end = start + len(leaf.content)
    return _trimmed(kind, text, start, end, leaf.level)


def _first_word(leaf: Leaf, text: str, lines: Places) -> int:
    words = leaf.content.strip().split("\n", 1)[0].rstrip()
    for start, end in lines[leaf.first : leaf.last]:
        line = text[start:end].replace("\0", "\ufffd").rstrip()
        if leaf.kind == "heading" and leaf.markup:
            found = line.find(words, line.find("#") + len(leaf.markup))
            return start + max(found, 0)
        if line.endswith(words):
            return start + len(line) - len(words)
    return lines[leaf.first][0]


def _trimmed(kind: str, text: str, start: int, end: int, level: int = 0, discard: bool = False) -> Block:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Block(kind, start, max(start, start + len(words.strip())), level, discard)


def _with_number(block: Block, text: str, cursor: int) -> int:
    """Return where a block starts with the list number before its first word: numbers are cited."""
    if block.kind not in ("list item", "paragraph", "quote"):
        return block.start
    above = max(cursor, block.start - LONGEST_NUMBERS)
    match = NUMBERS.search(text[above : block.start])
    return above + match.start() if match else block.start


def _between(text: str, start: int, end: int, lines: Places, definitions: set[int]) -> Iterator[Block]:
    """Yield what stands between two blocks: markup, list numbers without words, what was left out."""
    if not text[start:end].strip():
        return
    held: Block | None = None
    for at in range(bisect_right(lines, (start, len(text))) - 1, len(lines)):
        line = lines[at]
        if line[0] >= end:
            break
        block = _stretch(text, max(start, line[0]), min(end, line[1]), line, at in definitions)
        if block.start >= block.end:
            continue
        if held and held.kind == block.kind != "list item":
            block = Block(held.kind, held.start, block.end, 0, held.discard)
        elif held:
            yield held
        held = block
    if held:
        yield held


def _stretch(text: str, start: int, end: int, line: tuple[int, int], definition: bool) -> Block:
    """Return the part of one line that is in no block, named."""
    words = text[start:end].strip()
    if not words or definition or MARKS.fullmatch(words):
        return _trimmed("markup", text, start, end, discard=True)
    if (start, end) != line and MARKS_AND_NUMBERS.fullmatch(words):
        return _trimmed("markup", text, start, end, discard=True)
    number = NUMBER.fullmatch(words)
    if number:
        return _trimmed("list item", text, start, end)
    return _trimmed(LOST, text, start, end)
