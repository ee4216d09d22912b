"""Motions: what a meeting notes, believes and resolves, point by point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from ingest.grammar.motion_headings import parts_points
from ingest.grammar.motion_points import Unit, is_item, units
from ingest.grammar.movers import Movers, Span
from ingest.grammar.outcomes import read_outcome
from ingest.ids import join, slug
from ingest.model import Reading
from ingest.records.listed_motions import Listed, listed_motions
from ingest.records.minuted_motions import with_told
from ingest.records.motion_drafts import Draft, Drafts
from ingest.records.motion_movers import Moved
from ingest.records.motion_sections import section, whole
from ingest.records.motion_sentences import with_sentences
from ingest.records.motion_titles import title_of
from ingest.records.prose_motions import dutch, headed, prose
from ingest.records.sheets import SPREADSHEET

DUTCH_END = "tot de orde van de dag"  # of every motion of a Dutch chamber


@dataclass(slots=True)
class Motion:
    """A motion: from its first part, or its first point, to its last point.

    `mover`, `seconder` and `outcome` are slices; `result` and the votes are what the last of them says.
    """

    table: ClassVar[str] = "motions"
    id: str
    document_id: str
    title: str | None
    body: str | None
    mover: str | None
    mover_start: int | None
    mover_end: int | None
    seconder: str | None
    seconder_start: int | None
    seconder_end: int | None
    outcome: str | None
    outcome_start: int | None
    outcome_end: int | None
    result: str | None
    votes_for: int | None
    votes_against: int | None
    votes_abstained: int | None
    first_passage_id: str
    last_passage_id: str
    start: int
    end: int
    text: str


@dataclass(slots=True)
class MotionResolve:
    """A point of a motion; `part` says what the body does there: notes, believes, resolves, calls on …"""

    table: ClassVar[str] = "motion_resolves"
    id: str
    motion_id: str
    number: str
    part: str | None
    passage_id: str
    start: int
    end: int
    text: str


def find(reading: Reading) -> Iterator[Motion | MotionResolve]:
    """Yield the motions of a document, each followed by its points."""
    if reading.document.kind == "rules":
        return
    if reading.document.kind == SPREADSHEET:
        yield from (_of_row(reading, each, number) for number, each in enumerate(listed_motions(reading), 1))
        return
    found = list(units(reading.passages, reading.text, parts_points))
    reader = Drafts(reading, found)
    listed = reader.resolves or any(is_item(unit, reading.text) for unit in found)
    is_minutes = reading.document.kind == "minutes"
    drafts = reader.read() if listed else []  # a motion has a list, or says that something is resolved, or is all prose
    if is_minutes:
        taken = {n for draft in drafts for n in range(draft.first, draft.last + 1)}
        drafts += [Draft(first, last, [part]) for first, last, part in headed(found, reading.text, taken)]
        drafts = with_told(sorted(drafts, key=lambda draft: draft.first), found, reading.text)
    elif not drafts and (reading.document.kind == "motion" or _is_seconded(reading)):
        is_motion = reading.document.kind == "motion"
        drafts = [Draft(first, last, [part]) for first, last, part in prose(found, reading.text, is_motion)]
    elif drafts:
        drafts = with_sentences(drafts, found, reading.text)
        taken = {n for draft in drafts for n in range(draft.first, draft.last + 1)}
        drafts += [Draft(first, last, [part]) for first, last, part in headed(found, reading.text, taken)]
        drafts.sort(key=lambda draft: draft.first)
    if not drafts and reading.text.find(DUTCH_END, reading.document.start, reading.document.end) >= 0:
        drafts = [Draft(first, last, [part]) for first, last, part in dutch(found, reading.text)]
    below = section(found, reading.text) if reading.document.kind == "motion" and reading.document.title else None
    drafts = [whole(drafts, *below)] if below else drafts
    above = -1
    moved = Moved(found, drafts, reading.text, is_minutes)
    for number, draft in enumerate(drafts):
        own = moved.item_title(number) if is_minutes and moved.begins_item(draft.first) else None
        title = reading.document.title if below else title_of(reading, found, draft.first, above, len(drafts) == 1)
        title = own or title
        title = title or moved.item_title(number) or moved.heading(number)
        title = title.replace("*", "") if title and "**" in title else title
        yield from _rows(reading, found, draft, number + 1, title, moved.movers(number), moved.outcome(number))
        above = draft.last


def _of_row(reading: Reading, listed: Listed, number: int) -> Motion:
    passage, text = listed.passage, reading.text
    mover, mover_start, mover_end = _named(text, listed.movers.mover)
    seconder, seconder_start, seconder_end = _named(text, listed.movers.seconder)
    outcome, outcome_start, outcome_end = _named(text, listed.outcome)
    return Motion(
        join(reading.document.id, "motion", number), reading.document.id, listed.title, None, mover, mover_start, mover_end,
        seconder, seconder_start, seconder_end, outcome, outcome_start, outcome_end, *read_outcome(outcome or ""),
        passage.id, passage.id, passage.start, passage.end, passage.text,
    )  # fmt: skip


def _named(text: str, span: Span | None) -> tuple[str, int, int] | tuple[None, None, None]:
    return (text[slice(*span)], *span) if span else (None, None, None)


def _is_seconded(reading: Reading) -> bool:
    """Tell whether a document can say who seconds a motion."""

    def has(words: str) -> bool:
        return reading.text.find(words, reading.document.start, reading.document.end) >= 0

    seconds = has("econd") and any(map(has, ("econded", "econder", "will second")))
    return seconds or has("otions") or has("OTIONS")


def _rows(
    reading: Reading,
    found: list[Unit],
    draft: Draft,
    number: int,
    title: str | None,
    moved: Movers,
    became: Span | None,
) -> Iterator[Motion | MotionResolve]:
    passages, document, text = reading.passages, reading.document, reading.text
    first, last = found[draft.first], found[draft.last]
    start, end = draft.place or (first.start, last.end)
    id = join(document.id, "motion", number)
    mover, mover_start, mover_end = _named(text, moved.mover)
    seconder, seconder_start, seconder_end = _named(text, moved.seconder)
    outcome, outcome_start, outcome_end = _named(text, became)
    body = next((part.body for part in draft.parts if part.body), None)
    yield Motion(
        id, document.id, title, body, mover, mover_start, mover_end, seconder, seconder_start, seconder_end,
        outcome, outcome_start, outcome_end, *read_outcome(outcome or ""),
        passages[first.passage].id, passages[last.passage].id, start, end, text[start:end],
    )  # fmt: skip
    taken: set[str] = set()
    for part, point in draft.points:
        wanted = join(id, slug(part or ""), slug(point.number))
        point_id, count = wanted, 1
        while point_id in taken:
            count += 1
            point_id = join(wanted, count)
        taken.add(point_id)
        for n in range(point.unit, point.last + 1):
            passage = passages[found[n].passage]
            if n == point.unit or passage.kind != "quote":  # what a recital quotes stays a quotation
                passage.kind = "motion point"
        passage = passages[found[point.unit].passage]
        yield MotionResolve(
            point_id, id, point.number, part, passage.id, point.start, point.end, text[point.start : point.end]
        )
