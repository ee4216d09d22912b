"""Threads: messages joined with those that are held, as a message may be withheld."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.model import Document
from ingest.waiting import Email


def link(emails: Iterable[Email], documents: Iterable[Document]) -> None:
    """Leave out what each message answers where that is not held, and let the first that is held open the thread."""
    held = {document.id for document in documents}
    opens: dict[str, str] = {}
    for email in emails:
        if email.in_reply_to_id not in held:
            email.in_reply_to_id = None
        if email.thread_id not in held:
            email.thread_id = opens.setdefault(email.thread_id, email.id)
