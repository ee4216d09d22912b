"""What archive.yml knows, as rows: people, organisations and their roles, places."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from json import dumps
from typing import ClassVar, TypeVar

from ingest.declarations import archive as declared
from ingest.declarations.archive import Archive
from ingest.errors import DeclarationError, at
from ingest.grammar.postcodes import find_postcode, normalised
from ingest.ids import join, slug

Row = TypeVar("Row", "Person", "Organisation", "Role", "Place")


@dataclass(slots=True)
class Person:
    """Someone the archive knows by name; `aliases` is a JSON array."""

    table: ClassVar[str] = "people"
    id: str
    name: str
    aliases: str
    description: str | None


@dataclass(slots=True)
class Organisation:
    """A union, publisher, employer, court; `aliases` is a JSON array."""

    table: ClassVar[str] = "organisations"
    id: str
    name: str
    aliases: str
    description: str | None


@dataclass(slots=True)
class Role:
    """An office that a person holds or held."""

    table: ClassVar[str] = "roles"
    id: str
    person_id: str
    organisation_id: str
    title: str
    from_date: str | None
    to_date: str | None


@dataclass(slots=True)
class Place:
    """A venue; `how_located` says where its coordinates come from, `declared` is 1 if archive.yml knows it."""

    table: ClassVar[str] = "places"
    id: str
    name: str
    address: str | None = None
    postcode: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    how_located: str | None = None
    declared: int = 0


def rows(archive: Archive) -> Iterator[Person | Organisation | Role | Place]:
    """Yield the rows of archive.yml.

    Raises DeclarationError for an id that stands twice, that nothing bears, or that cannot be made of a name.
    """
    for key in ("people", "organisations", "places"):
        _check_ids(key, getattr(archive, key))
    people = [Person(id_of(each), each.name, _json(each.aliases), each.description) for each in archive.people]
    organisations = [
        Organisation(id_of(each), each.name, _json(each.aliases), each.description) for each in archive.organisations
    ]
    yield from _once("people", people)
    yield from _once("organisations", organisations)
    known = {each.id for each in people}, {each.id for each in organisations}
    roles = [
        Role(
            join(each.person, slug(each.title, 40), each.organisation, each.from_date and slug(each.from_date)),
            each.person, each.organisation, each.title, each.from_date, each.to_date,
        )
        for each in archive.roles
    ]  # fmt: skip
    for n, role in enumerate(roles):
        pointers = (("person", "people", role.person_id), ("organisation", "organisations", role.organisation_id))
        for (what, key, id), ids in zip(pointers, known, strict=True):
            if id not in ids:
                near = difflib.get_close_matches(id, ids, 1)
                remedy = f"did you mean `{near[0]}`? U" if near else "u"
                fault = DeclarationError(
                    f"archive.yml: roles: `{role.title}`: {id} is no id under {key}:; "
                    f"{remedy}se the id declared there, or the name in small letters with hyphens."
                )
                raise at(f"roles[{n}].{what}", fault)
    yield from _once("roles", roles)
    yield from _once("places", [_place(each) for each in archive.places])


def id_of(each: declared.Person | declared.Organisation | declared.Place) -> str:
    """Return the id of someone or something declared: the one given, or the name in small letters."""
    id = each.id or slug(each.name)
    if not id:
        raise DeclarationError(f"archive.yml: no id can be made of the name `{each.name}`; declare one with `id:`.")
    return id


def _check_ids(key: str, held: Iterable[declared.Person | declared.Organisation | declared.Place]) -> None:
    """Raise DeclarationError, with its place, for the first of which no id can be made."""
    for n, each in enumerate(held):
        try:
            id_of(each)
        except DeclarationError as error:
            raise at(f"{key}[{n}].name", error) from None


def _place(place: declared.Place) -> Place:
    postcode = place.postcode
    if postcode and find_postcode(postcode, any_case=True):
        postcode = normalised(postcode)
    return Place(
        id_of(place),
        place.name,
        place.address,
        postcode,
        place.latitude,
        place.longitude,
        place.how_located,
        declared=1,
    )


def _json(words: tuple[str, ...]) -> str:
    return dumps(words, ensure_ascii=False)


def _once(key: str, found: list[Row]) -> list[Row]:
    counted = Counter(each.id for each in found)
    twice = next((id for id, count in counted.items() if count > 1), None)
    if twice is not None:
        last = max(n for n, each in enumerate(found) if each.id == twice)
        fault = DeclarationError(f"archive.yml: {key}: the id `{twice}` stands twice; declare another `id:`.")
        raise at(f"{key}[{last}]", fault)
    return found
