"""Grading: a quotation held against a text, word by word: where it stands there, and what differs.

A state, never a score: `exact` is equal to the character, `exact after folding` says what was folded, `variant` keeps the
difference and what kind of difference it is. What is not certain enough is None.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ingest.matching.aligned import SHORT, aligned, reach, run
from ingest.matching.cut import begun, exactly, is_inside
from ingest.matching.diff import Piece, diff
from ingest.matching.evidence import Weight, is_enough
from ingest.matching.folding import BRACKETS, CLOSERS, Folded, fold, folds, key
from ingest.matching.kinds import WORD, kinds, negated
from ingest.matching.parts import ELLIPSIS, Part, parts, whole
from ingest.matching.pieces import Pieces

EXACT, FOLDED, VARIANT = "exact", "exact after folding", "variant"
RANK = {EXACT: 0, FOLDED: 1, VARIANT: 2}
JOINED = "\n"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage, or passages one behind another: `text`, and where each of their pieces begins in it and in the source.

    `owners` are the numbers of the passages that the pieces are of.
    """

    text: str
    starts: tuple[int, ...]
    places: tuple[int, ...]
    owners: tuple[int, ...]

    def place(self, at: int) -> int:
        """Return where the character at `at` of the text stands in the source."""
        n = bisect_right(self.starts, at) - 1
        return self.places[n] + at - self.starts[n]

    def owner(self, at: int) -> int:
        """Return the number of the passage that the character at `at` is of."""
        return self.owners[bisect_right(self.starts, at) - 1]


@dataclass(frozen=True, slots=True)
class Grade:
    """Where a quotation stands in a text, and as what; `edits` counts the words and signs that differ."""

    state: str
    start: int
    end: int
    edits: int = 0
    flags: tuple[str, ...] = ()
    diff: tuple[Piece, ...] = ()


def stretch(texts: Sequence[tuple[Pieces, str]]) -> Stretch:
    """Return passages as one text; each is given with its pieces."""
    starts, places, owners = list[int](), list[int](), list[int]()
    at = 0
    for number, (pieces, text) in enumerate(texts):
        here = at
        for start, end in pieces:
            starts.append(here)
            places.append(start)
            owners.append(number)
            here += end - start
        at += len(text) + len(JOINED)
    return Stretch(JOINED.join(text for _, text in texts), tuple(starts), tuple(places), tuple(owners))


def grade(quotation: str, text: str, weight: Weight, needed: float) -> Grade | None:
    """Return how a quotation stands in a text, or None.

    `weight` tells how rare a word is, `needed` how much of that a variant must show beyond chance.
    """
    quotation_start = len(quotation) - len(quotation.lstrip())
    quoted = quotation[quotation_start:].rstrip()
    at = exactly(quoted, text)
    if at is not None:
        return Grade(EXACT, at, at + len(quoted))
    undivided, several, ours = _wanted(quoted)
    held = fold(text)
    found = _folded(quoted, [undivided], held, text)
    if not found:
        found = _turned(quoted, _folded(quoted, several, held, text), text)
    return found or _variant(quoted, several, ours, held, text, weight, needed)


@lru_cache(16)
def _wanted(quoted: str) -> tuple[Part, list[Part], list[str]]:
    """Return a quotation as one part, as the parts between its ellipses, and as their words whatever their capitals."""
    several = parts(quoted)
    return whole(quoted), several, [key(part.folded.tokens[n]) for part in several for n in part.folded.words()]


def _folded(quoted: str, wanted: list[Part], held: Folded, text: str) -> Grade | None:
    """Return the place of all parts, in their order, each with every word as it stands."""
    if not wanted or not wanted[0].folded.tokens:
        return None
    places: list[tuple[int, int]] = []
    at = 0
    for part in wanted:
        place = run(part.folded.tokens, held.tokens, at)
        if place is None:
            return None
        places.append(place)
        at = place[1]
    last = _with_tail(wanted[-1].tail, held, places[-1][1])
    start, end = held.starts[places[0][0]], held.ends[last - 1]
    if is_inside(text, start) or is_inside(text, end):
        return None
    if len(places) == 1:
        return Grade(FOLDED, start, end, 0, _why(quoted, wanted[0], text[start:end]))
    return _shortened(quoted, wanted, places, held, text, start, end)


