"""Documents and passages that are kept back: taken out of what was found, with all that rests on their words.

Patterns are withheld before anything is read (`ingest.withholding.withhold`); what has an id is known only after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from ingest.declarations.source import Declaration
from ingest.errors import mistake
from ingest.grammar.pairs import SLANTED
from ingest.grammar.titles import folded
from ingest.model import Passage, Reading
from ingest.parsing.spans import spans
from ingest.withholding.withhold import Stretch, apart, mask

# fields that name a thing or say how it was found: no words of the source
UNPRINTED = {"table", "kind", "locator", "language", "marks", "state", "date_basis"}

Find = Callable[[Reading], Iterable[Any]]


def withdraw(
    readings: list[Reading], declaration: Declaration, text: str, find: Find, unfit: list[str] | None = None
) -> list[Stretch]:
    """Take the withheld documents and passages out of `readings`, and return their stretches of `text`.

    A withheld document leaves nothing but its place. A withheld passage keeps its position, its words gone, and so
    is every record in it; what the finders would not find without those words goes too.
    Raises DeclarationError for an id that the source does not have, or adds its sentence to `unfit` where that is given.
    """
    stretches: list[Stretch] = []
    blind: dict[str, list[Passage]] = {}
    for each in declaration.withhold:
        if each.document:
            reading = _reading(readings, each.document)
            if reading is None:
                _unknown("document", each.document, unfit)
                continue
            readings[:] = [other for other in readings if other is not reading]
            place, locator = (reading.document.start, reading.document.end), each.document
        elif each.passage:
            passage = _passage(readings, each.passage)
            if passage is None:
                _unknown("passage", each.passage, unfit)
                continue
            blind.setdefault(passage.document_id, []).append(passage)
            place, locator = (passage.start, passage.end), passage.locator
        else:
            continue
        kind = "document" if each.document else "passage"
        stretches.append(Stretch(*place, kind, each.reason, each.note, each.until, locator))
    if stretches:
        words = Words(text, apart(stretches))
        for reading in readings:
            if reading.document.id in blind:
                _blind(reading, blind[reading.document.id], words, declaration, find)
            _forget([reading.document, *reading.passages, *reading.records], words)
            if reading.document.published_date is None:
                reading.document.date_basis = None
    return stretches


def _reading(readings: list[Reading], id: str) -> Reading | None:
    return next((reading for reading in readings if reading.document.id == id), None)


def _passage(readings: list[Reading], id: str) -> Passage | None:
    return next((passage for reading in readings for passage in reading.passages if passage.id == id), None)


def _unknown(what: str, id: str, unfit: list[str] | None) -> None:
    mistake(f"withhold: {what}: `{id}` is not in this source; `ingest parse` prints the ids it has.", unfit)


@dataclass(slots=True)
class Words:
    """The words that are published and those that are not, to be compared as titles are."""

    published: str
    left: str
    lost: str

    def __init__(self, text: str, stretches: list[Stretch]) -> None:
        self.published = mask(text, stretches)
        self.left = folded(self.published)
        self.lost = folded("\n".join(text[each.start : each.end] for each in stretches))

    def only_lost(self, value: str) -> bool:
        """Tell whether a value is printed in withheld words and nowhere else."""
        words = folded(value)
        return len(words) > 2 and words in self.lost and words not in self.left


def _blind(reading: Reading, gone: list[Passage], words: Words, declaration: Declaration, find: Find) -> None:
    """Read a document again without the withheld passages, and keep what is found so."""
    places = {(passage.start, passage.end) for passage in gone}
    for passage in gone:
        passage.kind, passage.speaker = "withheld", None
    passages = [replace(each, text=words.published[each.start : each.end]) for each in reading.passages]
    document = replace(reading.stated or reading.document)
    if document.title != declaration.title and any(document.title == passage.text for passage in gone):
        document.title = None
    again = Reading(document, passages, words.published, declaration, reading.discards, said=reading.said)
    again.known |= {key: value for key, value in reading.known.items() if key == SLANTED}
    for _ in find(again):
        pass  # its problems are those of the first reading
    twins = {_place(record): record for record in again.records}
    _keep_what_agrees(reading.document, document)
    kept: list[Any] = []
    dropped: set[str] = set()
    for record in reading.records:
        twin = twins.get(_place(record))
        rests_on = {getattr(record, name, None) for name in ("edition_id", "motion_id", "parent_id")}
        if rests_on & dropped or (twin is None and _is_within(record, places)):
            dropped.add(record.id)
            continue
        _keep_what_agrees(record, twin)
        kept.append(record)
    reading.records[:] = kept


def _place(record: Any) -> tuple[Any, ...]:
    return type(record), *(getattr(record, name) for _, *place in spans(type(record)) for name in place)


def _is_within(record: Any, places: set[tuple[int, int]]) -> bool:
    """Tell whether a record has a span that lies in one of the places."""
    for _, start, end in spans(type(record)):
        begins, ends = getattr(record, start), getattr(record, end)
        if begins is not None and any(low <= begins and ends <= high for low, high in places):
            return True
    return False


@cache
def _values(kind: type) -> tuple[tuple[str, bool], ...]:
    """Return the fields of a row type that are values, and whether each may be missing."""
    places = {name for span in spans(kind) for name in span}
    return tuple(
        (field.name, "None" in str(field.type))
        for field in fields(kind)
        if field.name not in places | UNPRINTED and not field.name.endswith("id")
    )


def _keep_what_agrees(row: Any, twin: Any) -> None:
    """Empty every value of a row that its twin, read without the withheld words, does not have."""
    for name, optional in _values(row.__class__):
        value = getattr(row, name)
        if isinstance(value, str) and optional and (twin is None or getattr(twin, name) != value):
            setattr(row, name, None)
        elif twin is not None and not optional:
            setattr(row, name, getattr(twin, name))


def _forget(rows: Iterable[Any], words: Words) -> None:
    """Empty every value that is printed in withheld words alone: a title, a name, the words of a date."""
    for row in rows:
        for name, optional in _values(row.__class__):
            value = getattr(row, name)
            if isinstance(value, str) and words.only_lost(value):
                setattr(row, name, None if optional else "withheld")
