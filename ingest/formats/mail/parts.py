"""Parts of an e-mail: its headers, and the tree of its MIME parts (RFC 2046), each with the bytes that it is made of.

Lines are read once, in order, however deep the parts are nested: below `DEEPEST` one follows the other.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from email.message import Message
from email.utils import collapse_rfc2231_value
from typing import NamedTuple

from ingest.formats.mail.words import header_words

# "Subject: Leaflets", and the lines below that go on with it
FIELD = re.compile(rb"(?P<name>[!-9;-~]{1,200})[ \t]*:(?P<value>[^\n]*(?:\n[ \t]+[^\s][^\n]*)*)(?:\n|\Z)")
# "From ada Tue Oct  2 14:14:05 2018", ">From …": the separator of a mailbox, kept by some programs above the headers
ENVELOPE = re.compile(rb">?From [^\n]*(?:\n|\Z)")
EMPTY = re.compile(rb"[ \t]*\r?(?:\n|\Z)")
# "text/html"
TYPE = re.compile(r"\s*([\w.+-]{1,80}/[\w.+-]{1,80})\s*(?:;|\Z)")

DEEPEST = 40
LONGEST_PARAMETERS = 4000  # characters; email reads them in quadratic time
LONGEST_MARK = 300  # bytes of a line between parts; RFC 2046 allows 74
TOO_DEEP = "its parts are nested too deep to be told apart; they are read one after the other"
NO_EMPTY_LINE = "no empty line ends the headers; all that follows them is read as the message"
CUT_OFF = "the message breaks off before its last part ends; if there is more of it, get the whole"


class Header(NamedTuple):
    """A header: its name as printed, its value as it stands there, and as a person reads it."""

    name: str
    raw: str
    words: str


@dataclass(slots=True)
class Part:
    """A message or a part of one: where in the bytes its headers, its content and its end are.

    `inner` is where the first line between its parts begins, and `outer` the line behind the last of them; both are None
    where no line parts the content.
    """

    headers: list[Header]
    start: int
    content: int
    end: int
    type: str = "text/plain"
    is_message: bool = False
    parts: list[Part] = field(default_factory=list)
    inner: int | None = None
    outer: int | None = None
    problems: list[str] = field(default_factory=list)

    def first(self, name: str) -> Header | None:
        """Return the first header of this name (in small letters), or None."""
        return next((each for each in self.headers if each.name.casefold() == name), None)

    def value(self, name: str) -> str:
        """Return the first word of a header in small letters, without its parameters, or an empty string."""
        header = self.first(name)
        return header.raw.partition(";")[0].strip().casefold() if header else ""

    def parameter(self, header: str, name: str) -> str | None:
        """Return a parameter of a header, put together from its pieces (RFC 2231), or None."""
        said = self.first(header)
        if said is None or ";" not in said.raw:
            return None
        message = Message()
        message["content-type"] = said.raw[:LONGEST_PARAMETERS]
        try:
            found = message.get_param(name)
            return None if found is None else collapse_rfc2231_value(found)
        except Exception:  # email does not document what the parameters of hostile headers raise
            return None


@dataclass(slots=True)
class _Open:
    """A part that has not ended; `takes` is the part that what stands in it is given to."""

    part: Part
    takes: Part
    depth: int
    boundary: bytes | None = None


def read_message(data: bytes, start: int, end: int, depth: int = 0) -> Part:
    """Return the message that stands between two places of `data`, which lies `depth` parts deep itself."""
    return _Reader(data, end).read(start, depth)


def has_headers(data: bytes, start: int, end: int, known: frozenset[bytes]) -> bool:
    """Tell whether headers stand at a place, one of them `known` (in small letters)."""
    at = start
    while match := FIELD.match(data, at, end):
        if match["name"].lower() in known:
            return True
        at = match.end()
    return False


class _Reader:
    """The parts that are open at a line, the outermost first, and which of them each line between parts belongs to."""

    def __init__(self, data: bytes, end: int) -> None:
        self.data, self.end = data, end
        self.open: list[_Open] = []
        self.marks: dict[bytes, int] = {}
        self.again: Counter[bytes] = Counter()  # parts within a part that has the same line between its own

    def read(self, start: int, depth: int) -> Part:
        root = _headed(self.data, start, self.end, "text/plain")
        root.is_message = True
        at = self._begin(root, None, depth)
        while self.marks:
            line = self.data.find(b"\n--", at - 1, self.end) + 1
            if not line:
                if any(each.boundary and each.part.inner is not None for each in self.open):
                    root.problems.append(CUT_OFF)
                break
            at = self._line(line)
        self._end(0, self.end)
        return root

    def _line(self, line: int) -> int:
        """Read a line that begins with `--`; return where the one below it, or the content of a part, begins."""
        stop = self.data.find(b"\n", line, self.end)
        below = self.end if stop < 0 else stop + 1
        mark = self.data[line + 2 : below].rstrip() if below - line < LONGEST_MARK else b""
        closes = mark not in self.marks and mark.endswith(b"--") and mark[:-2] in self.marks
        if mark not in self.marks and not closes:
            return below
        index = self.marks[mark[:-2] if closes else mark]
        self._end(index + 1, line)
        here = self.open[index]
        if here.part.inner is None:
            here.part.inner = line
        if closes and self.again[mark[:-2]]:
            self.again[mark[:-2]] -= 1
            return self._begin(Part([], below, below, self.end), here.takes, here.depth + 1)
        if closes:
            here.part.outer = below
            here.boundary = None
            del self.marks[mark[:-2]]
            return below
        usual = "message/rfc822" if here.part.type == "multipart/digest" else "text/plain"
        return self._begin(_headed(self.data, below, self.end, usual), here.takes, here.depth + 1)

    def _begin(self, part: Part, above: Part | None, depth: int) -> int:
        """Open a part, and the message that it holds; return where the content begins."""
        while True:
            if above:
                above.parts.append(part)
            deep = above is not None and depth >= DEEPEST
            here = _Open(part, above if deep and above else part, depth)
            self.open.append(here)
            if part.type.startswith("multipart/"):
                boundary = (part.parameter("content-type", "boundary") or "").rstrip().encode("utf-8", "replace")
                if boundary in self.marks:
                    self.again[boundary] += 1
                    part.inner = part.content
                elif boundary:
                    here.boundary = boundary
                    self.marks[boundary] = len(self.open) - 1
                    if deep and TOO_DEEP not in here.takes.problems:
                        here.takes.problems.append(TOO_DEEP)
            if part.type != "message/rfc822" or part.value("content-transfer-encoding") in (
                "base64",
                "quoted-printable",
            ):
                return part.content
            part.inner = part.content
            part, above, depth = _headed(self.data, part.content, self.end, "text/plain"), here.takes, depth + 1
            part.is_message = True

    def _end(self, index: int, at: int) -> None:
        """Close the parts from an index on; the line end above a line between parts belongs to that line."""
        data = self.data
        if at < self.end or index:
            at -= data[at - 1 : at] == b"\n"
            at -= data[at - 1 : at] == b"\r"
        for each in self.open[index:]:
            each.part.end = max(at, each.part.content)
            if each.boundary is not None:
                del self.marks[each.boundary]
        del self.open[index:]


def _headed(data: bytes, start: int, end: int, usual: str) -> Part:
    """Return a part with its headers read; its end is not known yet."""
    headers, at = [], start
    while match := FIELD.match(data, at, end) or (ENVELOPE.match(data, at, end) if at == start else None):
        if match.re is FIELD:
            raw = " ".join(match["value"].decode("utf-8", "replace").split())
            headers.append(Header(match["name"].decode("ascii"), raw, header_words(match["value"])))
        at = match.end()
    part = Part(headers, start, at, end)
    empty = EMPTY.match(data, at, end)
    if empty:
        part.content = empty.end()
    elif at > start:
        part.problems.append(NO_EMPTY_LINE)
    said = part.first("content-type")
    found = TYPE.match(said.raw) if said else None
    part.type = found[1].casefold() if found else "text/plain" if said else usual
    return part