def _turned(quoted: str, found: Grade | None, text: str) -> Grade | None:
    """Return a grade, as that of a variant where what the quoter put in square brackets denies."""
    if not found or not any(negated(WORD.findall(each)) for each in BRACKETS.findall(quoted)):
        return found
    pieces = tuple(diff(text[found.start : found.end], quoted))
    return Grade(VARIANT, found.start, found.end, 1, tuple(dict.fromkeys([*found.flags, "negation"])), pieces)


def _why(quoted: str, part: Part, held: str) -> tuple[str, ...]:
    """Return what makes a quotation of one part the same as its place; an ellipsis at its ends is said to leave words out."""
    said = quoted[part.start : part.end]
    if said == quoted:
        return folds(quoted, held) or ("fold: words in brackets",)
    return ("marked omission", *folds(said.strip(), held))


def _shortened(
    quoted: str, wanted: list[Part], places: list[tuple[int, int]], held: Folded, text: str, start: int, end: int
) -> Grade:
    """Return the grade of a quotation with marked omissions; one that hides a "not" in its sentence is a variant."""
    flags = ["marked omission"]
    for part, (first, last) in zip(wanted, places, strict=True):
        quoted_part = quoted[part.folded.starts[0] : part.folded.ends[-1]]
        flags += folds(quoted_part, text[held.starts[first] : held.ends[last - 1]])
    hidden = [held.tokens[a[1] : b[0]] for a, b in pairwise(places)]
    turned = any(negated(tokens) for tokens in hidden if not any(token in ".!?" for token in tokens))
    pieces = tuple(diff(text[start:end], quoted))
    if turned:
        return Grade(VARIANT, start, end, 1, tuple(dict.fromkeys([*flags, "negation"])), pieces)
    return Grade(FOLDED, start, end, 0, tuple(dict.fromkeys(flags)), pieces)


def _with_tail(tail: list[str], held: Folded, last: int) -> int:
    """Return the end with the sign that closes both."""
    for token in tail:
        if last < len(held.tokens) and held.tokens[last] == token:
            last += 1
        else:
            break
    return last


@dataclass(slots=True)
class _Words:
    """The words of a text whatever their capitals, and the number of the token that each is."""

    keys: list[str]
    tokens: list[int]


def _words(folded: Folded) -> _Words:
    numbers = folded.words()
    return _Words([key(folded.tokens[n]) for n in numbers], numbers)


def _variant(
    quoted: str, wanted: list[Part], ours: list[str], held: Folded, text: str, weight: Weight, needed: float
) -> Grade | None:
    theirs = _words(held)
    if len(ours) <= SHORT or not theirs.keys:
        return None
    pairs = aligned(ours, theirs.keys)
    if not pairs or not is_enough(ours, pairs, weight, needed):
        return None
    first, last = reach(pairs, len(ours), len(theirs.keys))
    start, end = held.starts[theirs.tokens[first]], held.ends[_with_closer(quoted, held, theirs.tokens[last])]
    start = begun(text, start)
    pieces = diff(text[start:end], quoted)
    same = len(pairs) == len(ours) == last - first + 1
    flags = kinds(pieces)
    if len(wanted) > 1 or ELLIPSIS.search(quoted):
        flags.insert(0, "marked omission")
    if "[" in quoted:
        flags.append("words in brackets")
    if same and not flags:
        flags = ["punctuation or capitals"]
    edits = len(ours) - len(pairs) + (last - first + 1 - len(pairs))
    return Grade(VARIANT, start, end, max(1, edits), tuple(dict.fromkeys(flags)), tuple(pieces))


def _with_closer(quoted: str, held: Folded, token: int) -> int:
    """Return the number of the last token, with the sign behind it that ends the quotation too."""
    behind = token + 1
    if behind < len(held.tokens) and held.tokens[behind] in CLOSERS and quoted.rstrip()[-1] == held.tokens[behind]:
        return behind
    return token
