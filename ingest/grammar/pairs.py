"""Pairs: the quotation marks of one passage, each closing one with what it closes, and those that its passage leaves open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.grammar.marks import CLOSE, MAYBE_CLOSE, MAYBE_OPEN, OPEN, SEEN_THROUGH, SPACED, TIGHT, Mark, marks

SLANTED = "slanted"  # what is known of a text in which two apostrophes slant words
DEEPEST = 8  # marks open at a time; what is nested deeper is not prose
FOLLOWS_LAST = frozenset(" \t\r\n\xa0.,;:!?)]*_") | SEEN_THROUGH


@dataclass(frozen=True, slots=True)
class Span:
    """Words between quotation marks; `closed` is the place of the closing mark, None where there is none."""

    kind: str
    opened: int
    closed: int | None
    start: int
    end: int


@dataclass(slots=True)
class Paired:
    """The marks of one passage: spans within it, marks it does not close, marks that close nothing in it."""

    spans: list[Span] = field(default_factory=list)
    unclosed: list[Mark] = field(default_factory=list)
    strays: list[Mark] = field(default_factory=list)


def pair(text: str, start: int, end: int, slanted: bool = False) -> Paired:
    """Pair the quotation marks of one passage, `text[start:end]`; `slanted` is that of `marks`."""
    found = list(marks(text, start, end, slanted))
    if not found:
        return Paired()
    paired, stack, depth = Paired(), list[Mark](), Counter[str]()
    for mark, ahead in zip(found, _ahead(found), strict=True):
        role = _settled(mark, depth[mark.family], *ahead)
        if role == OPEN and len(stack) < DEEPEST:
            stack.append(mark)
            depth[mark.family] += 1
        elif role == CLOSE and (depth[mark.family] or (stack and mark.firm and _is_last(text, mark.at, end))):
            paired.spans += _closed_by(mark, stack, depth, text)
        elif role == CLOSE and mark.firm:
            paired.strays.append(mark)
    paired.unclosed = [mark for mark in stack if mark.firm]
    return paired


def pair_once(text: str, start: int, end: int, known: dict[Any, Any]) -> Paired:
    """Pair the marks of a passage that is asked for again, for exchanges and for quotations; `known` keeps them, and tells of SLANTED."""
    key = (pair, start, end)
    if key not in known:
        known[key] = pair(text, start, end, SLANTED in known)
    found: Paired = known[key]
    return Paired(found.spans, found.unclosed, found.strays)


def _ahead(found: list[Mark]) -> list[tuple[str, str, int]]:
    """Return for each mark what comes after it in its family.

    That is: the role of the next mark that may close, the role of the next that is not in doubt, and how many more
    close than open.
    """
    closer: dict[str, str] = {}
    clear: dict[str, str] = {}
    surplus: dict[str, int] = {}
    ahead = []
    for mark in reversed(found):
        family, role = mark.family, mark.role
        ahead.append((closer.get(family, ""), clear.get(family, ""), surplus.get(family, 0)))
        surplus[family] = surplus.get(family, 0) + {CLOSE: 1, OPEN: -1}.get(role, 0)
        if role != MAYBE_OPEN:
            closer[family] = role
        if role != MAYBE_CLOSE:
            clear[family] = role
    return ahead[::-1]


def _settled(mark: Mark, depth: int, closer: str, clear: str, surplus: int) -> str | None:
    """Return what a mark does, given how many of its family are open; None if it is no quotation mark."""
    if mark.role == MAYBE_OPEN:
        return OPEN if closer not in ("", OPEN) else None
    if mark.role == MAYBE_CLOSE:
        return CLOSE if depth and clear != CLOSE else None
    if mark.role == TIGHT:
        return CLOSE if depth or clear != CLOSE or mark.family == "single" else OPEN
    if mark.role == SPACED:
        return _spaced(mark, depth, clear, surplus)
    return mark.role


def _spaced(mark: Mark, depth: int, clear: str, surplus: int) -> str | None:
    if mark.family == "single":
        return CLOSE if depth else None
    if not depth:
        return OPEN if clear in (CLOSE, SPACED) else None
    if mark.kind == "straight double":
        return OPEN if surplus > depth else CLOSE
    return OPEN if clear == CLOSE else CLOSE


def _closed_by(mark: Mark, stack: list[Mark], depth: Counter[str], text: str) -> Iterator[Span]:
    """Close the innermost open mark of the same family, or of any if none is open, and what is open inside it."""
    same = mark.family if depth[mark.family] else stack[-1].family
    while stack:
        inner = stack.pop()
        depth[inner.family] -= 1
        if inner.family == same:
            yield from span_of(inner, mark.at + mark.width - 1, mark.at, text)
            return
        if inner.firm:
            yield from span_of(inner, None, mark.at, text)


def _is_last(text: str, at: int, end: int) -> bool:
    return end - at < 8 and FOLLOWS_LAST.issuperset(text[at + 1 : end])


def span_of(mark: Mark, closed: int | None, end: int, text: str) -> list[Span]:
    """Return the span from after a mark to `end` without white space around it; nothing if nothing is left."""
    start = mark.at + mark.width
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [Span(mark.kind, mark.at, closed, start, end)] if start < end else []
