"""Rows that wait: read with their source, and filled when all sources are in, for only then is it known what they say.

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


@dataclass(slots=True)
class Email:
    """A message: one row for each document of the kind `e-mail`.

    `in_reply_to_id` and `thread_id` are documents: the message that this one answers, and the first of its thread that is held.
    `sent_at` is the instant at which it was sent. `to_names` and `cc_names` are JSON arrays of names as printed, never of addresses.
    """

    table: ClassVar[str] = "emails"
    id: str
    document_id: str
    subject: str | None
    from_name: str | None
    to_names: str
    cc_names: str
    sent_date: str | None
    sent_time: str | None
    in_reply_to_id: str | None
    thread_id: str
    sent_at: str | None
    quoted_count: int
    attachment_count: int
    word_count: int
    start: int
    end: int


@dataclass(slots=True)
class Joinable(Email):
    """A message until it is joined with those of other sources, by digests of its `Message-ID` and, as JSON, of those that it names.

    That which it answers is the first of these. They are not published: an id is withheld as an address is, and could be tried out
    against its digest until it fits.
    """

    message_sha256: str | None
    names_sha256: str
