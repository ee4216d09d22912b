"""What a browser does with each element of HTML unless a stylesheet says otherwise (WHATWG HTML, section 15)."""

from __future__ import annotations

import re

from ingest.formats.numerals import letters, roman

# what begins and ends a paragraph
BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
        "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2",
        "h3", "h4", "h5", "h6", "head", "header", "hgroup", "html", "legend", "li", "listing", "main", "menu",
        "nav", "noframes", "ol", "optgroup", "option", "p", "plaintext", "pre", "search", "section", "summary",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp",
    )
)  # fmt: skip
# their start ends a paragraph, and they have no content
EMPTY_BLOCKS = frozenset(("hr", "frame"))
VOID = frozenset(
    (
        "area", "base", "basefont", "bgsound", "br", "col", "command", "embed", "frame", "hr", "img", "input",
        "keygen", "link", "meta", "param", "source", "track", "wbr",
    )
)  # fmt: skip
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
LISTS = frozenset(("ol", "ul", "menu", "dir", "dl"))
ITEMS = frozenset(("li", "dt", "dd"))
CELLS = frozenset(("td", "th", "caption"))
ROW_GROUPS = frozenset(("tbody", "thead", "tfoot"))
CONTROLS = frozenset(("button", "select", "textarea", "meter", "progress"))
# never shown: their content is for programs, or stands in where something cannot be played
HIDDEN = frozenset(
    (
        "script", "style", "template", "title", "iframe", "noembed", "datalist", "audio", "video", "canvas", "rp",
        "desc", "metadata", "defs", "annotation", "annotation-xml",
    )
)  # fmt: skip
# "display:none", "visibility: hidden", "display :none !important"
NOT_SHOWN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
# "white-space: pre-wrap"
KEEPS_LINES = re.compile(r"(?:^|;)\s*white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
# "list-style-type: lower-alpha", "list-style:none"
LIST_STYLE = re.compile(r"(?:^|;)\s*list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
# "12", "-3", " 7": what an attribute may say as a number
WHOLE_NUMBER = re.compile(r"\s*([-+]?[0-9]{1,9})")
STYLES = {
    "1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman",
    "lower-latin": "lower-alpha", "upper-latin": "upper-alpha",
}  # fmt: skip
# the types of <input> whose value a browser prints
SHOWN_VALUES = frozenset(("submit", "button", "reset", "text", "search", "email", "url", "tel", "number"))
UNNUMBERED = frozenset(("none", "disc", "circle", "square"))


def is_shown(name: str, attributes: dict[str, str]) -> bool:
    """Tell whether a browser shows an element with these attributes."""
    if name == "template":  # a page that was saved with its shadow roots
        return bool(attributes.keys() & {"shadowrootmode", "shadowroot", "shadowmode"})
    if name in HIDDEN or "hidden" in attributes or (name == "dialog" and "open" not in attributes):
        return False
    return not NOT_SHOWN.search(attributes.get("style", ""))


def whole_number(words: str) -> int | None:
    """Return the number that an attribute begins with, as a browser reads it."""
    match = WHOLE_NUMBER.match(words)
    return int(match[1]) if match else None


def item_mark(number: int, style: str) -> str:
    """Return what a browser prints before an item of a numbered list: "3. ", "c. ", "iii. "; nothing for a bullet."""
    style = STYLES.get(style, style.lower())
    if style in UNNUMBERED:
        return ""
    words = str(number)
    if style.endswith("-alpha") and number > 0:
        words = letters(number)
    elif style.endswith("-roman") and 0 < number < 4000:
        words = roman(number)
    return f"{words.upper() if style.startswith('upper-') else words}. "
