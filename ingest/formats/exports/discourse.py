"""A topic of a forum that runs Discourse, as its address with `.json` behind it gives it (`/t/the-kettle/12.json`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ingest.formats.exports.json_places import Elements, listed, mapping, words
from ingest.formats.exports.posts import Posts, entry
from ingest.formats.exports.text import fields
from ingest.formats.feeds.entries import Entry, Feed, Words, one_line

SAID = (
    "username",
    "display_username",
    "user_title",
    "post_number",
    "reply_to_post_number",
    "updated_at",
    "edit_reason",
    "action_code",
)
MISSING = "{} of the {} posts of this topic are not in the file, which has those of one page; save the others with ?print=true, or page by page"


def read(value: Any, _: Mapping[str, str]) -> Posts | None:
    """Return the posts of a topic; None where it is none."""
    said = mapping(value)
    stream = mapping(said.get("post_stream"))
    posts = stream.get("posts")
    if not isinstance(posts, Elements) or "cooked" not in mapping(posts.first()):
        return None
    title = one_line(words(said.get("title")))
    entries = [_entry(mapping(each), title, *place) for each, *place in posts]
    count = len(listed(stream.get("stream")))
    missing = count - len(entries)
    told = [MISSING.format(f"{missing:,}", f"{count:,}")] if missing > 0 else []
    lines = [line for key in ("title", "created_at", "slug", "tags") for line in fields({key: said.get(key)})]
    return Posts(Feed(lines=lines, entries=entries), told)


def _entry(post: dict[str, Any], title: str, start: int, end: int) -> Entry:
    found = entry(start, end)
    number = words(post.get("post_number"))
    found.kind, found.id = "comment", number
    found.title = title if number == "1" else ""
    found.author = one_line(words(post.get("name"))) or one_line(words(post.get("username")))
    found.date = words(post.get("created_at"))
    found.names = [f"post-{number}"]
    found.take([Words(words(post.get("cooked")), "html")])
    found.lines = [line for key in SAID for line in fields({key: post.get(key)})]
    return found
