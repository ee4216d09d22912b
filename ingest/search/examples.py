"""Examples of what narrows a search down, in names that this archive knows."""

from __future__ import annotations

import re

import numpy as np

from ingest.search.arrays import Numbers
from ingest.search.index import Index
from ingest.search.prepare import folded

# ballot   12
WORD = re.compile(r"[^\W_]+")
PLACE = """
select name from places where exists (select 1 from events where place_id = places.id and passage_id is not null)
order by (select count(*) from events where place_id = places.id) desc, rowid limit 1"""


def of(index: Index) -> tuple[tuple[str, str], ...]:
    """Return what may be typed and what it means; what this archive has nothing of is left out."""
    arrays = index.arrays
    found = [
        (_by_last_word("speaker", _commonest(arrays.values["speaker"], arrays.speaker)), "who says it"),
        (_by_last_word("by", _commonest(arrays.values["author"], arrays.facets["author"])), "who wrote it"),
        (_quoted("kind", _commonest(arrays.values["kind"], arrays.facets["kind"])), "what sort of document"),
        (_years([year for year in arrays.values["year"] if year]), "when it was published"),
        (_quoted("near", _place(index)), "what happened around a place"),
        ("near:5", "words that close together"),
    ]
    return tuple((typed, means) for typed, means in found if typed)


def _commonest(values: list[str | None], codes: Numbers) -> str | None:
    """Return the value that most have, None where none has any; the first stands for none."""
    counts = np.bincount(codes, minlength=len(values))[1:]
    return values[int(counts.argmax()) + 1] if counts.any() else None


def _by_last_word(field: str, name: str | None) -> str | None:
    words = WORD.findall(folded(name or ""))
    return f"{field}:{words[-1]}" if words else None


def _quoted(field: str, name: str | None) -> str | None:
    if not name or '"' in name:
        return None
    return f'{field}:"{name.lower()}"' if " " in name else f"{field}:{name.lower()}"


def _years(years: list[str]) -> str | None:
    return f"year:{min(years)}..{max(years)}" if len(years) > 1 else f"year:{years[0]}" if years else None


def _place(index: Index) -> str | None:
    row = index.connection.execute(PLACE).fetchone()
    return row[0] if row else None
