"""Pieces of an e-mail: each part of a message as text with its blocks, or as a line that says what is not read.

Of two versions of the same words one is kept; where they do not say the same, both are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.formats.blocks import Block
from ingest.formats.html_text import read_fragment
from ingest.formats.mail_bodies import html_blocks, plain_blocks, unescaped, unflowed
from ingest.formats.mail_parts import DEEPEST, Header, Part, read_message
from ingest.formats.mail_words import header_words, transferred, words_of
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
HTML = ("text/html", "application/xhtml+xml")
# "<ada@post.example >": white space in an address is where the header was folded
ADDRESS = re.compile(r"<[^<>]{0,400}@[^<>]{0,400}>")
# a word, without the signs that plain text sets around words in bold
WORD = re.compile(r"[^\W_]+")
# "https://…", "<mailto:…>": a page has the address of a link behind its words
LINKED = re.compile(r"(?:https?://|www\.|mailto:)\S+|\[(?:cid|image):[^\]]{0,300}\]")

NOT_READ = "{count} of its attachments {is_are} not read; save each as a file of its own and put it beside this one"
TWO_VERSIONS = "its plain text and its HTML do not say the same words; one is read as its text, the other kept below it: compare them"
UNREADABLE = "[nothing of this part can be read]"
NO_PARTS = "it says that it has parts, but no line parts them; it is read as one"

Problem = tuple[str, int, int]


@dataclass(slots=True)
class Piece:
    """A stretch of the text of a message, its places counted from 0, and the bytes that it was made of."""

    text: str
    blocks: list[Block]
    place: tuple[int, int]
    problems: list[Problem] = field(default_factory=list)
    is_body: bool = False
    is_attachment: bool = False


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
        found[-1] = _with(found[-1], message.problems)
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
        yield _aside("e-mail header", hidden, place)
    if shown:
        yield Piece(shown, [Block(kind, 0, len(shown))], place, is_body=kind != "header")


def _aside(kind: str, text: str, place: tuple[int, int]) -> Piece:
    words = text.strip()
    return Piece(words, [Block(kind, 0, len(words), discard=True)] if words else [], place)


def _parts(part: Part, given: Given, depth: int) -> list[Piece]:
    """Return what stands in a part, and what is wrong with it."""
    found = [piece for piece in _content(part, given, depth) if piece.text]
    return [_with(found[0], part.problems), *found[1:]] if found else []


def _content(part: Part, given: Given, depth: int) -> list[Piece]:
    if part.inner is not None and part.type == "message/rfc822":
        return _attached(part, given, depth)
    if part.inner is not None:
        return _multipart(part, given, depth)
    if part.type.startswith("multipart/"):
        return _text(replace(part, type="text/plain", problems=[]), given, [NO_PARTS])
    if part.type in ASIDES:
        words, problems = _words(part, given)
        piece = _aside(ASIDES[part.type], words, (part.content, part.end))
        return [_with(piece, problems)]
    if part.type == "message/rfc822" and depth < DEEPEST:
        return _transferred_message(part, given, depth)
    if part.value("content-disposition") == "attachment" or (
        not part.type.startswith("text/") and part.type not in HTML
    ):
        return [_attachment(part, given)]
    return _html(part, given) if part.type in HTML else _text(part, given)


def _with(piece: Piece, problems: list[str]) -> Piece:
    """Tell problems of a piece; where nothing of it could be read, a line stands for it."""
    if problems and not piece.text:
        piece = _aside("unreadable part", UNREADABLE, piece.place)
    piece.problems += [(reason, 0, len(piece.text)) for reason in problems]
    return piece


def _multipart(part: Part, given: Given, depth: int) -> list[Piece]:
    inner = part.inner if part.inner is not None else part.end
    above = _aside("preamble", words_of(given.data[part.content : inner], None)[0], (part.content, inner))
    each = [_parts(child, given, depth + 1) for child in part.parts]
    found = _chosen(each) if part.type == "multipart/alternative" else [piece for some in each for piece in some]
    if part.type == "multipart/encrypted" and found:
        _with(found[0], [IS_ENCRYPTED])
    below = part.outer if part.outer is not None else part.end
    epilogue = _aside("epilogue", words_of(given.data[below : part.end], None)[0], (below, part.end))
    return [above, *found, epilogue]


def _attached(part: Part, given: Given, depth: int) -> list[Piece]:
    """Return a message that another one holds: its words are quoted there, one deeper than they were written."""
    found = [_aside("attachment", "[attached message]", (part.start, part.content))]
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
    return [_with(found[0], problems), *found[1:]]


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
    return [_with(piece, [*(problems or []), *more])]


def _html(part: Part, given: Given) -> list[Piece]:
    markup, problems = _words(part, given)
    text, blocks = read_fragment(markup, 0)
    piece = Piece(text, html_blocks(text, blocks), (part.content, part.end), is_body=True)
    return [_with(piece, problems)]


def _attachment(part: Part, given: Given) -> Piece:
    name = (
        part.parameter("content-disposition", "filename") or part.parameter("content-type", "name") or "without a name"
    )
    data = given.data[part.content : part.end]
    size = len(data)
    if part.value("content-transfer-encoding") == "base64":
        size = len(data.translate(None, b"\r\n\t =")) * 3 // 4
    words = f"[attachment: {header_words(name.encode('utf-8', 'replace'))}, {part.type}, {size:,} bytes]"
    piece = _aside("attachment", words, (part.start, part.end))
    piece.is_attachment = True
    return piece


def _chosen(versions: list[list[Piece]]) -> list[Piece]:
    """Return the version to be read, what all of them hold besides, and other versions that say more as discards."""
    bodies = [[piece for piece in version if piece.is_body] for version in versions]
    besides = [piece for version in versions for piece in version if not piece.is_body]
    written = [body for body in bodies if body]
    if len(written) < 2:
        return [*(piece for body in written for piece in body), *besides]
    counted = [_counted(body) for body in written]
    longest = max(range(len(written)), key=lambda n: (counted[n].total(), -n))
    first = 0 if counted[0].total() * 2 >= counted[longest].total() else longest
    kept = _saying_all(counted, first)
    others = [
        piece for n, body in enumerate(written) if n != kept and not counted[n] <= counted[kept] for piece in body
    ]
    if others:
        _with(written[kept][0], [TWO_VERSIONS])
    return [*written[kept], *map(_other_version, others), *besides]


def _saying_all(counted: list[Counter[str]], first: int) -> int:
    """Return the first version if it holds all the words of the others, else one that does, else the first."""
    order = [first, *(n for n in range(len(counted)) if n != first)]
    return next((n for n in order if all(each <= counted[n] for each in counted)), first)


def _counted(body: list[Piece]) -> Counter[str]:
    words = LINKED.sub(" ", "\n".join(piece.text for piece in body))
    return Counter(WORD.findall(words.casefold()))


def _other_version(piece: Piece) -> Piece:
    return replace(_aside("other version", piece.text, piece.place), problems=piece.problems)
