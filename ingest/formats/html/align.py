"""Two readings of one page, laid side by side: which of its stretches stand in the main text that was taken from it."""

from __future__ import annotations

import re
from bisect import bisect_left

WORD = re.compile(r"\w+")
# for every sign of ASCII itself where it is part of a word, else a blank
WORDS_AND_BLANKS = str.maketrans({sign: " " for sign in map(chr, range(0x80)) if not WORD.match(sign)})

SHINGLE = 6  # words in a row that tell a paragraph
NEAR = 20  # stretches above the first paragraph that is found, and below the last, that may be lines of the text
WINDOW = 200  # words of the main text before the first paragraph, or behind the last

Found = list[tuple[int, int]]  # the number of a stretch, and of its first word in the main text


def aligned(words: list[list[str]], main: str) -> tuple[set[int], set[int]]:
    """Return the stretches (given as their words) that stand in the main text, in its order, and the lines next to them.

    A stretch is told by the first or the last six words in a row, where neither the page nor its text has them twice;
    of those that contradict each other the most that are in one order stay. The lines above the first and below the last
    are those that the main text has there, too.
    """
    there = [word for line in main.split("\n") for word in words_of(line)]
    found = _in_order(_told(words, there))
    if not found:
        return set(), set()
    (first, start), (last, end) = found[0], found[-1]
    head = f" {' '.join(there[max(0, start - WINDOW) : start])} "
    tail = f" {' '.join(there[end + SHINGLE : end + len(words[last]) + WINDOW])} "
    above = {n for n in range(max(0, first - NEAR), first) if words[n] and f" {' '.join(words[n])} " in head}
    below = {n for n in range(last + 1, min(len(words), last + NEAR)) if words[n] and f" {' '.join(words[n])} " in tail}
    return {n for n, _ in found}, above | below


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    folded = text.casefold()
    return folded.translate(WORDS_AND_BLANKS).split() if folded.isascii() else WORD.findall(folded)


def _told(words: list[list[str]], there: list[str]) -> Found:
    """Return the stretches whose first or last words stand once on the page and once in its text."""
    firsts = _once([tuple(each[:SHINGLE]) for each in words])
    lasts = _once([tuple(each[-SHINGLE:]) for each in words])
    begins = {shingle[0] for shingle in (*firsts, *lasts)}
    places = _once([tuple(there[at : at + SHINGLE]) if word in begins else () for at, word in enumerate(there)])
    found = []
    for n, each in enumerate(words):
        first, last = tuple(each[:SHINGLE]), tuple(each[-SHINGLE:])
        at = places.get(first, -1) if firsts.get(first, -1) >= 0 else -1
        if at < 0 and lasts.get(last, -1) >= 0:
            at = places.get(last, -1)
        if at >= 0:
            found.append((n, at))
    return found


def _once(shingles: list[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """Return where each shingle stands, or -1 if it stands twice."""
    found: dict[tuple[str, ...], int] = {}
    for n, shingle in enumerate(shingles):
        if len(shingle) == SHINGLE:
            found[shingle] = -1 if shingle in found else n
    return found


def _in_order(found: Found) -> Found:
    """Return the longest run of stretches whose places rise (patience sorting, Fredman 1975)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, at) in enumerate(found):
        pile = bisect_left(tops, at)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(at)
            ends.append(index)
        else:
            tops[pile], ends[pile] = at, index
    chosen: Found = []
    here = ends[-1] if ends else -1
    while here >= 0:
        chosen.append(found[here])
        here = before[here]
    return chosen[::-1]
