"""Atom (RFC 4287): a feed as elements, in which no sign stands that XML cannot hold."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
# what may not stand in XML 1.0: https://www.w3.org/TR/xml/#charsets
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

ElementTree.register_namespace("", ATOM)


def feed() -> Element:
    """Return an empty feed."""
    return Element(f"{{{ATOM}}}feed")


def add(parent: Element, name: str, words: str | None = None, **attributes: str) -> Element:
    """Add an element to another, and return it."""
    said = {name: _plain(value) for name, value in attributes.items()}
    child = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", said)
    child.text = None if words is None else _plain(words)
    return child


def written(feed: Element) -> str:
    """Return a feed as it is sent."""
    made: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return made.decode()


def _plain(text: str) -> str:
    return FORBIDDEN.sub("\ufffd", text)
