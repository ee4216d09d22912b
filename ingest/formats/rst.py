"""reStructuredText: headings, paragraphs, list items, quoted paragraphs, code and tables, each in its exact place.

What is a block is decided by docutils; where it stands, and what stands between two blocks, is found in
`ingest.formats.rst_places`. Phrases are not looked into, nothing is included, and no address is opened.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from copy import copy
from dataclasses import replace
from functools import cache
from typing import Any

from docutils import nodes  # type: ignore[import-untyped]
from docutils.frontend import get_default_settings  # type: ignore[import-untyped]
from docutils.parsers.rst import Directive, Parser, directives, states  # type: ignore[import-untyped]
from docutils.utils import new_document  # type: ignore[import-untyped]

from ingest.formats import rst_machine
from ingest.formats.blocks import Block, Split
from ingest.formats.paragraphs import paragraphs
from ingest.formats.rst_places import Leaf, blocks_of, lines_of

BOM = "\ufeff"
LONGEST = 1_000_000  # characters; docutils reads longer texts for minutes
TOO_LONG = f"this reStructuredText is longer than {LONGEST:,} characters and was read as plain text; part it"
TOO_NESTED = (
    "the lists of this reStructuredText are too many, or nested too often, and it was read as plain text; part it"
)
UNREAD = "docutils cannot read this reStructuredText and it was read as plain text; mend what is nested too deep in it"
# safe, silent and the same everywhere: no file, no raw HTML, no configuration of this machine
SETTINGS = {
    "file_insertion_enabled": False, "raw_enabled": False, "report_level": 5, "halt_level": 5, "syntax_highlight": "none",
    "line_length_limit": LONGEST, "language_code": "en", "traceback": False, "_disable_config": True, "smart_quotes": False,
}  # fmt: skip
# what docutils calls the blocks that hold words
WORDS: dict[type[Any], str] = {
    nodes.paragraph: "paragraph", nodes.title: "heading", nodes.subtitle: "heading", nodes.rubric: "heading", nodes.term: "paragraph",
    nodes.literal_block: "code", nodes.doctest_block: "code", nodes.math_block: "code", nodes.caption: "caption",
    nodes.attribution: "paragraph", nodes.comment: "markup",
}  # fmt: skip
# looked at by their lines alone
NOT_ENTERED = (nodes.table, nodes.line_block, nodes.system_message, nodes.substitution_definition, nodes.option_list)
# ".. title: The kettle", ".. tags:"
HEADER = re.compile(r"\.\. (?P<key>[a-z_]{2,30}):(?P<value>(?:[ \t].*)?)\Z")
# what the fields at the top of a text are called elsewhere
FIELDS = {"authors": "author", "organization": "publisher", "organisation": "publisher"}


class AnyOptions(dict[str, Any]):
    """The options that a directive may have: any."""

    def __missing__(self, name: str) -> Any:
        return directives.unchanged


class Code(Directive):  # type: ignore[misc]
    """A block of code, whatever its options are called: docutils knows fewer than Sphinx and Pygments."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = AnyOptions()
    has_content = True

    def run(self) -> list[Any]:
        """Return the lines as they stand."""
        words = "\n".join(self.content)
        block = nodes.literal_block(words, words)
        block.line = self.content_offset + 1
        return [block] if words else []


def split(text: str, include: Collection[str] = ()) -> Split:  # noqa: ARG001
    """Return the blocks of a reStructuredText and the values of the fields at its top."""
    start = int(text.startswith(BOM))
    blocks = [Block("byte order mark", 0, 1, discard=True)] if start else []
    if len(text) - start > LONGEST:
        return _as_plain(text, TOO_LONG)
    settings = copy(_settings())
    settings.warning_stream = io.StringIO()
    document = new_document("", settings)
    try:
        inliner = states.Inliner()
        inliner.parse = lambda words, *_: (
            [nodes.Text(words)],
            [],
        )  # every paragraph is words, whatever is marked in it
        rst_machine.parse(text[start:], document, inliner)
        leaves = list(_leaves(document))
    except rst_machine.TooNestedError:
        return _as_plain(text, TOO_NESTED)
    except Exception:  # directives and tables fail in many ways that docutils does not name, and recursion is one
        return _as_plain(text, UNREAD)
    fields = _headers(text[start:]) | _fields(document)
    return Split(blocks + list(blocks_of(leaves, text, lines_of(text, start))), fields)


@cache
def _settings() -> Any:
    """Return the settings of a parser, each of which takes its own copy: making them takes as long as a page of text.

    Blocks of code are read from there on whatever their options are called.
    """
    for each in ("code", "code-block", "sourcecode"):
        directives.register_directive(each, Code)
    settings = get_default_settings(Parser)
    for name, value in SETTINGS.items():
        setattr(settings, name, value)
    return settings


def _as_plain(text: str, reason: str) -> Split:
    return replace(paragraphs(text), problems=[(reason, 0, len(text))])


def _leaves(document: Any) -> Iterator[Leaf]:
    """Yield the blocks that hold words, in order, each with its kind and depth."""
    top = _top_fields(document)
    waiting: list[tuple[Any, int, int, int, str]] = [(document, 0, 0, 0, "")]
    while waiting:
        node, sections, quotes, lists, kind = waiting.pop()
        if isinstance(node, NOT_ENTERED):
            continue
        held = next((name for each, name in WORDS.items() if isinstance(node, each)), None)
        if held:
            yield _leaf(node, held, (sections, quotes, lists), kind)
            continue
        sections += isinstance(node, nodes.section)
        quotes += isinstance(node, nodes.block_quote)
        lists += isinstance(node, nodes.bullet_list | nodes.enumerated_list | nodes.definition_list)
        if node is top:
            kind = "front matter"
        for n, child in reversed(list(enumerate(node.children))):
            first = n == 0 and isinstance(node, nodes.list_item)
            waiting.append(
                (child, sections, quotes, lists, "list item" if first else kind if kind == "front matter" else "")
            )


def _leaf(node: Any, held: str, depths: tuple[int, int, int], kind: str) -> Leaf:
    sections, quotes, lists = depths
    level = lists
    if held == "heading":
        level = max(sections, 1)
    elif held != "paragraph":
        level = 0
    elif quotes:
        held, level = "quote", quotes
    elif kind == "list item":
        held = kind
    if kind == "front matter":
        held, level = kind, 0
    return Leaf(held, level, (node.rawsource or node.astext()).split("\n"), (node.line or 0) - 1)


def _top_fields(document: Any) -> Any | None:
    """Return the list of fields that stands before everything else but the title of a text."""
    here = document
    for _ in range(3):
        for child in here.children:
            if isinstance(child, nodes.field_list):
                return child
            if isinstance(child, nodes.section):
                here = child
                break
            if not isinstance(child, nodes.title | nodes.comment | nodes.target | nodes.system_message):
                return None
        else:
            return None
    return None


def _headers(text: str) -> dict[str, Any]:
    """Return what the comments at the top of a text say, as Nikola has them: ".. title: The kettle"."""
    found: dict[str, Any] = {}
    for line in text.lstrip().splitlines():
        match = HEADER.match(line)
        if match is None:
            break
        found.setdefault(match["key"], match["value"].strip())
    return found if {"title", "date"} & found.keys() else {}


def _fields(document: Any) -> dict[str, Any]:
    top = _top_fields(document)
    found: dict[str, Any] = {}
    for field in top.children if top else ():
        name, body = (" ".join(part.astext().split()) for part in field.children[:2])
        found.setdefault(FIELDS.get(name.casefold(), name.casefold()), body)
    return found
