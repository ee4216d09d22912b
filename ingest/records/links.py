"""Links: the URLs that stand in a passage, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from ingest.ids import join
from ingest.model import Reading
from ingest.records.sheets import cells_of

# "https://example.org/a?b=c#d", "www.example.org": up to white space or a mark that no URL holds (RFC 3986); the first letter
# stands before what looks back at it, for a set of characters is looked for many times as fast
URL = re.compile(r"[hHwW](?<![^\W_].)(?<![@/.-].)(?i:(?<=h)ttps?://|(?<=w)ww\d?\.)[^\s<>\"“”«»{}|\\^`\u200b\ufeff]+")
# without one of them there is no URL
SIGNS = ("://", "www", "WWW")
# "user:pass@", "www.", ":8080" around the host of a URL
HOST = re.compile(
    r"(?:https?://)?(?:[^/?#@]*@)?(?:www\d?\.)?(?P<host>[^/?#:@]*)(?::\d{0,5})?(?=[/?#]|\Z)", re.IGNORECASE
)
# "example.org", "xn--bcher-kva.example": labels of letters, digits and inner hyphens (RFC 1123), two at least
NAME = re.compile(r"(?=.{4,253}\Z)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]\Z")
# 192.0.2.1
NUMBER = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.|\Z)){4}\Z", re.ASCII)
# what ends a sentence, a quotation or emphasis, not a URL
TRAILING = ".,:;!?'’‘*~…"
OPENS = {")": "(", "]": "[", "）": "（"}


@dataclass(slots=True)
class Link:
    """A URL as printed; `host` is in lower case, without "www.", port or credentials."""

    table: ClassVar[str] = "links"
    id: str
    document_id: str
    passage_id: str
    start: int
    end: int
    url: str
    host: str


def find(reading: Reading) -> Iterator[Link]:
    """Yield the links of a document in order; the `[words](url "title")` and `<url>` of Markdown are read too."""
    document, text = reading.document, reading.text
    if all(text.find(sign, document.start, document.end) < 0 for sign in SIGNS):
        return
    position = 0
    for passage in reading.passages:
        if not any(map(passage.text.__contains__, SIGNS)):
            continue
        within = cells_of(reading, passage) or [(passage.start, passage.end)]
        for start, end, host in (found for place in within for found in _urls(reading.text, *place)):
            position += 1
            url = reading.text[start:end]
            link_id = join(reading.document.id, "link", position)
            yield Link(link_id, reading.document.id, passage.id, start, end, url, host)


def _urls(text: str, at: int, stop: int) -> Iterator[tuple[int, int, str]]:
    while found := URL.search(text, at, stop):
        at = _end(text, found.start(), found.end())
        host = _host(text[found.start() : at])
        if host:
            yield found.start(), at, host
        at = max(at, found.start() + 4)


def _end(text: str, start: int, end: int) -> int:
    """Return where a URL ends: before the bracket that closes around it, and before closing marks."""
    end = _closed(text, start, end)
    trailing = TRAILING + "_" if text[start - 1 : start] == "_" else TRAILING
    while end > start and text[end - 1] in trailing:
        end -= 1
    return end


def _closed(text: str, start: int, end: int) -> int:
    """Return the place of the first closing bracket that has no opening one inside the URL, or `end`."""
    depth = dict.fromkeys(OPENS.values(), 0)
    for at in range(start, end):
        mark = text[at]
        if mark in depth:
            depth[mark] += 1
        elif mark in OPENS:
            depth[OPENS[mark]] -= 1
            if depth[OPENS[mark]] < 0:
                return at
    return end


def _host(url: str) -> str | None:
    """Return the host of a URL, or None if that is no name or number of a host."""
    found = HOST.match(url)
    host = found["host"].rstrip(".").lower() if found else ""
    return host if NAME.match(host) or NUMBER.match(host) else None
