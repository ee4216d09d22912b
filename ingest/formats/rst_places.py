"""Places of reStructuredText blocks: the lines that docutils took words from, and names for what lies between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import NamedTuple

from ingest.formats.blocks import Block

Places = list[tuple[int, int]]

# "====", "~~~", "-": the line under a heading
ADORNMENT = re.compile(r"([^\w\s])\1*\Z")
# "+---+===+"
GRID = re.compile(r"\+(?:[-=]+\+)+\Z")
# "===== ===  ====", "---- ----"
COLUMNS = re.compile(r"=+(?: +=+)*\Z")
SPANS = re.compile(r"-+(?: +-+)+\Z")
# ".. note::", ".. _label:", ".. |x| image:: y", "..", "__ http://…"
EXPLICIT = re.compile(r"\.\.(?:\s|\Z)|__\s")
# ".. versionadded:: 3.2 The …": a directive with words behind it
DIRECTIVE = re.compile(r"\.\. ([\w:.+-]+)::\s+(?=\S)")
# ":width: 20", ":hidden:": an option of a directive
OPTION = re.compile(r":[\w-]+:(?:\s|\Z)")
# ":summary:", alone on a line
FIELD = re.compile(r":[\w -]{1,60}:\Z")
# "1. ", "(a) ", "iv) ", "[1] ", "[Bee2019] ", ":Field: ", "-- ": what stands before words and is cited with them
CITED = re.compile(r"(?:\(?\w{1,6}[.)]|\[[^\]\n]{1,60}\]|:[^:\n]{1,80}:|--+|—)\s+\Z")
# "- ", "* ", "#. "
BULLET = re.compile(r"[-*+•‣⁃]|\(?#[.)]")

# directives whose words are addresses, names of files and of languages
SILENT = frozenset(
    (
        "image", "figure", "include", "literalinclude", "raw", "code", "code-block", "sourcecode", "highlight", "toctree",
        "contents", "role", "default-role", "class", "module", "currentmodule", "automodule", "autoclass", "autofunction",
        "index", "meta", "highlightlang", "csv-table", "list-table", "tabularcolumns", "rst-class", "only",
    )
)  # fmt: skip
FURTHEST = 60  # lines: how far from where docutils says a block is looked for


class Leaf(NamedTuple):
    """A block that holds words: its lines as docutils gives them, and the number of the first as docutils counts."""

    kind: str
    level: int
    lines: list[str]
    hint: int


def lines_of(text: str, start: int) -> Places:
    """Return the place of every line, without its end, counted as docutils counts them."""
    places: Places = []
    here = start
    for line in text[start:].replace("\v", " ").replace("\f", " ").splitlines(keepends=True):
        places.append((here, here + len(line)))
        here += len(line)
    return places


def blocks_of(leaves: list[Leaf], text: str, lines: Places) -> Iterator[Block]:
    """Yield the blocks of all leaves, and between them what docutils gives no words of: only white space is left out."""
    cursor = 0  # the first line that is in no block
    column = lines[0][0] if lines else 0
    for leaf in leaves:
        first = _find(leaf, text, lines, cursor)
        if first is None:
            continue
        start = _start(leaf.lines[0].strip(), text, lines[first])
        last = first + len(leaf.lines) - 1
        start, end = _trim(text, max(start, column), lines[last][1])
        if start >= end:
            continue
        between = _between(text, column, start, lines, cursor)
        yield from (map(partial(_named, text), between) if leaf.kind == "front matter" else between)
        yield Block(leaf.kind, start, end, leaf.level, discard=leaf.kind in ("front matter", "markup"))
        cursor, column = last + 1, end
    yield from _between(text, column, len(text), lines, cursor)


def _named(text: str, block: Block) -> Block:
    """Return the name of a field whose words stand below it as front matter, which they are."""
    return (
        Block("front matter", block.start, block.end, 0, True) if FIELD.match(text, block.start, block.end) else block
    )


def _find(leaf: Leaf, text: str, lines: Places, cursor: int) -> int | None:
    """Return the line a block begins on, near where docutils says and after the block before it; None if it is nowhere."""
    near = max(cursor, leaf.hint - len(leaf.lines) - 2)
    for first in chain(range(near, min(near + FURTHEST, len(lines))), range(cursor, min(near, cursor + FURTHEST))):
        if first + len(leaf.lines) > len(lines) or not leaf.lines[0].strip():
            continue
        if _ends_with(text[slice(*lines[first])], leaf.lines[0]) and all(
            _same(text[slice(*lines[first + n])], line) for n, line in enumerate(leaf.lines[1:], 1)
        ):
            return first
    return None


def _ends_with(line: str, words: str) -> bool:
    line, words = " ".join(line.split()), " ".join(words.split())
    return line == words or line.endswith(f" {words}")


def _same(line: str, words: str) -> bool:
    return line.split() == words.split()


def _start(words: str, text: str, line: tuple[int, int]) -> int:
    """Return where the words of a line begin, with the number, label or field before them."""
    there = text[slice(*line)]
    at = there.rfind(words)
    if at < 0:
        return line[0]
    before = CITED.search(there[:at])
    return line[0] + (before.start() if before else at)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, max(start, start + len(words.strip()))


def _between(text: str, start: int, end: int, lines: Places, cursor: int) -> Iterator[Block]:
    """Yield what stands between two blocks: markup, rows of tables, and paragraphs that docutils gives no words of."""
    held: Block | None = None
    columns = 0  # the borders seen of a table of columns
    options = False  # within the options of a directive
    for at in range(max(cursor - 1, 0), len(lines)):
        if lines[at][0] >= end:
            break
        a, b = _trim(text, max(start, lines[at][0]), min(end, lines[at][1]))
        if a >= b:
            columns = 0 if columns == 3 else columns
            options = False
            yield from _told(held)
            held = None
            continue
        directive = DIRECTIVE.match(text, a, b)
        if directive and directive[1].casefold() not in SILENT:
            yield from _told(held)
            yield from _told(Block("markup", a, _trim(text, a, directive.end())[1], discard=True))
            held, options = Block("paragraph", directive.end(), b), True
            continue
        words = text[a:b]
        kind = _kind(words, columns, options)
        border = bool(COLUMNS.match(words)) and " " in words
        columns = columns % 3 + 1 if border else columns
        options = bool(EXPLICIT.match(words)) or (options and kind == "markup")
        if held and held.kind == kind and kind != "columns":
            held = Block(kind, held.start, b, 0, held.discard)
        else:
            yield from _told(held)
            held = Block(kind, a, b, 0, kind == "markup")
    yield from _told(held)


def _told(held: Block | None) -> Iterator[Block]:
    """Yield a block that is held back; rows are rows by whatever they are told."""
    if held:
        yield Block("table" if held.kind in ("columns", "row") else held.kind, held.start, held.end, 0, held.discard)


def _kind(words: str, columns: int, options: bool) -> str:
    if ADORNMENT.match(words) or GRID.match(words) or COLUMNS.match(words) or SPANS.match(words):
        return "markup"
    if EXPLICIT.match(words) or BULLET.fullmatch(words) or (options and OPTION.match(words)):
        return "markup"
    if words.startswith("|") and words.endswith("|") and len(words) > 1:
        return "row"
    return "columns" if 0 < columns < 3 else "paragraph"
