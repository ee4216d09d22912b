"""Formats: bytes to text, and text to blocks; what the text means is not known here.

A new format is one file and one line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import PurePath
from typing import NamedTuple

from ingest.formats import html, markdown, plain, rst
from ingest.formats.blocks import Pages, Split
from ingest.formats.decode import Decoded, decode

# bytes, the encoding declared, what else a person asks for ("drafts", "comments") -> text
Decode = Callable[[bytes, str | None, Collection[str]], Decoded]


class Format(NamedTuple):
    """How one kind of file is read: `decode` makes text of bytes, `split` makes blocks of text.

    A format without `split` finds its blocks while it decodes. `pages` finds the page furniture of a text.
    """

    name: str
    media_type: str
    suffixes: tuple[str, ...]
    decode: Decode
    split: Callable[[str], Split] | None = None
    pages: Callable[[str], Pages] | None = None


def _text(data: bytes, declared: str | None, _: Collection[str]) -> Decoded:
    return decode(data, declared)


FORMATS = (
    Format("Markdown", "text/markdown", (".md", ".markdown"), _text, markdown.split),
    Format("HTML", "text/html", (".html", ".htm", ".xhtml", ".shtml"), html.decode),
    Format("reStructuredText", "text/x-rst", (".rst",), _text, rst.split),
    Format("plain text", "text/plain", (".txt", ".text"), _text, plain.split),
)


def format_for(media_type: str) -> Format | None:
    """Return the format of a media type, or None."""
    return next((each for each in FORMATS if each.media_type == media_type), None)


def format_of(file_name: str) -> Format | None:
    """Return the format that reads a file of this name, or None."""
    suffix = PurePath(file_name).suffix.lower()
    return next((each for each in FORMATS if suffix in each.suffixes), None)
