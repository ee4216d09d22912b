"""Quoted spans: marks paired within a passage, and over passages where a quotation goes on.

Three conventions carry a quotation over the end of a paragraph: every paragraph opens again and only the last one
closes; only the first opens and only the last closes; or the closing mark was forgotten, which no one can repair.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from ingest.grammar.marks import FAMILIES, Mark
from ingest.grammar.pairs import DEEPEST, Paired, Span, pair_once, span_of
from ingest.model import Passage

MARKUP = ("code", "html", "header", "attribution")  # kinds of passages in which marks belong to a syntax
LONGEST = 60  # passages; what is open for longer was never closed


@dataclass(slots=True)
class Carried:
    """A quotation still open after passage number `last`, which ends at `end`."""

    mark: Mark
    first: int
    last: int
    end: int


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


def _barrier(passage: Passage) -> bool:
    """Tell whether a passage is a heading: by its kind, or set in capitals."""
    words = passage.text
    return passage.kind == "heading" or (len(words) < 200 and words.isupper() and words[-1] not in ".!?”\"’'")


def _given_up(carried: list[Carried], text: str) -> Iterator[Span]:
    """End what is open at the end of the last passage that was certainly part of it."""
    for each in carried:
        yield from span_of(each.mark, None, each.end, text)
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
            yield from span_of(again[span.opened].mark, span.closed, span.end, text)
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
        yield from span_of(carried[level].mark, stray.at, stray.at, text)
        del carried[level:]
    paired.strays = unused
