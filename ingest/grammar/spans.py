"""Quoted spans: marks paired within a passage, and over passages where a quotation goes on.

Three conventions carry a quotation over the end of a paragraph: every paragraph opens again and only the last one
closes; only the first opens and only the last closes; or the closing mark was forgotten, which no one can repair.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from ingest.grammar.marks import (
    CLOSE,
    FAMILIES,
    MAYBE_CLOSE,
    MAYBE_OPEN,
    OPEN,
    SEEN_THROUGH,
    SPACED,
    TIGHT,
    Mark,
    marks,
)
from ingest.model import Passage

MARKUP = ("code", "html", "header", "attribution")  # kinds of passages in which marks belong to a syntax
DEEPEST = 8  # marks open at a time; what is nested deeper is not prose
LONGEST = 60  # passages; what is open for longer was never closed
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


@dataclass(slots=True)
class Carried:
    """A quotation still open after passage number `last`, which ends at `end`."""

    mark: Mark
    first: int
    last: int
    end: int


def pair(text: str, start: int, end: int) -> Paired:
    """Pair the quotation marks of one passage, `text[start:end]`."""
    found = list(marks(text, start, end))
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
    """Pair the marks of a passage that is asked for again, for exchanges and for quotations; `known` keeps them."""
    key = (pair, start, end)
    if key not in known:
        known[key] = pair(text, start, end)
    found: Paired = known[key]
    return Paired(found.spans, found.unclosed, found.strays)


def spans(
    passages: Sequence[Passage],
    text: str,
    stops: Container[int] = (),
    quoting: Container[int] | None = None,
    known: dict[Any, Any] | None = None,
) -> Iterator[Span | Mark]:
    """Yield the quoted spans of a document, those within a passage and those that go on over several.

    `stops` are the numbers (from 0) of passages before which every quotation ends, `quoting` of those with marks that may
    quote, if that is known; in `known` marks that are paired are kept. A Mark is a closing mark that nothing opened.
    """
    carried: list[Carried] = []
    known = {} if known is None else known
    for index, passage in enumerate(passages):
        silent = passage.kind in MARKUP or (quoting is not None and index not in quoting)
        if silent and not carried:
            continue
        paired = Paired() if silent else pair_once(text, passage.start, passage.end, known)
        if not (carried or paired.spans or paired.unclosed or paired.strays):
            continue
        if carried and (index in stops or _barrier(passage) or index - carried[0].last > LONGEST):
            yield from _given_up(carried, text)
        if carried:
            yield from _continued(carried, paired, index, passage, text)
        yield from paired.spans
        yield from paired.strays
        carried += [Carried(mark, index, index, passage.end) for mark in paired.unclosed][: DEEPEST - len(carried)]
    yield from _given_up(carried, text)


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
            yield from _span(inner, mark.at, mark.at, text)
            return
        if inner.firm:
            yield from _span(inner, None, mark.at, text)


def _is_last(text: str, at: int, end: int) -> bool:
    return end - at < 8 and FOLLOWS_LAST.issuperset(text[at + 1 : end])


def _span(mark: Mark, closed: int | None, end: int, text: str) -> list[Span]:
    """Return the span from after a mark to `end` without white space around it; nothing if nothing is left."""
    start = mark.at + 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [Span(mark.kind, mark.at, closed, start, end)] if start < end else []


def _barrier(passage: Passage) -> bool:
    """Tell whether a passage is a heading: by its kind, or set in capitals."""
    words = passage.text
    return passage.kind == "heading" or (len(words) < 200 and words.isupper() and words[-1] not in ".!?”\"’'")


def _given_up(carried: list[Carried], text: str) -> Iterator[Span]:
    """End what is open at the end of the last passage that was certainly part of it."""
    for each in carried:
        yield from _span(each.mark, None, each.end, text)
    carried.clear()


def _continued(carried: list[Carried], paired: Paired, index: int, passage: Passage, text: str) -> Iterator[Span]:
    """Take from a passage the marks that go on with, or close, what is open from the passages above."""
    leading = _leading(paired, passage.start, text) if carried[0].last == index - 1 else []
    if leading and leading[0][1] == carried[0].mark.family:
        yield from _reopened(carried, paired, leading, index, passage.end, text)
    if paired.strays:
        yield from _closed(carried, paired, text)
    if any(each.last != index for each in carried) and paired.unclosed:
        yield from _given_up(carried, text)


def _leading(paired: Paired, start: int, text: str) -> list[tuple[int, str]]:
    """Return the opening marks at the front of a passage: the place and the family of each."""
    opened = [(span.opened, FAMILIES.get(span.kind, span.kind)) for span in paired.spans]
    opened += [(mark.at, mark.family) for mark in paired.unclosed]
    leading, front = [], start
    for at, family in sorted(opened):
        if text[front:at].strip("> \t\xa0*_"):
            break
        leading.append((at, family))
        front = at + 1
    return leading


def _reopened(
    carried: list[Carried], paired: Paired, leading: list[tuple[int, str]], index: int, end: int, text: str
) -> Iterator[Span]:
    """Read opening marks at the front of a passage as the sign that what is open goes on."""
    again = {at: each for each, (at, _) in takewhile(_same_family, zip(carried, leading, strict=False))}
    yield from _given_up(carried[len(again) :], text)
    for span in paired.spans:
        if span.opened in again:
            yield from _span(again[span.opened].mark, span.closed, span.end, text)
    for mark in paired.unclosed:
        if mark.at in again:
            again[mark.at].last, again[mark.at].end = index, end
    paired.spans = [span for span in paired.spans if span.opened not in again]
    paired.unclosed = [mark for mark in paired.unclosed if mark.at not in again]
    carried[:] = [each for each in again.values() if each.last == index]


def _same_family(each: tuple[Carried, tuple[int, str]]) -> bool:
    return each[0].mark.family == each[1][1]


def _closed(carried: list[Carried], paired: Paired, text: str) -> Iterator[Span]:
    """Close what is open with the closing marks of a passage that nothing in it opened."""
    unused = []
    for stray in paired.strays:
        level = next((n for n in range(len(carried) - 1, -1, -1) if carried[n].mark.family == stray.family), None)
        if level is None:
            unused.append(stray)
            continue
        yield from _given_up(carried[level + 1 :], text)
        yield from _span(carried[level].mark, stray.at, stray.at, text)
        del carried[level:]
    paired.strays = unused
