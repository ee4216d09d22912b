"""Texts whose lines say what they are: headings, items, comments, values, fenced blocks; all other lines in a row are a paragraph.

Marks within a line stay as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.formats.blocks import BOM, Block, Split

LINE = re.compile(r"[^\r\n\f]+")
NEARLY = 2  # signs by which the line under a heading may be longer or shorter


@dataclass(frozen=True, slots=True)
class Fence:
    """A block between two lines: what begins it, what ends it (`@` is the group `mark` of what began it), and its kind.

    A block that nothing ends goes on to the end of the text.
    """

    begins: re.Pattern[str]
    ends: str
    kind: str
    discard: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """How the lines of a format look: `heading` has its level as long as its group `level`, `value` a `key` and a `value`.

    `under` are the signs of which the line below a heading is made, by level, where a format has such.
    """

    heading: re.Pattern[str]
    item: re.Pattern[str]
    markup: re.Pattern[str]
    value: re.Pattern[str]
    fences: tuple[Fence, ...] = ()
    table: re.Pattern[str] | None = None
    under: str = ""


@dataclass(slots=True)
class _Reader:
    """The blocks so far; `open` tells that the last of them goes on with the next line, `is_top` that no words stand above it."""

    text: str
    marks: Marks
    split: Split = field(default_factory=lambda: Split([]))
    open: bool = False
    is_top: bool = True

    def add(
        self, kind: str, start: int, end: int, level: int = 0, discard: bool = False, goes_on: bool = False
    ) -> None:
        last = self.split.blocks[-1] if self.split.blocks and self.open else None
        if last and last.kind == kind and goes_on:
            self.split.blocks[-1] = Block(kind, last.start, end, last.level, discard)
        else:
            self.split.blocks.append(Block(kind, start, end, level, discard))
        self.open = goes_on or kind == "list item"
        self.is_top = self.is_top and (discard or kind == "heading")


def split(text: str, marks: Marks) -> Split:
    """Return the blocks of a text and the values at its top."""
    reader = _Reader(text, marks)
    if text.startswith(BOM):
        reader.add("byte order mark", 0, 1, discard=True)
    fence: tuple[Fence, re.Pattern[str]] | None = None
    here = 0
    lines = list(_lines(text))
    level = 0  # of the heading above whose line of signs is next
    for at, (start, end, words) in enumerate(lines):
        is_apart = here == 0 or _count(text, here, start) > 1
        here = end
        if level:
            reader.add("markup", start, end, discard=True)
            level = 0
            continue
        level = 0 if fence else _underlined(reader, lines, at, is_apart)
        if level:
            reader.open = False
            reader.add("heading", start, end, level)
            continue
        if fence and not fence[1].fullmatch(words):
            reader.open = reader.open and (fence[0].kind != "quote" or not is_apart)
            reader.add(fence[0].kind, start, end, discard=fence[0].discard, goes_on=fence[0].kind != "table")
            continue
        if fence:
            reader.add("markup", start, end, discard=True)
            fence = None
            continue
        fence = next(
            ((each, _end_of(each, match)) for each in marks.fences if (match := each.begins.match(words))), None
        )
        if fence:
            reader.add("markup", start, end, discard=True)
        else:
            _line(reader, start, end, words, is_apart)
    return reader.split


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    for line in LINE.finditer(text, int(text.startswith(BOM))):
        words = line.group().strip()
        if words:
            start = line.start() + line.group().find(words[0])
            yield start, start + len(words), words


def _underlined(reader: _Reader, lines: list[tuple[int, int, str]], at: int, is_apart: bool) -> int:
    """Return the level of a heading that a line of signs below it makes one, as long as it but for two; 0 of other lines."""
    if not reader.marks.under or at + 1 >= len(lines) or (reader.open and not is_apart):
        return 0
    (_, end, words), (start, _, signs) = lines[at : at + 2]
    if signs[0] not in reader.marks.under or signs.strip(signs[0]) or abs(len(signs) - len(words)) > NEARLY:
        return 0
    is_heading = len(signs) > 1 and _count(reader.text, end, start) == 1 and any(map(str.isalnum, words))
    return reader.marks.under.index(signs[0]) + 1 if is_heading else 0


def _count(text: str, start: int, end: int) -> int:
    """Return how many lines end between two places."""
    between = text[start:end]
    return between.count("\n") + between.count("\r") - between.count("\r\n") + between.count("\f")


def _end_of(fence: Fence, begun: re.Match[str]) -> re.Pattern[str]:
    mark = begun.groupdict().get("mark") or ""
    return re.compile(fence.ends.replace("@", re.escape(mark)), re.IGNORECASE)


def _line(reader: _Reader, start: int, end: int, words: str, is_apart: bool) -> None:
    """Read a line that stands in no fenced block."""
    marks = reader.marks
    if is_apart:
        reader.open = False
    value, heading = marks.value.match(words), marks.heading.match(words)
    if value:
        if reader.is_top:
            reader.split.front_matter.setdefault(value["key"].casefold(), value["value"].strip())
        reader.add("front matter", start, end, discard=True)
    elif marks.markup.match(words):
        reader.add("markup", start, end, discard=True)
    elif heading:
        _heading(reader, start, end, words, heading["level"])
    elif marks.item.match(words):
        reader.open = False
        reader.add("list item", start, end, 1)
    elif marks.table and marks.table.match(words):
        reader.open = False
        reader.add("table", start, end)
    else:
        last = reader.split.blocks[-1].kind if reader.open else ""
        reader.add(
            "list item" if last == "list item" else "paragraph",
            start,
            end,
            1 if last == "list item" else 0,
            goes_on=True,
        )


def _heading(reader: _Reader, start: int, end: int, words: str, mark: str) -> None:
    """Read a heading, the marks before and behind it set aside."""
    inner = words[len(mark) :]
    behind = inner.rstrip().removesuffix(mark) if mark[0] == "=" else inner
    here, there = start + len(words) - len(inner.lstrip()), start + len(mark) + len(behind.rstrip())
    if here >= there:
        reader.add("markup", start, end, discard=True)
        return
    reader.add("markup", start, start + len(mark), discard=True)
    reader.add("heading", here, there, len(mark))
    if there < end:
        reader.add("markup", end - len(mark), end, discard=True)
