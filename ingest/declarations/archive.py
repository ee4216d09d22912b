"""archive.yml: what this archive is, and the people, organisations and places it knows."""

from __future__ import annotations

from typing import Annotated

import msgspec

from ingest.declarations.allegations import Allegation
from ingest.declarations.retired import Retired
from ingest.declarations.values import Edtf, Id, Region, Strict, Words, check_term


class Person(Strict, frozen=True, kw_only=True):
    """Someone the archive knows by name."""

    id: Id | None = None
    name: Words
    description: Words | None = None
    aliases: tuple[Words, ...] = ()


class Organisation(Strict, frozen=True, kw_only=True):
    """A union, publisher, employer, court …"""

    id: Id | None = None
    name: Words
    description: Words | None = None
    aliases: tuple[Words, ...] = ()


class Role(Strict, frozen=True):
    """An office that a person holds or held; dates as far as they are known."""

    person: Id
    organisation: Id
    title: Words
    from_date: Edtf | None = None
    to_date: Edtf | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        check_term(self.from_date, self.to_date)


class Place(Strict, frozen=True, kw_only=True):
    """A venue with its coordinates, and how they were found."""

    id: Id | None = None
    name: Words
    address: Words | None = None
    postcode: Words | None = None
    latitude: Annotated[float, msgspec.Meta(ge=-90, le=90)] | None = None
    longitude: Annotated[float, msgspec.Meta(ge=-180, le=180)] | None = None
    how_located: Words | None = None
    aliases: tuple[Words, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if (self.latitude is None) != (self.longitude is None):
            given, missing = ("latitude", "longitude") if self.longitude is None else ("longitude", "latitude")
            raise ValueError(f"{given}: one number is no place on a map; add `{missing}:`, or take it out")


class Archive(Strict, frozen=True):
    """archive.yml: what this archive is, and the people, organisations and places it knows."""

    title: Words
    description: Words | None = None
    licence: Words | None = None
    edition: Words | None = None
    notice: Words | None = None
    region: Region = "GB"
    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    roles: tuple[Role, ...] = ()
    places: tuple[Place, ...] = ()


class Whole(Archive, frozen=True):
    """Everything that is declared of the archive as a whole: archive.yml, and the files beside it.

    `register` is the file that lists the ids published so far, if there is one.
    """

    allegations: tuple[Allegation, ...] = ()
    retired: tuple[Retired, ...] = ()
    register: str | None = None
