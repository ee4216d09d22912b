"""Witness statements: what a witness set down, paragraph by paragraph, wherever it is printed.

A statement may be a document of its own or stand within a post or an extract; it ends where its quotation marks,
its numbers or its statement of truth say so. Where nothing says so, that is a problem for people to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from ingest.grammar.labels import begins_speech
from ingest.grammar.statement_capacities import capacity_below, capacity_in
from ingest.grammar.statement_captions import dated_at, statement_date, submitted_to
from ingest.grammar.statement_headings import Heading, heading, is_particular, name_below, name_in
from ingest.ids import join
from ingest.model import Passage, Problem, Reading
from ingest.records.statement_bodies import Body, body
from ingest.records.statement_numbers import locators
from ingest.waiting import ArticleExtract

# "1. I am …", "**1.** I am …": the first paragraph
NUMBERED = re.compile(r"[*_\s]*\d{1,3}[.)]?[*_]*\s")
FIRST = 12  # passages of a form, in which "My name is Ann Bee" may stand below its particulars
PARTICULARS = 8  # passages below a heading in which name, capacity, date and number may be


@dataclass(slots=True)
class WitnessStatement:
    """A statement: `witness` and `capacity` as printed; `text` is its own paragraphs, without heading and signature."""

    table: ClassVar[str] = "witness_statements"
    id: str
    document_id: str
    witness: str | None
    capacity: str | None
    statement_date: str | None
    submitted_to: str | None
    first_passage_id: str
    last_passage_id: str
    paragraph_count: int
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Opening:
    """What stands above the paragraphs of a statement: numbers of passages, places in the source."""

    heading: int
    first: int
    level: int
    sure: bool
    witness: tuple[int, int] | None = None
    capacity: tuple[int, int] | None = None


def find(reading: Reading) -> Iterator[WitnessStatement | Problem]:
    """Yield the witness statements of a document; their paragraphs get locator, speaker and kind."""
    openings = list(_openings(reading)) or _unannounced(reading)
    for position, opening in enumerate(openings, 1):
        following = openings[position].heading if position < len(openings) else len(reading.passages)
        found = body(reading, opening.first, min(following, _limit(reading, opening)), opening.level)
        if not found:
            continue
        if not opening.sure and not found.first_person:
            continue
        heading_passage = reading.passages[opening.heading]
        if not found.certain:
            yield reading.problem("the end of this statement is not marked", heading_passage.start, heading_passage.end)
        yield _statement(reading, position, opening, found)
        if reading.document.kind == "witness statement":
            _name_around(reading.passages, range(opening.heading if position > 1 else 0, following), found)


def _openings(reading: Reading) -> Iterator[Opening]:
    """Yield where statements begin; "I, X, will say" below a heading is part of the same opening."""
    index = 0
    while index < len(reading.passages):
        passage = reading.passages[index]
        found = heading(passage.text) if passage.kind not in ("code", "html", "table") else None
        if not found:
            index += 1
            continue
        opening = _opening(reading.passages, index, found)
        opening.witness = opening.witness or _stated_name(reading.passages[opening.first : opening.first + 2])
        below = reading.passages[opening.first].text if opening.first < len(reading.passages) else ""
        if opening.witness and (opening.sure or not begins_speech(below)):
            yield opening
        index = max(opening.first, index + 1)


def _unannounced(reading: Reading) -> list[Opening]:
    """Return where a document that is declared a statement, but has no heading that says so, begins."""
    if reading.document.kind != "witness statement" or not reading.passages:
        return []
    return [Opening(0, int(reading.passages[0].kind == "heading" and len(reading.passages) > 1), 0, True)]


def _opening(passages: list[Passage], index: int, found: Heading) -> Opening:
    passage = passages[index]
    opening = Opening(index, index + 1, passage.level if passage.kind == "heading" else 0, found.sure)
    _take(opening, passage, found.name, found.capacity)
    spoken = _spoken_below(passages, index)
    for below in range(index + 1, min(index + 1 + PARTICULARS, len(passages))):
        if not _extended(opening, passages[below]) and below > spoken:
            break
        opening.first = below + 1
    return opening


def _spoken_below(passages: list[Passage], index: int) -> int:
    """Return the number of the "I, X, will say" that ends an opening: above it nothing is a paragraph. -1 if none."""
    for below in range(index + 1, min(index + 1 + PARTICULARS, len(passages))):
        words = passages[below].text
        found = heading(words)
        if found or NUMBERED.match(words):
            return below if found and found.spoken else -1
    return -1


def _extended(opening: Opening, passage: Passage) -> bool:
    """Take from a line below the heading the name, the capacity, or nothing; False where the paragraphs begin."""
    spoken = heading(passage.text)
    if spoken and spoken.spoken:
        opening.sure = True
        _take(opening, passage, spoken.name, spoken.capacity)
        return True
    name = name_below(passage.text) if opening.witness is None else None
    capacity = capacity_below(passage.text) if opening.witness and not opening.capacity else None
    _take(opening, passage, name, capacity)
    return bool(name or capacity or dated_at(passage.text)) or is_particular(passage.text)


def _take(opening: Opening, passage: Passage, name: tuple[int, int] | None, capacity: tuple[int, int] | None) -> None:
    if name and not opening.witness:
        opening.witness = (passage.start + name[0], passage.start + name[1])
    if capacity and not opening.capacity:
        opening.capacity = (passage.start + capacity[0], passage.start + capacity[1])


def _limit(reading: Reading, opening: Opening) -> int:
    """Return the number of the passage after the extract in which the statement stands, or after the document."""
    start = reading.passages[opening.heading].start
    extract = next((each for each in reading.found(ArticleExtract) if each.start <= start < each.end), None)
    if extract is None:
        return len(reading.passages)
    last = reading.passage_at(extract.end - 1)
    return last.position if last else len(reading.passages)


def _statement(reading: Reading, position: int, opening: Opening, found: Body) -> WitnessStatement:
    paragraphs = [reading.passages[n] for n in found.paragraphs]
    named = opening.witness or _stated_name(paragraphs[:FIRST])
    witness = reading.text[slice(*named)] if named else None
    capacity = opening.capacity or _stated_capacity(paragraphs[:2])
    count = _name_passages(reading, opening, found, witness)
    start, end = paragraphs[0].start, paragraphs[-1].end
    return WitnessStatement(
        join(reading.document.id, "statement", position), reading.document.id, witness,
        reading.text[slice(*capacity)] if capacity else None,
        statement_date(reading, opening.heading, opening.first, found.last),
        submitted_to(reading, opening.heading), paragraphs[0].id, paragraphs[-1].id, count,
        start, end, reading.text[start:end],
    )  # fmt: skip


def _stated_name(paragraphs: list[Passage]) -> tuple[int, int] | None:
    """Return the place of the name that paragraphs give for whom they are by; none where they give two."""
    found = [(each, at) for each in paragraphs if (at := name_in(each.text))]
    if len({each.text[start:end] for each, (start, end) in found}) != 1:
        return None
    each, (start, end) = found[0]
    return each.start + start, each.start + end


def _stated_capacity(paragraphs: list[Passage]) -> tuple[int, int] | None:
    for passage in paragraphs:
        found = capacity_in(passage.text)
        if found:
            return passage.start + found[0], passage.start + found[1]
    return None


def _name_passages(reading: Reading, opening: Opening, found: Body, witness: str | None) -> int:
    """Set kind, speaker and locator of the passages of a statement; return how many paragraphs it counts."""
    if opening.heading < opening.first:
        reading.passages[opening.heading].kind = "heading"
    paragraphs = [reading.passages[n] for n in found.paragraphs]
    for n in found.headings:
        reading.passages[n].kind = "heading"
    names = locators(paragraphs, reading.text)
    for passage, locator in zip(paragraphs, names, strict=True):
        passage.kind, passage.speaker, passage.locator = "statement paragraph", witness, locator
    counted = any(name.startswith("para ") for name in names)
    return len({name.partition("(")[0] for name in names}) if counted else len(names)


def _name_around(passages: list[Passage], around: range, found: Body) -> None:
    """Point at what is no paragraph of a statement so that "para 3" is its third: "head, para 3", "above para 3", "foot, para 1"."""
    first, last, headings = found.paragraphs[0], found.last, set(found.headings)
    for n in around:
        if n < first and n not in headings and passages[n].locator.startswith("para "):
            passages[n].locator = f"head, para {n - around.start + 1}"
        elif n > last and passages[n].locator.startswith("para "):
            passages[n].locator = f"foot, para {n - last}"
    below = passages[last].locator
    for n in range(last, min(first, *headings, last) - 1, -1):
        if n not in headings:
            below = passages[n].locator
        elif passages[n].locator.startswith("para "):
            passages[n].locator = f"above {below}"
