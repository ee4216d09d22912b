"""Pieces of an e-mail: each part of a message as text with its blocks, or as a line that says what is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.formats import calendars
from ingest.formats.blocks import Block
from ingest.formats.html.text import read_fragment
from ingest.formats.mail.bodies import html_blocks, plain_blocks, unescaped, unflowed
from ingest.formats.mail.parts import DEEPEST, Header, Part, read_message
from ingest.formats.mail.piece import Piece, aside, with_problems
from ingest.formats.mail.versions import chosen
from ingest.formats.mail.words import header_words, transferred, words_of
from ingest.grammar.calendar_times import LINE
from ingest.grammar.replies import IS_ENCRYPTED

# The headers that a mail program shows; all others are kept as a discard.
SHOWN = frozenset(
    (
        "from", "sender", "reply-to", "to", "cc", "bcc", "date", "subject", "organization", "organisation", "newsgroups",
        "resent-from", "resent-to", "resent-cc", "resent-date",
    )
)  # fmt: skip
# parts that say something, though not in the author's words
ASIDES = {
    "text/calendar": "calendar", "message/delivery-status": "delivery report", "text/rfc822-headers": "delivery report",
    "message/disposition-notification": "delivery report", "message/feedback-report": "delivery report",
}  # fmt: skip
CALENDAR = "text/calendar"
OCCASION = "text/X-Occasion"  # of a message of Outlook as it is laid out; a type that a file states is in small letters
HTML = ("text/html", "application/xhtml+xml")
# "<ada@post.example >": white space in an address is where the header was folded
ADDRESS = re.compile(r"<[^<>]{0,400}@[^<>]{0,400}>")

NOT_READ = "{count} of its attachments {is_are} not read; save each as a file of its own and put it beside this one"
NO_PARTS = "it says that it has parts, but no line parts them; it is read as one"


@dataclass(frozen=True, slots=True)
class Given:
    """The bytes of a file, the encoding declared for parts that name none, and whether it is a mailbox."""

    data: bytes
    declared: str | None = None
    is_mailbox: bool = False


def pieces_of(message: Part, given: Given) -> list[Piece]:
    """Return the headers of a message and what stands in it, in order."""
    headers = list(_headers(message))
    found = [*headers, *_parts(message, given, 0)]
    if len(found) == len(headers) and found:
        found[-1] = with_problems(found[-1], message.problems)
    unread = [piece for piece in found if piece.is_attachment]
    if unread:
        reason = NOT_READ.format(count=len(unread), is_are="is" if len(unread) == 1 else "are")
        unread[0].problems.append((reason, 0, len(unread[0].text)))
    return found


def header_lines(headers: list[Header], shown: bool) -> str:
    """Return the headers that a mail program shows, or all others, one on each line."""
    return "\n".join(
        f"{each.name}: {_unfolded(each)}".rstrip() for each in headers if (each.name.casefold() in SHOWN) == shown
    )


def _unfolded(header: Header) -> str:
    return ADDRESS.sub(lambda match: match[0].replace(" ", ""), header.words) if "@" in header.words else header.words


def _headers(part: Part, kind: str = "header") -> Iterator[Piece]:
    place = (part.start, part.content)
    hidden, shown = header_lines(part.headers, shown=False), header_lines(part.headers, shown=True)
    if hidden:
        yield aside("e-mail header", hidden, place)
    if shown:
        yield Piece(shown, [Block(kind, 0, len(shown))], place, is_body=kind != "header")


def _parts(part: Part, given: Given, depth: int) -> list[Piece]:
    """Return what stands in a part, and what is wrong with it."""
    found = [piece for piece in _content(part, given, depth) if piece.text]
    return [with_problems(found[0], part.problems), *found[1:]] if found else []


def _content(part: Part, given: Given, depth: int) -> list[Piece]:
    if part.inner is not None and part.type == "message/rfc822":
        return _attached(part, given, depth)
    if part.inner is not None:
        return _multipart(part, given, depth)
    if part.type.startswith("multipart/"):
        return _text(replace(part, type="text/plain", problems=[]), given, [NO_PARTS])
    if part.type in ASIDES:
        words, problems = _words(part, given)
        place = (part.content, part.end)
        piece = _calendar(words, place) if part.type == CALENDAR else None
        return [with_problems(piece or aside(ASIDES[part.type], words, place), problems)]
    if part.type == OCCASION:
        words, problems = _words(part, given)
        return [with_problems(_occasion(words, (part.content, part.end)), problems)]
    if part.type == "message/rfc822" and depth < DEEPEST:
        return _transferred_message(part, given, depth)
    if part.value("content-disposition") == "attachment" or (
        not part.type.startswith("text/") and part.type not in HTML
    ):
        return [_attachment(part, given)]
    return _html(part, given) if part.type in HTML else _text(part, given)


def _calendar(words: str, place: tuple[int, int]) -> Piece | None:
    """Return the entries of a calendar that came with a message: what, when and where; its other words are those of the message."""
    if "BEGIN:VEVENT" not in words.upper():
        return None
    text, blocks, problems = calendars.of_words(words)
    found = [
        replace(each, kind=ASIDES[CALENDAR], discard=True) if each.kind == "paragraph" else each for each in blocks
    ]
    return Piece(text, found, place, problems)


def _occasion(words: str, place: tuple[int, int]) -> Piece:
    """Return lines that say when and where."""
    blocks, at = list[Block](), 0
    for line in words.split("\n"):
        blocks += [Block(LINE, at, at + len(line))] if line.strip() else []
        at += len(line) + 1
    return Piece(words, blocks, place)


def _multipart(part: Part, given: Given, depth: int) -> list[Piece]:
    inner = part.inner if part.inner is not None else part.end
    above = aside("preamble", words_of(given.data[part.content : inner], None)[0], (part.content, inner))
    each = [_parts(child, given, depth + 1) for child in part.parts]
    found = chosen(each) if part.type == "multipart/alternative" else [piece for some in each for piece in some]
    if part.type == "multipart/encrypted" and found:
        with_problems(found[0], [IS_ENCRYPTED])
    below = part.outer if part.outer is not None else part.end
    epilogue = aside("epilogue", words_of(given.data[below : part.end], None)[0], (below, part.end))
    return [above, *found, epilogue]


def _attached(part: Part, given: Given, depth: int) -> list[Piece]:
    """Return a message that another one holds: its words are quoted there, one deeper than they were written."""
    found = [aside("attachment", "[attached message]", (part.start, part.content))]
    for child in part.parts:
        found += [*_headers(child, "attribution"), *_parts(child, given, depth + 1)]
    return found[:1] + [_deeper(piece) for piece in found[1:]]


def _deeper(piece: Piece) -> Piece:
    piece.blocks = [
        block
        if block.discard
        else replace(block, kind="quote" if block.kind != "attribution" else block.kind, level=_level(block) + 1)
        for block in piece.blocks
    ]
    return piece


def _level(block: Block) -> int:
    return block.level if block.kind in ("quote", "attribution") else 0


def _transferred_message(part: Part, given: Given, depth: int) -> list[Piece]:
    """Return a message that is wrapped in a transfer encoding, all of it made of the same bytes."""
    data, problems = transferred(given.data[part.content : part.end], part.value("content-transfer-encoding"))
    inner = replace(part, parts=[read_message(data, 0, len(data), depth + 1)], inner=0)
    found = _attached(inner, replace(given, data=data), depth)
    for piece in found:
        piece.place = (part.content, part.end)
    return [with_problems(found[0], problems), *found[1:]]


def _words(part: Part, given: Given) -> tuple[str, list[str]]:
    encoding = part.value("content-transfer-encoding")
    data, problems = transferred(given.data[part.content : part.end], encoding)
    text, more = words_of(data, part.parameter("content-type", "charset") or given.declared)
    return unescaped(text) if given.is_mailbox and encoding != "base64" else text, problems + more


def _text(part: Part, given: Given, problems: list[str] | None = None) -> list[Piece]:
    text, more = _words(part, given)
    if (part.parameter("content-type", "format") or "").casefold() == "flowed":
        text = unflowed(text, (part.parameter("content-type", "delsp") or "").casefold() == "yes")
    text = text.rstrip()
    blocks, told = plain_blocks(text)
    piece = Piece(text, blocks, (part.content, part.end), told, is_body=True)
    return [with_problems(piece, [*(problems or []), *more])]


def _html(part: Part, given: Given) -> list[Piece]:
    markup, problems = _words(part, given)
    text, blocks = read_fragment(markup, 0)
    piece = Piece(text, html_blocks(text, blocks), (part.content, part.end), is_body=True)
    return [with_problems(piece, problems)]


def _attachment(part: Part, given: Given) -> Piece:
    name = (
        part.parameter("content-disposition", "filename") or part.parameter("content-type", "name") or "without a name"
    )
    size = part.end - part.content
    if part.value("content-transfer-encoding") == "base64":
        data = given.data[part.content : part.end]
        size = len(data.translate(None, b"\r\n\t =")) * 3 // 4
    words = f"[attachment: {header_words(name.encode('utf-8', 'replace'))}, {part.type}, {size:,} bytes]"
    piece = aside("attachment", words, (part.start, part.end))
    piece.is_attachment = True
    return piece
