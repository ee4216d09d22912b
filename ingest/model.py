"""The words of the archive as types: a row of a table is an instance, a column is a field.

Every `start` and `end` counts characters of the decoded text of the source, from 0, end excluded. A field
`text` with `start` and `end` beside it *is* that slice, and so is any field `x` that has `x_start` and `x_end`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from ingest.declarations.source import Declaration, Hints
from ingest.formats.blocks import Block
from ingest.grammar.anchors import Anchors, anchors

Row = TypeVar("Row")


@dataclass(slots=True)
class Document:
    """A unit of reading: a post, an article, a statement, an edition of rules."""

    table: ClassVar[str] = "documents"
    id: str
    source_id: str
    position: int
    kind: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published_date: str | None = None
    date_basis: str | None = None
    url: str | None = None
    language: str | None = None
    word_count: int = 0
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Passage:
    """A citable paragraph. `position` counts from 1 in its document and is its anchor, `#p12`."""

    table: ClassVar[str] = "passages"
    id: str
    document_id: str
    source_id: str
    position: int
    kind: str
    speaker: str | None
    locator: str
    start: int
    end: int
    text: str
    level: int = 0


@dataclass(slots=True)
class Problem:
    """Something that could not be read, or was not certain enough to be recorded as found."""

    table: ClassVar[str] = "problems"
    source_id: str | None
    reason: str
    locator: str | None = None
    start: int | None = None
    end: int | None = None
    id: str = ""


@dataclass(slots=True)
class Reading:
    """One document open for reading: all that a finder is given.

    `text` is the text of the whole source, so that every offset is an offset into it. A finder yields records and
    problems; it may also name what it understands of a passage (`kind`, `speaker`, `locator`), never its text or place,
    and the finder of a document's own kind fills in what the document says of itself (title, author, date).
    `discards` are the named lines that stand within the document but are not text of it; `records` holds what the
    finders before it have found here. `stated` is the document as it was before any finder, `said` what the format states of it (`Item.said`), unmasked.
    In `known` a finder keeps what a later one would work out again from the text alone.
    """

    document: Document
    passages: list[Passage]
    text: str
    declaration: Declaration
    discards: list[Block] = field(default_factory=list)
    records: list[Any] = field(default_factory=list)
    stated: Document | None = None
    said: dict[str, str] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _anchors: Anchors | None = None
    known: dict[Any, Any] = field(default_factory=dict)

    @property
    def hints(self) -> Hints:
        return self.declaration.hints

    @property
    def anchors(self) -> Anchors:
        """The passages that have a digit or a quotation mark, looked for when they are first asked for."""
        if self._anchors is None:
            self._anchors = anchors([passage.text for passage in self.passages])
        return self._anchors

    def found(self, kind: type[Row]) -> Iterator[Row]:
        """Yield the records of one type that earlier finders found here, in their order."""
        return (record for record in self.records if isinstance(record, kind))

    def passage_at(self, offset: int) -> Passage | None:
        """Return the passage that holds the character at `offset`, or None between passages."""
        if len(self._starts) != len(self.passages):
            self._starts = [passage.start for passage in self.passages]
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.passages[index].end:
            return None
        return self.passages[index]

    def moved(self) -> None:
        """Forget where the passages began: they have been given other places."""
        self._starts.clear()

    def problem(self, reason: str, start: int, end: int) -> Problem:
        """Return a problem at a place in this document, located by the passage it is in."""
        passage = self.passage_at(start)
        return Problem(self.document.source_id, reason, passage.id if passage else None, start, end)


@dataclass(slots=True)
class Source:
    """A file as received. `published_sha256` is that of the text as published, in UTF-8.

    `sha256` is that of the bytes, and None where something is withheld: with all the rest published, short words
    could be tried out against it until it fits. `encoding` gives the bytes back, and is None where the words were taken out
    of something else (a page, a mailbox, a PDF). `container` is the file that holds this one, as `file_name`.
    """

    table: ClassVar[str] = "sources"
    id: str
    title: str
    publisher: str | None
    creator: str | None
    url: str | None
    licence: str | None
    kind: str | None
    language: str | None
    media_type: str
    encoding: str | None
    retrieved_date: str | None
    file_name: str
    container: str | None
    declared: int
    byte_count: int
    character_count: int
    sha256: str | None
    published_sha256: str
    withheld_count: int


@dataclass(slots=True)
class Segment:
    """A stretch of a source: a passage, or a discard with its name and its text. Segments tile the source."""

    table: ClassVar[str] = "segments"
    source_id: str
    start: int
    end: int
    byte_start: int | None
    byte_end: int | None
    passage_id: str | None
    discard: str | None
    text: str | None


@dataclass(slots=True)
class Correction:
    """A misprint as received (`before`), and what it should read."""

    table: ClassVar[str] = "corrections"
    id: str
    source_id: str
    passage_id: str | None
    locator: str | None
    start: int
    end: int
    before: str
    after: str
    reason: str


@dataclass(slots=True)
class Withheld:
    """A stretch that is kept back: its place, never its words."""

    table: ClassVar[str] = "withheld"
    id: str
    source_id: str
    document_id: str | None
    passage_id: str | None
    kind: str
    locator: str | None
    reason: str
    note: str | None
    until: str | None
    start: int
    end: int
