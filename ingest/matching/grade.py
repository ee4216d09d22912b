"""Grading: a quotation held against a text, word by word: where it stands there, and what differs.

A state, never a score: `exact` is equal to the character, `exact after folding` says what was folded, `variant` keeps the
difference and what kind of difference it is. What is not certain enough is None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import partial_ratio_alignment

from ingest.matching.cut import begun, exactly, is_inside
from ingest.matching.diff import Piece, diff
from ingest.matching.folding import BRACKETS, CLOSERS, Folded, fold, folds, key, uncapped
from ingest.matching.in_a_row import standing
from ingest.matching.kinds import WORD, kinds, negated
from ingest.matching.parts import ELLIPSIS, Part, parts, whole

EXACT, FOLDED, VARIANT = "exact", "exact after folding", "variant"
RANK = {EXACT: 0, FOLDED: 1, VARIANT: 2}
SHORT = 3  # words; as few prove nothing unless they are the same
ALTERED = 0.34  # of the words of a quotation that may be others; of eight words and more, three
MARGIN = 5.0  # evidence, in natural units, that a variant must have beyond that of one passage among all
# what one more word in its place behind another adds to the evidence. If words stood anywhere it would be the logarithm of how
# many words a passage has, over 4; but they go together in sayings and titles.
IN_A_ROW = 0.7
JOINED = "\n"
ROUNDING = 1e-6
FEWEST = 2  # words at an end of a quotation that are looked for beyond an omission
NEAR = 12  # and how near, if they are few
LONG = 100  # words in a row that would take too long to be compared at every place
MOST_STEPS = 20_000_000_000  # words times words in all windows; 64 of them are one step: less than a second

Weight = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage, or passages one behind another: `text` and where each passage begins in it and in its source."""

    text: str
    starts: tuple[int, ...]
    places: tuple[int, ...]

    def place(self, at: int) -> int:
        """Return where the character at `at` of the text stands in the source."""
        n = max(number for number, start in enumerate(self.starts) if start <= at)
        return self.places[n] + at - self.starts[n]


@dataclass(frozen=True, slots=True)
class Grade:
    """Where a quotation stands in a text, and as what; `edits` counts the words and signs that differ."""

    state: str
    start: int
    end: int
    edits: int = 0
    flags: tuple[str, ...] = ()
    diff: tuple[Piece, ...] = ()


def stretch(texts: Sequence[tuple[int, str]]) -> Stretch:
    """Return passages as one text; each is given with its place in the source."""
    starts, at = [], 0
    for _, text in texts:
        starts.append(at)
        at += len(text) + len(JOINED)
    return Stretch(JOINED.join(text for _, text in texts), tuple(starts), tuple(place for place, _ in texts))


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


def may_be(ours: Sequence[str], kept: Sequence[str], weight: Weight, needed: float) -> bool:
    """Tell whether a text in which only `kept` of the words of a quotation stand, in whatever order, may hold the quotation."""
    altered = len(ours) - len(kept)
    if not altered:
        return True
    shown = _evidence(kept, weight) + IN_A_ROW * (len(kept) - 1)
    return altered <= _most_altered(len(ours)) and shown > needed + MARGIN - ROUNDING


def _folded(quoted: str, wanted: list[Part], held: Folded, text: str) -> Grade | None:
    """Return the place of all parts, in their order, each with every word as it stands."""
    if not wanted or not wanted[0].folded.tokens:
        return None
    places: list[tuple[int, int]] = []
    at = 0
    for part in wanted:
        place = _run(part.folded.tokens, held.tokens, at)
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
        return tuple(folds(quoted, held)) or ("fold: words in brackets",)
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


def _run(tokens: list[str], held: list[str], at: int) -> tuple[int, int] | None:
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
    pairs = _aligned(ours, theirs.keys)
    if not pairs or not _is_enough(ours, pairs, weight, needed):
        return None
    first, last = _reach(pairs, len(ours), len(theirs.keys))
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


def _aligned(ours: list[str], theirs: list[str]) -> list[tuple[int, int]]:
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
        place = _run(tail, theirs if len(tail) > SHORT else theirs[: begin + NEAR], begin)
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


def _is_enough(ours: list[str], pairs: list[tuple[int, int]], weight: Weight, needed: float) -> bool:
    """Tell whether the words that are the same cannot be so by chance: most of them, some in a row, and rare ones."""
    if len(ours) - len(pairs) > _most_altered(len(ours)):
        return False
    rows = sum((a[0] + 1, a[1] + 1) == b for a, b in pairwise(pairs))
    broken = len(pairs) - 1 - rows
    if rows < len(pairs) // 3:
        return False
    return _evidence((ours[n] for n, _ in pairs), weight) + IN_A_ROW * rows - broken > needed + MARGIN


def _most_altered(count: int) -> float:
    """Return how many of `count` words may be others."""
    return max(count * ALTERED, 3 if count >= 8 else 0)


def _evidence(words: Iterable[str], weight: Weight) -> float:
    return sum(weight(word) for word in dict.fromkeys(words))


def _reach(pairs: list[tuple[int, int]], ours: int, theirs: int) -> tuple[int, int]:
    """Return the first and the last word of the place: up to three that were altered at its ends belong to it."""
    before, after = pairs[0][0], ours - 1 - pairs[-1][0]
    first = pairs[0][1] - (before if before <= SHORT else 0)
    last = pairs[-1][1] + (after if after <= SHORT else 0)
    return max(0, first), min(theirs - 1, last)
