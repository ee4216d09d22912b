"""E-mails: a message (`.eml`) or a mailbox (`.mbox`) as text, each message a document.

Written out are, of each message, the headers that a mail program does not show, as a discard; those that it shows; and
what stands in it, with a line for each attachment. Words are not masked here, so nothing but names made of dates goes into
what is said of a message: subject, sender and date are read from its text, once what is private in it is masked.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from ingest.errors import UnreadableError
from ingest.formats.blocks import Block, Item, Split
from ingest.formats.decode import Decoded, Run
from ingest.formats.mail.mailbox import Place, messages
from ingest.formats.mail.parts import Part, has_headers, read_message
from ingest.formats.mail.piece import Piece
from ingest.formats.mail.pieces import Given, pieces_of
from ingest.formats.mail.threads import Sending, sending, tell
from ingest.formats.mail.words import header_words, words_of

BETWEEN = "\n\n"
BOM = b"\xef\xbb\xbf"
# headers of which a message has at least one
KNOWN = frozenset(
    (b"from", b"to", b"subject", b"date", b"message-id", b"received", b"return-path", b"mime-version", b"content-type", b"sender")
)  # fmt: skip
NO_MESSAGE = "no headers of an e-mail stand at its top; give it the name of its format, or save the message again."
NO_MAILBOX = "no message stands in it: neither a line that begins with `From ` nor headers at its top; export it again."
ABOVE = "what stands above the first message is none; if a message lost its line `From …`, export the mailbox again"


def decode_message(data: bytes, declared: str | None, include: Collection[str]) -> Decoded:
    """Return the text of one message; a line `From ` at the top makes a mailbox of it.

    Raises UnreadableError where no headers stand at the top.
    """
    data = _with_line_ends(data)
    start = len(data) - len(data.removeprefix(BOM).lstrip(b"\r\n"))
    if data.strip() and not has_headers(data, start, len(data), KNOWN):
        if data.startswith(b"From ", start) and any(True for _ in messages(data)):
            return decode_mailbox(data, declared, include)
        raise UnreadableError(NO_MESSAGE)
    return _written(data, [Place(start, start, len(data))] if data.strip() else [], Given(data, declared))


def decode_part(message: Part, data: bytes) -> Decoded:
    """Return the text of a message whose parts are told apart already, in places of `data`."""
    text, told = _Text(), _Told()
    _add(message, Given(data), text, told)
    return text.decoded(told.items())


def decode_mailbox(data: bytes, declared: str | None, _: Collection[str]) -> Decoded:
    """Return the text of all messages of a mailbox. Raises UnreadableError where none stands in it."""
    data = _with_line_ends(data)
    found = list(messages(data))
    if not found and data.strip():
        if not has_headers(data, 0, len(data), KNOWN):
            raise UnreadableError(NO_MAILBOX)
        found = [Place(0, 0, len(data))]
    return _written(data, found, Given(data, declared, is_mailbox=True))


def _with_line_ends(data: bytes) -> bytes:
    """Return the bytes with line ends of Unix where all are those of old Macs; no place changes."""
    return data.replace(b"\r", b"\n") if b"\n" not in data else data


def _written(data: bytes, places: list[Place], given: Given) -> Decoded:
    text, told = _Text(), _Told()
    if places and places[0].separator and given.is_mailbox:
        _above(data[: places[0].separator], text)
    for place in places:
        if place.start > place.separator:
            words = header_words(data[place.separator : place.start])
            text.add(
                Piece(words, [Block("mailbox separator", 0, len(words), discard=True)], (place.separator, place.start))
            )
        _add(read_message(data, place.start, place.end), given, text, told)
    return text.decoded(told.items())


def _add(message: Part, given: Given, text: _Text, told: _Told) -> None:
    """Write a message, and what is known of its sending."""
    start = text.length
    pieces = [piece for piece in pieces_of(message, given) if piece.text]
    for piece in pieces:
        text.add(piece)
    if any(not block.discard for piece in pieces for block in piece.blocks):
        told.places.append((start, text.length))
        told.sendings.append(sending(message, "\n".join(piece.text for piece in pieces)))


def _above(data: bytes, text: _Text) -> None:
    words = words_of(data, None)[0].strip()
    if words:
        block = Block("above the first message", 0, len(words), discard=True)
        text.add(Piece(words, [block], (0, len(data)), [(ABOVE, 0, len(words))]))


@dataclass(slots=True)
class _Told:
    """Where each message stands in a text, and what is known of its sending."""

    places: list[tuple[int, int]] = field(default_factory=list)
    sendings: list[Sending] = field(default_factory=list)

    def items(self) -> list[Item]:
        tell(self.sendings)
        return [
            Item(*place, {"kind": "e-mail", **each.said})
            for place, each in zip(self.places, self.sendings, strict=True)
        ]


class _Text:
    """A text that grows piece by piece, an empty line between any two."""

    def __init__(self) -> None:
        self.length = 0
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._problems: list[tuple[str, int, int]] = []
        self._runs: list[Run] = []

    def add(self, piece: Piece) -> None:
        at = self.length + (len(BETWEEN) if self._parts else 0)
        self._parts += [BETWEEN, piece.text] if self._parts else [piece.text]
        self.length = at + len(piece.text)
        self._blocks += [replace(each, start=each.start + at, end=each.end + at) for each in piece.blocks]
        self._problems += [(reason, start + at, end + at) for reason, start, end in piece.problems]
        self._runs.append(Run(at, self.length, *piece.place))

    def decoded(self, items: list[Item]) -> Decoded:
        split = Split(self._blocks, problems=self._problems, items=items)
        return Decoded("".join(self._parts), None, split, tuple(self._runs))
