"""Alignment: which words of a quotation are which words of a text, in order, around where most of them stand."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import partial_ratio_alignment

from ingest.matching.folding import uncapped
from ingest.matching.in_a_row import standing

SHORT = 3  # words; as few prove nothing unless they are the same
FEWEST = 2  # words at an end of a quotation that are looked for beyond an omission
NEAR = 12  # and how near, if they are few
LONG = 100  # words in a row that would take too long to be compared at every place
MOST_STEPS = 20_000_000_000  # words times words in all windows; 64 of them are one step: less than a second


def aligned(ours: list[str], theirs: list[str]) -> list[tuple[int, int]]:
    """Return which words of the quotation are which words of the text, in order, around where most of them stand."""
    # where to try every window would take too long, as of a word said thousands of times, the whole text is one
    steps = len(ours) ** 2 * (len(theirs) - len(ours))
    window = partial_ratio_alignment(ours, theirs) if 0 <= steps <= MOST_STEPS else None
    start, end = (window.dest_start, window.dest_end) if window else (0, len(theirs))
    slack = 4 + len(ours) // 4
    start, end = max(0, start - slack), min(len(theirs), end + slack)
    pairs = _trimmed(_same(ours, theirs[start:end], start))
    return _further(ours, theirs, pairs)


def _same(ours: Sequence[str], theirs: Sequence[str], offset: int) -> list[tuple[int, int]]:
    return [
        (step.src_start + n, step.dest_start + n + offset)
        for step in Indel.opcodes(ours, theirs)
        if step.tag == "equal"
        for n in range(step.src_end - step.src_start)
    ]


def _trimmed(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the pairs without those at either end that stand apart: a stray "the" before the words themselves."""
    for step in (1, -1):
        line = pairs[::step]
        while (block := _block(line, step)) < len(line):
            gap = abs(line[block][1] - line[block - 1][1]) - abs(line[block][0] - line[block - 1][0])
            if block > gap + 1 or (gap <= 1 and block > 0):
                break
            line = line[block:]
        pairs = line[::step]
    return pairs


def _block(line: list[tuple[int, int]], step: int) -> int:
    """Return how many pairs at the front of a line follow one upon the other."""
    n = 1
    while n < len(line) and line[n] == (line[n - 1][0] + step, line[n - 1][1] + step):
        n += 1
    return n


def _further(ours: list[str], theirs: list[str], pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the pairs with the beginning and the end of the quotation, where words were left out before or after."""
    if not pairs:
        return pairs
    head, tail = ours[: pairs[0][0]], ours[pairs[-1][0] + 1 :]
    if len(head) >= FEWEST:
        least = 0 if len(head) > SHORT else max(0, pairs[0][1] - NEAR)
        at = _last_run(head, theirs[: pairs[0][1]])
        pairs = [(n, at + n) for n in range(len(head))] + pairs if at is not None and at >= least else pairs
    if len(tail) >= FEWEST:
        begin = pairs[-1][1] + 1
        place = run(tail, theirs if len(tail) > SHORT else theirs[: begin + NEAR], begin)
        mine = pairs[-1][0] + 1
        pairs = pairs + [(mine + n, place[0] + n) for n in range(len(tail))] if place else pairs
    return pairs


def _last_run(words: list[str], theirs: list[str]) -> int | None:
    if len(words) > LONG:
        return max(standing(words, theirs, 0), default=None)
    for n in range(len(theirs) - len(words), -1, -1):
        if theirs[n : n + len(words)] == words:
            return n
    return None


def reach(pairs: list[tuple[int, int]], ours: int, theirs: int) -> tuple[int, int]:
    """Return the first and the last word of the place: up to three that were altered at its ends belong to it."""
    before, after = pairs[0][0], ours - 1 - pairs[-1][0]
    first = pairs[0][1] - (before if before <= SHORT else 0)
    last = pairs[-1][1] + (after if after <= SHORT else 0)
    return max(0, first), min(theirs - 1, last)


def run(tokens: list[str], held: list[str], at: int) -> tuple[int, int] | None:
    """Return the tokens that are the same one behind another, whatever the capital of the first."""
    first, rest, count = uncapped(tokens[0]), tokens[1:], len(tokens)
    if count > LONG:
        found = (n - 1 for n in standing(rest, held, at + 1))
        return next(((n, n + count) for n in found if held[n] == tokens[0] or uncapped(held[n]) == first), None)
    n = _next(held, rest, at)
    while n is not None and n <= len(held) - count:
        if (held[n] == tokens[0] or uncapped(held[n]) == first) and held[n + 1 : n + count] == rest:
            return n, n + count
        n = _next(held, rest, n + 1)
    return None


def _next(held: list[str], rest: list[str], at: int) -> int | None:
    """Return the first place from `at` on behind which the first token of `rest` stands, or None; any where there is none."""
    if not rest:
        return at
    try:
        return held.index(rest[0], at + 1) - 1
    except ValueError:
        return None
