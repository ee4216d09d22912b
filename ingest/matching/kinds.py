"""Kinds of difference: whether words that differ turn a sentence round, change a number, a date, a name, a duty."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from ingest.matching.diff import Piece
from ingest.matching.parted import unalike


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEGATIONS = _set(
    "not no non never none nor neither without cannot nobody nothing nowhere hardly scarcely barely except unless"
)
# of these one that is parted denies nothing that the whole does not
DENYING = _set("nonetheless nevertheless noone")
MODALS = _set("must shall should may might can could will would ought need cannot")
DATES = _set(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep "
    "sept oct nov dec monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow"
)
NUMBERS = _set(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen half quarter third "
    "first second fourth fifth sixth seventh eighth ninth tenth once twice"
)
WORD = re.compile(r"[^\W_]+(?:['’.,:][^\W_]+)*")
# "1999", "2016"
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
# "14 May", "2nd of May", "May 12th"; "3/5/2017", "3.5.17", "2017-05-03"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Za-z]*"
DATE = re.compile(
    rf"\b(?:{_DAY}(?: of)? {_MONTH}|{_MONTH} {_DAY}|\d{{1,2}}([/.])\d{{1,2}}\1(?:\d{{4}}|\d\d)|\d{{4}}-\d\d-\d\d)\b"
)
# "-" in "-5"
MINUS = re.compile(r"(?<![^\s(])[-−–](?=\d)")
# "12th", "3.5", "£40", "40k"
NUMBER = re.compile(r"\d")
ENDS = (".", "!", "?", ":", "“", '"', "‘")


def kinds(pieces: Sequence[Piece]) -> list[str]:
    """Return the kinds of difference in a word diff, in one order."""
    changed = _changed(*_words(pieces))
    small = {word.casefold().replace("’", "'") for word in changed}
    found = {
        "negation": negated(small),
        "number": any(NUMBER.search(word) or word in NUMBERS for word in small)
        or _several(small)
        or _minuses(pieces, "removed") != _minuses(pieces, "added"),
        "date": any(YEAR.fullmatch(word) or word in DATES - {"may", "march"} for word in small)
        or bool(changed & {"May", "March"})
        or any(_is_in_date(pieces, kind) for kind in ("removed", "added")),
        "name": any(word[0].isupper() and word.casefold() not in DATES for word in changed - _openers(pieces)),
        "modal verb": bool({word.casefold() for word in changed - {"May"}} & MODALS)
        or any(word.endswith("n't") for word in small),
        "unmarked omission": _is_omission(pieces),
    }
    return [kind for kind, held in found.items() if held]


def negated(words: Iterable[str]) -> bool:
    """Tell whether one of the words denies."""
    return any(word.casefold() in NEGATIONS or word.casefold().replace("’", "'").endswith("n't") for word in words)


def _several(words: set[str]) -> bool:
    return any(part in NUMBERS for word in words for part in word.split("-"))


def _minuses(pieces: Sequence[Piece], kind: str) -> int:
    """Count the numbers with a minus in the text in which the pieces of a kind stand."""
    return len(MINUS.findall("".join(piece.text for piece in pieces if piece.kind in ("same", kind))))


def _words(pieces: Sequence[Piece]) -> tuple[list[str], list[str]]:
    """Return the words that are removed and those that are added, but for those that are parted otherwise at the same place."""
    removed, added = list[str](), list[str]()
    for same, change in groupby(pieces, lambda piece: piece.kind == "same"):
        if not same:
            sides: dict[str, list[list[str]]] = {"removed": [], "added": []}
            for piece in change:
                sides[piece.kind].append(WORD.findall(piece.text))
            here, there = unalike(sides["removed"], sides["added"], _say_the_same)
            removed += here
            added += there
    return removed, added


def _say_the_same(word: list[str], parts: list[str]) -> bool:
    """Tell whether a word and its parts deny and oblige alike: "nowhere" is not "now here", nor "maybe" "may be"."""
    if any(each.endswith(("n't", "n’t")) for each in (*word, *parts)):
        return True
    denies, oblige = (
        [any(each.casefold() in words for each in side) for side in (word, parts)]
        for words in (NEGATIONS | DENYING, MODALS)
    )
    return denies[0] == denies[1] and oblige[0] == oblige[1]


def _changed(removed: list[str], added: list[str]) -> set[str]:
    """Return the words that differ, without those that stand on both sides and have other capitals there."""
    here, there = (Counter(word.casefold() for word in words) for words in (removed, added))
    both = set(removed) & set(added)
    return {word for word in (*removed, *added) if here[word.casefold()] != there[word.casefold()] or word in both}


def _is_in_date(pieces: Sequence[Piece], kind: str) -> bool:
    """Tell whether a part of a date is removed, or added: a day too is a number."""
    text, changed = "", []
    for piece in pieces:
        if piece.kind in ("same", kind):
            if piece.kind == kind:
                changed.append((len(text), len(text) + len(piece.text)))
            text += piece.text
    dates = [match.span() for match in DATE.finditer(text)]
    return any(start < last and first < end for start, end in dates for first, last in changed)


def _openers(pieces: Sequence[Piece]) -> set[str]:
    """Return the changed words that have a capital because a sentence begins there."""
    found: set[str] = set()
    said = ""
    for piece in pieces:
        words = WORD.findall(piece.text)
        if piece.kind != "same" and words and (not said.strip() or said.rstrip().endswith(ENDS)):
            found.add(words[0])
        if piece.kind == "same":
            said = piece.text
    return found


def _is_omission(pieces: Sequence[Piece]) -> bool:
    """Tell whether words are left out with nothing in their place."""
    for n, piece in enumerate(pieces):
        if piece.kind == "removed" and WORD.search(piece.text):
            beside = [each for each in (*pieces[max(0, n - 1) : n], *pieces[n + 1 : n + 2]) if each.kind == "added"]
            if not any(WORD.search(each.text) or "…" in each.text or ".." in each.text for each in beside):
                return True
    return False
