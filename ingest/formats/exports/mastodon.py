"""The posts of an account of Mastodon, as its archive has them (`outbox.json`, ActivityPub). What was not public stays out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ingest.formats.exports.json_places import Elements, listed, mapping, words
from ingest.formats.exports.posts import Posts, entry
from ingest.formats.exports.text import fields
from ingest.formats.feeds.entries import Entry, Feed, Words, language, one_line, web_address
from ingest.formats.feeds.names import last_part

# to whom a post goes that everybody may read (ActivityPub, 5.6)
PUBLIC = ("https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public")
WRITTEN = ("Note", "Article", "Question")
# what is read elsewhere, said a second time, or of the machine
UNSAID = (
    "id", "type", "content", "contentMap", "published", "url", "attributedTo", "to", "cc", "atomUri", "conversation", "context",
    "blurhash", "focalPoint", "width", "height", "mediaType", "icon", "replies", "likes", "shares", "signature", "@context",
)  # fmt: skip


def read(value: Any, _: Mapping[str, str]) -> Posts | None:
    """Return the posts of an outbox; None where it is none."""
    said = mapping(value)
    activities = said.get("orderedItems")
    if not isinstance(activities, Elements) or not words(said.get("type")).startswith("OrderedCollection"):
        return None
    return Posts(Feed(entries=[_entry(mapping(each), *place) for each, *place in activities]))


def _entry(activity: dict[str, Any], start: int, end: int) -> Entry:
    found, post = entry(start, end), mapping(activity.get("object"))
    if activity.get("type") != "Create" or post.get("type") not in WRITTEN:
        found.state = (
            "posts of others that it shares" if activity.get("type") == "Announce" else "activities that are no posts"
        )
        return found
    if not any(each in PUBLIC for each in _addressed(activity, post)):
        found.state = "posts that not everybody may read"
        return found
    found.id, found.replies_to = words(post.get("id")), words(post.get("inReplyTo"))
    found.author = last_part(words(post.get("attributedTo")) or words(activity.get("actor")))
    found.date = words(post.get("published")) or words(activity.get("published"))
    found.url = web_address(words(post.get("url")))
    found.names = [last_part(found.id)]
    found.language = language(next(iter(mapping(post.get("contentMap"))), ""))
    found.take([Words(words(post.get("content")), "html")])
    found.lines = [*_warning(post), *fields(post, ("summary", *UNSAID))]
    return found


def _addressed(*said: dict[str, Any]) -> Iterator[str]:
    for each in said:
        for key in ("to", "cc"):
            yield from map(words, listed(each.get(key)) or [each.get(key)])


def _warning(post: dict[str, Any]) -> list[str]:
    """Return the warning behind which the words of a post are hidden."""
    warning = one_line(words(post.get("summary")))
    return [f"warning: {warning}"] if warning else []
