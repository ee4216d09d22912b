"""Blogger: the Atom file of a blog's back-up, as it was until 2024, and as Google's Takeout has written it since."""

from __future__ import annotations

from ingest.formats.feeds.atom import read as read_atom
from ingest.formats.feeds.entries import Entry, Feed, said
from ingest.formats.feeds.names import last_part
from ingest.formats.xml_words import Element

# "http://schemas.google.com/blogger/2008/kind#post"
KIND = "kind#"
KINDS = {"post": "blog post", "page": "page", "comment": "comment"}


def is_blogger(root: Element) -> bool:
    """Tell an export from a feed: its entries say what they are."""
    return any(_type_of(entry) or entry.first("blogger:type") for entry in root.all("atom:entry")[:50])


def read(xml: str, root: Element) -> Feed:
    """Return a blog with its posts, pages and comments; what is no document has the state that says so."""
    feed = read_atom(xml, root)
    feed.entries = [_entry(xml, entry) for entry in feed.entries]
    return feed


def _type_of(entry: Element) -> str:
    terms = (each.attributes.get("term", "") for each in entry.all("atom:category"))
    return next((term.partition(KIND)[2] for term in terms if KIND in term), "")


def _entry(xml: str, entry: Entry) -> Entry:
    element = entry.element
    type = (_type_of(element) or said(xml, element, "blogger:type")).lower()
    entry.date_basis = entry.date_basis.replace("feed", "export")
    entry.kind = KINDS.get(type, "")
    entry.state = "" if entry.kind else "setting"
    if not entry.state and not _is_published(xml, element):
        entry.state = "unapproved" if entry.kind == "comment" else "draft"
    entry.names = [last_part(said(xml, element, "blogger:filename")), *entry.names]
    if entry.kind == "comment":
        # its title is its own first words, cut off
        entry.lines[:0] = [f"title: {entry.title}"] if entry.title else []
        entry.title, entry.names = "", [last_part(entry.id)]
        entry.replies_to = entry.replies_to or said(xml, element, "blogger:parent")
    return entry


def _is_published(xml: str, element: Element) -> bool:
    """Tell what readers of the blog see; an entry that the file breaks off may yet have said that it is a draft."""
    control = element.first("app:control")
    status = said(xml, element, "blogger:status").upper()
    is_draft = control is not None and said(xml, control, "app:draft").lower() != "no"
    return element.is_whole and not is_draft and status in ("", "LIVE")
