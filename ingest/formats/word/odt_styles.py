"""Styles of an OpenDocument text: which paragraphs are titles, quotations or captions, and which words are hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.formats.package import Element
from ingest.formats.word.odt_text import STYLE, T

DEEPEST = 20  # styles, each based on the next
# "Text_20_body": how a name writes a sign that no name may have
ESCAPED = re.compile(r"_([0-9a-f]{2,4})_")
Key = tuple[str, str]  # the family of a style, "paragraph", and its name
TITLES = {"title": 1, "subtitle": 2}
KINDS = {"quotations": "quote", "quote": "quote", "block text": "quote", "caption": "caption"}


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of its paragraphs: the level of a title, or a kind; whether they are hidden; the kind of their list.

    `list` is empty where they may not be numbered, and None where nothing is said of it.
    """

    title: int = 0
    kind: str = ""
    hidden: bool = False
    list: str | None = None


NONE = Style()


@dataclass(slots=True)
class Styles:
    """The styles of paragraphs by name, and the names of styles of words that are not shown."""

    paragraphs: dict[str, Style] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)


def read(roots: Iterable[Element]) -> Styles:
    """Return the styles in the parts of a document; of two with one name the last counts."""
    raw = styles_in(roots)
    styles = Styles()
    for family, name in raw:
        if family == "paragraph":
            styles.paragraphs[name] = _whole(name, raw)
        elif family == "text" and any(_is_hidden(each) for each in based(family, name, raw)):
            styles.hidden.add(name)
    return styles


def styles_in(roots: Iterable[Element]) -> dict[Key, Element]:
    """Return the elements of the styles in the parts of a document."""
    raw: dict[Key, Element] = {}
    for root in roots:
        for each in root.iter(f"{STYLE}style"):
            raw[each.get(f"{STYLE}family", ""), each.get(f"{STYLE}name", "")] = each
    return raw


def based(family: str, name: str, raw: dict[Key, Element]) -> Sequence[Element]:
    """Return a style and those it is based on, the nearest first."""
    found: list[Element] = []
    while len(found) < DEEPEST and (family, name) in raw:
        found.append(raw[family, name])
        name = found[-1].get(f"{STYLE}parent-style-name", "")
    return found


def _whole(name: str, raw: dict[Key, Element]) -> Style:
    chain = based("paragraph", name, raw)
    names = [*map(_name, chain), _plain(chain[-1].get(f"{STYLE}parent-style-name", ""))]
    title = next((TITLES[each] for each in names if each in TITLES), 0)
    kind = next((KINDS[each] for each in names if each in KINDS), "")
    lists = next((words for each in chain if (words := each.get(f"{STYLE}list-style-name")) is not None), None)
    hidden = next((found for each in chain if (found := _is_hidden(each)) is not None), False)
    return Style(title, kind, hidden, lists)


def _name(each: Element) -> str:
    return _plain(each.get(f"{STYLE}display-name") or each.get(f"{STYLE}name", ""))


def _plain(said: str) -> str:
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), said).casefold()


def _is_hidden(each: Element) -> bool | None:
    """Tell whether a style hides its words; None where it says nothing of that."""
    said = each.find(f"{STYLE}text-properties")
    display = said.get(f"{T}display") if said is not None else None
    return None if display is None else display == "none"
