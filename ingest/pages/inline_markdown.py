"""Inline Markdown: emphasis, code and links of a passage, as a page shows them or as bare words. HTML and pictures stay text.

Of HTML, which Markdown has no signs of its own for, raised and lowered letters and the ends of lines are read.

Of reStructuredText, whose emphasis is written alike, no more than that is read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

MARKDOWN = "text/markdown"
RST = "text/x-rst"
# without one of these nothing is read otherwise than it is written
MARKUP = re.compile(r"[\\`*_\[&<]")
# "10<sup>3</sup>", "H<sub>2</sub>O", "a<br>b"
SHOWN = re.compile(r"</?(su[pb])>|<(br) ?/?>", re.IGNORECASE)
FIGURES = "0123456789+-=()n"
RAISED = str.maketrans(FIGURES, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")

_inline = MarkdownIt("commonmark", {"html": True}).disable(["image", "autolink", "newline"])
# any other link is left as it is written; of one within its own page, as in a table of contents, the words are shown
_inline.validateLink = lambda url: url.startswith(("http://", "https://", "#"))  # type: ignore[method-assign]
READ = {MARKDOWN: _inline, RST: MarkdownIt("zero").enable("emphasis")}  # by media type


def link_targets(text: str) -> list[tuple[int, int]]:
    """Return from where to where it stands in a text where links lead: "](https://…)"."""
    found = []
    start = text.find("](")
    while start >= 0 and (end := text.find(")", start)) >= 0:
        found.append((start, end + 1))
        start = text.find("](", end)
    return found


def target_at(targets: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """Return the last of `targets` that a stretch of the text, or a place between two signs, falls into; None if it does not."""
    n = bisect_left(targets, (end,)) - 1
    return targets[n] if n >= 0 and start < targets[n][1] else None


def rendered(text: str, media_type: str = MARKDOWN) -> str:
    """Return a text as HTML, every sign of its own escaped."""
    reader = READ[media_type]
    return str(reader.renderer.render(_tokens(text, reader), reader.options, {}))


def words(text: str, media_type: str = MARKDOWN) -> str:
    """Return what a reader sees of a text: its words, without the signs that set some of them apart or link them."""
    if not MARKUP.search(text):
        return text
    said, is_raised = [], False
    for each in _tokens(text, READ[media_type])[0].children or []:
        if each.type == "html_inline":
            is_raised = each.content == "<sup>"
            said.append("\n" if each.content == "<br>" else "")
        elif each.type.endswith("break"):
            said.append("\n")
        else:
            said.append(raised(each.content) if is_raised else each.content)
    return "".join(said)


def raised(figures: str) -> str:
    """Return raised figures as letters of their own: 10³ is not 103. Words stay as they are."""
    return figures if figures.strip(FIGURES) else figures.translate(RAISED)


def _read_element(token: Token) -> None:
    """Spell an element that is shown as we do; make text of any other."""
    if SHOWN.fullmatch(token.content):
        token.content = token.content.lower().replace(" ", "").replace("/>", ">")
    else:
        token.type = "text"


def _tokens(text: str, reader: MarkdownIt) -> list[Token]:
    """Return what a text is made of, without links within its own page, which has no such place here."""
    tokens = reader.parseInline(text)
    children, within = [], False
    for each in tokens[0].children or []:
        if each.type == "link_open":
            within = str(each.attrGet("href")).startswith("#")
        if each.type == "html_inline":
            _read_element(each)
        if not (within and each.type.startswith("link_")):
            children.append(each)
        within = within and each.type != "link_close"
    tokens[0].children = children
    return tokens
