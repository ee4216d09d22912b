"""Allegations: what allegations.yml declares, joined with the passages and clauses that it points at."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from ingest.declarations import allegations as declared
from ingest.declarations import curated
from ingest.declarations.archive import Archive, Organisation, Person, Whole
from ingest.errors import ArchiveError, ArchiveErrors, DeclarationError
from ingest.ids import slug
from ingest.links.pointers import Pointed, point

LONGEST_ID = 80


@dataclass(slots=True)
class Allegation:
    """What is alleged, by whom, against whom, and where; a place is that of its words, if those are quoted."""

    table: ClassVar[str] = "allegations"
    id: str
    title: str
    made_by: str
    made_by_person_id: str | None
    made_by_organisation_id: str | None
    made_date: str | None
    against: str | None
    against_person_id: str | None
    against_organisation_id: str | None
    status: str
    passage_id: str | None
    start: int | None
    end: int | None


@dataclass(slots=True)
class Evidence:
    """What bears on an allegation, and how: a passage or a clause."""

    table: ClassVar[str] = "allegation_evidence"
    id: str
    allegation_id: str
    position: int
    role: str
    passage_id: str | None
    clause_id: str | None
    start: int | None
    end: int | None
    note: str | None


class Who(NamedTuple):
    """A name, and the person or organisation that archive.yml knows by it, if one alone fits."""

    name: str | None
    person_id: str | None = None
    organisation_id: str | None = None


def link(connection: sqlite3.Connection, archive: Archive) -> Iterator[Allegation | Evidence]:
    """Yield the allegations, then what bears on them, in the order in which they are declared.

    Raises ArchiveErrors with a sentence for every id that stands twice, and for every pointer that leads to no place or several.
    """
    faults: list[ArchiveError] = []
    found: list[Allegation] = []
    evidence: list[Evidence] = []
    for each in archive.allegations if isinstance(archive, Whole) else ():
        where = f"allegations.yml: `{each.title}`"
        try:
            made = _allegation(each, archive, connection, where)
        except DeclarationError as fault:
            faults.append(fault)
            continue
        if any(made.id == other.id for other in found):
            faults.append(DeclarationError(f"{where}: the id `{made.id}` stands twice; declare another `id:`."))
        found.append(made)
        for n, said in enumerate(each.evidence, 1):
            try:
                evidence.append(_evidence(made.id, n, said, point(connection, said, f"{where}: evidence {n}")))
            except DeclarationError as fault:
                faults.append(fault)
    if faults:
        raise ArchiveErrors(faults)
    yield from found
    yield from evidence


def _allegation(each: declared.Allegation, archive: Archive, connection: sqlite3.Connection, where: str) -> Allegation:
    id = each.id or slug(each.title, LONGEST_ID)
    if not id:
        raise DeclarationError(f"{where}: no id can be made of this title; declare one with `id:`.")
    by, against = _who(each.made_by, archive, f"{where}: made_by"), _who(each.against, archive, f"{where}: against")
    at = point(connection, each, where) if each.passage or each.quote else Pointed()
    return Allegation(
        id, each.title, by.name or each.made_by, by.person_id, by.organisation_id, each.made_date,
        against.name, against.person_id, against.organisation_id, each.status, at.passage_id, at.start, at.end,
    )  # fmt: skip


def _evidence(allegation_id: str, n: int, said: declared.Evidence, at: Pointed) -> Evidence:
    return Evidence(
        f"{allegation_id}-e{n}", allegation_id, n, said.role, at.passage_id, at.clause_id, at.start, at.end, said.note
    )


def _who(words: str | None, archive: Archive, where: str) -> Who:
    """Return whom an id or a name means. Raises DeclarationError for what looks like an id and is none."""
    if words is None:
        return Who(None)
    people = [Who(each.name, person_id=curated.id_of(each)) for each in archive.people if _is(each, words)]
    organisations = [
        Who(each.name, organisation_id=curated.id_of(each)) for each in archive.organisations if _is(each, words)
    ]
    if not people and not organisations and words == slug(words, len(words)) and "-" in words:
        raise DeclarationError(
            f"{where}: `{words}` is no id under people: or organisations: of archive.yml; declare it there, or write a name."
        )
    known = [*people, *organisations]
    return known[0] if len(known) == 1 else Who(words)


def _is(each: Person | Organisation, words: str) -> bool:
    return words in (curated.id_of(each), each.name, *each.aliases)
