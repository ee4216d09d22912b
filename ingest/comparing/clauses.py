"""Which clause of one edition is which of the next: the same, changed, with another number, split, merged, or on one side alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Indel

from ingest.comparing.clause_parts import ALIKE, APART, FEWEST_WORDS, most_alike, parts_of, run

MOST_PLACES = 8  # clauses of one edition that a pair of words may stand in and be rare
ALIKE_BY_NUMBER, HARDLY_ALIKE = 0.75, 0.5  # shares of words
MOST_KEPT = 12_000  # texts whose words are kept: most clauses of an edition stand in the next
KINDS = {
    (True, False): "same",
    (False, False): "changed",
    (True, True): "renumbered",
    (False, True): "renumbered and changed",
}
WORD = re.compile(r"\w+")


class Clause(NamedTuple):
    """A numbered provision of one edition."""

    id: str
    number: str
    text: str


class Link(NamedTuple):
    """What became of a clause: `before` is None where it was added, `after` where it was removed."""

    kind: str
    before: Clause | None
    after: Clause | None


def align(
    before: Sequence[Clause], after: Sequence[Clause], before_whole: bool = True, after_whole: bool = True
) -> list[Link]:
    """Return the links of two editions in the order of the second, those removed last.

    A clause is linked only if one candidate is left: of two that are equally good, none is taken. Beside an edition that
    is not held whole nothing is added or removed: it may stand in what is not held.
    """
    links = _Alignment(before, after).links()
    return [link for link in links if (link.before or before_whole) and (link.after or after_whole)]


class _Alignment:
    def __init__(self, before: Sequence[Clause], after: Sequence[Clause]) -> None:
        self.before, self.after = before, after
        self.words_before = [folded(clause.text) for clause in before]
        self.words_after = [folded(clause.text) for clause in after]
        self.said_before, self.said_after = (
            [said(clause.text) for clause in before],
            [said(clause.text) for clause in after],
        )
        self.left_before, self.left_after = dict.fromkeys(range(len(before))), dict.fromkeys(range(len(after)))
        self.pairs: dict[tuple[int, int], str] = {}

    def links(self) -> list[Link]:
        self._equal(numbered=True)
        self._equal(numbered=False)
        self._parts("split")
        self._parts("merged")
        self._by_number(1 - APART)  # what is that much alike is no part of another
        self._changed_parts()
        self._by_number(ALIKE_BY_NUMBER)
        self._by_rare_words()
        self._by_number(HARDLY_ALIKE)
        found = [Link(kind, self.before[a], self.after[b]) for (a, b), kind in self.pairs.items()]
        found += [Link("added", None, self.after[b]) for b in self.left_after]
        places = {clause.id: place for place, clause in enumerate(self.after)}
        found.sort(key=lambda link: places[link.after.id] if link.after else -1)
        return found + [Link("removed", self.before[a], None) for a in self.left_before]

    def _pair(self, a: int, b: int) -> None:
        same = self.said_before[a] == self.said_after[b]
        moved = self.before[a].number != self.after[b].number
        self.pairs[a, b] = KINDS[same, moved]
        del self.left_before[a], self.left_after[b]

    def _equal(self, *, numbered: bool) -> None:
        """Pair clauses of the same words: those of one number in their order, others only if there is one of each."""
        places: dict[object, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for side, left, clauses, words, told in (
            (0, self.left_before, self.before, self.words_before, self.said_before),
            (1, self.left_after, self.after, self.words_after, self.said_after),
        ):
            for n in left:
                if numbered or len(words[n]) >= FEWEST_WORDS:
                    places[clauses[n].number if numbered else None, told[n]][side].append(n)
        for a, b in places.values():
            if len(a) == len(b) and (numbered or len(a) == 1):
                for pair in zip(a, b, strict=True):
                    self._pair(*pair)

    def _parts(self, kind: str) -> None:
        """Find clauses whose words are those of several in a row of the other edition."""
        whole, parts = (self.words_before, self.words_after), (self.left_before, self.left_after)
        if kind == "merged":
            whole, parts = whole[::-1], parts[::-1]
        starts: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for n in parts[1]:
            if len(whole[1][n]) >= FEWEST_WORDS:
                starts[whole[1][n][:FEWEST_WORDS]].append(n)
        for one in list(parts[0]):
            runs = [
                run(whole[0][one], whole[1], n, parts[1]) for n in starts[whole[0][one][:FEWEST_WORDS]][:MOST_PLACES]
            ]
            found = [run for run in runs if run]
            if len(found) == 1:
                for n in found[0]:
                    self.pairs[(one, n) if kind == "split" else (n, one)] = kind
                    del parts[1][n]
                del parts[0][one]

    def _changed_parts(self) -> None:
        """Find clauses whose words are, but for a few, those of several in a row of the other edition.

        Together these must be clearly more alike to the whole than any one of them is, and each a part of it.
        """
        shared = self._shared()
        turned: dict[int, Counter[int]] = defaultdict(Counter)
        for a, others in shared.items():
            for b, count in others.items():
                turned[b][a] = count
        for a in [a for a in self.left_before if a in shared]:
            for b in parts_of(self.words_before[a], shared[a], self.words_after, self.left_after):
                self.pairs[a, b] = "split"
                del self.left_after[b]
                self.left_before.pop(a, None)
        for b in [b for b in self.left_after if b in turned]:
            for a in parts_of(self.words_after[b], turned[b], self.words_before, self.left_before):
                self.pairs[a, b] = "merged"
                del self.left_before[a]
                self.left_after.pop(b, None)

    def _by_number(self, least: float) -> None:
        counts = [
            Counter(clauses[n].number for n in left)
            for clauses, left in ((self.before, self.left_before), (self.after, self.left_after))
        ]
        of_number = {self.after[b].number: b for b in self.left_after}
        for a in list(self.left_before):
            number = self.before[a].number
            if counts[0][number] == counts[1][number] == 1 and self._alike(a, of_number[number]) >= least:
                self._pair(a, of_number[number])

    def _by_rare_words(self) -> None:
        """Pair clauses that are each other's best by far, among those that share pairs of words that few have."""
        scores: dict[tuple[int, int], float] = {}
        for a, others in self._shared().items():
            for b in most_alike(others):
                scores[a, b] = self._alike(a, b)
        best_a, best_b = (
            _best((a, b, score) for (a, b), score in scores.items()),
            _best((b, a, score) for (a, b), score in scores.items()),
        )
        for a, b in best_a.items():
            if best_b.get(b) == a:
                self._pair(a, b)

    def _shared(self) -> dict[int, Counter[int]]:
        """Return for each clause left how many pairs of words it has in common with others that few clauses have."""
        rare, common = _rare(self.words_after, self.left_after), _rare(self.words_before, self.left_before)
        found: dict[int, Counter[int]] = defaultdict(Counter)
        for two, before in common.items():
            for b in rare.get(two, ()):
                for a in before:
                    found[a][b] += 1
        return found

    def _alike(self, a: int, b: int) -> float:
        return Indel.normalized_similarity(self.words_before[a], self.words_after[b])


@lru_cache(MOST_KEPT)
def folded(text: str) -> tuple[str, ...]:
    """Return the words of a clause alone: case, marks and white space make no other wording."""
    return tuple(WORD.findall(text.casefold()))


@lru_cache(MOST_KEPT)
def said(text: str) -> str:
    """Return the same words as one text, which is compared faster."""
    return " ".join(folded(text))


def _rare(words: list[tuple[str, ...]], left: dict[int, None]) -> dict[tuple[str, str], list[int]]:
    """Return the pairs of neighbouring words that stand in few of the clauses left, with these clauses."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n in left:
        for two in set(pairwise(words[n])):
            found[two].append(n)
    return {two: places for two, places in found.items() if len(places) <= MOST_PLACES}


def _best(scored: Iterator[tuple[int, int, float]]) -> dict[int, int]:
    """Return for each clause its one best candidate, where it is alike and no other comes near."""
    of: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for one, other, score in scored:
        of[one].append((score, other))
    found = {}
    for one, candidates in of.items():
        first, *rest = sorted(candidates, reverse=True)
        if first[0] >= ALIKE and (not rest or first[0] - rest[0][0] >= APART):
            found[one] = first[1]
    return found
