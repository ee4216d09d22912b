"""Atom: 1.0 and 0.3, and the entries of Blogger's exports.

The Atom Syndication Format, RFC 4287; Atom Threading Extensions, RFC 4685.
"""

from __future__ import annotations

import re

from ingest.formats.feeds.entries import Entry, Feed, Words, language, lines_of, one_line, said, web_address
from ingest.formats.feeds.names import last_part
from ingest.formats.html.text import read_fragment
from ingest.formats.xml_words import Element, markup, words

# "<xhtml:p>": a prefix before the names of HTML
PREFIX = re.compile(r"(</?)[A-Za-z_][\w.-]*:(?=[A-Za-z])")
DATES = ("atom:published", "atom:issued", "atom:created")


def read(xml: str, root: Element) -> Feed:
    """Return an Atom feed; a document that is one entry alone is a feed of one."""
    if root.name == "atom:entry":
        return Feed(entries=[entry_of(xml, root)])
    entries = root.all("atom:entry")
    feed = Feed(
        _title(xml, root),
        web_address(alternate(root)),
        language(root.attributes.get("xml:lang", "")),
        list(lines_of(xml, root, {id(each) for each in entries})),
    )
    author = _author(xml, root)
    feed.entries = [entry_of(xml, each, author) for each in entries]
    return feed


def entry_of(xml: str, element: Element, author: str = "") -> Entry:
    """Return an entry; `author` is that of the feed, whose entries it wrote unless they say otherwise."""
    entry = Entry(element, id=said(xml, element, "atom:id"))
    entry.title = _title(xml, element)
    entry.author = _author(xml, element) or author
    entry.date = said(xml, element, *DATES)
    if not entry.date:
        entry.date, entry.date_basis = said(xml, element, "atom:updated", "atom:modified"), "feed, last update"
    entry.url = web_address(alternate(element))
    entry.language = language(element.attributes.get("xml:lang", ""))
    entry.names = [last_part(entry.url), last_part(entry.id), entry.id]
    reply = element.first("thr:in-reply-to")
    if reply:
        entry.kind, entry.replies_to = "comment", reply.attributes.get("ref", "")
    used = _take_words(xml, entry)
    categories = element.all("atom:category", "dc:subject")
    entry.categories = [found for each in categories if (found := _category(xml, each))]
    title = element.first("atom:title")
    entry.lines = list(lines_of(xml, element, {id(each) for each in (title, *used, *categories) if each}))
    return entry


def alternate(element: Element) -> str:
    """Return the address of the page that an entry, or a feed, stands for."""
    links = (each.attributes for each in element.all("atom:link"))
    return next((each.get("href", "").strip() for each in links if each.get("rel", "alternate") == "alternate"), "")


def _title(xml: str, element: Element) -> str:
    title = element.first("atom:title")
    if title is None:
        return ""
    is_html = title.attributes.get("type", "") in ("html", "text/html") and not title.is_marked
    return one_line(read_fragment(words(xml, title))[0] if is_html else words(xml, title))


def _author(xml: str, element: Element) -> str:
    names = [said(xml, each, "atom:name") for each in element.all("atom:author")]
    return ", ".join(name for name in names if name)


def _category(xml: str, category: Element) -> str:
    found = category.attributes.get("label") or category.attributes.get("term") or words(xml, category)
    # Blogger says so which entries are posts, and which are comments
    return "" if category.attributes.get("scheme", "").endswith("2005#kind") else one_line(found)


def _take_words(xml: str, entry: Entry) -> list[Element]:
    """Give an entry its content and its summary; return the elements they are from."""
    found = [each for name in ("atom:content", "atom:summary") for each in entry.element.all(name)[:1]]
    texts = [(each, text) for each in found if (text := _words(xml, each))]
    entry.take(text for _, text in texts)
    return [each for each, _ in texts]


def _words(xml: str, element: Element) -> Words | None:
    """Return the words of a text construct; None where they are a picture or the like, or stand elsewhere."""
    kind = element.attributes.get("type", "text").lower()
    if "src" in element.attributes or element.attributes.get("mode") == "base64":
        return None
    if "html" in kind:
        text = markup(xml, element)
        return Words(PREFIX.sub(r"\1", text) if element.is_marked else text, "html")
    if kind.startswith("text") or kind.endswith(("+xml", "/xml")):
        return Words(words(xml, element), "text")
    return None
