"""Declarations: the few lines of YAML in which a person says what a source is."""

from __future__ import annotations

import re
from typing import Annotated, Literal

import msgspec

from ingest.declare_values import Edtf, Id, Kind, Language, LongId, Region, Sha256, Strict, Url, Words, check_term
from ingest.names_withheld import pattern_of

# "proven", "was false": what a person may think of an allegation
VERDICT = re.compile(
    r"\b(?:un)?(?:true|false|proved|proven|disproved|disproven|refuted|baseless|unfounded|guilty|innocent)\b", re.I
)


class PostHint(Strict, frozen=True):
    """A post that stands without a date heading of its own."""

    title: Words
    date: Edtf | None = None


class DiscardHint(Strict, frozen=True):
    """A line that is not text of the document; `name` says what it is: navigation, advertisement, download notice …"""

    text: Words
    name: Words


class EditionHint(Strict, frozen=True):
    """What is known of an edition of rules that the source names: `title` is as printed there."""

    title: Words | None = None
    instrument: Words | None = None
    organisation: Words | None = None
    from_date: Edtf | None = None
    to_date: Edtf | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        check_term(self.from_date, self.to_date)


class Hints(Strict, frozen=True):
    """What a person tells the parser."""

    posts: tuple[PostHint, ...] = ()
    discard: tuple[DiscardHint, ...] = ()
    editions: tuple[EditionHint, ...] = ()
    date_order: Literal["dmy", "mdy"] | None = None
    year: Annotated[int, msgspec.Meta(ge=1000, le=9999)] | None = None


class CorrectionHint(Strict, frozen=True):
    """A misprint: the text stays as received, the correction is a row, and the parser reads `after`."""

    before: Words
    after: str
    reason: Words

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.before == self.after:
            raise ValueError("after: it is the same as `before:`; write what it should read, or take the entry out")


class Withhold(Strict, frozen=True, kw_only=True):
    """What is kept back: a document, a passage (by id), a name however it is written, or every match of a pattern (a regular expression)."""

    document: Id | None = None
    passage: Id | None = None
    name: Words | None = None
    pattern: Words | None = None
    reason: Literal["privacy", "safety", "court order", "copyright", "contempt", "request", "legal advice"]
    note: Words | None = None
    until: Edtf | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if sum(each is not None for each in (self.document, self.passage, self.name, self.pattern)) != 1:
            raise ValueError("name one thing to withhold: `document:`, `passage:`, `name:` or `pattern:`")

    @property
    def sought(self) -> str | None:
        """The regular expression of what is looked for in the text; None of a document or a passage."""
        return pattern_of(self.name) if self.name else self.pattern

    @property
    def called(self) -> str:
        """What is looked for, as it was declared."""
        return f"the name `{self.name}`" if self.name else f"the pattern `{self.pattern}`"


class Declaration(Strict, frozen=True):
    """One source: what it is, who published it, where, under which licence, and what a person knows about it."""

    id: Id | None = None
    file: Words | None = None
    sha256: Sha256 | None = None
    title: Words | None = None
    kind: Kind | None = None
    publisher: Words | None = None
    creator: Words | None = None
    published_date: Edtf | None = None
    url: Url | None = None
    licence: Words | None = None
    retrieved_date: Edtf | None = None
    language: Language | None = None
    encoding: Words | None = None
    region: Region | None = None
    submitted_to: Words | None = None
    include: tuple[Literal["drafts", "comments"], ...] = ()
    hints: Hints = Hints()
    corrections: tuple[CorrectionHint, ...] = ()
    withhold: tuple[Withhold, ...] = ()
    release: tuple[Words, ...] = ()


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


class Evidence(Strict, frozen=True, kw_only=True):
    """What bears on an allegation: a passage, a clause, or words that stand in one place; `in` says in which text."""

    role: Literal["supports", "disputes", "reply", "rule applied", "context"]
    passage: LongId | None = None
    clause: LongId | None = None
    quote: Words | None = None
    within: LongId | None = msgspec.field(default=None, name="in")
    note: Words | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if sum(each is not None for each in (self.passage, self.clause, self.quote)) != 1:
            raise ValueError("point at one thing: `passage:`, `clause:` or `quote:`")
        if self.within and not self.quote:
            raise ValueError("in: it says where the words of a `quote:` stand; give those, or take it out")


class Allegation(Strict, frozen=True, kw_only=True):
    """What is alleged, by whom and against whom, where it is made, and what bears on it; never what is to be thought of it."""

    id: Id | None = None
    title: Words
    made_by: Words
    made_date: Edtf | None = None
    against: Words | None = None
    status: Words = "made"
    passage: LongId | None = None
    quote: Words | None = None
    within: LongId | None = msgspec.field(default=None, name="in")
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.passage and self.quote:
            raise ValueError("say once where it is made: `passage:` or `quote:`")
        if self.within and not self.quote:
            raise ValueError("in: it says where the words of a `quote:` stand; give those, or take it out")
        if found := VERDICT.search(self.status):
            raise ValueError(
                f"status: `{found[0]}` is a verdict, and the archive gives none; write `made`, `withdrawn` or `decided`"
            )


class Allegations(Strict, frozen=True):
    """allegations.yml: what is alleged in the documents of this archive."""

    allegations: tuple[Allegation, ...] = ()


class Retired(Strict, frozen=True, kw_only=True):
    """The id of a passage that is in the archive no more: which passage it became, if one, and why."""

    id: LongId
    became: LongId | None = None
    reason: Words


class RetiredIds(Strict, frozen=True):
    """retired.yml: where the passages went whose ids were published once."""

    retired: tuple[Retired, ...] = ()


class Whole(Archive, frozen=True):
    """Everything that is declared of the archive as a whole: archive.yml, and the files beside it.

    `register` is the file that lists the ids published so far, if there is one.
    """

    allegations: tuple[Allegation, ...] = ()
    retired: tuple[Retired, ...] = ()
    register: str | None = None
