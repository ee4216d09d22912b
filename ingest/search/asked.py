"""The state of a search in its address: read from a query string, and written into one. Unknown arguments are let be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from ingest.search.engine import GROUPS, MOST_ON_A_PAGE, PAGE_SIZE, SORTS, Asked
from ingest.search.facets import NAMES
from ingest.search.query import LONGEST, clean

MOST_CHOSEN = 20  # values of one facet
DEEPEST = 1_000_000  # page


def asked_by(query_string: str) -> Asked:
    """Return what a query string asks for; what it says amiss is as if it were not there."""
    try:
        pairs = parse_qsl(query_string, keep_blank_values=True, max_num_fields=500)
    except ValueError:
        pairs = []
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)

    def last(name: str, of: tuple[str, ...], otherwise: str) -> str:
        value = given.get(name, [otherwise])[-1]
        return value if value in of else otherwise

    chosen = ((name, tuple(dict.fromkeys(v for v in given.get(name, ()) if v))[:MOST_CHOSEN]) for name in NAMES)
    return Asked(
        " ".join(clean(given.get("q", [""])[-1])[: LONGEST + 1].split()),
        tuple((name, values) for name, values in chosen if values),
        last("sort", SORTS, SORTS[0]),
        _number(given.get("page", ["1"])[-1], 1, DEEPEST),
        _number(given.get("size", [""])[-1], PAGE_SIZE, MOST_ON_A_PAGE),
        last("group", GROUPS, GROUPS[0]),
        last("words", ("all",), "") == "all",
    )


def _number(value: str, otherwise: int, most: int) -> int:
    number = int(value[:9]) if value.isascii() and value.isdecimal() else 0
    return min(number, most) if number else otherwise


def address(path: str, asked: Asked, more: Iterable[str] = (), **changes: Any) -> str:
    """Return the address of a search, with `changes`; `add` and `drop` take a facet and one of its values.

    `more` are the facets of which more values are shown. Unless a page is given, it leads to the first one.
    """
    added, dropped = changes.pop("add", None), changes.pop("drop", None)
    chosen = dict(changes.pop("chosen", asked.chosen))
    if added:
        chosen[added[0]] = (*chosen.get(added[0], ()), added[1])
    if dropped:
        chosen[dropped[0]] = tuple(value for value in chosen.get(dropped[0], ()) if value != dropped[1])
    changes.setdefault("page", 1)
    asked = replace(asked, chosen=tuple((name, chosen[name]) for name in NAMES if chosen.get(name)), **changes)
    pairs = [("q", asked.q)] if asked.q else []
    pairs += [(name, value) for name, values in asked.chosen for value in values]
    pairs += [("words", "all")] if asked.every_word else []
    plain = Asked()
    for name in ("sort", "group", "size", "page"):
        if getattr(asked, name) != getattr(plain, name):
            pairs.append((name, str(getattr(asked, name))))
    pairs += [("more", name) for name in more]
    return f"{path}?{urlencode(pairs)}" if pairs else path
