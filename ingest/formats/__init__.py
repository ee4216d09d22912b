"""Formats: bytes to text, and text to blocks; what the text means is not known here.

A new format is one file and one line in `FORMATS`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from typing import NamedTuple

from ingest.formats import docx, feeds, html, mail, markdown, pages, pdf, plain, printed, rst
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
    Format("plain text", "text/plain", (".txt", ".text"), _text, plain.split, pages.find),
    Format("PDF", "application/pdf", (".pdf",), pdf.decode, printed.split),
    Format(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (".docx", ".docm", ".dotx"),
        docx.decode,
    ),
    Format("RSS", "application/rss+xml", (".rss",), feeds.decode),
    Format("Atom", "application/atom+xml", (".atom",), feeds.decode),
    Format("XML", "application/xml", (".xml", ".wxr"), feeds.decode),
    Format("e-mail", "message/rfc822", (".eml",), mail.decode_message),
    Format("mailbox", "application/mbox", (".mbox",), mail.decode_mailbox),
    Format("reStructuredText", "text/x-rst", (".rst",), _text, rst.split),
)
BY_SUFFIX = {suffix: each for each in reversed(FORMATS) for suffix in each.suffixes}


def format_for(media_type: str) -> Format | None:
    """Return the format of a media type, or None."""
    return next((each for each in FORMATS if each.media_type == media_type), None)


def format_of(file_name: str) -> Format | None:
    """Return the format that reads a file of this name, or None."""
    return BY_SUFFIX.get(os.path.splitext(file_name)[1].lower())
