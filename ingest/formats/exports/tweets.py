"""The posts of an account of X, as its archive has them (`data/tweets.js`). What repeats another's post is a quote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ingest.formats.exports.json_places import Elements, listed, mapping, words
from ingest.formats.exports.posts import Posts, entry
from ingest.formats.feeds.entries import Entry, Feed, Words, language, one_line
from ingest.grammar.mail_dates import read_sent

REPEATED = "RT @"
NAMELESS = "the file does not say whose account this is; declare its `creator`"
UNKNOWN = ("und", "zxx", "qme", "qht", "qam", "qct", "qst")  # what X has for a language that it does not know


def read(value: Any, _: Mapping[str, str]) -> Posts | None:
    """Return the posts; None where it is no such archive."""
    first = mapping(value.first()) if isinstance(value, Elements) else {}
    if not (mapping(first.get("tweet")) or ("full_text" in first and "id_str" in first)):
        return None
    return Posts(Feed(entries=[_entry(mapping(each), *place) for each, *place in value]), [NAMELESS])


def _entry(value: dict[str, Any], start: int, end: int) -> Entry:
    found, post = entry(start, end), mapping(value.get("tweet")) or value
    sent = read_sent(words(post.get("created_at")))
    text = words(post.get("full_text")) or words(post.get("text"))
    found.id, found.date = words(post.get("id_str")), sent.day if sent and sent.consistent else ""
    found.replies_to = words(post.get("in_reply_to_status_id_str"))
    found.names = [found.id]
    said = words(post.get("lang"))
    found.language = "" if said in UNKNOWN else language(said)
    found.take([Words(_plain(text), "quote" if text.startswith(REPEATED) else "text")])
    found.lines = list(_lines(post))
    return found


def _plain(text: str) -> str:
    """Return the words with the three characters that X writes otherwise."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if "&" in text else text


def _lines(post: dict[str, Any]) -> Iterator[str]:
    """Yield when a post was written, whom it answers, where its short addresses lead, and what it shows."""
    said = [("created_at", post.get("created_at")), ("in reply to", post.get("in_reply_to_screen_name"))]
    said += [("in reply to post", post.get("in_reply_to_status_id_str"))]
    entities = mapping(post.get("entities"))
    said += [
        (words(mapping(each).get("url")), mapping(each).get("expanded_url")) for each in listed(entities.get("urls"))
    ]
    shown = listed(mapping(post.get("extended_entities")).get("media")) or listed(entities.get("media"))
    said += [("picture", mapping(each).get("media_url_https")) for each in shown]
    yield from (f"{one_line(label)}: {one_line(words(value))}" for label, value in said if one_line(words(value)))
