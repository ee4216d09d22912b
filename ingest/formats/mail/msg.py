"""Messages as Outlook keeps them (`.msg`, [MS-OXMSG]): read as the same message would be if it had been saved as `.eml`.

What Outlook notes beside the message (read, categories, whose mailbox it lay in) is no word of it: nothing is taken of that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from ingest.errors import UnreadableError
from ingest.formats.blocks import Block, Split
from ingest.formats.compound import MAGIC, Compound
from ingest.formats.decode import Decoded
from ingest.formats.mail import mail
from ingest.formats.mail.msg_headers import is_dated, is_draft
from ingest.formats.mail.msg_parts import CLASS, Laid, message_of
from ingest.formats.mail.msg_properties import ABOVE, properties_of

NO_MESSAGE = "it holds no message of Outlook; give it the name of its format, or save the message as .eml."
ADDRESSES = (
    "it is an entry of an address book, and no message; what is to be published of it must be written down in a text."
)
NO_MESSAGES = ("ipm.contact", "ipm.distlist", "ipm.abchperson")
# what nobody sent to anybody: a document, not an e-mail
KEPT = ("ipm.appointment", "ipm.task", "ipm.stickynote", "ipm.activity")
IN_UTC = "time of sending, in UTC"
CUT_OFF = "it is shorter than it says; if there is more of it, get the whole"
DRAFT = "it says that it was not sent: it is read as a draft, without a day"
SUBJECT, DATE = "Subject: ", "Date: "


def decode(data: bytes, declared: str | None, include: Collection[str]) -> Decoded:
    """Return the text of one message. Raises UnreadableError where none stands in it."""
    if not data.startswith(MAGIC):
        try:
            return mail.decode_message(data, declared, include)
        except UnreadableError:
            raise UnreadableError(NO_MESSAGE) from None
    file = Compound(data)
    properties = properties_of(file, file.root, ABOVE, declared)
    if properties is None:
        raise UnreadableError(NO_MESSAGE)
    kind = properties.line(CLASS).casefold()
    if kind.startswith(NO_MESSAGES):
        raise UnreadableError(ADDRESSES)
    laid = Laid()
    message = message_of(properties, laid)
    decoded = mail.decode_part(message, bytes(laid.data))
    split = decoded.split or Split([])
    if kind.startswith(KEPT):
        split = _kept(split, decoded.text)
    elif not is_dated(properties):
        split = replace(split, items=[replace(each, said={**each.said, "date_basis": IN_UTC}) for each in split.items])
        if is_draft(properties):
            split.problems.append((DRAFT, 0, 0))
    if file.is_cut:
        split.problems.append((CUT_OFF, 0, 0))
    return Decoded(decoded.text, None, split)


def _kept(split: Split, text: str) -> Split:
    """Return what nobody sent as a document: its subject is its heading."""
    blocks = [part for each in split.blocks for part in (_lines(each, text) if each.kind == "header" else [each])]
    items = [replace(each, said={"kind": "document", "name": each.said["name"]}) for each in split.items]
    return replace(split, blocks=blocks, items=items)


def _lines(header: Block, text: str) -> Iterator[Block]:
    at = header.start
    for line in text[header.start : header.end].split("\n"):
        end = at + len(line)
        if line.startswith(SUBJECT):
            yield Block("markup", at, at + len(SUBJECT) - 1, discard=True)
            yield Block("heading", at + len(SUBJECT), end, 1)
        elif line.startswith(DATE):  # when it was last touched, which is no day of what it says
            yield Block("e-mail header", at, end, discard=True)
        else:
            yield Block("paragraph", at, end)
        at = end + 1
