"""Provisions that go on within a paragraph: "1.1 The name is Quay. 1.2 The objects are lamps.", where the count is certain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.grammar.rule_headings import VERBS
from ingest.grammar.rule_parts import Provision

# ". 1.2 The", "; 1.3 “lamp", ".\n1.4 To", ". 1.5 (a) the": a number behind a sentence and before another; "1.4 (Appeals)" refers to one
# "£1.20; 2.2 Kilograms" is a list of amounts
INLINE = re.compile(r"(?<=[.;:])(?<!\d;)\s+(?P<number>\d{1,3}(?:\.\d{1,3}){1,3})\s+(?=[A-Z“\"]|\(\w{1,4}\)\s)")
# "para.", "cl.", "Table no.": the full stop before a number to which is referred
REFERS = re.compile(
    r"\b(?:paras?|cls?|arts?|sects?|secs?|regs?|schs?|sched|rr?|ss?|nos?|figs?|ch|chap|pts?|apps?|annex|tab|vers?|pp?|vols?|cf|e\.g|i\.e)\.\Z"
    r"|\b(?:versions?|clauses?|rules?|paragraphs?|sections?|articles?|regulations?|following|see|under|and|or|to|in|by|of):\Z",
    re.IGNORECASE,
)
LONGEST_REFERS = 16  # characters of such a word
DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,3}\Z")
LEFT_OUT = "clause {} follows {}; what is between them was not found"
FOLLOWS = re.compile(r"clause (?P<number>\S+) follows \S+; what")
LONGEST_HEADING = 100
SHORTEST = 20  # characters of a paragraph that holds two


def parted(found: Sequence[Provision], problems: list[tuple[str, int, int]], text: str) -> list[Provision]:
    """Return the provisions with those that stand within one of them as its words; no problem says that these are left out.

    A number counts only where it is the next one, a sentence ends before it, and no paragraph begins with it: "as in rule 1.2" is none.
    """
    if not any(each.end - each.start > SHORTEST for each in found):
        return list(found)
    taken = {(each.part, each.number) for each in found}
    made: list[Provision] = []
    moved: list[int] = []  # where each of the provisions stands among all
    for each in found:
        moved.append(len(made))
        parent = None if each.parent is None else moved[each.parent]
        made.append(replace(each, parent=parent))
        if each.end - each.start > SHORTEST:
            first = _below_heading(made[-1], len(made) - 1, text, taken) if each.number.isdecimal() else None
            made += [first] if first else []
            made += _within(made[-1], text, taken) if first or DOTTED.match(each.number) else []
    if len(made) > len(found):
        _fill_gaps(made, problems)
    return made


def _fill_gaps(found: list[Provision], problems: list[tuple[str, int, int]]) -> None:
    """Say nothing more of numbers that were left out, where they were found within a paragraph."""
    above = {each.start: before.number for before, each in pairwise(found)}
    for n, (reason, start, words) in reversed(list(enumerate(problems))):
        said, last = FOLLOWS.match(reason), above.get(words, "")
        if said is None or not last or last.rpartition(".")[0] != said["number"].rpartition(".")[0]:
            continue
        if _next(last) == said["number"]:
            del problems[n]
        else:
            problems[n] = LEFT_OUT.format(said["number"], last), start, words


def _below_heading(above: Provision, at: int, text: str, taken: set[tuple[str | None, str]]) -> Provision | None:
    """Return the provision behind the heading of one that has no other words: "1. NAME. 1.1 The name is Quay."."""
    match = INLINE.search(text, above.start, min(above.end, above.start + LONGEST_HEADING))
    number = f"{above.number}.1"
    if match is None or match["number"] != number or (above.part, number) in taken:
        return None
    words = text[above.start : match.start()].strip(" .:;*_")
    if VERBS.search(words) or not words[:1].isupper():
        return None
    first = replace(above, number=number, parent=at, line=match.start("number"), start=match.end(), heading=None)
    above.heading, above.start, above.end = words, above.line, above.line
    return first


def _within(above: Provision, text: str, taken: set[tuple[str | None, str]]) -> list[Provision]:
    """Return the provisions within the words of one, each of which ends the one above it."""
    found: list[Provision] = []
    end = above.end
    for match in INLINE.finditer(text, above.start, end):
        number = match["number"]
        if number != _next(above.number) or (above.part, number) in taken:
            continue
        if REFERS.search(text, max(above.start, match.start() - LONGEST_REFERS), match.start()):
            continue
        above.end = match.start()
        line = match.start("number")
        above = replace(above, number=number, line=line, start=match.end(), end=end, heading=None)
        found.append(above)
    return found


def _next(number: str) -> str:
    """Return the number behind "1.4": "1.5"."""
    front, _, last = number.rpartition(".")
    return f"{front}.{int(last) + 1}" if front and last.isdecimal() else ""
