"""XML of exports: its elements in their exact places, as far as it is well formed and beyond.

A strict parser stops at the first stray sign and loses every post behind it; one that mends in silence moves words.
Here each place that is not well formed is noted and reading goes on. No entity is expanded but characters, no DTD is
read, nothing is fetched, and time and memory are those of the file. Extensible Markup Language 1.0 (W3C, 2008).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.formats.xml_words import TAG, Element, characters_of

# " rel='self'", ' href="http://…"'
ATTRIBUTE = re.compile(r"([A-Za-z_][\w.:-]*+)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
# "AT&T", "&nbsp;": what is no character of XML
BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,9}|#x[0-9A-Fa-f]{1,7});)(?:\w{1,31};)?")
# the end of a DOCTYPE: ">", or "]>" after declarations of its own
SUBSET = re.compile(r"[^\[>]*+\[")
ENDS = {"comment": "-->", "cdata": "]]>", "instruction": "?>"}

DEEPEST = 5  # rss, channel, item, wp:comment, wp:comment_id; what lies deeper is the markup of a text
MOST_PREFIXES = 100  # of one file; feeds have a dozen

# the names that a namespace goes by here, whatever its prefix in the file
NAMESPACES = {
    "http://www.w3.org/2005/Atom": "atom", "http://purl.org/atom/ns#": "atom", "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "", "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "", "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://purl.org/rss/1.0/modules/content/": "content", "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/1999/xhtml": "xhtml", "http://www.w3.org/2007/app": "app", "http://purl.org/atom/app#": "app",
    "http://schemas.google.com/blogger/2018": "blogger", "http://purl.org/syndication/thread/1.0": "thr",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes", "http://search.yahoo.com/mrss/": "media",
}  # fmt: skip
FEEDS = {"feed": "atom", "entry": "atom", "rss": ""}
# http://wordpress.org/export/1.2/, http://wordpress.org/export/1.2/excerpt/
OF_WORDPRESS = re.compile(r"https?://wordpress\.org/export/[\d.]+/(excerpt/)?")


@dataclass(slots=True)
class Tree:
    """The elements that stand in no other, and the places that are not well formed, each with what stands there."""

    roots: list[Element] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    is_cut_off: bool = False
    declares_entities: bool = False
    doctypes: list[tuple[int, int]] = field(default_factory=list)


def read_elements(xml: str, entries: frozenset[str]) -> Tree:
    """Return the elements of a text. An element named in `entries` never stands in another of these: the first one ends."""
    reader = _Reader(xml, entries)
    reader.read()
    return reader.tree


class _Reader:
    """One pass over a text from its first sign to its last."""

    def __init__(self, xml: str, entries: frozenset[str]) -> None:
        self.xml, self.entries, self.tree = xml, entries, Tree()
        self.names: list[str] = []  # of every element that is open, as printed
        self.open: Counter[str] = Counter()
        self.elements: list[tuple[Element, dict[str, str]]] = []  # of those down to DEEPEST, with their prefixes
        self.entry: tuple[str, int] | None = None  # the name, as printed, of the entry that is open, and its depth

    def read(self) -> None:
        at, xml = 0, self.xml
        while (start := xml.find("<", at)) >= 0:
            self._look_for_bare(at, start)
            match = TAG.match(xml, start)
            if match is None:
                self._fault(start, "a < that begins no tag")
                at = start + 1
            elif match["name"]:
                self._tag(match)
                at = match.end()
            else:
                at = self._skip(match)
        self._look_for_bare(at, len(xml))
        if self.names:
            self.tree.is_cut_off = True
            self._fault(len(xml), f"the end of the file, where </{self.names[-1]}> is due")
            self._close(0, len(xml), len(xml), whole=False)

    def _fault(self, at: int, what: str) -> None:
        self.tree.faults.append((at, what))

    def _look_for_bare(self, start: int, end: int) -> None:
        if self.xml.find("&", start, end) < 0:
            return
        bare = BARE.search(self.xml, start, end)
        if bare:
            self._fault(bare.start(), f"“{bare.group()}”, which is no character of XML")

    def _skip(self, match: re.Match[str]) -> int:
        """Return where a comment, an instruction, a CDATA section or a DOCTYPE ends."""
        kind, xml = match.lastgroup or "", self.xml
        if kind == "doctype":
            return self._doctype(match)
        stop = xml.find(ENDS[kind], match.end())
        if stop < 0:
            self.tree.is_cut_off = True
            self._fault(match.start(), f"“{match.group()}”, which nothing ends")
            return len(xml)
        return stop + len(ENDS[kind])

    def _doctype(self, match: re.Match[str]) -> int:
        xml, subset = self.xml, SUBSET.match(self.xml, match.end())
        end = xml.find("]", subset.end()) if subset else match.end()
        self.tree.declares_entities |= bool(subset and xml.find("<!ENTITY", subset.end(), max(end, 0)) >= 0)
        stop = xml.find(">", end) + 1 if end >= 0 else 0
        self.tree.doctypes.append((match.start(), stop or len(xml)))
        return stop or len(xml)

    def _tag(self, match: re.Match[str]) -> None:
        name = match["name"]
        if match["close"]:
            self._end(match, name)
        else:
            self._start(match, name, match["attributes"])

    def _start(self, match: re.Match[str], name: str, attributes: str) -> None:
        if self.entry and name == self.entry[0]:
            self._fault(match.start(), f"<{name}>, where </{self.names[-1]}> is due")
            self._close(self.entry[1], match.start(), match.start(), whole=False)
        if self.elements:
            self.elements[-1][0].is_marked = True
        empty = attributes.endswith("/")
        if len(self.names) < DEEPEST:
            self._element(match, name, attributes, empty)
        if not empty:
            self.names.append(name)
            self.open[name] += 1

    def _element(self, match: re.Match[str], name: str, attributes: str, empty: bool) -> None:
        found = dict(_attributes(attributes)) if attributes else {}
        prefixes = _prefixes(self.elements[-1][1], found) if self.elements else _of_root(name, found)
        usual = _usual(name, prefixes)
        element = Element(usual, match.start(), match.end(), match.end(), match.end(), found)
        (self.elements[-1][0].children if self.elements else self.tree.roots).append(element)
        if not empty:
            self.elements.append((element, prefixes))
            if usual in self.entries and self.entry is None:
                self.entry = (name, len(self.names))

    def _end(self, match: re.Match[str], name: str) -> None:
        if not self.open[name]:
            self._fault(match.start(), f"</{name}>, which closes nothing")
            return
        if self.names[-1] != name:
            self._fault(match.start(), f"</{name}>, where </{self.names[-1]}> is due")
        while self.names[-1] != name:
            self._close(len(self.names) - 1, match.start(), match.start(), whole=False)
        self._close(len(self.names) - 1, match.start(), match.end())

    def _close(self, depth: int, inner_end: int, end: int, whole: bool = True) -> None:
        """End every element that is open, down to the one at a depth."""
        while len(self.names) > depth:
            self.open[self.names.pop()] -= 1
            if len(self.elements) > len(self.names):
                element, _ = self.elements.pop()
                element.inner_end, element.end, element.is_whole = inner_end, end, whole
            if self.entry and self.entry[1] == len(self.names):
                self.entry = None


def _attributes(words: str) -> Iterator[tuple[str, str]]:
    """Yield the attributes of a tag, their names in small letters, but for the prefixes that they declare."""
    for name, a, b in ATTRIBUTE.findall(words):
        yield (name if name.startswith("xmlns") else name.lower()), characters_of(a or b)


def _prefixes(above: dict[str, str], attributes: dict[str, str]) -> dict[str, str]:
    """Return what each prefix stands for: those above, and those that an element declares, as far as they are known."""
    found = {}
    for key, value in attributes.items():
        if key != "xmlns" and not key.startswith("xmlns:"):
            continue
        prefix = key[6:]
        of_wordpress = OF_WORDPRESS.fullmatch(value)
        usual = ("excerpt" if of_wordpress[1] else "wp") if of_wordpress else NAMESPACES.get(value, prefix)
        if above.get(prefix, prefix) != usual:
            found[prefix] = usual
    return above | found if found and len(above) < MOST_PREFIXES else above


def _of_root(name: str, attributes: dict[str, str]) -> dict[str, str]:
    """Return what each prefix of a file stands for; a feed is one even where its namespace is wrong, or not there."""
    prefixes = _prefixes({}, attributes)
    prefix, _, local = name.lower().rpartition(":")
    if local in FEEDS and prefixes.get(prefix, prefix) == prefix:
        return prefixes | {prefix: FEEDS[local]}
    return prefixes


def _usual(name: str, prefixes: dict[str, str]) -> str:
    prefix, _, local = name.rpartition(":")
    usual = prefixes.get(prefix, prefix)
    return f"{usual}:{local}".lower() if usual else local.lower()
