"""Messages of Outlook as the parts of an e-mail: what its properties hold is laid out as the message would have been sent."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote

from ingest.errors import UnreadableError
from ingest.formats.compound import Entry
from ingest.formats.mail.msg_headers import headers_of
from ingest.formats.mail.msg_occasions import ANSWERS, OCCASIONS, occasion_of
from ingest.formats.mail.msg_properties import (
    ABOVE_INNER,
    ABOVE_OTHERS,
    ATTACHMENT,
    INTERNET_CODE_PAGE,
    Properties,
    codec,
    properties_of,
)
from ingest.formats.mail.msg_rtf import taken_out, unpacked, written_in
from ingest.formats.mail.parts import DEEPEST, TYPE, Header, Part, read_message
from ingest.formats.mail.pieces import ASIDES, OCCASION
from ingest.formats.word import rtf

CLASS, BODY, HTML, RTF = 0x001A, 0x1000, 0x1013, 0x1009
DATA, METHOD = 0x3701, 0x3705
LONG_NAME, SHORT_NAME, SHOWN_NAME, MEDIA_TYPE = 0x3707, 0x3704, 0x3001, 0x370E
EMBEDDED = 5  # the method of an attachment that is a message
LONGEST_NAME = 255
MOST_ATTACHMENTS = 5_000
SIGNED = ".multipartsigned"
# "charset=windows-1251" in a page
META = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
FRONT = 5_000  # bytes of a page in which it says its charset
UNKNOWN = "application/octet-stream"
READ = (*ASIDES, "message/rfc822")  # attachments that are read with an e-mail
LONGEST_READ = 20_000_000  # bytes of one


@dataclass(slots=True)
class Laid:
    """The bytes of the parts, one behind the other."""

    data: bytearray = field(default_factory=bytearray)

    def part(self, content: bytes, type: str, *headers: tuple[str, str]) -> Part:
        """Return a part with this content."""
        start = len(self.data)
        self.data += content
        found = [Header(name, value, value) for name, value in headers]
        return Part(found, start, start, len(self.data), type)

    def words(self, words: str, type: str) -> Part:
        data = words.encode("utf-8", "replace")
        return self.part(data, type, ("Content-Type", f"{type}; charset=utf-8"))


def message_of(properties: Properties, laid: Laid, depth: int = 0) -> Part:
    """Return a message with its headers, its words, and its attachments."""
    start = len(laid.data)
    parts = [*_occasion(properties, laid), *_bodies(properties, laid)]
    is_signed = not parts and not depth and properties.line(CLASS).casefold().endswith(SIGNED)
    signed = _signed(properties, laid) if is_signed else []
    for each in [] if signed else properties.storages(ATTACHMENT)[:MOST_ATTACHMENTS]:
        parts += _attached(properties, each, laid, depth)
    parts += signed
    end = len(laid.data)
    found = Part(headers_of(properties), start, start, end, "multipart/mixed", True, parts, start, end)
    found.problems += properties.problems
    return found


def _occasion(properties: Properties, laid: Laid) -> list[Part]:
    """Return when and where a meeting is, or by when a task is due; of an answer to an invitation it stands beside the words."""
    kind = properties.line(CLASS).casefold()
    lines = list(occasion_of(properties, kind)) if kind.startswith(OCCASIONS) else []
    return [laid.words("\n".join(lines), "text/calendar" if kind.startswith(ANSWERS) else OCCASION)] if lines else []


def _bodies(properties: Properties, laid: Laid) -> list[Part]:
    """Return the words of a message: as plain text, as HTML, or both, as they would have been sent; made from RTF where there is neither."""
    plain, html = properties.text(BODY), _html(properties)
    if not html.strip():
        packed = unpacked(properties.bytes_of(RTF))
        how = written_in(packed)
        if how == "html":
            html = taken_out(packed)
        elif packed and not plain.strip():
            plain = taken_out(packed) if how else _of_rtf(packed)
    found = [laid.words(plain, "text/plain")] if plain.strip() else []
    found += [laid.words(html, "text/html")] if html.strip() else []
    if len(found) < 2:
        return found
    start, end = found[0].start, found[1].end
    return [Part([], start, start, end, "multipart/alternative", False, found, start, end)]


def _of_rtf(data: bytes) -> str:
    """Return the paragraphs of a message that was written in RTF; nothing where there is none."""
    try:
        found = rtf.decode(data)
    except UnreadableError:
        return ""
    blocks = found.split.blocks if found.split else []
    return "\n\n".join(found.text[each.start : each.end] for each in blocks if not each.discard)


def _html(properties: Properties) -> str:
    """Return the words of the property that holds a page: characters, or bytes in the code page of the Internet."""
    words = properties.text(HTML)
    if words:
        return words
    data = properties.bytes_of(HTML)
    said = META.search(data[:FRONT])
    page = codec(properties.numbers.get(INTERNET_CODE_PAGE)) or (said[1].decode("ascii") if said else properties.page)
    return properties.read(data, page)


def _attached(above: Properties, entry: Entry, laid: Laid, depth: int) -> list[Part]:
    """Return an attachment: a message with its parts, or a line that names what it is."""
    properties = properties_of(above.file, entry, ABOVE_OTHERS, above.page)
    if properties is None:
        return []
    inner = properties.storage(DATA)
    if inner is not None and properties.numbers.get(METHOD) == EMBEDDED and depth < DEEPEST:
        message = properties_of(above.file, inner, ABOVE_INNER, above.page)
        if message is not None:
            part = message_of(message, laid, depth + 1)
            return [Part([], part.start, part.start, part.end, "message/rfc822", False, [part], part.start)]
    return [_named(properties, laid)]


def _named(properties: Properties, laid: Laid) -> Part:
    """Return a file that is attached: its words where an e-mail is read with them, else its name and how long it is."""
    name = next((words for each in (LONG_NAME, SHORT_NAME, SHOWN_NAME) if (words := properties.line(each))), "")
    said = TYPE.match(properties.line(MEDIA_TYPE))
    type = said[1].casefold() if said and not said[1].casefold().startswith("multipart/") else UNKNOWN
    filename = f"; filename*=utf-8''{quote(name[:LONGEST_NAME].encode('utf-8', 'replace'))}" if name else ""
    is_read = type in READ and properties.size_of(DATA) < LONGEST_READ
    data = properties.bytes_of(DATA) if is_read else b""
    part = laid.part(
        data, type if is_read or type not in READ else UNKNOWN, ("Content-Disposition", f"attachment{filename}")
    )
    if not is_read:
        part.end += properties.size_of(DATA)
    return part


def _signed(properties: Properties, laid: Laid) -> list[Part]:
    """Return the parts of a message that was signed as a whole, and is kept as it was sent in its one attachment."""
    entries = properties.storages(ATTACHMENT)
    inner = properties_of(properties.file, entries[0], ABOVE_OTHERS) if len(entries) == 1 else None
    data = inner.bytes_of(DATA) if inner is not None else b""
    start = len(laid.data)
    part = read_message(bytes(laid.data) + data, start, start + len(data))
    if part.type != "multipart/signed" or not part.parts:
        return []
    laid.data += data
    return [part]
