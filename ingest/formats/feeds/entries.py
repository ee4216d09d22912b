"""What every feed and blog export is read into: its entries, and the words around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from ingest.formats.xml_words import Element, characters_of, markup, words

# what machines tell each other: counts of comments, times of updates, the state of an entry
MACHINE = re.compile(
    r"(?:wp|app|gd|blogger(?!:(?:location|metadescription)\Z)|thr|slash|wfw|sy|opensearch|feedburner|admin|trackback):|"
    r"(?:cloud|ttl|atom:email|skiphours|skipdays)\Z"
)
# links that lead to the feed itself, or to where it is edited
OWN_LINKS = re.compile(r"self|edit|edit-media|hub|first|last|next|prev|previous|replies|service\.\w+|https?:.*")
SAYING = ("href", "url", "src", "term", "text")
# "<em>", "</i>": the markup of titles
IN_TITLES = re.compile(
    r"</?(?:a|abbr|acronym|b|bdi|big|br|cite|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strike|strong|sub|sup|tt|u)\b[^<>]*>",
    re.IGNORECASE,
)
# "ada.quill@post.example (Ada Quill)"
ADDRESS_AND_NAME = re.compile(r"[^\s@]+@[^\s@]+\s+\((?P<name>[^()]+)\)\Z")
# "<p>", "&nbsp;", "<!--": what makes HTML of a description
HTML = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z]\w+);|<!--")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*\Z")


@dataclass(slots=True)
class Words:
    """Words of an entry, and how they are to be read: as "html", as "text", or as "wordpress" writes HTML."""

    text: str
    kind: str


@dataclass(slots=True)
class Entry:
    """An entry as its feed states it: dates as printed, `names` the candidates for its name, the best one first.

    `kind` is blog post, page, comment, or empty where the feed does not say. `state` is empty for what is published;
    otherwise it says what keeps it back: draft, protected, unapproved, or what kind of thing it is if no document.
    `replies_to` is the id of the post that a comment answers.
    """

    element: Element
    kind: str = "blog post"
    state: str = ""
    id: str = ""
    title: str = ""
    author: str = ""
    date: str = ""
    date_basis: str = "feed"
    url: str = ""
    language: str = ""
    body: Words | None = None
    summaries: list[Words] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    replies_to: str = ""
    name: str = ""
    replies_to_name: str = ""
    day: str | None = None

    def take(self, texts: Iterable[Words]) -> None:
        """Take the first of these texts for the body, and those that say something else for summaries."""
        told: list[str] = []
        self.body, self.summaries = None, []
        for each in texts:
            if not each.text.strip() or each.text.strip() in told:
                continue
            told.append(each.text.strip())
            if self.body is None:
                self.body = each
            else:
                self.summaries.append(each)


@dataclass(slots=True)
class Feed:
    """A feed or an export: what it says of itself, in words and as `lines` that readers see, and its entries in order.

    `left_out` counts what stands in an export and is shown to no reader.
    """

    title: str = ""
    url: str = ""
    language: str = ""
    lines: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


Read = Callable[[str, Element], Feed]


def one_line(words: str) -> str:
    return " ".join(words.split())


def said(xml: str, element: Element, *names: str) -> str:
    """Return the words, on one line, of the first child of these names that has some."""
    for name in names:
        for child in element.all(name):
            found = one_line(words(xml, child))
            if found:
                return found
    return ""


def title_of(text: str) -> str:
    """Return a title of RSS, which may be HTML or not: without the markup of titles, its entities as characters."""
    return one_line(characters_of(IN_TITLES.sub("", text)))


def person(words: str) -> str:
    """Return the name in "address (name)"; an address alone, of e-mail or of a page, names nobody who may be published."""
    match = ADDRESS_AND_NAME.match(words)
    return match["name"].strip() if match else "" if "@" in words or "://" in words else words


def web_address(*candidates: str) -> str:
    """Return the first candidate that is the address of a page."""
    return next((each for each in candidates if re.match(r"https?://\S+\Z", each)), "")


def language(words: str) -> str:
    return words if LANGUAGE.match(words) else ""


def html_or_text(xml: str, element: Element) -> Words:
    """Return the words of an element of RSS, which does not say whether they are HTML: what looks like it is."""
    text = markup(xml, element)
    return Words(text, "html" if HTML.search(text) else "text")


def lines_of(xml: str, element: Element, besides: Collection[int]) -> Iterator[str]:
    """Yield "name: words" for each child that readers may see, besides those (by `id()`), and words outside all of them."""
    for child in element.children:
        if id(child) not in besides and not MACHINE.match(child.name):
            yield from _lines(xml, child, _local(child.name))
    for start, end in _gaps(element):
        if element.children and start < end and not xml[start:end].isspace():
            yield from _line("", one_line(words(xml, Element("", start, start, end, end, {}, is_marked=True))))


def _lines(xml: str, element: Element, label: str) -> Iterator[str]:
    if any(xml[start:end].strip() for start, end in _gaps(element)):
        yield from _line(label, one_line(words(xml, element)))
        return
    yield from _line(label, _address(element))
    for child in element.children:
        if not MACHINE.match(child.name):
            yield from _line(f"{label} {_local(child.name)}", one_line(words(xml, child)) or _address(child))


def _gaps(element: Element) -> Iterator[tuple[int, int]]:
    """Yield the places between the children of an element: its own words, where there are any."""
    at = element.inner
    for child in element.children:
        yield at, child.start
        at = child.end
    yield at, element.inner_end


def _line(label: str, words: str) -> Iterator[str]:
    if words:
        yield f"{label}: {words}" if label else words


def _address(element: Element) -> str:
    """Return what an element says in its attributes: where a picture, a recording, or a page is."""
    attributes = element.attributes
    if OWN_LINKS.fullmatch(attributes.get("rel", "")):
        return ""
    return next((one_line(attributes[key]) for key in SAYING if key in attributes), "")


def _local(name: str) -> str:
    return name.rpartition(":")[2]
