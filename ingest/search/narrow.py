"""Narrowing: the passages that filters such as `by:Quill` or a chosen facet let through."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from ingest.search.index import Index, quoted
from ingest.search.prepare import folded
from ingest.search.query import Filter, years

Mask = NDArray[np.bool_]
KILOMETRES = 5  # that count as near a place
NEAR = """
with centre as (
  select latitude, longitude from places where latitude is not null and (
    instr(lower(name), trim(:words)) or instr(lower(address), trim(:words))
    or substr(replace(postcode, ' ', ''), 1, length(:postcode)) = :postcode and length(:postcode) > 1)
)
select distinct passages.rowid from events
join passages on passages.id = events.passage_id
join places on places.id = events.place_id
where instr(lower(places.name), trim(:words)) or instr(lower(places.address), trim(:words)) or exists (
  select 1 from centre where kilometres(places.latitude, places.longitude, centre.latitude, centre.longitude) <= :km)"""
# the facet that a field looks in; the others are told below
LOOKED_IN = {"by": "author", "publisher": "publisher", "kind": "kind"}
# ballot   12
WORD = re.compile(r"[^\W_]+")


def allowed(
    index: Index, filters: tuple[Filter, ...], chosen: dict[str, tuple[str, ...]]
) -> tuple[Mask | None, list[str]]:
    """Return the passages let through, None for all of them, and a sentence for each filter that nothing fits.

    Filters on one field are alternatives, and so are the values of one facet.
    """
    mask: Mask | None = None
    notes = []
    by_field: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for each in filters:
        by_field[each.field, each.wanted].append(each.value)
    for (field, wanted), values in by_field.items():
        found = [_fitting(index, field, value) for value in values]
        notes += [
            f"Nothing here fits “{field}:{value}”." for value, one in zip(values, found, strict=True) if not one.any()
        ]
        either = np.logical_or.reduce(found)
        mask = _both(mask, either if wanted else ~either)
    for facet, picked in chosen.items():
        mask = _both(mask, np.logical_or.reduce([_of(index, facet, value) for value in picked]))
    return mask, notes


def _both(one: Mask | None, other: Mask) -> Mask:
    return other if one is None else one & other


def _of(index: Index, facet: str, value: str) -> Mask:
    """Return the passages that a value of a facet is counted for; an empty one stands for none."""
    arrays = index.arrays
    codes = [n for n, each in enumerate(arrays.values[facet]) if (each or "") == value]
    if facet == "person":
        return _named(index, codes)
    return np.isin(arrays.facets[facet], codes)[arrays.document]


def _named(index: Index, people: Iterable[int]) -> Mask:
    mask = np.zeros(index.arrays.passages, bool)
    mask[index.arrays.named_in[np.isin(index.arrays.person, list(people))]] = True
    return mask


def _fitting(index: Index, field: str, value: str) -> Mask:
    """Return the passages that fit `field:value`; a part of a name is enough, by whole words or their beginnings."""
    arrays = index.arrays
    if field == "year":
        return _years(index, value)
    if field == "near":
        return _near(index, value)
    if field == "speaker":
        mask: Mask = np.isin(arrays.speaker, _codes(arrays.values["speaker"], value))
        return mask
    if field == "person":
        return _named(index, [n for n, name in enumerate(arrays.values["person"]) if name and _fits(name, value)])
    mask = np.zeros(arrays.documents, bool)
    if field == "title":
        mask[index.titles(quoted(value))] = True
    elif field in ("document", "source"):
        key = "id" if field == "document" else "source_id"
        rows = index.connection.execute(f"select rowid from documents where {key} = ?", (value,)).fetchall()
        numbers = arrays.number[[row for (row,) in rows if row < len(arrays.number)]] if rows else np.zeros(0, np.int32)
        mask[numbers[numbers >= 0]] = True
    else:
        mask = np.isin(arrays.facets[LOOKED_IN[field]], _codes(arrays.values[LOOKED_IN[field]], value))
    return mask[arrays.document]


def _codes(values: list[str | None], value: str) -> list[int]:
    """Return the codes of a name that is meant exactly, or else of every name that it is a part of."""
    exact = [n for n, each in enumerate(values) if each and _words(each) == _words(value)]
    return exact or [n for n, each in enumerate(values) if each and _fits(each, value)]


def _fits(name: str, value: str) -> bool:
    words = _words(name)
    return all(any(word.startswith(part) for word in words) for part in _words(value))


def _words(text: str) -> list[str]:
    return WORD.findall(folded(text))


def _years(index: Index, value: str) -> Mask:
    first, last = years(value) or (0, 9999)
    values = index.arrays.values["year"]
    codes = [n for n, year in enumerate(values) if year and first <= int(year) <= last]
    return np.isin(index.arrays.facets["year"], codes)[index.arrays.document]


def _near(index: Index, value: str) -> Mask:
    """Return the passages that tell of an event near a place of this name, address or postcode."""
    asked = {"words": f" {value.lower()} ", "postcode": value.upper().replace(" ", ""), "km": KILOMETRES}
    mask = np.zeros(index.arrays.passages, bool)
    mask[[row - 1 for (row,) in index.connection.execute(NEAR, asked)]] = True
    return mask
