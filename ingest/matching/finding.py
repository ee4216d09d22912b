"""Findings: what is asked of a quotation, what came of looking for it, and which of the places found is its place.

First-hand places come before those that are themselves quoted, the text that a quotation claims to come from before others.
Where several documents hold the words equally well none is chosen: all are named.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from json import dumps

from ingest.matching.diff import Piece
from ingest.matching.grade import RANK, Grade

MOST_PLACES = 20  # places named of an ambiguous quotation


@dataclass(frozen=True, slots=True)
class Claim:
    """Words, and whose and from where they are said to be; `document_id` is the document that repeats them, if it is held."""

    text: str
    attributed_to: str | None = None
    title: str | None = None
    date: str | None = None
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: in which passage they begin, and from where to where in its source."""

    passage_id: str
    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of looking for a quotation; `place` is where it stands, `places` are all if none could be chosen."""

    state: str
    place: Place | None = None
    places: tuple[Place, ...] = ()
    flags: tuple[str, ...] = ()
    diff: tuple[Piece, ...] = ()

    @property
    def diff_json(self) -> str | None:
        return dumps([list(piece) for piece in self.diff], ensure_ascii=False) if self.diff else None

    @property
    def flags_json(self) -> str | None:
        return dumps(self.flags, ensure_ascii=False) if self.flags else None


@dataclass(frozen=True, slots=True)
class Found:
    """A place with its grade, and what speaks for it."""

    place: Place
    grade: Grade
    second_hand: bool
    named: int

    @property
    def order(self) -> tuple[int, ...]:
        # the text that is named as the source comes before any other, and that of its author before one as good
        titled = 0 if self.named == 2 else 1
        return (titled, self.second_hand, RANK[self.grade.state], self.grade.edits, 1 - min(self.named, 1))


def in_every(every: list[list[Found]]) -> list[str]:
    """Return the documents that hold all of some paragraphs."""
    held = [{each.place.document_id for each in found} for found in every]
    return sorted(set.intersection(*held))


def in_order(every: list[list[Found]], document_id: str) -> list[Found] | None:
    """Return the best place of each paragraph in a document, if each stands behind the one before."""
    row = [
        min(
            (each for each in found if each.place.document_id == document_id),
            key=lambda each: (each.order, each.place.start),
        )
        for found in every
    ]
    return row if all(a.place.end <= b.place.start for a, b in pairwise(row)) else None


def chosen(best: Found, times: int) -> Finding:
    flags = list(best.grade.flags)
    if best.second_hand:
        flags.append("second-hand")
    if times > 1:
        flags.append(f"stands {times} times in this document")
    return Finding(best.grade.state, best.place, (), tuple(flags), best.grade.diff)


def ambiguous(equal: list[Found]) -> Finding:
    places = sorted((each.place for each in equal), key=lambda place: (place.document_id, place.start))
    named = tuple(places[:MOST_PLACES])
    count = f"{len(places)} places" if len(places) <= MOST_PLACES else f"more than {MOST_PLACES} places"
    flags = [f"stands in {count}", *equal[0].grade.flags]
    if all(each.grade.state != "exact" for each in equal):
        flags.insert(1, equal[0].grade.state)
    if equal[0].second_hand:
        flags.append("second-hand")
    return Finding("ambiguous", None, named, tuple(flags), equal[0].grade.diff)
