"""Mailboxes: one file with many messages, each below a line that begins with `From ` (RFC 4155).

Where a message ends is told by these lines alone. `Content-Length` headers are not believed: they are wrong wherever a
program has touched the message since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# "From ada@post.example Tue Oct  2 14:14:05 2018", "From - Tue Oct 02 13:14:05 2018", "From 16@xxx Tue Oct 02 13:14:05 +0000 2018"
DATED = re.compile(
    rb"From [^\n]{0,300}?\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:\d{1,2} +)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b"
    rb"[^\n]{0,40}?\b\d{1,2}:\d\d[^\n]{0,60}(?:\n|\Z)"
)
# "From nobody": without a date only a header of an e-mail below it tells it from a sentence
UNDATED = re.compile(rb"From [^\n]{0,300}(?:\n|\Z)")
HEADER = re.compile(rb"[!-9;-~]{1,100}:|[> ]?From ", re.IGNORECASE)
KNOWN_HEADER = re.compile(
    rb"(?:return-path|received|delivered-to|from|to|cc|date|subject|message-id|mime-version|reply-to|sender|status|x-[\w-]{1,60}|"
    rb"content-[\w-]{1,40}|dkim-signature|envelope-to|arc-[\w-]{1,40}|authentication-results):",
    re.IGNORECASE,
)


class Place(NamedTuple):
    """A message of a mailbox: where its line `From ` begins, where the message does, and where it ends."""

    separator: int
    start: int
    end: int


def messages(data: bytes) -> Iterator[Place]:
    """Yield the place of every message in `data`, the line ends of which are those of Unix or of Windows."""
    found: tuple[int, int] | None = None
    for separator, start in _separators(data):
        if found:
            yield Place(*found, separator)
        found = separator, start
    if found:
        yield Place(*found, len(data))


def is_mailbox(data: bytes) -> bool:
    """Tell a mailbox by its first lines: `From ` with a date, and a header of an e-mail below it."""
    first = DATED.match(data.removeprefix(b"\xef\xbb\xbf"))
    return first is not None and KNOWN_HEADER.match(first.string, first.end()) is not None


def _separators(data: bytes) -> Iterator[tuple[int, int]]:
    at = 0 if data.startswith(b"From ") else data.find(b"\nFrom ") + 1
    while at or data.startswith(b"From "):
        below = _below(data, at)
        if below:
            yield at, below
        at = data.find(b"\nFrom ", max(at, below - 1)) + 1
        if not at:
            return


def _below(data: bytes, at: int) -> int:
    """Return where the line below a separator begins; 0 for a line that is none."""
    dated = DATED.match(data, at)
    if dated:
        return dated.end() if dated.end() == len(data) or HEADER.match(data, dated.end()) else 0
    above = data[max(0, at - 4) : at]
    undated = UNDATED.match(data, at)
    if undated and (not above or above.endswith((b"\n\n", b"\n\r\n"))) and KNOWN_HEADER.match(data, undated.end()):
        return undated.end()
    return 0
