"""RSS: 0.90 to 2.0 and the RDF of RSS 1.0, as one.

RSS 2.0 Specification (RSS Advisory Board), RDF Site Summary 1.0, and the modules that blogs use: content, dc, media.
"""

from __future__ import annotations

from ingest.formats.feeds.entries import (
    Entry,
    Feed,
    html_or_text,
    language,
    lines_of,
    one_line,
    person,
    said,
    title_of,
    web_address,
)
from ingest.formats.feeds.names import last_part
from ingest.formats.xml_words import Element, words

BODIES = (
    "content:encoded", "xhtml:body", "xhtml:div", "body", "atom:content", "description", "atom:summary", "itunes:summary",
    "media:description",
)  # fmt: skip
DATES = ("pubdate", "dc:date", "atom:published", "dcterms:created", "dcterms:issued")


def read(xml: str, root: Element) -> Feed:
    """Return an RSS feed. Items count wherever they stand: in the channel, beside it (RSS 1.0), or after its end."""
    channel = root.first("channel") or root
    items = [item for each in (root, *root.all("channel")) for item in each.all("item")]
    items.sort(key=lambda item: item.start)
    besides = {id(each) for each in (*items, *root.all("channel"))}
    lines = [*lines_of(xml, channel, besides), *(lines_of(xml, root, besides) if channel is not root else ())]
    feed = Feed(
        title_of(said(xml, channel, "title", "dc:title")),
        web_address(said(xml, channel, "link")),
        language(said(xml, channel, "language", "dc:language") or root.attributes.get("xml:lang", "")),
        lines,
    )
    feed.entries = [item_of(xml, item) for item in items]
    return feed


def item_of(xml: str, item: Element) -> Entry:
    """Return an item of any RSS."""
    guid = said(xml, item, "guid", "atom:id", "dc:identifier") or item.attributes.get("rdf:about", "")
    permalink = guid if (item.first("guid") or item).attributes.get("ispermalink", "true").lower() != "false" else ""
    title = item.first("title", "dc:title", "media:title", "itunes:title")
    entry = Entry(item, id=guid)
    entry.title = title_of(words(xml, title))
    entry.author = person(said(xml, item, "dc:creator", "author", "itunes:author")) or _atom_author(xml, item)
    entry.date = said(xml, item, *DATES)
    entry.url = web_address(
        said(xml, item, "feedburner:origlink"), said(xml, item, "link"), permalink, _alternate(item)
    )
    entry.language = language(said(xml, item, "dc:language") or item.attributes.get("xml:lang", ""))
    entry.names = [last_part(entry.url), last_part(guid), guid]
    used = _take_words(xml, entry)
    categories = item.all("category", "dc:subject")
    entry.categories = [found for each in categories if (found := one_line(words(xml, each)))]
    entry.lines = list(lines_of(xml, item, {id(each) for each in (title, *used, *categories) if each}))
    return entry


def _take_words(xml: str, entry: Entry) -> list[Element]:
    """Give an entry its texts, the fullest first; return the elements they are from."""
    found = [each for name in BODIES for each in entry.element.all(name)[:1]]
    entry.take(html_or_text(xml, each) for each in found)
    return found


def _atom_author(xml: str, item: Element) -> str:
    author = item.first("atom:author")
    return said(xml, author, "atom:name") if author else ""


def _alternate(item: Element) -> str:
    links = (each.attributes for each in item.all("atom:link"))
    return next((each.get("href", "") for each in links if each.get("rel", "alternate") == "alternate"), "")
