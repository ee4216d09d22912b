"""Web pages that Safari saved with all that they show (`.webarchive`): the page, with its address.

It is read as if it had been saved alone. Its pictures, styles and scripts are counted, and told in one line; a frame that holds words
is told as a fault. When the page was saved, the file does not say.
"""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from ingest.containers.captured import MOST_COUNTED, URL, besides, is_html, page, shows_words
from ingest.containers.member import LARGEST, TOO_LARGE, Member, Unread, printable
from ingest.containers.property_list import PropertyList
from ingest.errors import UnreadableError

PAGE, PARTS, FRAMES = "WebMainResource", "WebSubresources", "WebSubframeArchives"
CONTENT, TYPE, ENCODING, ADDRESS = (f"WebResource{name}" for name in ("Data", "MIMEType", "TextEncodingName", "URL"))
MOST_FRAMES = 100  # that are looked into
NONE = "it is no web page that Safari saved; give it the name of its format, or save the page again"
AS_XML = "it is a web page that Safari saved, turned into XML; turn it back (plutil -convert binary1), or save the page again"


def members(stream: BinaryIO, name: str) -> Iterator[Member | Unread]:
    """Yield the page, then a line about what belongs to it and is not read. Raises UnreadableError where there is no page."""
    held = _read(stream)
    top = held.keys(held.top)
    if PAGE not in top:
        raise UnreadableError(NONE)
    main = held.keys(top[PAGE])
    if CONTENT not in main:
        raise UnreadableError("its page is empty; save the page again")
    start, end = held.bytes_of(main[CONTENT])
    if not held.data[start:end].strip():
        raise UnreadableError("its page is empty; save the page again")
    url, kind = _words(held, main, ADDRESS), _words(held, main, TYPE).strip().casefold()
    url = url if URL.fullmatch(url) else ""
    found = page(printable(url), (start, end), end - start, "", (kind, _words(held, main, ENCODING) or None))
    if found is None:
        raise UnreadableError(f"its page is of the type {printable(kind)}, which is not read; save it by itself")
    yield replace(found, name=found.url or f"{os.path.splitext(name)[0]}.html")
    yield from besides(list(_frames(held, top)), _parts(held, top))


def load(stream: BinaryIO, member: Member) -> bytes:
    """Return the page as the browser had it."""
    start, end = member.place
    stream.seek(start)
    return stream.read(end - start)


def _read(stream: BinaryIO) -> PropertyList:
    if stream.seek(0, io.SEEK_END) > LARGEST:
        raise UnreadableError(TOO_LARGE)
    stream.seek(0)
    data = stream.read()
    if data.lstrip().startswith((b"<?xml", b"<plist")):
        raise UnreadableError(AS_XML)
    if not data.startswith(b"bplist"):
        raise UnreadableError(NONE)
    return PropertyList(data)


def _words(held: PropertyList, keys: dict[str, int], key: str) -> str:
    return held.words(keys[key]) if key in keys else ""


def _frames(held: PropertyList, top: dict[str, int]) -> Iterator[str]:
    """Yield the addresses of the frames that hold words."""
    for number in held.items(top[FRAMES])[:MOST_FRAMES] if FRAMES in top else ():
        main = held.keys(held.keys(number).get(PAGE, number))
        if CONTENT in main and is_html(_words(held, main, TYPE)):
            start, end = held.bytes_of(main[CONTENT])
            if shows_words(held.data[start:end]):
                yield printable(_words(held, main, ADDRESS)) or "no address"


def _parts(held: PropertyList, top: dict[str, int]) -> Counter[str]:
    """Return how many there are of each kind of what a page shows."""
    kinds: Counter[str] = Counter()
    for number in held.items(top[PARTS]) if PARTS in top else ():
        kind = printable(_words(held, held.keys(number), TYPE)) or "others"
        kinds[kind if kind in kinds or len(kinds) < MOST_COUNTED else "others"] += 1
    return kinds
