"""What is repeated from elsewhere, as rows: read with its source, and told apart when all sources are in.

The process that writes an archive needs them without all that finds something in a text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(slots=True)
class Quotation:
    """Words repeated from elsewhere; `text` is what stands between the marks, `marks` says which they are."""

    table: ClassVar[str] = "quotations"
    id: str
    document_id: str
    passage_id: str
    parent_id: str | None
    marks: str
    attributed_to: str | None
    claimed_title: str | None
    claimed_date: str | None
    start: int
    end: int
    text: str
    state: str = "not checked"
    matched_passage_id: str | None = None
    matched_start: int | None = None
    matched_end: int | None = None
    diff: str | None = None
    flags: str | None = None


@dataclass(slots=True)
class ArticleExtract:
    """A run of passages from an article; `text` is the slice from the first of them to the end of the last."""

    table: ClassVar[str] = "article_extracts"
    id: str
    document_id: str
    title: str | None
    author: str | None
    publisher: str | None
    published_date: str | None
    url: str | None
    first_passage_id: str
    last_passage_id: str
    start: int
    end: int
    text: str
    state: str = "not checked"
    matched_passage_id: str | None = None
    matched_start: int | None = None
    matched_end: int | None = None
    diff: str | None = None
    flags: str | None = None
