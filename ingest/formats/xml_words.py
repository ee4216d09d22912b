"""An element of XML, and its words: what the characters between its tags stand for. No entity is expanded but characters."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import html5

# "<content:encoded>", "</item>", "<link href='a>b'/>", "<!--", "<![CDATA[", "<?xml"; an element has no 10,000 attributes
TAG = re.compile(
    r"<(?:(?P<close>/)?(?P<name>[A-Za-z_][\w.:-]*+)(?P<attributes>[^<>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^<>\"']*+){0,10000})>"
    r"|(?P<comment>!--)|(?P<cdata>!\[CDATA\[)|(?P<doctype>!DOCTYPE)|(?P<instruction>\?))"
)
# "&eacute;", "&#8217;", "&#x2019;"
REFERENCE = re.compile(r"&(?:#\d{1,9}|#[xX][0-9A-Fa-f]{1,7}|[A-Za-z]\w{1,31});")
# what stands between the words of an element
CDATA_OR_MARK = re.compile(r"<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
CDATA = "<![CDATA["


@dataclass(slots=True)
class Element:
    """An element: its name in small letters with the usual prefix ("wp:status"), and the places of its tags.

    `inner` to `inner_end` is what stands between them. `is_marked` tells that tags stand in it, `is_whole` that its
    end tag does. Elements deeper than `xml_elements.DEEPEST` are not among the children.
    """

    name: str
    start: int
    inner: int
    inner_end: int
    end: int
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    is_marked: bool = False
    is_whole: bool = True

    def first(self, *names: str) -> Element | None:
        """Return the first child of the first of these names that there is."""
        for name in names:
            for child in self.children:
                if child.name == name:
                    return child
        return None

    def all(self, *names: str) -> list[Element]:
        return [child for child in self.children if child.name in names]


def words(xml: str, element: Element | None) -> str:
    """Return the characters in an element, without tags and comments."""
    if element is None:
        return ""
    inner = xml[element.inner : element.inner_end]
    if "<" not in inner:
        return characters_of(inner)
    if inner.startswith(CDATA) and inner.find("]]>") == len(inner) - 3:
        return inner[len(CDATA) : -3]
    return "".join(_pieces(inner, drop_tags=element.is_marked))


def markup(xml: str, element: Element) -> str:
    """Return what stands in an element as HTML: its characters, or, where tags stand in it, its tags and words."""
    if not element.is_marked:
        return words(xml, element)
    inner = xml[element.inner : element.inner_end]
    return CDATA_OR_MARK.sub(lambda match: match["cdata"] or "", inner)


def characters_of(words: str) -> str:
    """Return words with their character references read; names are those of HTML, and unknown ones stay as they stand."""
    return REFERENCE.sub(_character, words) if "&" in words else words


def _character(match: re.Match[str]) -> str:
    reference = match.group()
    if reference[1] == "#":
        # HTML's reading of numbers: &#150; is a dash, a surrogate is no character
        return html.unescape(reference) or "\ufffd"
    return html5.get(reference[1:], reference)


def _pieces(inner: str, drop_tags: bool) -> Iterator[str]:
    at = 0
    for match in CDATA_OR_MARK.finditer(inner):
        yield _plain(inner[at : match.start()], drop_tags)
        yield match["cdata"] or ""
        at = match.end()
    yield _plain(inner[at:], drop_tags)


def _plain(piece: str, drop_tags: bool) -> str:
    return characters_of(TAG.sub(" ", piece) if drop_tags else piece)
