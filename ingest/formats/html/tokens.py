"""HTML cut into tags and the text between them, as a browser cuts it (WHATWG HTML, section 13.2.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

# 'class="a" ', "hidden /", "value=5", "=". What an optional part of it has taken is never asked for again, since all that
# may follow in TAG is free to be nothing.
ATTRIBUTE_AND_SPACE = (
    r"(?:=?[^ \t\n\f\r/>=]++(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+(?:\"[^\"]*+\"|'[^']*+'|[^ \t\n\f\r>\"'][^ \t\n\f\r>]*+)?)?|=)"
    r"[ \t\n\f\r/]*+"
)
FURTHER = re.compile(ATTRIBUTE_AND_SPACE)
# "<p class=a>", "</p>", "<!-- … -->", "<!DOCTYPE html>", "<?xml … ?>", and a tag that the end of the file cuts off
TAG = re.compile(
    r"<(?:(?P<slash>/?)(?P<name>[a-zA-Z][^ \t\n\f\r/>]*+)"
    rf"(?P<attributes>[ \t\n\f\r/]*+(?:{ATTRIBUTE_AND_SPACE}){{0,5000}})(?P<closed>>?)"
    r"|!--(?:-?>|[\s\S]*?(?:--!?>|\Z))|!\[CDATA\[(?P<cdata>[\s\S]*?)(?:\]\]>|\Z)|[!?/][^>]*+>?)"
)
# 'class="a"', "hidden", "value=5"
ATTRIBUTE = re.compile(
    r"(=?[^ \t\n\f\r/>=]++)"
    r"(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+(?:\"([^\"]*+)\"|'([^']*+)'|([^ \t\n\f\r>\"'][^ \t\n\f\r>]*+))?)?"
)
# "&#x", "&#" with more digits than any character has
LONG_NUMBER = re.compile(r"&#(?:[xX]0*[0-9a-fA-F]{7,}|0*[0-9]{8,});?")
# "&#000000065;"
ZEROS = re.compile(r"(&#[xX]?)0+(?=[0-9a-fA-F])")

# what stands in these up to their end tag is no markup
RAW = ("script", "style", "title", "textarea", "xmp", "iframe", "noembed")
# "</script" and what may follow the name of a tag
ENDS = {
    name: re.compile("</" + "".join(f"[{letter}{letter.upper()}]" for letter in name) + r"(?=[ \t\n\f\r/>])")
    for name in RAW
}


class Token(NamedTuple):
    """A stretch of text (perhaps empty), and the tag behind it: its name in small letters, "" where there is none.

    `slash` is "/" for an end tag; `end` is where the tag ends.
    """

    text_start: int
    text_end: int
    slash: str
    name: str
    attributes: str
    end: int


def tokens(markup: str, xml: bool = False) -> Iterator[Token]:
    """Yield the tags of a page, each with the text before it; comments and the like are passed over.

    With `xml`, `<script src="a"/>` has no content.
    """
    at, make, search, size = 0, Token._make, TAG.search, len(markup)
    while at < size:
        match = search(markup, at)
        if match is None:
            break
        slash, name, attributes, closed, cdata = match.groups()
        here, end = match.span()
        if name and not closed:
            end = _end_of_tag(markup, end)
            name, attributes = (name, markup[match.start("attributes") : end - 1]) if end else (None, "")
            end = end or size
        if name is None:
            if cdata is not None and not xml:  # a comment, as a browser reads HTML
                end = markup.find(">", here) + 1 or size
            yield make((at, here, "", "", "", end))
            if cdata and xml:
                yield make((match.start("cdata"), match.end("cdata"), "", "", "", end))
            at = end
            continue
        name = name.lower()
        yield make((at, here, slash, name, attributes, end))
        at = end
        if name in ENDS and not slash and not (xml and attributes.endswith("/")):
            close = ENDS[name].search(markup, at)
            if close is None:
                yield make((at, size, "", "", "", size))
                return
            if close.start() > at:
                yield make((at, close.start(), "", "", "", close.start()))
            at = close.start()
        elif name == "plaintext" and not slash:
            break
    if at < size:
        yield make((at, size, "", "", "", size))


def _end_of_tag(markup: str, at: int) -> int:
    """Return where a tag ends that goes on at `at`, behind more attributes than TAG counts; 0 where the file ends first."""
    while further := FURTHER.match(markup, at):
        at = further.end()
    return at + 1 if markup.startswith(">", at) else 0


def attributes_of(words: str) -> dict[str, str]:
    """Return the attributes of a tag, names in small letters; of two with one name the first counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in ATTRIBUTE.findall(words):
        found.setdefault(name.lower(), resolved(double or single or bare))
    return found


def resolved(words: str) -> str:
    """Return words with their entities resolved: "&eacute;", "&#233;", "&#xe9;"; what is no character is U+FFFD."""
    if "&" not in words:
        return words
    if "&#" in words:
        words = LONG_NUMBER.sub("\ufffd", ZEROS.sub(r"\1", words))
    return unescape(words)
