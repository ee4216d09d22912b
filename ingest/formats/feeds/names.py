"""Names of entries: what ids are made of, so that they stay when a blog is exported again with more posts."""

from __future__ import annotations

import re
from collections import defaultdict
from urllib.parse import unquote, urlsplit

from ingest.formats.feeds.entries import Entry
from ingest.ids import join, slug

# "the-kettle.html", "index.php"
SUFFIX = re.compile(r"\.(?:x?html?|php\d?|aspx?|jsp|cfm|cgi)\Z", re.IGNORECASE)
# what pages are called that tell entries apart by what follows the question mark: "article.php?id=12"
DOORS = re.compile(r"(?:.*\.(?:php\d?|aspx?|jsp|cfm|cgi)|index\.x?html?|)\Z", re.IGNORECASE)
# "tag:blogger.com,1999:blog-1.post-2", "urn:uuid:6ba7…", "https://blog.example/?p=12"
PARTS = re.compile(r"[:/.#?&]")


def name_entries(entries: list[Entry]) -> None:
    """Give every entry its name, and every comment that of its post.

    The oldest of several keeps the name that they share, so that it stays when newer entries follow; the others get their
    date behind it.
    """
    posts = {entry.id: entry for entry in reversed(entries) if entry.id and entry.kind != "comment"}
    for entry in entries:
        entry.name = next((found for each in entry.names if (found := slug(each))), "")
    _tell_apart(entries)
    for entry in entries:
        post = posts.get(entry.replies_to)
        if post is not None and post is not entry:
            entry.replies_to_name = post.name
            if entry.kind == "comment" and entry.name:
                entry.name = join(post.name, "comment", entry.name.removeprefix("post-"))


def last_part(url: str) -> str:
    """Return the last part of an address or an id: "the-kettle", "p-12", "post-2"."""
    try:
        found = urlsplit(url.strip())
    except ValueError:
        return ""
    if found.scheme not in ("http", "https", ""):
        return PARTS.split(url.strip())[-1]
    last = unquote(found.path.rstrip("/").rpartition("/")[2])
    query = found.query.partition("&")[0] if DOORS.match(last) else ""
    return join(SUFFIX.sub("", last), unquote(query).replace("=", "-"))


def _tell_apart(entries: list[Entry]) -> None:
    same: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.kind != "comment":
            same[entry.name].append(entry)
    for name, those in same.items():
        for entry in sorted(those, key=lambda each: (each.day or "9999", each.id))[1:]:
            entry.name = join(name, entry.day)
