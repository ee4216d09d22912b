"""Content lines of iCalendar (RFC 5545, 3.1) and of vCalendar before it: the name of a property, its parameters, where its value begins.

A line longer than 75 octets is folded: its next part stands on a line that begins with a blank. In words, a line end is written `\\n`, and
a comma and a semicolon have a backslash before them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.formats.blocks import Cut

FOLDED, ESCAPED = "folded line", "escape sign"
LINE_END = "\u2028"  # read where words have `\n`
# properties whose value is words
WORDS = frozenset(
    ("SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT", "CATEGORIES", "RESOURCES", "NAME", "X-WR-CALNAME", "X-WR-CALDESC")
)  # fmt: skip
# "\r\n " and the like; "\n", "\,", parted by a fold or not; "SUMMARY" at the beginning of a line
SIGNS = re.compile(
    r"(?P<fold>\r?\n[ \t])|\\(?:\r?\n[ \t])*(?:(?P<newline>[nN])|(?P<sign>[\\;,:\"]))"
    r"|^\ufeff?(?P<name>[A-Za-z][A-Za-z0-9-]{0,60})(?=[;:])",
    re.MULTILINE,
)
FOLD = re.compile(r"\r?\n[ \t]")
# "DTSTART", "X-WR-CALNAME"
NAME = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]{0,60})(?=[;:])")
QUOTE_OR_COLON = re.compile('[":]')
# ";TZID=Europe/London", ';CN="Quill, Ada"', ";QUOTED-PRINTABLE"
PARAMETER = re.compile(r';(?P<name>[A-Za-z0-9-]+)(?:=(?P<value>"[^"]*"|[^;:"]*))?')


# what stands between white space, and the mark that a file may begin with
BARE = re.compile(r"[^\s\ufeff](?:.*[^\s\ufeff])?", re.DOTALL)


class Line(NamedTuple):
    """A property: its name in capitals, "" where the line is none, and where its value begins."""

    start: int
    end: int
    name: str
    value: int


@dataclass(slots=True)
class Parts:
    """The parts of a calendar that have begun and not ended, the outermost first."""

    names: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)  # so that none is looked for among many

    @property
    def here(self) -> str:
        """The innermost of them; "" outside of all."""
        return self.names[-1] if self.names else ""

    def begin(self, name: str) -> None:
        self.names.append(name)
        self.counts[name] += 1

    def end(self, name: str) -> list[str]:
        """Return what ends with the part of a name, the innermost first; nothing where none of that name has begun."""
        ended: list[str] = []
        if not self.counts.get(name):
            return ended
        while ended[-1:] != [name]:
            ended.append(self.names.pop())
            self.counts[ended[-1]] -= 1
        return ended


def cuts(text: str) -> Iterator[Cut]:
    """Yield what of a calendar is not read: folds, and the signs that are written for others."""
    is_words = False
    for found in SIGNS.finditer(text):
        if found["name"]:
            is_words = found["name"].upper() in WORDS
        elif found["fold"]:
            yield Cut(*found.span(), FOLDED)
        elif not is_words:
            yield from (Cut(*each.span(), FOLDED) for each in FOLD.finditer(text, *found.span()))
        elif found["newline"]:
            yield Cut(*found.span(), ESCAPED, LINE_END)
        else:
            yield Cut(found.start(), found.end() - 1, ESCAPED)


def lines(text: str) -> Iterator[Line]:
    """Yield the lines of a text without folds; blank ones are none."""
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if found := BARE.search(text, at, end):
            yield line_at(text, *found.span())
        at = end + 1


def line_at(text: str, start: int, end: int) -> Line:
    """Return the property that stands between two places."""
    named = NAME.match(text, start, end)
    value = _value(text, named.end(), end) if named else None
    return (
        Line(start, end, named["name"].upper(), value) if named and value is not None else Line(start, end, "", start)
    )


def parameters(text: str, line: Line) -> dict[str, str]:
    """Return the parameters of a property by their names in capitals."""
    found = PARAMETER.finditer(text, line.start + len(line.name), max(line.start, line.value - 1))
    return {each["name"].upper(): (each["value"] or "").strip('"') for each in found}


def _value(text: str, start: int, end: int) -> int | None:
    """Return where the value begins: behind the first colon that is not quoted, or the first where a quotation mark is never closed."""
    first: int | None = None
    is_quoted = False
    for sign in QUOTE_OR_COLON.finditer(text, start, end):
        if sign[0] == '"':
            is_quoted = not is_quoted
            continue
        first = first or sign.end()
        if not is_quoted:
            return sign.end()
    return first
