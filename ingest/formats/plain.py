"""Plain text: exports and collections that have a shape of their own as text; all others paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Collection

from ingest.formats import chat
from ingest.formats.blocks import Split
from ingest.formats.feeds import keyed_entries, movable_type
from ingest.formats.mail import pasted_mail
from ingest.formats.paragraphs import paragraphs


def split(text: str, include: Collection[str] = ()) -> Split:
    """Return the blocks of a plain text; of an export of Movable Type, of entries under keys, of e-mails and of a chat also the documents.

    `include` may hold "drafts" and "comments", which such an export is read without.
    """
    return (
        movable_type.find(text, paragraphs, include)
        or keyed_entries.find(text, paragraphs)
        or pasted_mail.find(text)
        or chat.find(text)
        or paragraphs(text)
    )
