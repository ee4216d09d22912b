"""What archive.yml knows, as rows: people, organisations and their roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from json import dumps
from typing import ClassVar, TypeVar

from ingest import declare
from ingest.declare import Archive
from ingest.errors import DeclarationError
from ingest.ids import join, slug

Row = TypeVar("Row", "Person", "Organisation", "Role")


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


def rows(archive: Archive) -> Iterator[Person | Organisation | Role]:
    """Yield the rows of archive.yml.

    Raises DeclarationError for an id that stands twice, that nothing bears, or that cannot be made of a name.
    """
    people = [Person(_id(each), each.name, _json(each.aliases), each.description) for each in archive.people]
    organisations = [
        Organisation(_id(each), each.name, _json(each.aliases), each.description) for each in archive.organisations
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
    for role in roles:
        if role.person_id not in known[0] or role.organisation_id not in known[1]:
            raise DeclarationError(
                f"archive.yml: roles: `{role.title}`: {role.person_id} or {role.organisation_id} is no id under "
                "people: or organisations:; use the id declared there, or the name in small letters with hyphens."
            )
    yield from _once("roles", roles)


def _id(each: declare.Person | declare.Organisation) -> str:
    id = each.id or slug(each.name)
    if not id:
        raise DeclarationError(f"archive.yml: no id can be made of the name `{each.name}`; declare one with `id:`.")
    return id


def _json(words: tuple[str, ...]) -> str:
    return dumps(words, ensure_ascii=False)


def _once(key: str, found: list[Row]) -> list[Row]:
    counted = Counter(each.id for each in found)
    twice = next((id for id, count in counted.items() if count > 1), None)
    if twice is not None:
        raise DeclarationError(f"archive.yml: {key}: the id `{twice}` stands twice; declare another `id:`.")
    return found
