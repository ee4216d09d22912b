"""Markdown: headings, paragraphs, list items, quoted paragraphs, code and tables, each in its exact place.

What is a block is decided by markdown-it (CommonMark, with tables); where it stands, and what stands between
two blocks, is found in `ingest.formats.markdown_places`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ingest.formats import front_matter, notion
from ingest.formats.blocks import BOM, Block, Split
from ingest.formats.markdown_places import LOST, TOLD, Leaf, blocks_of, lines_of
from ingest.formats.markdown_prose import leaves_of
from ingest.formats.paragraphs import paragraphs

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# "[^1]: As he said."
NOTE = re.compile(r"\[\^[^\]\s]{1,60}\]:\s")
# "• Boil it", "▪<tab>Boil it": as a word processor writes lists
BULLET = re.compile(r"[•‣▪◦●·][ \t\xa0]+(?=\S)")
# "{% include amendment.html number=\"1\" %}", "{:.alert .alert-primary}", alone on a line: of Jekyll (Liquid, kramdown)
TAG = re.compile(r"\{%[^{}]{1,200}%\}|\{:[^{}]{1,120}\}")
MOST_GAPS = 6  # blanks in such a tag; one with more may hold words
APART = ("[^", "{%", "{:", *"•‣▪◦●·")
SELF_CLOSING = frozenset(("fence", "code_block", "html_block", "hr"))
CLOSING = SELF_CLOSING | {"paragraph_close", "heading_close", "table_close", "list_item_close"}
# longer texts are read as plain text, so that no input takes minutes: what costs are lines, 50 microseconds each at the worst
LONGEST = 10_000_000  # characters
MOST_LINES = 200_000


def split(text: str, include: Collection[str] = ()) -> Split:  # noqa: ARG001
    """Return the blocks of a Markdown text and the values of its front matter."""
    blocks = [Block("byte order mark", 0, 1, discard=True)] if text.startswith(BOM) else []
    start = len(blocks)
    front = front_matter.read(text, start)
    problems = []
    if front:
        blocks.append(Block("front matter", start, front.end, discard=True))
        problems = [(front.fault, start, front.end)] if front.fault else []
        start = front.end
    why = _too_long(text, start)
    body = _as_plain(text, start, why) if why else _body(text, start)
    said, found = (front.values, body.blocks) if front else notion.properties(body.blocks, text)
    return Split(blocks + found, said, problems + body.problems)


def _too_long(text: str, start: int) -> str | None:
    if len(text) - start > LONGEST:
        return f"is longer than {LONGEST:,} characters"
    lines = max(text.count("\n", start), text.count("\r", start))
    return f"has more than {MOST_LINES:,} lines" if lines > MOST_LINES else None


def _as_plain(text: str, start: int, why: str) -> Split:
    blocks = [
        replace(block, start=block.start + start, end=block.end + start) for block in paragraphs(text[start:]).blocks
    ]
    return Split(blocks, problems=[(f"this Markdown text {why} and was read as plain text; part it", start, len(text))])


def _body(text: str, start: int) -> Split:
    lines = lines_of(text, start)
    leaves, definitions = leaves_of(text, lines, parsed)
    found = list(blocks_of(leaves, text, lines, definitions))
    reason = "these lines are nested too deep to be read as Markdown; they are kept as they stand"
    return Split(
        [replace(block, kind="paragraph") if block.kind == LOST else block for block in found],
        problems=[(reason, block.start, block.end) for block in found if block.kind == LOST],
    )


def parsed(text: str) -> tuple[list[Leaf], set[int]]:
    """Return the leaves that markdown-it finds, and the lines that define links."""
    env: dict[str, Any] = {}
    return list(_leaves(_parser().parse(text, env))), _definitions(env)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 # read only where there is Markdown

    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.disable("inline")
    return parser


def _definitions(env: dict[str, Any]) -> set[int]:
    """Return the lines that define links: `[label]: address`."""
    found = [*env.get("references", {}).values(), *env.get("duplicate_refs", [])]
    return {line for each in found for line in range(*each["map"])}


def _leaves(tokens: Iterable[Token]) -> Iterator[Leaf]:
    """Yield the blocks that hold words, each with its kind and depth."""
    quotes = lists = 0
    fresh = False  # no paragraph of this list item was seen yet
    above: Token | None = None
    for token in tokens:
        quotes += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        lists += token.type.endswith("list_open") - token.type.endswith("list_close")
        fresh = token.type == "list_item_open" or (fresh and token.type not in CLOSING)
        if token.type == "inline" and above and above.type == "paragraph_open":
            kind, level = ("quote", quotes) if quotes else ("list item" if fresh else "paragraph", lists)
            yield from _parted(_leaf(token, kind, level))
        elif token.type == "inline" and above and above.type == "heading_open":
            yield _leaf(token, "heading", int(above.tag[1]), above.markup.strip("=-"))
        elif token.type == "tr_open":
            first = above is not None and above.type == "thead_open"
            yield _leaf(token, "table", quotes + lists if first else quotes, "first" if first else "")
        elif token.type in SELF_CLOSING:
            yield _leaf(token, token.type, 0, token.markup)
        above = token


def _parted(leaf: Leaf) -> Iterator[Leaf]:
    """Yield the footnotes, or the items behind bullets that Markdown does not know, that stand on lines right below each other, each by itself.

    What is told to the program that makes a page of the text is apart, too; anything else is as it is.
    """
    rows = leaf.content.split("\n") if any(map(leaf.content.__contains__, APART)) else []
    if len(rows) != leaf.last - leaf.first:
        yield leaf
        return
    kinds = [_kind_of(row, leaf.kind) for row in rows]
    starts = [
        n for n, (above, kind) in enumerate(zip([None, *kinds], kinds, strict=False)) if n == 0 or kind or above == TOLD
    ]
    for start, end in pairwise([*starts, len(rows)]):
        begins = kinds[start]
        kind = begins if begins and begins != "note" else leaf.kind
        first, last = leaf.first + start, leaf.first + end
        yield leaf._replace(kind=kind, first=first, last=last, content="\n".join(rows[start:end]))


def _kind_of(row: str, kind: str) -> str | None:
    """Return what begins with a row of a paragraph: a note, an item, or nothing but what a program is told; None where nothing does."""
    if NOTE.match(row):
        return "note"
    if kind == "paragraph" and BULLET.match(row):
        return "list item"
    return TOLD if TAG.fullmatch(row.strip()) and row.count(" ") <= MOST_GAPS else None


def _leaf(token: Token, kind: str, level: int, markup: str = "") -> Leaf:
    first, last = token.map or (0, 0)
    return Leaf(kind, level, first, last, token.content, markup)
