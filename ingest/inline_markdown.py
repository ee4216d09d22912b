"""Inline Markdown: emphasis, code and links of a passage, as a page shows them or as bare words. HTML and pictures stay text."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

MARKDOWN = "text/markdown"
# "](https://…)": where a link leads
LINK_TARGET = re.compile(r"\]\([^)]*\)")
# without one of these nothing is read otherwise than it is written
MARKUP = re.compile(r"[\\`*_\[&]")

_inline = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_inline", "autolink", "newline"])
# any other link is left as it is written
_inline.validateLink = lambda url: url.startswith(("http://", "https://"))  # type: ignore[method-assign]


def rendered(text: str) -> str:
    """Return a text as HTML, every sign of its own escaped."""
    return str(_inline.renderInline(text))


def words(text: str) -> str:
    """Return what a reader sees of a text: its words, without the signs that set some of them apart or link them."""
    if not MARKUP.search(text):
        return text
    children = _inline.parseInline(text)[0].children or []
    return "".join("\n" if each.type.endswith("break") else each.content for each in children)
