"""The text of a feed as it is read in an archive: each entry its title, its words, and what else stands with it."""

from __future__ import annotations

from dataclasses import replace

from ingest.errors import UnreadableError
from ingest.formats.blocks import Block, Item
from ingest.formats.feeds.entries import Entry, Feed, Words
from ingest.formats.feeds.wordpress_paragraphs import SHORTCODE, with_paragraphs
from ingest.formats.html.text import read_fragment
from ingest.formats.paragraphs import paragraphs

BETWEEN = "\n\n"


class Text:
    """A text that grows entry by entry, with its blocks and its items."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.items: list[Item] = []
        self.entries: list[tuple[str, int, int]] = []  # the id that each entry states, and its place
        self.problems: list[tuple[str, int, int]] = []
        self.empty: list[tuple[int, int]] = []  # the places of entries without words to read

    def discard(self, name: str, words: str) -> None:
        bare = words.strip()
        if bare:
            self._add(bare, [Block(name, self.length, self.length + len(bare), discard=True)])

    def entry(self, entry: Entry, feed: Feed) -> tuple[int, int]:
        """Add an entry, and return its place."""
        start, first = self.length, len(self.blocks)
        if entry.title:
            self._add(entry.title, [Block("heading", self.length, self.length + len(entry.title), 1)])
        if entry.body:
            self._add(*self._read(entry.body))
        for summary in entry.summaries:
            self.discard("summary", self._read(summary)[0])
        self.discard("entry fields", "\n".join(entry.lines))
        self.discard("categories", "\n".join(entry.categories))
        end = self.blocks[-1].end if self.length > start else start
        self.entries.append((entry.id, start, end))
        if all(each.discard for each in self.blocks[first:]):
            self.empty.append((start, end))
        if start < end:
            self.items.append(Item(start, end, _said(entry, feed)))
        return start, end

    def _read(self, words: Words) -> tuple[str, list[Block]]:
        """Return the visible words of a text, and their blocks in places of the whole."""
        at = self.length
        if words.kind == "text":
            return words.text, _moved(paragraphs(words.text).blocks, at)
        try:
            if words.kind == "wordpress":
                return _wordpress(words.text, at)
            return read_fragment(words.text, at)
        except UnreadableError as error:
            self.problems.append((f"the HTML of this entry is kept as it stands: {error}", at, at + len(words.text)))
            return words.text, _moved(paragraphs(words.text).blocks, at)

    def _add(self, words: str, blocks: list[Block]) -> None:
        if blocks:
            self.parts += [words, BETWEEN]
            self.length += len(words) + len(BETWEEN)
            self.blocks += blocks


def _wordpress(markup: str, at: int) -> tuple[str, list[Block]]:
    """Return the words of a WordPress post; what only tells it where a picture goes is a discard."""
    text, blocks = read_fragment(with_paragraphs(markup), at)
    if "[" not in text:
        return text, blocks
    return text, [
        replace(each, kind="shortcode", level=0, discard=True)
        if SHORTCODE.fullmatch(text, each.start - at, each.end - at)
        else each
        for each in blocks
    ]


def _moved(blocks: list[Block], at: int) -> list[Block]:
    return [Block(each.kind, each.start + at, each.end + at, each.level, each.discard) for each in blocks]


def _said(entry: Entry, feed: Feed) -> dict[str, str]:
    """Return what a feed states of an entry. What it does not is said to be empty, or that of the feed would count.

    The title is not among it: it is the heading, so that words withheld there are withheld in the title too.
    """
    return {
        "kind": entry.kind,
        "title": "",
        "headline": "",
        "author": entry.author,
        "publisher": feed.title,
        "date": entry.day or "",
        "date_basis": entry.date_basis,
        "url": entry.url,
        "language": entry.language or feed.language,
        "name": entry.name,
        "replies_to": entry.replies_to_name,
    }
