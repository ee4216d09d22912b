"""What stands in an OpenDocument text, in order: paragraphs with what they stand in, and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.formats.package import Element
from ingest.formats.word.odt_lists import LEVELS, LONGEST, Counted, Lists
from ingest.formats.word.odt_text import DRAW, OFFICE, SILENT, TABLE, T

CONTENTS, HIDDEN = "table of contents", "hidden text"
PARAGRAPHS = (f"{T}p", f"{T}h")
# what stands between paragraphs: where something was deleted or inserted, comments, pictures and other objects
ASIDES = (f"{T}change", f"{T}change-start", f"{OFFICE}annotation", f"{DRAW}image", f"{DRAW}object")
FOUND = frozenset((*PARAGRAPHS, *ASIDES, f"{TABLE}table", f"{T}soft-page-break"))
NO_CONTENT = (f"{T}number", f"{T}soft-page-break", *ASIDES)  # of an item
DEPTHS = tuple(map(str, range(1, LEVELS + 1)))


@dataclass(frozen=True, slots=True)
class Item:
    """What a paragraph stands in: a list, its kind and its depth, with the number that it bears itself; the name of a discard."""

    counted: Counted | None = None
    style: str = ""
    depth: int = 0
    number: str = ""
    name: str | None = None


NOTHING = Item()


def flow(root: Element, lists: Lists, item: Item = NOTHING) -> Iterator[tuple[Element, Item]]:
    """Yield the paragraphs, the tables and what stands between them, whatever they are wrapped in, and what each stands in."""
    for each in root:
        tag = each.tag
        if not isinstance(tag, str) or tag in SILENT:
            continue
        if tag in FOUND:
            yield each, item
            item = replace(item, number="") if item.number and tag in PARAGRAPHS else item
        elif tag == f"{T}list":
            yield from _list(each, lists, item)
        elif tag == f"{T}numbered-paragraph":
            yield from flow(each, lists, _numbered(each, lists, item))
        else:
            yield from flow(each, lists, _inside(each, item))


def _list(root: Element, lists: Lists, item: Item) -> Iterator[tuple[Element, Item]]:
    """Yield what stands in a list; of an item the first paragraph bears the number."""
    style = root.get(f"{T}style-name") or item.style
    counted = lists.within(item.counted, item.depth, style) if item.counted else lists.begin(root)
    for each in root:
        if each.tag == f"{T}list-header":
            yield from flow(each, lists, Item(counted, style, item.depth + 1, name=item.name))
        elif each.tag == f"{T}list-item":
            first = next((child for child in each if child.tag not in NO_CONTENT), None)
            own = each.get(f"{T}style-override") or style or lists.style_of(first)
            number = ""
            if first is not None and first.tag in PARAGRAPHS:
                number = lists.next(counted, own, item.depth + 1, each.get(f"{T}start-value"))
                number = _printed(each) or number
            yield from flow(each, lists, Item(counted, own, item.depth + 1, number, item.name))


def _numbered(each: Element, lists: Lists, item: Item) -> Item:
    """Return what a paragraph stands in that is an item of a list without lying in one."""
    counted, style = lists.begin(each), each.get(f"{T}style-name", "")
    depth = each.get(f"{T}level", "1")
    level = int(depth) if depth in DEPTHS else 1
    number = lists.next(counted, style, level, each.get(f"{T}start-value"))
    return Item(counted, style, level, _printed(each) or number, item.name)


def _inside(each: Element, item: Item) -> Item:
    """Return what stands in a section, in a table of contents, in a frame."""
    if item.name is None and each.tag == f"{T}table-of-content":
        return Item(name=CONTENTS)
    if item.name is None and each.tag == f"{T}section" and each.get(f"{T}display") == "none":
        return Item(name=HIDDEN)
    return Item(name=item.name) if each.tag in (f"{T}section", f"{T}index-body") else item


def _printed(item: Element) -> str:
    """Return the number that a file prints for programs that count none."""
    words = " ".join("".join("".join(each.itertext()) for each in item if each.tag == f"{T}number").split())
    return f"{words[:LONGEST]} " if words else ""


def rows_of(root: Element) -> Iterator[Element]:
    """Yield the rows of a table, whatever they are wrapped in."""
    for each in root:
        if each.tag == f"{TABLE}table-row":
            yield each
        elif each.tag in (f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"):
            yield from rows_of(each)


def cells_of(row: Element) -> Iterator[Element]:
    """Yield the cells of a row; one that another covers has no words."""
    return (each for each in row if each.tag == f"{TABLE}table-cell")
