"""A thread of Reddit, as its address with `.json` behind it gives it: a post and the comments below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from ingest.formats.exports.json_places import Elements, listed, mapping, words
from ingest.formats.exports.posts import Posts, entry
from ingest.formats.exports.text import fields
from ingest.formats.feeds.entries import Entry, Feed, Words, one_line
from ingest.formats.xml_words import characters_of

POST, COMMENT, MORE = "t3", "t1", "more"
BOTH = 2  # lists: the post, and the comments
COUNT = re.compile(r"\d{1,9}", re.ASCII)
GONE = ("[deleted]", "[removed]")
SAID = ("subreddit", "permalink", "url", "link_flair_text", "edited", "distinguished", "parent_id")
# "&amp;", "&lt;", "&gt;": as Reddit writes these characters, unless it was asked for them plain
ESCAPED = re.compile(r"&(?:amp|lt|gt);")
MISSING = "{} comments of this thread are not in the file; open what it leaves out on the page, and save that too"


def read(value: Any, _: Mapping[str, str]) -> Posts | None:
    """Return the post and its comments; None where it is no thread."""
    lists = list(value) if isinstance(value, Elements) and len(value.places) == BOTH else []
    if not lists or any(mapping(each).get("kind") != "Listing" for each, *_ in lists):
        return None
    entries: list[Entry] = []
    missing = 0
    for listing, start, end in lists:
        for kind, said in _things(mapping(listing)):
            missing += _count(words(said.get("count"))) if kind == MORE else 0
            if kind in (POST, COMMENT):
                entries.append(_entry(kind, said, start, end))
    if not entries or entries[0].kind != "blog post":
        return None
    for each in entries[1:]:
        each.replies_to = entries[0].id
    return Posts(Feed(entries=entries), [MISSING.format(f"{missing:,}")] if missing else [])


def _things(listing: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what a list holds, the answers to each comment behind it, however deep."""
    waiting = _children(listing)[::-1]
    while waiting:
        here = mapping(waiting.pop())
        said = mapping(here.get("data"))
        yield words(here.get("kind")), said
        waiting += _children(mapping(said.get("replies")))[::-1]


def _count(printed: str) -> int:
    return int(printed) if COUNT.fullmatch(printed) else 0


def _children(listing: dict[str, Any]) -> list[Any]:
    return listed(mapping(listing.get("data")).get("children"))


def _entry(kind: str, said: dict[str, Any], start: int, end: int) -> Entry:
    found = entry(start, end)
    found.kind = "blog post" if kind == POST else "comment"
    found.id = words(said.get("name")) or f"{kind}_{words(said.get('id'))}"
    found.names = [words(said.get("id"))]
    author = one_line(words(said.get("author")))
    found.author = "" if author in GONE else author
    found.title = one_line(_plain(words(said.get("title")))) if kind == POST else ""
    found.date = _moment(words(said.get("created_utc")))
    text = _plain(words(said.get("selftext" if kind == POST else "body")))
    found.take([Words("" if text in GONE else text, "text")])
    found.lines = [*([text] if text in GONE else []), *(line for key in SAID for line in fields({key: said.get(key)}))]
    return found


def _plain(text: str) -> str:
    """Return words as they are shown; where one of the characters stands plain, all do."""
    return characters_of(text) if ESCAPED.search(text) and not re.search(r"[<>]", text) else text


def _moment(seconds: str) -> str:
    """Return the moment, in UTC, that is so many seconds after 1970 began."""
    whole = seconds.partition(".")[0]
    return (
        datetime.fromtimestamp(int(whole), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        if re.fullmatch(r"\d{9,10}", whole, re.ASCII)
        else ""
    )
