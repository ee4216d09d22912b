"""Paragraphs of WordPress: what it keeps as empty lines, and makes `<p>` and `<br>` of when a post is shown.

After the function wpautop of wp-includes/formatting.php; a post written in blocks says where they begin itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# "<!-- wp:paragraph -->"
OF_BLOCKS = re.compile(r"<!--\s*wp:")
# "<div class='…'>", "</ul>", "<pre>", "<!--": what is a block of its own, or keeps its line ends
BLOCK = re.compile(
    r"</?(?P<name>table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|"
    r"address|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|hgroup|header|footer|nav|figure|figcaption|details|"
    r"menu|summary|script|textarea|select|option|math|svg)\b[^<>]*>|<!--",
    re.IGNORECASE,
)
# "[caption id='a' width='300']", "[/caption]", "[gallery ids='1,2']", "[vc_row]": the marks of WordPress and of page builders; not
# "[sic]", and not the old "[caption caption='words']", which holds what readers see
SHORTCODE = re.compile(
    r"\[/?(?:caption|wp_caption|gallery|embed|audio|video|playlist|(?:vc|et_pb|fusion)_\w+)(?:\s(?![^\[\]]*\bcaption=)[^\[\]]*)?\]"
)
EMPTY_LINES = re.compile(r"\n\s*\n")
# within them a line end is a line end, or nothing
KEPT = ("pre", "script", "style", "textarea", "svg", "math")


def with_paragraphs(markup: str) -> str:
    """Return the content of a post as HTML in which its paragraphs and its lines are marked."""
    if OF_BLOCKS.search(markup):
        return markup
    return "".join(_pieces(markup.replace("\r\n", "\n").replace("\r", "\n")))


def _pieces(markup: str) -> Iterator[str]:
    at = 0
    while match := BLOCK.search(markup, at):
        yield _marked(markup[at : match.start()])
        at = match.end()
        end = _end_of(match)
        if end:
            closing = re.compile(re.escape(end), re.IGNORECASE).search(markup, at)
            at = closing.start() if closing else len(markup)
        yield markup[match.start() : at]
    yield _marked(markup[at:])


def _end_of(match: re.Match[str]) -> str:
    """Return the end of what is kept as it stands, or nothing."""
    name = (match["name"] or "").lower()
    if not name:
        return "-->"
    return f"</{name}" if name in KEPT and match.group()[1] != "/" else ""


def _marked(text: str) -> str:
    if not text.strip():
        return text
    text = SHORTCODE.sub(r"\n\n\g<0>\n\n", text) if "[" in text else text
    lines = (part.replace("\n", "<br>\n") for part in EMPTY_LINES.split(text.strip("\n")))
    return "\n<p>".join(lines)
