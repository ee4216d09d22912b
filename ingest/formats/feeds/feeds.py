"""Feeds and blog exports: RSS, Atom, Blogger's back-up and WordPress' export, each entry a document.

What kind of XML a file is, its content says and not its name. What readers of the blog do not see (drafts, comments that
wait, templates) stays out, and is counted in a problem.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterator

from ingest.errors import UnreadableError
from ingest.formats.blocks import Split
from ingest.formats.decode import Decoded, Run
from ingest.formats.feeds import atom as feed_atom
from ingest.formats.feeds import blogger as feed_blogger
from ingest.formats.feeds import rss as feed_rss
from ingest.formats.feeds import wordpress as feed_wordpress
from ingest.formats.feeds.dates import day_of
from ingest.formats.feeds.entries import Entry, Feed, one_line
from ingest.formats.feeds.names import name_entries
from ingest.formats.feeds.text import Text
from ingest.formats.xml_bytes import Characters, characters, place
from ingest.formats.xml_elements import Tree, read_elements
from ingest.formats.xml_words import Element, words

ENTRIES = frozenset(("item", "atom:entry"))
ROOTS = ("rss", "rdf:rdf", "atom:feed", "atom:entry")
KINDS = "RSS, Atom, the back-up of a Blogger blog, and the export of a WordPress blog (WXR)"
# "1 draft", "12 drafts"; and what must be declared to have them
ASKED = {"draft": "drafts", "protected": "drafts", "comment": "comments"}
NAMES = {"protected": "post behind a password"}


def decode(data: bytes, declared: str | None, include: Collection[str]) -> Decoded:
    """Return the text of a feed, its entries as items.

    Raises UnreadableError for XML of another kind, DeclarationError for a declared encoding that does not fit.
    """
    xml = characters(data, declared)
    tree = read_elements(xml.text, ENTRIES)
    feeds = _feeds(xml.text, tree)
    return _written(xml, tree, feeds, include)


def _feeds(xml: str, tree: Tree) -> list[tuple[Element, Feed]]:
    """Return the feeds of a file: one, or several that were put one behind the other."""
    found = [(root, _read(xml, root)) for root in tree.roots if root.name in ROOTS]
    if found:
        return found
    root = tree.roots[0].name if tree.roots else None
    if root is None:
        raise UnreadableError(
            f"it holds no XML element; the XML that is read is {KINDS}; give it the name of its format."
        )
    if root == "html":
        raise UnreadableError("it is a web page in XML; give it the name of its format, .html.")
    raise UnreadableError(f"its XML is <{root[:40]}>, which is not read; what is read is {KINDS}.")


def _read(xml: str, root: Element) -> Feed:
    if root.name.startswith("atom:"):
        return feed_blogger.read(xml, root) if feed_blogger.is_blogger(root) else feed_atom.read(xml, root)
    return feed_wordpress.read(xml, root) if feed_wordpress.is_export(root) else feed_rss.read(xml, root)


def _written(xml: Characters, tree: Tree, feeds: list[tuple[Element, Feed]], include: Collection[str]) -> Decoded:
    entries = [entry for _, feed in feeds for entry in feed.entries]
    for entry in entries:
        entry.day = day_of(entry.date)
    name_entries(entries)
    read = {id(entry): entry for entry in entries if _why_not(entry, include) is None}
    text, runs = _laid_out(xml, tree, feeds, read)
    whole = "".join(text.parts).rstrip()
    problems = [*xml.problems, *_broken(xml.text, tree, len(entries)), *_left_out(entries, feeds, include)]
    problems += [*_undated(list(read.values())), *([] if text.items else ["it holds no entry with words that is read"])]
    told = [*((each, 0, 0) for each in problems), *_twice(text), *_empty(text), *text.problems]
    return Decoded(whole, None, Split(text.blocks, _front_matter(feeds[0][1]), told, text.items), tuple(runs))


def _laid_out(
    xml: Characters, tree: Tree, feeds: list[tuple[Element, Feed]], read: Container[int]
) -> tuple[Text, list[Run]]:
    """Return the text of the entries whose `id()` is in `read`, and the bytes that each was made of."""
    text, bytes, at = Text(), _Bytes(xml), 0
    runs: list[Run] = []
    for root, feed in feeds:
        text.discard("outside the feed", _between(xml.text, at, root.start, tree))
        at = root.end
        text.discard("feed header", "\n".join(feed.lines))
        for entry in feed.entries:
            if id(entry) in read:
                runs += bytes.run(entry, *text.entry(entry, feed))
    text.discard("outside the feed", _between(xml.text, at, len(xml.text), tree))
    return text, runs


class _Bytes:
    """The bytes of entries, asked for in the order in which they stand; none where the file is not what it says it is."""

    def __init__(self, xml: Characters) -> None:
        self.xml, self.at, self.byte = xml, 0, xml.mark

    def run(self, entry: Entry, start: int, end: int) -> Iterator[Run]:
        element = entry.element
        if self.xml.encoding and start < end:
            self.byte += self._count(self.at, element.start)
            self.at = element.start
            yield Run(start, end, self.byte, self.byte + self._count(element.start, element.end))

    def _count(self, start: int, end: int) -> int:
        return len(self.xml.text[start:end].encode(self.xml.encoding or "utf-8"))


def _between(xml: str, start: int, end: int, tree: Tree) -> str:
    """Return the words outside a feed: what a server printed before it, a second declaration."""
    edges = [start, *(edge for place in tree.doctypes if start <= place[0] < end for edge in place), end]
    pieces = [
        Element("", a, a, b, b, {}, is_marked=True) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b
    ]
    return one_line(" ".join(words(xml, piece) for piece in pieces))


def _front_matter(feed: Feed) -> dict[str, str]:
    stated = {"title": feed.title, "publisher": feed.title, "url": feed.url, "language": feed.language}
    return {key: value for key, value in stated.items() if value}


def _why_not(entry: Entry, include: Collection[str]) -> str | None:
    """Return what keeps an entry out, or None for one that is read."""
    if entry.state in ASKED:
        return None if ASKED[entry.state] in include else entry.state
    if entry.state:
        return entry.state
    return "comment" if entry.kind == "comment" and "comments" not in include else None


def _left_out(entries: list[Entry], feeds: list[tuple[Element, Feed]], include: Collection[str]) -> Iterator[str]:
    counts = Counter(why for entry in entries if (why := _why_not(entry, include)))
    for _, feed in feeds:
        counts += feed.left_out
    asked = {why: counts.pop(why) for why in ASKED if counts[why]}
    if asked:
        keys = ", ".join(dict.fromkeys(ASKED[why] for why in asked))
        yield f"not read: {_listed(asked)}; declare include: [{keys}] to have them"
    unseen = counts.pop("unapproved", 0)
    if unseen:
        yield f"not read: {_listed({'comment': unseen})} that no one sees on the blog (spam, not approved, or below a draft)"
    if counts:
        yield f"not read, as no documents: {_listed(dict(sorted(counts.items())))}"


def _listed(counts: dict[str, int]) -> str:
    parts = [f"{count:,} {_named(name, count)}" for name, count in counts.items()]
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def _named(name: str, count: int) -> str:
    name = NAMES.get(name, name)
    first, _, rest = name.partition(" behind")
    plural = first if count == 1 else f"{first}s"
    return f"{plural} behind{rest}" if rest else plural


def _empty(text: Text) -> Iterator[tuple[str, int, int]]:
    """Yield how many entries have no words, where others have some."""
    if text.empty and len(text.empty) < len(text.entries):
        count = len(text.empty)
        has = (
            "has no words and is no document" if count == 1 else "have no words and are no documents; this is the first"
        )
        yield f"{count:,} {'entry' if count == 1 else 'entries'} {has}", *text.empty[0]


def _twice(text: Text) -> Iterator[tuple[str, int, int]]:
    seen: set[str] = set()
    for id, start, end in text.entries:
        if id and id in seen:
            yield "an entry above has the same id; both are read: withhold the one that is not wanted", start, end
        seen.add(id)


def _undated(entries: list[Entry]) -> Iterator[str]:
    unread = [entry for entry in entries if entry.date and not entry.day]
    if unread:
        yield (
            f"the dates of {len(unread):,} of {len(entries):,} entries are not understood, or contradict their weekday, the "
            f"first “{one_line(unread[0].date)[:60]}”; they stay empty"
        )


def _broken(xml: str, tree: Tree, count: int) -> Iterator[str]:
    """Yield where a file is not well formed, and how far it was read."""
    if tree.declares_entities:
        yield "it declares entities of its own, which are not expanded; they stand in the text as &name;"
    roots = [root for root in tree.roots if root.name in ROOTS]
    if len(roots) > 1:
        yield f"{len(roots)} feeds stand in it one behind the other, the second from {place(xml, roots[1].start)}; all are read"
    if tree.faults:
        at, what = tree.faults[0]
        more = f"; there are {len(tree.faults) - 1:,} more such places" if len(tree.faults) > 1 else ""
        end = ", and it breaks off at its end" if tree.is_cut_off else ""
        yield (
            f"its XML is not well formed{end}: in {place(xml, at)} stands {what}{more}. {count:,} entries were read; "
            "compare them with the blog, or have it exported again"
        )
