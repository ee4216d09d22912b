"""Declarations: the few lines of YAML in which a person says what a source is."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

import msgspec

from ingest.declarations.values import Edtf, Id, Kind, Language, Region, Sha256, Strict, Url, Words, check_term
from ingest.withholding.names import pattern_of


class PostHint(Strict, frozen=True):
    """A post that stands without a date heading of its own."""

    title: Words
    date: Edtf | None = None


class DocumentHint(Strict, frozen=True):
    """One of several documents of a source: the page on which it begins, counted from the first of the file, and what it is."""

    page: Annotated[int, msgspec.Meta(ge=1, le=100_000)]
    title: Words | None = None
    kind: Kind | None = None
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
    documents: tuple[DocumentHint, ...] = ()
    discard: tuple[DiscardHint, ...] = ()
    editions: tuple[EditionHint, ...] = ()
    date_order: Literal["dmy", "mdy"] | None = None
    year: Annotated[int, msgspec.Meta(ge=1000, le=9999)] | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        for above, below in pairwise(self.documents):
            if above.page >= below.page:
                raise ValueError(
                    f"documents: page {below.page} stands below page {above.page}; name each page once, in order"
                )


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
