"""Posts of an export, written out one by one, as the entries of a feed are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.formats.blocks import Block, Split
from ingest.formats.decode import Decoded, Run
from ingest.formats.exports.places import Places, as_far_as
from ingest.formats.feeds.dates import day_of
from ingest.formats.feeds.entries import Entry, Feed, Words
from ingest.formats.feeds.names import name_entries
from ingest.formats.feeds.text import Text
from ingest.formats.xml_words import Element

NONE = "it holds no post with words that is read"
BASIS = "export"


@dataclass(slots=True)
class Posts:
    """The posts of an export, what is said of all of them, and sentences about what is not read."""

    feed: Feed
    problems: list[str] = field(default_factory=list)


class PostText(Text):
    """The text of posts; that of one which repeats somebody else's ("quote") is quoted."""

    def _read(self, words: Words) -> tuple[str, list[Block]]:
        if words.kind != "quote":
            return super()._read(words)
        text, blocks = super()._read(Words(words.text, "text"))
        return text, [each if each.discard else Block("quote", each.start, each.end) for each in blocks]


def entry(start: int, end: int) -> Entry:
    """Return an entry of which nothing is known but its place in the export."""
    return Entry(Element("", start, start, end, end, {}), date_basis=BASIS)


def written_posts(made: Posts, found: Decoded, problems: list[str]) -> Decoded:
    """Return the text of the posts, each an item."""
    feed = made.feed
    read = [each for each in feed.entries if not each.state]
    for each in read:
        each.day = day_of(each.date)
    name_entries(read)
    text, places = PostText(), Places(found)
    runs: list[Run] = []
    text.discard("feed header", "\n".join(feed.lines))
    for each in read:
        runs += places.run(text.entry(each, feed), each.element.start, each.element.end)
    told = [*problems, *made.problems, *_left_out(feed.entries), *([] if text.items else [NONE])]
    whole = "".join(text.parts).rstrip()
    stated = {
        key: value for key, value in (("title", feed.title), ("publisher", feed.title), ("url", feed.url)) if value
    }
    split = Split(text.blocks, stated, [*((each, 0, 0) for each in told), *text.problems], text.items)
    return Decoded(whole, None, split, as_far_as(runs, len(whole)))


def _left_out(entries: Iterable[Entry]) -> Iterable[str]:
    counts = Counter(each.state for each in entries if each.state)
    if counts:
        yield "not read: " + ", ".join(f"{why} ({count:,})" for why, count in sorted(counts.items()))
