"""The parts of a quotation: what stands between its ellipses, each of which is to be found, in this order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.matching.folding import CLOSERS, Folded, fold, key, without_brackets

# "…", "[...]", "(…)", ". . .", "...."
ELLIPSIS = re.compile(
    r"[\[(][ \u00a0]?(?:…|\.(?:[ \u00a0]?\.){2,3})[ \u00a0]?[\])]|…(?:[ \u00a0]?\.)?|\.(?:[ \u00a0]?\.){2,3}"
)


@dataclass(slots=True)
class Part:
    """A stretch of a quotation: its folded words without what closes the sentence around it, and that `tail`."""

    start: int
    end: int
    folded: Folded
    tail: list[str]


def parts(text: str) -> list[Part]:
    """Return the parts of a quotation that hold words."""
    edges = [0, *(place for match in ELLIPSIS.finditer(text) for place in match.span()), len(text)]
    plain = without_brackets(text)
    found = [_part(plain, start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return [part for part in found if part.folded.words()]


def keys(text: str) -> list[str]:
    """Return the words of a quotation whatever their capitals, those of its parts one behind the other."""
    several = [part.folded for part in parts(text)] or [fold(text)]
    return [key(folded.tokens[n]) for folded in several for n in folded.words()]


def whole(text: str) -> Part:
    """Return a quotation as one part, its ellipses and brackets taken for signs of the text itself."""
    return _part(text, 0, len(text))


def _part(text: str, start: int, end: int) -> Part:
    folded = fold(text[start:end], start)
    first, last = 0, len(folded.tokens)
    while first < last and folded.tokens[first] in CLOSERS and not _is_minus(folded, first):
        first += 1
    while last > first and folded.tokens[last - 1] in CLOSERS:
        last -= 1
    tail = [token for token in folded.tokens[last:] if token != '"']
    kept = Folded(folded.tokens[first:last], folded.starts[first:last], folded.ends[first:last])
    return Part(start, end, kept, tail)


def _is_minus(folded: Folded, n: int) -> bool:
    """Tell whether a dash stands right before a number, so that it is a part of it."""
    if folded.tokens[n] != "-" or n + 1 == len(folded.tokens):
        return False
    return folded.ends[n] == folded.starts[n + 1] and folded.tokens[n + 1][0].isdigit()
