"""Formats: bytes to text, and text to blocks; what the text means is not known here.

A new format is one file and one line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

from ingest.formats import markdown, plain
from ingest.formats.blocks import Split
from ingest.formats.decode import Decoded, decode


class Format(NamedTuple):
    """How one kind of file is read: `decode` makes text of bytes, `split` makes blocks of text."""

    name: str
    media_type: str
    suffixes: tuple[str, ...]
    decode: Callable[[bytes, str | None], Decoded]
    split: Callable[[str], Split]


FORMATS = (
    Format("Markdown", "text/markdown", (".md", ".markdown"), decode, markdown.split),
    Format("plain text", "text/plain", (".txt", ".text"), decode, plain.split),
)


def format_of(file_name: str) -> Format | None:
    """Return the format that reads a file of this name, or None."""
    suffix = PurePath(file_name).suffix.lower()
    return next((each for each in FORMATS if suffix in each.suffixes), None)
