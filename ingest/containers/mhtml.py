"""Web pages that a browser saved with all that they show, as one file (MHTML, RFC 2557): the page, with its address and the day.

It is read as if it had been saved alone. Its pictures, styles and fonts are counted, and told in one line; a frame that holds words
is told as a fault.
"""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import BinaryIO

from ingest.containers.captured import MOST_COUNTED, URL, besides, is_html, page, shows_words
from ingest.containers.member import LARGEST, TOO_LARGE, Member, Unread, printable
from ingest.errors import UnreadableError
from ingest.formats.mail.parts import CUT_OFF, Part, has_headers, read_message
from ingest.formats.mail.words import transferred
from ingest.grammar.mail_dates import read_sent

TRANSFERS = ("", "base64", "quoted-printable")
KNOWN = frozenset((b"content-type",))  # what stands above every page that was saved
NONE = "it is no web page that was saved as one file; give it the name of its format, or save the page again"


def members(stream: BinaryIO, name: str) -> Iterator[Member | Unread]:
    """Yield the page, then a line about what belongs to it and is not read. Raises UnreadableError where there is no page."""
    data, message = _read(stream)
    leaves = list(_leaves(message))
    root = _root(message, leaves)
    content, problems = _content(data, root)
    if not content.strip():
        raise UnreadableError("its page is empty; save the page again")
    found = _page(root, message, len(content))
    if found is None:
        raise UnreadableError(f"its page is of the type {printable(root.type)}, which is not read; save it by itself")
    yield replace(found, name=found.url or f"{os.path.splitext(name)[0]}.html")
    if problems:
        yield Unread("", "the bytes of its page are broken; what can be read of them is read; save the page again")
    yield from _besides(data, [each for each in leaves if each is not root])
    if CUT_OFF in message.problems:
        yield Unread("", "it breaks off before its last part ends; what stands before is read; save the page again")


def load(stream: BinaryIO, member: Member) -> bytes:
    """Return the page as the browser had it."""
    start, end, how = member.place
    stream.seek(start)
    return transferred(stream.read(end - start), TRANSFERS[how])[0]


def _read(stream: BinaryIO) -> tuple[bytes, Part]:
    if stream.seek(0, io.SEEK_END) > LARGEST:
        raise UnreadableError(TOO_LARGE)
    stream.seek(0)
    data = stream.read()
    start = len(data) - len(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    if not has_headers(data, start, len(data), KNOWN):
        raise UnreadableError(NONE)
    return data, read_message(data, start, len(data))


def _leaves(part: Part) -> Iterator[Part]:
    """Yield the parts that hold no others, in order; they are nested no deeper than `mail_parts.DEEPEST`."""
    if part.parts:
        yield from chain.from_iterable(map(_leaves, part.parts))
    elif not part.type.startswith("multipart/"):
        yield part


def _root(message: Part, leaves: list[Part]) -> Part:
    """Return the part that is the page: the one that is said to be first, else the first, else the first page that there is."""
    start = (message.parameter("content-type", "start") or "").strip("<> ")
    named = [each for each in leaves if start and _words(each, "content-id").strip("<> ") == start]
    first = [*named, *leaves][:1]
    pages = [each for each in (*first, *leaves) if is_html(each.type)]
    found = next(iter([*pages, *first]), None)
    if found is None:
        raise UnreadableError(NONE)
    return found


def _content(data: bytes, part: Part) -> tuple[bytes, list[str]]:
    return transferred(data[part.content : part.end], _transfer(part))


def _page(root: Part, message: Part, size: int) -> Member | None:
    places = [_words(message, "snapshot-content-location"), _words(root, "content-location")]
    url = next((each for each in ("".join(place.split()) for place in places) if URL.fullmatch(each)), "")
    sent = read_sent(_words(message, "date"))
    place = (root.content, root.end, TRANSFERS.index(_transfer(root)))
    stamp = sent.day if sent and sent.consistent else ""
    served_as = root.type, root.parameter("content-type", "charset")
    found = page(printable(url), place, size, stamp, served_as)
    return found and replace(found, title=printable(_words(message, "subject")) or None)


def _words(part: Part, name: str) -> str:
    header = part.first(name)
    return header.words if header else ""


def _transfer(part: Part) -> str:
    said = part.value("content-transfer-encoding")
    return said if said in TRANSFERS else ""


def _besides(data: bytes, others: list[Part]) -> Iterator[Unread]:
    """Yield what is told of the frames of a page, and of what else it is made of."""
    kinds: Counter[str] = Counter()
    for each in others:
        kinds[each.type if each.type in kinds or len(kinds) < MOST_COUNTED else "others"] += 1
    frames = [each for each in others if is_html(each.type) and shows_words(_content(data, each)[0])]
    yield from besides([printable(_words(each, "content-location")) or "no address" for each in frames], kinds)
