"""One record of a web archive: its headers, those of the HTTP response in it, and its content as a browser would have it."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from email.message import Message

from ingest.containers.member import LARGEST, TOO_LARGE, too_much
from ingest.containers.warc_stream import Broken, Stream
from ingest.errors import UnreadableError

MOST_HEADERS = 1 << 20  # bytes of the headers of one record
# "WARC/1.0", "WARC/1.1", "WARC/0.18"
VERSION = re.compile(rb"WARC/\d+\.\d+\s*\Z")
# "HTTP/1.1 200 OK", "HTTP/2 200"
STATUS = re.compile(r"HTTP/[\d.]+\s+(\d{3})\b")
LENGTH = re.compile(r"\d{1,15}")
# "1a0;name=value": the size of a chunk, in hexadecimal
CHUNK_SIZE = re.compile(rb"\s*([0-9A-Fa-f]{1,8})\s*(?:;[^\r\n]*)?\r?\n")
HTTP = "application/http"

Headers = dict[str, str]


@dataclass(slots=True)
class Record:
    """A record: `kind` is its WARC-Type; `status` is that of the HTTP response, where it holds one; `left` the bytes not yet read."""

    kind: str
    headers: Headers
    left: int
    status: str = ""
    http: Headers = field(default_factory=dict)

    @property
    def content_type(self) -> tuple[str, str | None]:
        """The media type that its content was served with, in small letters, and the charset, where one is named."""
        message = Message()
        message["Content-Type"] = (self.http if self.status else self.headers).get("content-type", "")
        charset = message.get_param("charset")
        return (message.get_content_type() if message["Content-Type"] else ""), charset if isinstance(
            charset, str
        ) else None


def next_record(stream: Stream) -> Record | None:
    """Read the headers of the next record; None at the end. Raises Broken where there is none."""
    line = b"\r\n"
    while line and not line.strip():
        line = stream.line()
    if not line:
        return None
    if not VERSION.match(line):
        raise Broken("no record begins where one should")
    headers, _ = _headers(stream, 2 * MOST_HEADERS)
    length = headers.get("content-length", "")
    if not LENGTH.fullmatch(length):
        raise Broken("a record does not say how long it is")
    record = Record(headers.get("warc-type", "").casefold(), headers, int(length))
    if record.kind == "response" and headers.get("content-type", HTTP).casefold().startswith(HTTP):
        _read_http(stream, record)
    return record


def skip(stream: Stream, record: Record) -> None:
    """Read to the end of a record. Raises Broken where it ends too soon."""
    while record.left:
        data = stream.read(record.left)
        if not data:
            raise Broken("it breaks off")
        record.left -= len(data)


def content(stream: Stream, record: Record) -> bytes:
    """Return what is in a record, as far as it goes, without the packing of its transfer.

    Raises UnreadableError where it is too large, or packed by a method that is not read.
    """
    if record.left > LARGEST:
        raise UnreadableError(TOO_LARGE)
    parts = []
    while record.left:
        try:
            data = stream.read(record.left)
        except Broken:
            data = b""
        if not data:
            break
        record.left -= len(data)
        parts.append(data)
    data = b"".join(parts)
    if "chunked" in record.http.get("transfer-encoding", "").casefold():
        data = _unchunked(data)
    for method in reversed(record.http.get("content-encoding", "").casefold().split(",")):
        data = _unpacked(data, method.strip())
    return data


def _read_http(stream: Stream, record: Record) -> None:
    line = stream.line(record.left)
    record.left -= len(line)
    match = STATUS.match(_text(line))
    record.status = match[1] if match else "unknown"
    record.http, used = _headers(stream, record.left)
    record.left -= used


def _headers(stream: Stream, most: int) -> tuple[Headers, int]:
    """Return the headers down to an empty line, by name in small letters, the first of each name; and the bytes read.

    Raises Broken where there is no end to them; those of a response end with its record, whose bytes left are `most`.
    """
    found: Headers = {}
    used, name = 0, ""
    while used < most:
        line = stream.line(most - used)
        used += len(line)
        if not line.strip():
            break
        if used > MOST_HEADERS:
            raise Broken("its headers have no end")
        words = _text(line)
        if words[0] in " \t" and name:
            found[name] += " " + words.strip()
            continue
        name, _, value = words.partition(":")
        name = name.strip().casefold()
        found.setdefault(name, value.strip())
    return found, used


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _unchunked(data: bytes) -> bytes:
    """Return the chunks joined; what is not in chunks, though its header says so, is returned as it is."""
    parts, at = [], 0
    while match := CHUNK_SIZE.match(data, at):
        size = int(match[1], 16)
        parts.append(data[match.end() : match.end() + size])
        at = match.end() + size
        if size == 0 or at >= len(data):
            return b"".join(parts)
        at += 2 if data.startswith(b"\r\n", at) else 0
    return b"".join([*parts, data[at:]])


def _unpacked(data: bytes, method: str) -> bytes:
    """Return what was packed for its transfer; some archives keep the header and store the page unpacked."""
    if method in ("", "identity", "none") or not data:
        return data
    if method in ("gzip", "x-gzip"):
        return _inflated(data, zlib.MAX_WBITS | 16) if data.startswith(b"\x1f\x8b") else data
    if method == "deflate":  # RFC 9110 means zlib; many servers send the bare stream
        return _inflated(data, zlib.MAX_WBITS if data[0] & 15 == 8 and int.from_bytes(data[:2]) % 31 == 0 else -15)
    raise UnreadableError(f"it is packed as `{method[:20]}`, which is not read; capture the page again without it")


def _inflated(data: bytes, how: int) -> bytes:
    """Return as much as can be unpacked: a page that breaks off is kept as far as it goes."""
    decompressor = zlib.decompressobj(how)
    found = b""
    try:
        found = decompressor.decompress(data, LARGEST + 1)
    except zlib.error:
        found = _piecewise(data, how)
        if not found:
            raise UnreadableError("it does not unpack; capture the page again") from None
    why = too_much(len(data), len(found))
    if why:
        raise UnreadableError(why)
    return found


def _piecewise(data: bytes, how: int) -> bytes:
    """Unpack bytes that are broken somewhere, as far as they go."""
    decompressor, parts, size = zlib.decompressobj(how), [], 0
    for at in range(0, len(data), 512):
        try:
            parts.append(decompressor.decompress(data[at : at + 512], LARGEST + 1 - size))
        except zlib.error:
            break
        size += len(parts[-1])
        if size > LARGEST:
            break
    return b"".join(parts)
