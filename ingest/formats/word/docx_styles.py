"""Styles of a Word document: which paragraphs are headings, quotations or captions, hidden, or numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.formats.package import Element
from ingest.formats.word.docx_text import W, is_on

DEEPEST = 20  # styles, each based on the next
# "heading 2", "Title", "Subtitle"
HEADING = re.compile(r"heading (\d)\Z", re.IGNORECASE)
TITLES = {"title": 1, "subtitle": 2}
KINDS = {"quote": "quote", "intense quote": "quote", "block text": "quote", "caption": "caption"}


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of its paragraphs; None where it says nothing."""

    heading: int | None = None
    kind: str | None = None
    list_id: str | None = None
    level: int | None = None
    hidden: bool | None = None


NONE = Style()


def read(root: Element | None) -> tuple[dict[str, Style], str]:
    """Return the styles of paragraphs by id, and the id of the one that is used where none is named."""
    if root is None:
        return {}, ""
    raw = {
        each.get(f"{W}styleId", ""): each
        for each in root.iter(f"{W}style")
        if each.get(f"{W}type") in ("paragraph", "numbering")
    }
    usual = next((id for id, each in raw.items() if is_default(each)), "")
    return {id: _whole(id, raw) for id in raw}, usual


def is_default(each: Element) -> bool:
    return each.get(f"{W}type") == "paragraph" and each.get(f"{W}default") in ("1", "true", "on")


def _whole(id: str, raw: dict[str, Element]) -> Style:
    """Return a style with what it takes from those it is based on."""
    found = NONE
    for _ in range(DEEPEST):
        each = raw.get(id)
        if each is None:
            break
        found = _merged(found, own(each, _name(each)))
        based = each.find(f"{W}basedOn")
        id = based.get(f"{W}val", "") if based is not None else ""
    return found


def _name(each: Element) -> str:
    name = each.find(f"{W}name")
    return (name.get(f"{W}val") or "") if name is not None else ""


def _merged(near: Style, far: Style) -> Style:
    return Style(
        near.heading if near.heading is not None else far.heading,
        near.kind or far.kind,
        near.list_id if near.list_id is not None else far.list_id,
        near.level if near.level is not None else far.level,
        near.hidden if near.hidden is not None else far.hidden,
    )


def own(each: Element, name: str = "") -> Style:
    """Return what a style, or a paragraph, says itself."""
    match = HEADING.match(name)
    heading = int(match[1]) if match else TITLES.get(name.casefold())
    outline = each.find(f"{W}pPr/{W}outlineLvl")
    if heading is None and outline is not None and outline.get(f"{W}val", "9").isdecimal():
        heading = int(outline.get(f"{W}val", "9")) + 1
    vanish = each.find(f"{W}rPr/{W}vanish")
    return Style(
        min(heading, 10) if heading is not None else None,
        KINDS.get(name.casefold()),
        _value(each, "numId"),
        _level(_value(each, "ilvl")),
        is_on(vanish) if vanish is not None and each.tag == f"{W}style" else None,
    )


def of(paragraph: Element, styles: dict[str, Style], usual: str) -> Style:
    """Return what holds of a paragraph: what it says itself, then its style."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    named = style.get(f"{W}val", "") if style is not None else usual
    return _merged(own(paragraph), styles.get(named, NONE))


def style_of(paragraph: Element, usual: str) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else usual


def _value(each: Element, name: str) -> str | None:
    found = each.find(f"{W}pPr/{W}numPr/{W}{name}")
    return found.get(f"{W}val") if found is not None else None


def _level(words: str | None) -> int | None:
    return int(words) if words is not None and words.isdecimal() and len(words) < 3 else None
