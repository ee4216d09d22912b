"""Lists of a page, and the number or the mark that each of their items has."""

from __future__ import annotations

from ingest.formats.html.elements import LIST_STYLE, item_mark, whole_number
from ingest.formats.html.words import List


def list_in(outer: List | None, name: str, attributes: dict[str, str]) -> List:
    """Return the list that opens within another, or in none."""
    found = List(outer.depth + 1 if outer else 1, outer)
    if name == "ol":
        start = whole_number(attributes.get("start", ""))
        style = LIST_STYLE.search(attributes.get("style", ""))
        found.number = 1 if start is None else start
        found.step = -1 if "reversed" in attributes else 1
        found.style = style[1] if style else attributes.get("type", "1")
        if found.step < 0 and start is None:
            found.number = None  # it is the number of items, which are not read yet
    return found


def item_in(items: List | None, attributes: dict[str, str], depth: int) -> List:
    """Return the list that an item opens in, its number taken; `depth` is how many elements are open."""
    if items is None or items.item >= 0:
        items = List(items.depth + 1 if items else 1, items)  # an item outside any list
    if items.number is not None:
        value = whole_number(attributes.get("value", ""))
        items.number = items.number if value is None else value
        style = LIST_STYLE.search(attributes.get("style", ""))
        items.mark = item_mark(items.number, style[1] if style else attributes.get("type", items.style))
        items.number += items.step
    items.fresh, items.item = True, depth
    return items
